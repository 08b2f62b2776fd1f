// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// People, accounts, roles and the life of items in the store.
#include "newsroom/rights.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/items.h"
#include "store/password.h"
#include "store/people.h"
#include "store/roles.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

LocalDate day(unsigned number) { return LocalDate{std::chrono::year(2026) / 12 / std::chrono::day(number)}; }

PersonId add_person(Connection& connection, const std::string& name, const DateSpan& span = {}) {
    Person person;
    person.name = name;
    person.span = span;
    return put_person(connection, person);
}

// As long as a real hash, and as quick as none.
const std::string kHash = "$argon2id$v=19$not-a-real-one";

ItemDraft some_draft(Connection& connection) {
    ItemDraft draft;
    draft.title = "Lịch tiêm chủng";
    draft.kind = ItemKind::Notice;
    draft.text = "Sáng thứ bảy, tại trạm y tế.";
    draft.block = block_named(connection, "uy_ban").id;
    draft.field = field_named(connection, "society").id;
    return draft;
}

std::vector<std::string> steps(Connection& connection, ItemId item) {
    std::vector<std::string> all;
    for (const LifeStep& step : life_of(connection, item)) all.push_back(step.step);
    return all;
}

ItemStage stage(Connection& connection, ItemId item, WallTime now = at(5h)) {
    return read_item_on_file(connection, item, now).stage;
}

}  // namespace

TEST_CASE("a person is one person in every spelling, and knowing more of them adds no second one") {
    TemporaryStation station;
    Connection& c = station.connection;
    const UnitId unit = add_unit(c, "Đoàn Thanh niên", UnitKind::Association);
    const PersonId hoa = add_person(c, "Lê Thị Hoa");
    Person more = read_person(c, "LÊ  THỊ HOA");
    more.unit = unit;
    more.post = "Bí thư";
    CHECK(put_person(c, more) == hoa);
    CHECK(list_people(c).size() == 1);
    CHECK(read_person(c, "lê thị hoa").unit_name == "Đoàn Thanh niên");
    CHECK(list_people(c, "THỊ").size() == 1);
    CHECK(unit_named(c, "đoàn thanh niên") == unit);
    CHECK(refusal([&] { add_unit(c, "ĐOÀN THANH NIÊN", UnitKind::Board); }) == "store.name_taken");
    CHECK(refusal([&] { read_person(c, "Ai đó"); }) == "store.no_person");
    CHECK(refusal([&] { unit_named(c, "Đoàn"); }) == "store.no_unit");
    CHECK(refusal([&] { add_person(c, "Bình", {day(5), day(4)}); }) == "store.bad_span");
    CHECK(list_people(c).size() == 1);
}

TEST_CASE("both blocks and the nine fields are there from the beginning") {
    TemporaryStation station;
    CHECK(list_blocks(station.connection).size() == 2);
    CHECK(list_fields(station.connection).size() == 9);
    CHECK(block_named(station.connection, "dang").id == BlockId{1});
    CHECK(field_named(station.connection, "land").name == "Đất đai");
    CHECK(refusal([&] { block_named(station.connection, "huyện"); }) == "store.no_block");
    CHECK(refusal([&] { field_named(station.connection, "gossip"); }) == "store.no_field");
}

TEST_CASE("roles, deputies and stand-ins last no longer than the person works for the station") {
    TemporaryStation station;
    Connection& c = station.connection;
    const BlockId block{2};
    const PersonId hoa = add_person(c, "Hoa", {std::nullopt, day(10)});
    const PersonId nam = add_person(c, "Nam");
    const GrantId grant = grant_role(c, hoa, Role::Approver, block, {day(1), day(20)});
    name_deputy(c, block, FieldId{7}, hoa, {day(2), std::nullopt});
    const StandInId stand_in = name_stand_in(c, block, hoa, nam, {day(3), day(4)});
    Signatories all = signatories(c);
    REQUIRE((all.grants.size() == 1 && all.deputies.size() == 1 && all.stand_ins.size() == 1));
    CHECK(all.grants[0].span.until == day(10));
    CHECK(all.deputies[0].span.until == day(10));
    CHECK(all.stand_ins[0].for_person == hoa);
    end_role(c, grant, day(5));
    end_stand_in(c, stand_in, day(3));
    all = signatories(c);
    CHECK(all.grants[0].span.until == day(5));
    CHECK(all.stand_ins[0].span.until == day(3));
    CHECK(refusal([&] { end_role(c, GrantId{99}, day(5)); }) == "store.no_grant");
    CHECK(verify_audit(c).entries == 7);
}

TEST_CASE("an approver and a collector have a block, and nobody else has one") {
    TemporaryStation station;
    Connection& c = station.connection;
    const PersonId hoa = add_person(c, "Hoa");
    CHECK(refusal([&] { grant_role(c, hoa, Role::Approver, std::nullopt, {day(1), {}}); }) == "store.role_needs_block");
    CHECK(refusal([&] { grant_role(c, hoa, Role::Editor, BlockId{1}, {day(1), {}}); }) == "store.role_without_block");
    CHECK(refusal([&] { grant_role(c, hoa, Role::Editor, {}, {day(2), day(1)}); }) == "store.bad_span");
    CHECK(refusal([&] { grant_role(c, PersonId{9}, Role::Editor, {}, {day(1), {}}); }) == "store.no_person");
    CHECK(refusal([&] { name_stand_in(c, BlockId{1}, hoa, hoa, {day(1), day(2)}); }) == "store.own_stand_in");
    CHECK(refusal([&] { name_stand_in(c, BlockId{1}, hoa, hoa, {day(1), {}}); }) == "store.bad_span");
}

TEST_CASE("a password is kept as Argon2id, and only the right one fits") {
    const std::string hash = password_hash("một câu dễ nhớ");
    CHECK(hash.starts_with("$argon2id$"));
    CHECK(is_password(hash, "một câu dễ nhớ"));
    CHECK_FALSE(is_password(hash, "một câu dễ nhơ"));
    CHECK_FALSE(is_password(hash, ""));
    CHECK_FALSE(is_password("not a hash", "một câu dễ nhớ"));
    CHECK(refusal([] { check_password("ngắn"); }) == "account.weak_password");
    CHECK(refusal([] { check_password(std::string(2'000, 'a')); }) == "account.weak_password");
    CHECK(refusal([] { check_password("\xff" + std::string(12, 'a')); }) == "account.weak_password");
    CHECK(refusal([] { check_password("mười chữ đó"); }).empty());
    CHECK(one_time_code().size() == 23);
    CHECK(one_time_code() != one_time_code());
}

TEST_CASE("the first account makes an administrator, once, and nothing is an account before") {
    TemporaryStation station;
    Connection& c = station.connection;
    CHECK_FALSE(has_accounts(c));
    const PersonId lan = add_first_account(c, "Nguyễn Thị Lan", kHash, day(5));
    CHECK(roles_on(signatories(c).grants, lan, day(5)) == std::vector{Role::Administrator});
    CHECK(roles_on(signatories(c).grants, lan, day(4)).empty());
    CHECK(refusal([&] { add_first_account(c, "Bình", kHash, day(5)); }) == "account.not_first");
    CHECK(list_accounts(c).size() == 1);
    CHECK(refusal([&] { disable_account(c, "nguyễn thị lan", day(6)); }) == "account.last_administrator");
}

TEST_CASE("accounts are disabled and never deleted, and each change is on record") {
    TemporaryStation station;
    Connection& c = station.connection;
    const Acting acting(c, {"Nguyễn Thị Lan", at(1h)});
    add_first_account(c, "Nguyễn Thị Lan", kHash, day(5));
    CHECK(refusal([&] { add_account(c, "Bình", kHash); }) == "store.no_person");
    add_person(c, "Bình");
    add_account(c, "Bình", kHash);
    CHECK(refusal([&] { add_account(c, "BÌNH", kHash); }) == "account.known");
    disable_account(c, "Bình", day(5));
    CHECK(find_account(c, "Bình")->disabled_at == at(1h));
    enable_account(c, "Bình");
    CHECK_FALSE(find_account(c, "Bình")->disabled_at);
    set_password(c, "Bình", kHash + "2");
    CHECK(find_account(c, "Bình")->password == kHash + "2");
    CHECK(refusal([&] { set_password(c, "Cúc", kHash); }) == "account.none");
    CHECK(refusal([&] { c.run("DELETE FROM account"); }) == "store.failed");
    CHECK(refusal([&] { c.run("UPDATE account SET password = 'plain'"); }) == "store.failed");
    for (const AuditEntry& entry : audit_entries(c, {})) CHECK(entry.who == "Nguyễn Thị Lan");
    CHECK(verify_audit(c).entries == 7);
}

TEST_CASE("after five wrong passwords an account is locked, longer each time, until the right one") {
    TemporaryStation station;
    Connection& c = station.connection;
    const PersonId lan = add_first_account(c, "Lan", kHash, day(5));
    for (int i = 0; i < 4; ++i) note_wrong_password(c, lan, at());
    CHECK_FALSE(find_account(c, "Lan")->locked_until);
    note_wrong_password(c, lan, at());
    CHECK(find_account(c, "Lan")->locked_until == at(1min));
    note_wrong_password(c, lan, at());
    CHECK(find_account(c, "Lan")->locked_until == at(2min));
    for (int i = 0; i < 50; ++i) note_wrong_password(c, lan, at());
    CHECK(find_account(c, "Lan")->locked_until == at(60min));
    note_login(c, lan, at(2h));
    CHECK_FALSE(find_account(c, "Lan")->locked_until);
    CHECK(find_account(c, "Lan")->failures == 0);
    CHECK(find_account(c, "Lan")->last_used_at == at(2h));
}

TEST_CASE("an item goes from draft to approved sound, and each step says who, when and why") {
    TemporaryStation station;
    Connection& c = station.connection;
    ItemId item;
    {
        const Acting hoa(c, {"Lê Thị Hoa", at()});
        item = add_item(c, some_draft(c));
        submit_item(c, item);
    }
    CHECK(stage(c, item) == ItemStage::Submitted);
    {
        const Acting editor(c, {"Vũ Văn Nam", at(10min)});
        return_item(c, item, "sai ngày");
    }
    CHECK(stage(c, item) == ItemStage::Returned);
    {
        const Acting hoa(c, {"Lê Thị Hoa", at(20min)});
        ItemDraft mended = read_item_on_file(c, item, at()).draft;
        mended.text = "Sáng chủ nhật, tại trạm y tế.";
        edit_item(c, item, mended);
        submit_item(c, item);
    }
    CHECK(refusal([&] { approve_text(c, item, "Lê Thị Hoa", at(1h)); }) == "store.own_item");
    approve_text(c, item, "Phạm Văn Dũng", at(1h), std::nullopt, {"", "45/TB", day(4)});
    CHECK(stage(c, item) == ItemStage::Approved);
    Recording sound = some_recording('a', item);
    sound.added_by = "Trần Văn Bình";
    sound.added_at = at(2h);
    const RecordingId recording = add_recording(c, sound);
    CHECK(stage(c, item) == ItemStage::Recorded);
    approve(c, recording, "Phạm Văn Dũng", at(3h), at(48h));
    CHECK(stage(c, item) == ItemStage::SoundApproved);
    CHECK(stage(c, item, at(49h)) == ItemStage::Recorded);
    CHECK(steps(c, item) == std::vector<std::string>{"added", "submitted", "returned", "edited", "submitted",
                                                     "approved", "recorded", "sound_approved"});
    const std::vector<LifeStep> life = life_of(c, item);
    CHECK(life[2].who == "Vũ Văn Nam");
    CHECK(life[2].why == "sai ngày");
    CHECK(life[2].at == at(10min));
    CHECK(life[5].why == "45/TB");
    CHECK(life[7].who == "Phạm Văn Dũng");
    CHECK(verify_audit(c).entries == audit_entries(c, {}).back().number);
    CHECK_FALSE(verify_audit(c).fault);
}

TEST_CASE("an edit of the words voids the approval of the text and of the sound: another link or photo does not") {
    TemporaryStation station;
    Connection& c = station.connection;
    const Acting acting(c, {"Lê Thị Hoa", at(4h)});
    const ItemId item = add_item(c, some_draft(c));
    submit_item(c, item);
    approve_text(c, item, "Phạm Văn Dũng", at(1h));
    Recording sound = some_recording('a', item);
    sound.added_by = "Bình";
    const RecordingId recording = add_recording(c, sound);
    approve(c, recording, "Phạm Văn Dũng", at(2h));
    ItemDraft draft = read_item_on_file(c, item, at()).draft;
    draft.portal_link = "https://example.org/tin";
    draft.photo = "anh-1";
    edit_item(c, item, draft);
    CHECK(read_item_on_file(c, item, at()).state == ItemState::Approved);
    CHECK_FALSE(read_recording(c, recording).approval->revoked_at);
    SECTION("text") { draft.text += " Xin mời."; }
    SECTION("title") { draft.title += "!"; }
    SECTION("field") { draft.field = FieldId{1}; }
    SECTION("block") { draft.block = BlockId{1}; }
    edit_item(c, item, draft);
    CHECK(read_item_on_file(c, item, at()).state == ItemState::Draft);
    CHECK(read_item_on_file(c, item, at()).text_approval->revoked_at == at(4h));
    CHECK(read_recording(c, recording).approval->revoked_at == at(4h));
}

TEST_CASE("returning and archiving end every approval, and an archived item is left alone until it is restored") {
    TemporaryStation station;
    Connection& c = station.connection;
    const Acting acting(c, {"Lê Thị Hoa", at(4h)});
    ItemDraft draft = some_draft(c);
    draft.text = "";
    const ItemId item = add_item(c, draft);
    Recording sound = some_recording('a', item);
    const RecordingId recording = add_recording(c, sound);
    approve(c, recording, "Phạm Văn Dũng", at(2h));
    archive_item(c, item, "cũ");
    CHECK(read_recording(c, recording).approval->revoked_at == at(4h));
    CHECK(list_items_on_file(c, {}, at()).empty());
    ItemFilter archived;
    archived.stage = ItemStage::Archived;
    CHECK(list_items_on_file(c, archived, at()).size() == 1);
    CHECK(refusal([&] { edit_item(c, item, draft); }) == "store.wrong_state");
    CHECK(refusal([&] { submit_item(c, item); }) == "store.wrong_state");
    restore_item(c, item);
    CHECK(stage(c, item) == ItemStage::Recorded);
    c.run("DROP TRIGGER approval_stays_revoked; UPDATE approval SET revoked_at = NULL, revoked_by = NULL");
    CHECK_FALSE(read_recording(c, recording).approval->is_on_record);
}

TEST_CASE("who writes an item is its author, authors' shares make a hundred, and what is mistyped is refused") {
    TemporaryStation station;
    Connection& c = station.connection;
    const Acting acting(c, {"Lê Thị Hoa", at()});
    ItemDraft draft = some_draft(c);
    const ItemOnFile own = read_item_on_file(c, add_item(c, draft), at());
    REQUIRE(own.draft.authors.size() == 1);
    CHECK(own.draft.authors[0].name == "Lê Thị Hoa");
    CHECK(own.draft.authors[0].share == 100);
    const PersonId nam = add_person(c, "Nam");
    const PersonId cuc = add_person(c, "Cúc");
    draft.authors = {{nam, "", 60}, {cuc, "", 40}};
    const ItemId shared = add_item(c, draft);
    CHECK(read_item_on_file(c, shared, at()).draft.authors[0].name == "Nam");
    ItemFilter by_cuc;
    by_cuc.author = cuc;
    CHECK(list_items_on_file(c, by_cuc, at()).size() == 1);
    const auto refused = [&](const std::function<void(ItemDraft&)>& spoil) {
        ItemDraft bad = draft;
        spoil(bad);
        return refusal([&] { add_item(c, bad); });
    };
    CHECK(refused([](ItemDraft& d) { d.authors[0].share = 59; }) == "store.bad_shares");
    CHECK(refused([](ItemDraft& d) { d.authors[0].share = 0; }) == "store.bad_shares");
    CHECK(refused([](ItemDraft& d) { d.title = ""; }) == "store.bad_title");
    CHECK(refused([](ItemDraft& d) { d.text = "a\x01"; }) == "store.bad_text");
    CHECK(refused([](ItemDraft& d) { d.language = "tiếng Việt"; }) == "store.bad_language");
    CHECK(refused([](ItemDraft& d) { d.valid = {day(5), day(4)}; }) == "store.bad_span");
    CHECK(list_items_on_file(c, {}, at()).size() == 2);
    CHECK(refusal([&] { read_item_on_file(c, ItemId{99}, at()); }) == "store.no_item");
}
