// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every change of what can reach the loudspeaker is on record, by whom and when, and the record cannot be mended.
#include "store/audit.h"

#include <random>

#include "core/names.h"
#include "newsroom/approval.h"
#include "store/overrides.h"
#include "store/programmes.h"
#include "store/relays.h"
#include "store/slots.h"
#include "store/week.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"
#include "text/catalogue.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> sentences(Connection& connection) {
    std::vector<std::string> all;
    for (const AuditEntry& entry : audit_entries(connection, {})) all.push_back(entry.sentence.key);
    return all;
}

RecordingId approved_recording(Connection& connection, char digit = 'a') {
    const RecordingId id = add_item_with_recording(connection, "Tin", ItemKind::News, some_recording(digit));
    approve(connection, id, "Trần Văn Bình", at(1h), at(48h));
    return id;
}

std::string heard(Connection& connection, RecordingId id) {
    const RecordingOnFile row = read_recording(connection, id);
    const auto no = why_not_heard(row.title, row.recording, row.approval, at(2h));
    return no ? no->key : "";
}

Slot some_slot(ProgrammeId programme) {
    Slot slot;
    slot.name = "Sáng";
    slot.days = kEveryDay;
    slot.start = 7h;
    slot.length = 15min;
    slot.content.programme = programme;
    return slot;
}

void untie(Connection& connection) {
    connection.run("DROP TRIGGER audit_entry_is_never_changed; DROP TRIGGER audit_entry_is_never_deleted;");
}

std::string fault(Connection& connection) {
    const AuditVerdict verdict = verify_audit(connection);
    return verdict.fault ? verdict.fault->key : "";
}

}  // namespace

TEST_CASE("a recording taken in and approved is on record with who and when") {
    TemporaryStation station;
    approved_recording(station.connection);
    const std::vector<AuditEntry> entries = audit_entries(station.connection, {});
    REQUIRE(entries.size() == 3);
    CHECK(sentences(station.connection) ==
          std::vector<std::string>{"audit.item_added", "audit.recording_added", "audit.sound_approved"});
    CHECK(entries[0].who == "Lê Thị Hoa");
    CHECK(entries[1].at == at());
    CHECK(entries[2].who == "Trần Văn Bình");
    CHECK(entries[2].at == at(1h));
    CHECK_FALSE(entries[2].before);
    CHECK(entries[2].after);
    CHECK(verify_audit(station.connection).entries == 3);
    CHECK(verify_audit(station.connection).head == entries[2].hash);
    CHECK(fault(station.connection).empty());
}

TEST_CASE("who acts is who the station says, and the machine itself where it says nobody") {
    TemporaryStation station;
    Programme programme;
    programme.name = "Bản tin";
    {
        const Acting outer(station.connection, {"Hoa", at(1h)});
        add_programme(station.connection, programme);
        const Acting inner(station.connection, {"Bình", at(2h)});
        add_programme(station.connection, programme);
    }
    add_programme(station.connection, programme);
    const std::vector<AuditEntry> entries = audit_entries(station.connection, {});
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].who == "Hoa");
    CHECK(entries[1].who == "Bình");
    CHECK(entries[1].at == at(2h));
    CHECK(entries[2].who.empty());
    CHECK(entries[2].at == at());
}

TEST_CASE("every change of the week writes one entry, with what was before and what is after") {
    TemporaryStation station;
    Connection& c = station.connection;
    Programme programme;
    programme.name = "Bản tin";
    const ProgrammeId id = add_programme(c, programme);
    programme.id = id;
    programme.name = "Bản tin sáng";
    update_programme(c, programme);
    Relay relay;
    relay.name = "VOV1";
    relay.urls = {"https://example.org/a"};
    const RelayId relay_id = add_relay(c, relay);
    Slot slot = some_slot(id);
    slot.id = add_slot(c, slot);
    slot.length = 20min;
    update_slot(c, slot);
    CalendarException off;
    off.date = LocalDate{std::chrono::year(2026) / 12 / 6};
    off.kind = ExceptionKind::Suspend;
    off.target = slot.id;
    off.reason = "quốc tang";
    const ExceptionId exception = add_exception(c, off);
    remove_exception(c, exception);
    const OverrideId permit = request_override(c, at(1h), at(2h), "bão", "Hoa", at());
    confirm_override(c, permit, "Bình", at());
    revoke_override(c, permit, "Hoa", at());
    remove_slot(c, slot.id);
    remove_relay(c, relay_id);
    remove_programme(c, id);
    import_week(c, {});
    CHECK(sentences(c) ==
          std::vector<std::string>{"audit.programme_added", "audit.programme_changed", "audit.relay_added",
                                   "audit.slot_added", "audit.slot_changed", "audit.exception_added",
                                   "audit.exception_removed", "audit.override_requested", "audit.override_confirmed",
                                   "audit.override_revoked", "audit.slot_removed", "audit.relay_removed",
                                   "audit.programme_removed", "audit.week_imported"});
    const std::vector<AuditEntry> entries = audit_entries(c, {});
    CHECK(entries[1].before == entries[0].after);
    CHECK(entries[4].before == entries[3].after);
    CHECK(entries[4].after != entries[3].after);
    CHECK_FALSE(entries[10].after);
    CHECK(fault(c).empty());
}

TEST_CASE("what is refused leaves no entry") {
    TemporaryStation station;
    const RecordingId id = approved_recording(station.connection);
    CHECK(refusal([&] { approve(station.connection, id, "Lê Thị Hoa", at(2h)); }) == "store.own_recording");
    CHECK(refusal([&] { add_slot(station.connection, some_slot(ProgrammeId{99})); }) == "store.no_programme");
    CHECK(sentences(station.connection).size() == 3);
}

TEST_CASE("entries are found by time, person and thing") {
    TemporaryStation station;
    const RecordingId id = approved_recording(station.connection);
    revoke(station.connection, id, "Phạm Thị Cúc", at(3h));
    const auto count = [&](const AuditFilter& filter) { return audit_entries(station.connection, filter).size(); };
    CHECK(count({.from = at(1h), .until = at(3h), .who = {}, .thing = {}}) == 1);
    CHECK(count({.from = {}, .until = {}, .who = "trần văn BÌNH", .thing = {}}) == 1);
    CHECK(count({.from = {}, .until = {}, .who = {}, .thing = "approval", .thing_id = id.value}) == 2);
    CHECK(count({.from = {}, .until = {}, .who = {}, .thing = {}, .thing_id = 0, .most = 2}) == 2);
}

TEST_CASE("the audit is only ever added to") {
    TemporaryStation station;
    approved_recording(station.connection);
    for (const char* sql : {"DELETE FROM audit_entry", "UPDATE audit_entry SET who = 'x'", "DELETE FROM approval",
                            "DELETE FROM recording", "DELETE FROM item", "DELETE FROM person"}) {
        INFO(sql);
        CHECK(refusal([&] { station.connection.run(sql); }) == "store.failed");
    }
}

TEST_CASE("a changed, removed or invented entry is found") {
    const auto tampered = [](const char* sql) {
        TemporaryStation station;
        approved_recording(station.connection);
        untie(station.connection);
        station.connection.run("PRAGMA foreign_keys = OFF");
        station.connection.run(sql);
        return fault(station.connection);
    };
    CHECK(tampered("UPDATE audit_entry SET who = 'Cúc' WHERE id = 2") == "store.verify_audit_changed");
    CHECK(tampered("UPDATE audit_entry SET at = at + 1 WHERE id = 1") == "store.verify_audit_changed");
    CHECK(tampered("DELETE FROM audit_entry WHERE id = 2") == "store.verify_audit_gap");
    CHECK(tampered("DELETE FROM audit_entry WHERE id = 3") == "store.verify_approval");
    CHECK(tampered("INSERT INTO audit_entry SELECT 4, at, who, thing, thing_id, change, args, NULL, NULL, hash, hash"
                   " FROM audit_entry WHERE id = 3") == "store.verify_audit_changed");
}

TEST_CASE("an approval without its entry, or other than its entry, lets nothing be heard") {
    TemporaryStation station;
    Connection& c = station.connection;
    const RecordingId id = approved_recording(c);
    CHECK(heard(c, id).empty());
    c.run("DROP TRIGGER approval_is_final; DROP TRIGGER approval_grounds_are_final;");
    SECTION("prolonged by hand") { c.run("UPDATE approval SET valid_until = valid_until + 1"); }
    SECTION("under another name") {
        c.run(
            "INSERT INTO person (name, folded, added_at) VALUES ('Cúc', 'cúc', 0);"
            "UPDATE approval SET approved_by = (SELECT id FROM person WHERE folded = 'cúc')");
    }
    SECTION("cut from its entry") { c.run("UPDATE approval SET audit_id = NULL"); }
    SECTION("tied to another entry") { c.run("UPDATE approval SET audit_id = 2"); }
    SECTION("with a document that was never given") { c.run("UPDATE approval SET document_number = '12/QĐ'"); }
    CHECK(heard(c, id) == "newsroom.not_on_record");
    CHECK(fault(c) == "store.verify_approval");
}

TEST_CASE("an approval written straight into the table lets nothing be heard") {
    TemporaryStation station;
    Connection& c = station.connection;
    const RecordingId id = add_item_with_recording(c, "Tin", ItemKind::News, some_recording('a'));
    c.run(
        "INSERT INTO person (name, folded, added_at) VALUES ('Cúc', 'cúc', 0);"
        "INSERT INTO approval (recording_id, sha256, approved_by, approved_at)"
        " SELECT id, sha256, (SELECT max(id) FROM person), 0 FROM recording");
    CHECK(heard(c, id) == "newsroom.not_on_record");
}

TEST_CASE("an item edited after approval is not heard, though somebody edits the row and though no trigger is left") {
    TemporaryStation station;
    Connection& c = station.connection;
    const RecordingId id = approved_recording(c);
    const bool has_triggers = GENERATE(true, false);
    if (!has_triggers) c.run("DROP TRIGGER edit_voids_approvals");
    const char* sql =
        GENERATE("UPDATE item SET title = 'Tin khác'", "UPDATE item SET text = 'lời khác'",
                 "UPDATE item SET kind = 'ident'", "UPDATE item SET block_id = 1", "UPDATE item SET field_id = 2");
    INFO(sql);
    c.run(sql);
    CHECK(heard(c, id) == "newsroom.other_words");
    CHECK(read_recording(c, id).approval->revoked_at.has_value() == has_triggers);
}

TEST_CASE("an approver found to be an author is no approver") {
    TemporaryStation station;
    Connection& c = station.connection;
    const RecordingId id = approved_recording(c);
    c.run("DROP TRIGGER author_voids_own_approval");
    c.run("INSERT INTO item_author (item_id, person_id, share) SELECT 1, approved_by, 100 FROM approval");
    CHECK(heard(c, id) == "newsroom.by_author");
    CHECK(refusal([&] { approve(c, id, "Trần Văn Bình", at(2h)); }) == "store.own_item");
}

TEST_CASE("an approval says in whose place and by which document it was signed") {
    TemporaryStation station;
    const RecordingId id = add_item_with_recording(station.connection, "Tin", ItemKind::News, some_recording('a'));
    approve(station.connection, id, "Trần Văn Bình", at(1h), std::nullopt,
            {"Phạm Thị Cúc", "15/TB-UBND", LocalDate{std::chrono::year(2026) / 12 / 4}});
    const Approval approval = read_recording(station.connection, id).approval.value();
    CHECK(approval.on_behalf_of == "Phạm Thị Cúc");
    CHECK(approval.document_number == "15/TB-UBND");
    CHECK(approval.document_date == LocalDate{std::chrono::year(2026) / 12 / 4});
    CHECK(heard(station.connection, id).empty());
}

TEST_CASE("whatever value of the audit is changed, the chain no longer holds") {
    const unsigned seed = std::random_device()();
    UNSCOPED_INFO("seed " << seed);
    std::mt19937 random(seed);
    TemporaryStation station;
    Connection& c = station.connection;
    c.run("PRAGMA synchronous = OFF");
    for (const char digit : {'a', 'b', 'c', 'd'}) approved_recording(c, digit);
    untie(c);
    const std::vector<std::string> columns{"at", "who", "thing", "thing_id", "change", "before_sha256", "after_sha256"};
    for (int round = 0; round < 100; ++round) {
        const std::string& column = columns[random() % columns.size()];
        const bool is_number = column == "at" || column == "thing_id";
        const bool is_hash = column.ends_with("sha256");
        const std::string value = is_number ? "1 + abs(random())" : is_hash ? "printf('%064d', abs(random()))" : "'x'";
        const std::string row = std::to_string(1 + random() % 12);
        c.run("BEGIN");
        c.run(("UPDATE audit_entry SET " + column + " = " + value + " WHERE id = " + row).c_str());
        INFO(column << " of " << row);
        CHECK_FALSE(fault(c).empty());
        c.run("ROLLBACK");
    }
    CHECK(fault(c).empty());
}

TEST_CASE("an entry reads as a sentence in both languages") {
    TemporaryStation station;
    const RecordingId id = approved_recording(station.connection);
    revoke(station.connection, id, "Phạm Thị Cúc", at(3h));
    for (const Language language : {Language::Vietnamese, Language::English}) {
        const Catalogue words(language);
        for (const AuditEntry& entry : audit_entries(station.connection, {})) {
            const std::string sentence = words.render(entry.sentence);
            INFO(sentence);
            CHECK(words.has(entry.sentence.key));
            CHECK(sentence.find('{') == std::string::npos);
            CHECK(sentence.find("Tin") != std::string::npos);
        }
    }
}
