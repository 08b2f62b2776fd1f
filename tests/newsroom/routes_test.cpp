// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may sign an item: by block, by field, in somebody's place, from a document, and never one's own.
#include "newsroom/routes.h"

#include <random>

#include "tests/catch.h"

using namespace truyenthanh;

namespace {

constexpr BlockId kParty{1};
constexpr BlockId kCommittee{2};
constexpr FieldId kEconomy{1};
constexpr FieldId kLand{7};
constexpr PersonId kSecretary{11};   // approver of the Party block
constexpr PersonId kChair{12};       // approver of the Committee block
constexpr PersonId kLandDeputy{13};  // of the Committee block
constexpr PersonId kOffice{14};      // the Party office
constexpr PersonId kHelper{15};      // stands in for the deputy, then for the secretary
constexpr PersonId kAuthor{16};
constexpr PersonId kStranger{17};

LocalDate day(int number) {
    return LocalDate{std::chrono::sys_days{std::chrono::year(2026) / 12 / 1} + std::chrono::days{number - 1}};
}

Signatories everybody() {
    Signatories all;
    all.grants.push_back({GrantId{1}, kSecretary, Role::Approver, kParty, {day(1), std::nullopt}});
    all.grants.push_back({GrantId{2}, kChair, Role::Approver, kCommittee, {day(1), day(20)}});
    all.grants.push_back({GrantId{3}, kOffice, Role::Collector, kParty, {day(1), std::nullopt}});
    all.grants.push_back({GrantId{4}, kAuthor, Role::Contributor, std::nullopt, {day(1), std::nullopt}});
    all.deputies.push_back({DeputyId{1}, kCommittee, kLand, kLandDeputy, {day(1), std::nullopt}});
    all.stand_ins.push_back({StandInId{1}, kCommittee, kLandDeputy, kHelper, {day(5), day(7)}});
    all.stand_ins.push_back({StandInId{2}, kParty, kSecretary, kHelper, {day(10), day(11)}});
    return all;
}

ToSign item(BlockId block, std::optional<FieldId> field = std::nullopt) {
    ToSign made;
    made.title = "Giải phóng mặt bằng";
    made.block = block;
    made.block_code = block == kParty ? "dang" : "uy_ban";
    made.field = field;
    made.field_code = "land";
    made.state = ItemState::Approved;
    made.has_text = true;
    made.authors = {kAuthor};
    return made;
}

// The key of the refusal; "" for a signature of one's own, "for 13" for one in somebody's place.
std::string signing(const ToSign& thing, PersonId person, int on = 6, bool has_document = false,
                    const Signatories& all = everybody()) {
    const auto result = may_sign(thing, {person, "Hoa", has_document}, all, day(on));
    if (const auto* no = std::get_if<Message>(&result)) return no->key;
    const Ground ground = std::get<Ground>(result);
    return ground.on_behalf_of ? "for " + std::to_string(ground.on_behalf_of->value) : "";
}

}  // namespace

TEST_CASE("each block's approver signs for that block and never for the other") {
    CHECK(signing(item(kParty), kSecretary).empty());
    CHECK(signing(item(kCommittee), kSecretary) == "newsroom.other_block");
    CHECK(signing(item(kCommittee, kLand), kChair).empty());
    CHECK(signing(item(kParty, kLand), kChair) == "newsroom.other_block");
    CHECK(signing(item(kParty, kLand), kLandDeputy) == "newsroom.other_block");
}

TEST_CASE("a deputy signs in the field that is theirs") {
    CHECK(signing(item(kCommittee, kLand), kLandDeputy).empty());
    CHECK(signing(item(kCommittee, kEconomy), kLandDeputy) == "newsroom.other_field");
    CHECK(signing(item(kCommittee), kLandDeputy) == "newsroom.other_field");
}

TEST_CASE("in an emergency any deputy of the block signs, but nobody of the other block") {
    ToSign flood = item(kCommittee, kEconomy);
    flood.priority = ItemPriority::Emergency;
    CHECK(signing(flood, kLandDeputy).empty());
    CHECK(signing(flood, kSecretary) == "newsroom.other_block");
    flood.authors = {kLandDeputy};
    CHECK(signing(flood, kLandDeputy) == "newsroom.own_item");
}

TEST_CASE("a stand-in signs on their days, in the other's name and within the other's right") {
    CHECK(signing(item(kCommittee, kLand), kHelper, 5) == "for 13");
    CHECK(signing(item(kCommittee, kLand), kHelper, 7) == "for 13");
    CHECK(signing(item(kCommittee, kLand), kHelper, 4) == "newsroom.no_signatory");
    CHECK(signing(item(kCommittee, kLand), kHelper, 8) == "newsroom.no_signatory");
    CHECK(signing(item(kCommittee, kEconomy), kHelper, 6) == "newsroom.no_signatory");
    CHECK(signing(item(kParty), kHelper, 6) == "newsroom.other_block");
    CHECK(signing(item(kParty), kHelper, 10) == "for 11");
}

TEST_CASE("a right that has ended, or that the other no longer has, signs nothing") {
    CHECK(signing(item(kCommittee), kChair, 20).empty());
    CHECK(signing(item(kCommittee), kChair, 21) == "newsroom.no_signatory");
    Signatories all = everybody();
    all.deputies.front().span.until = day(5);
    CHECK(signing(item(kCommittee, kLand), kHelper, 6, false, all) == "newsroom.no_signatory");
}

TEST_CASE("the collecting office enters what was signed on paper, with number and date") {
    CHECK(signing(item(kParty), kOffice) == "newsroom.office_needs_document");
    CHECK(signing(item(kParty), kOffice, 6, true).empty());
    CHECK(signing(item(kCommittee), kOffice, 6, true) == "newsroom.other_block");
}

TEST_CASE("nobody signs what they wrote or recorded, nor has it signed in their place") {
    ToSign own = item(kCommittee, kLand);
    own.authors = {kAuthor, kLandDeputy};
    CHECK(signing(own, kLandDeputy) == "newsroom.own_item");
    CHECK(signing(own, kHelper) == "newsroom.no_signatory");
    own.authors = {kAuthor};
    own.recorded_by = kLandDeputy;
    CHECK(signing(own, kLandDeputy) == "newsroom.own_item");
    own.recorded_by = kHelper;
    CHECK(signing(own, kHelper) == "newsroom.own_item");
    CHECK(signing(item(kCommittee), kAuthor) == "newsroom.own_item");
}

TEST_CASE("who holds no right to sign is told so by item, block and name") {
    const auto result = may_sign(item(kParty), {kStranger, "Hoa", false}, everybody(), day(6));
    CHECK(std::get<Message>(result) == Message{"newsroom.no_signatory",
                                               {{"title", "Giải phóng mặt bằng"},
                                                {"person", "Hoa"},
                                                {"block", "@block.dang"},
                                                {"field", "@newsroom.field_none"}}});
}

TEST_CASE("a text is signed once it was submitted, a sound once its text was approved") {
    ToSign text = item(kParty);
    const auto key = [](const std::optional<Message>& message) { return message ? message->key : ""; };
    text.state = ItemState::Draft;
    CHECK(key(why_text_not_ready(text)) == "newsroom.not_submitted");
    CHECK(key(why_sound_not_ready(text)) == "newsroom.text_first");
    text.state = ItemState::Submitted;
    CHECK(key(why_text_not_ready(text)).empty());
    CHECK(key(why_sound_not_ready(text)) == "newsroom.text_first");
    text.priority = ItemPriority::Emergency;
    CHECK(key(why_sound_not_ready(text)).empty());
    text.priority = ItemPriority::Priority;
    text.state = ItemState::Approved;
    CHECK(key(why_sound_not_ready(text)).empty());
    text.state = ItemState::Returned;
    CHECK(key(why_text_not_ready(text)) == "newsroom.is_returned");
    CHECK(key(why_sound_not_ready(text)) == "newsroom.is_returned");
    text.state = ItemState::Archived;
    CHECK(key(why_sound_not_ready(text)) == "newsroom.is_archived");
    ToSign live = item(kParty);
    live.has_text = false;
    live.state = ItemState::Draft;
    CHECK(key(why_text_not_ready(live)) == "newsroom.no_text");
    CHECK(key(why_sound_not_ready(live)).empty());
}

TEST_CASE("whatever rights are given, no signature is ever its author's or another block's") {
    const unsigned seed = std::random_device()();
    UNSCOPED_INFO("seed " << seed);
    std::mt19937 random(seed);
    const auto pick = [&random](std::int64_t count) {
        return 1 + static_cast<std::int64_t>(random() % static_cast<unsigned>(count));
    };
    int signed_count = 0;
    for (int round = 0; round < 20'000; ++round) {
        Signatories all;
        const auto span = [&] { return DateSpan{day(static_cast<int>(pick(20))), day(static_cast<int>(pick(30)))}; };
        for (int i = 0; i < 4; ++i) {
            const Role role = pick(2) == 1 ? Role::Approver : Role::Collector;
            all.grants.push_back({GrantId{i}, PersonId{pick(5)}, role, BlockId{pick(2)}, span()});
            all.deputies.push_back({DeputyId{i}, BlockId{pick(2)}, FieldId{pick(3)}, PersonId{pick(5)}, span()});
            all.stand_ins.push_back({StandInId{i}, BlockId{pick(2)}, PersonId{pick(5)}, PersonId{pick(5)}, span()});
        }
        ToSign thing = item(BlockId{pick(2)}, FieldId{pick(3)});
        thing.authors = {PersonId{pick(5)}};
        thing.recorded_by = PersonId{pick(5)};
        const PersonId person{pick(5)};
        const LocalDate today = day(static_cast<int>(pick(30)));
        const auto result = may_sign(thing, {person, "Hoa", true}, all, today);
        if (std::holds_alternative<Message>(result)) continue;
        ++signed_count;
        REQUIRE(person != thing.authors.front());
        REQUIRE(person != *thing.recorded_by);
        // Without everything given for this block the same person could not have signed.
        const auto is_here = [&](const auto& row) { return row.block == thing.block; };
        std::erase_if(all.grants, is_here);
        std::erase_if(all.deputies, is_here);
        std::erase_if(all.stand_ins, is_here);
        REQUIRE(std::holds_alternative<Message>(may_sign(thing, {person, "Hoa", true}, all, today)));
    }
    CHECK(signed_count > 500);
}
