// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clusters and amplifiers, their inspections, and fault tickets with the entries they explain.
#include "store/equipment.h"
#include "store/fault_tickets.h"
#include "store/ledger.h"
#include "store/station.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const LocalDate kToday{std::chrono::year(2026) / 12 / 5};
const std::string kHoa = "Lê Thị Hoa";

Equipment cluster(const std::string& name, int zone = 1) {
    Equipment made;
    made.name = name;
    made.zone = zone;
    made.from = LocalDate{std::chrono::year(2026) / 1 / 1};
    return made;
}

FaultTicket fault(const std::string& symptom, WallTime opened) {
    FaultTicket made;
    made.symptom = symptom;
    made.opened_at = opened;
    return made;
}

struct Station : TemporaryStation {
    EquipmentId add(const std::string& name) { return add_equipment(connection, cluster(name), kHoa, at()); }

    InspectionResult inspect(std::vector<InspectionFinding> findings, LocalDate date = kToday) {
        Inspection inspection;
        inspection.date = date;
        inspection.inspector = "Trần Văn Bình";
        inspection.findings = std::move(findings);
        return add_inspection(connection, inspection, kToday, kHoa, at(hours{9}));
    }

    // An item of a minute at 07:30 and on, of which so much was heard.
    EntryId entry(int position, seconds heard, std::uint32_t zones = 1) {
        EntryIntent intent;
        intent.transmission = {kToday, SlotId{1}, {}};
        intent.position = position;
        intent.planned_start = at(hours{7} + minutes{29 + position});
        intent.planned_frames = to_frames(minutes{1});
        intent.zones = zones;
        EntryCount count;
        count.frames = to_frames(heard);
        if (heard > seconds{0}) count.started = intent.planned_start;
        if (heard > seconds{0}) count.ended = intent.planned_start + heard;
        const EntryId id = ledger.open(intent, intent.planned_start);
        const Outcome outcome = heard == minutes{1} ? Outcome::Aired : Outcome::Curtailed;
        ledger.close(id, count, outcome, std::nullopt, intent.planned_start + minutes{1});
        return id;
    }

    Ledger ledger{connection};
};

}  // namespace

TEST_CASE("what an inspection finds broken gets one ticket, and is good again once that is closed") {
    Station station;
    const EquipmentId good = station.add("Tổ 1"), broken = station.add("Tổ 5");
    const InspectionResult first = station.inspect({{good, true, ""}, {broken, false, "rè tiếng"}});
    REQUIRE(first.opened.size() == 1);
    CHECK(station.inspect({{broken, false, "vẫn rè"}}).opened.empty());
    const auto list = list_equipment(station.connection, kToday);
    REQUIRE(list.size() == 2);
    CHECK(list[0].is_good());
    CHECK_FALSE(list[1].is_good());
    CHECK(list[1].inspected == kToday);
    const FaultTicket ticket = read_ticket(station.connection, first.opened[0]);
    CHECK(ticket.symptom == "rè tiếng");
    CHECK(ticket.part == FaultPart::Cluster);
    CHECK(ticket.equipment == broken);
    close_ticket(station.connection, ticket.id, {"màng loa rách", "thay loa", at(hours{10})}, kHoa, at(hours{11}));
    CHECK(list_equipment(station.connection, kToday)[1].is_good());
    CHECK(open_tickets(station.connection).empty());
}

TEST_CASE("an inspection of tomorrow, of what is not there or of one thing twice is refused, and nothing is written") {
    Station station;
    const EquipmentId known = station.add("Tổ 1");
    const LocalDate tomorrow{std::chrono::year(2026) / 12 / 6};
    CHECK(refusal([&] { station.inspect({}, tomorrow); }) == "store.inspection_ahead");
    CHECK(refusal([&] { station.inspect({{EquipmentId{9}, true, ""}}); }) == "store.no_equipment");
    CHECK(refusal([&] { station.inspect({{known, true, ""}, {known, false, ""}}); }) == "store.finding_twice");
    CHECK(list_inspections(station.connection, kToday, kToday).empty());
    CHECK(open_tickets(station.connection).empty());
}

TEST_CASE("equipment is known by one name, has possible numbers, and keeps its row when it is taken out of use") {
    Station station;
    const EquipmentId id = station.add("Tổ 1");
    CHECK(refusal([&] { station.add("tổ 1"); }) == "store.equipment_taken");
    Equipment wrong = cluster("Tổ 2", 33);
    CHECK(refusal([&] { add_equipment(station.connection, wrong, kHoa, at()); }) == "store.bad_equipment");
    Equipment known = read_equipment(station.connection, id);
    known.until = LocalDate{std::chrono::year(2026) / 12 / 1};
    edit_equipment(station.connection, known);
    CHECK(list_equipment(station.connection, kToday).empty());
    CHECK(list_equipment(station.connection, std::nullopt).size() == 1);
    known.until = LocalDate{std::chrono::year(2025) / 12 / 1};
    CHECK(refusal([&] { edit_equipment(station.connection, known); }) == "store.bad_dates");
}

TEST_CASE("a ticket is closed once, with a cause and at a time that has passed, and is final then") {
    Station station;
    const TicketId id = open_ticket(station.connection, fault("mất điện", at(hours{7})), kHoa, at(hours{8}));
    const auto close = [&](const std::string& cause, WallTime when) {
        return refusal([&] { close_ticket(station.connection, id, {cause, "", when}, kHoa, at(hours{9})); });
    };
    CHECK(close("", at(hours{8})) == "store.bad_title");
    CHECK(close("cầu chì", at(hours{6})) == "store.ticket_times");
    CHECK(close("cầu chì", at(hours{10})) == "store.ticket_times");
    CHECK(close("cầu chì", at(hours{8})).empty());
    CHECK(close("khác", at(hours{8})) == "store.ticket_closed");
    FaultTicket changed = read_ticket(station.connection, id);
    changed.symptom = "khác";
    CHECK(refusal([&] { edit_ticket(station.connection, changed, at(hours{9})); }) == "store.ticket_closed");
    CHECK(refusal([&] { station.connection.run("UPDATE fault_ticket SET cause = 'x'"); }) == "store.failed");
    CHECK(refusal([&] { station.connection.run("DELETE FROM fault_ticket"); }) == "store.failed");
    CHECK(refusal([&] { open_ticket(station.connection, fault("mai", at(hours{10})), kHoa, at(hours{9})); }) ==
          "store.ticket_ahead");
}

TEST_CASE("a ticket explains the entries that lost something while it was open, each entry once") {
    Station station;
    station.entry(1, minutes{1});
    const EntryId cut = station.entry(2, seconds{20}), gone = station.entry(3, seconds{0});
    const EntryId later = station.entry(9, seconds{0});
    const TicketId power =
        open_ticket(station.connection, fault("mất điện", at(hours{7} + minutes{31})), kHoa, at(hours{8}));
    const TicketId other = open_ticket(station.connection, fault("mạng", at(hours{7})), kHoa, at(hours{8}));
    const auto linked = link_losses(station.connection, power, at(hours{7} + minutes{31}), at(hours{7} + minutes{34}));
    CHECK(linked == std::vector{cut, gone});
    CHECK(link_losses(station.connection, other, at(hours{7}), at(hours{8})) == std::vector{later});
    CHECK(refusal([&] { link_entry(station.connection, other, cut); }) == "store.entry_linked");
    CHECK(refusal([&] { link_entry(station.connection, other, EntryId{1}); }) == "store.entry_whole");
    CHECK(refusal([&] { link_entry(station.connection, other, EntryId{99}); }) == "store.no_entry");
    CHECK(refusal([&] { unlink_entry(station.connection, other, cut); }) == "store.entry_not_linked");
    unlink_entry(station.connection, power, cut);
    link_entry(station.connection, other, cut);
    CHECK(read_ticket(station.connection, other).entries == std::vector{cut, later});
    const auto entries = ticket_entries(station.connection, {kToday, kToday});
    REQUIRE(entries.size() == 3);
    CHECK(entries[0].ticket == other);
    CHECK(entries[0].heard == to_frames(seconds{20}));
    CHECK(entries[0].planned == to_frames(minutes{1}));
}

TEST_CASE("what was sent to a zone within a time counts an entry over its edge by its part") {
    Station station;
    station.entry(1, minutes{1});
    station.entry(2, minutes{1});
    station.entry(3, minutes{1}, 2);
    const WallTime from = at(hours{7} + minutes{30} + seconds{45}), until = at(hours{8});
    CHECK(sent_to(station.connection, 1, from, until) == to_frames(seconds{75}));
    CHECK(sent_to(station.connection, 2, from, until) == to_frames(seconds{60}));
    CHECK(sent_to(station.connection, ~std::uint32_t{0}, from, until) == to_frames(seconds{135}));
}

TEST_CASE("a ticket is told of in every period in which it was open for a moment") {
    Station station;
    const TicketId id = open_ticket(station.connection, fault("mất điện", at(hours{7})), kHoa, at(hours{8}));
    CHECK(list_tickets(station.connection, at(), at(hours{7})).empty());
    CHECK(list_tickets(station.connection, at(), at(hours{8})).size() == 1);
    CHECK(list_tickets(station.connection, at(hours{20}), at(hours{30})).size() == 1);
    close_ticket(station.connection, id, {"cầu chì", "", at(hours{9})}, kHoa, at(hours{9}));
    CHECK(list_tickets(station.connection, at(hours{8}), at(hours{30})).size() == 1);
    CHECK(list_tickets(station.connection, at(hours{9}), at(hours{30})).empty());
}

TEST_CASE("a station whose faults explain entries can still be rehearsed") {
    Station station;
    const EntryId cut = station.entry(1, seconds{20});
    const TicketId power = open_ticket(station.connection, fault("mất điện", at(hours{7})), kHoa, at(hours{8}));
    link_entry(station.connection, power, cut);
    Connection copy = make_rehearsal_copy(station.connection, station.folder.path() / "rehearsal.db");
    CHECK(read_ticket(copy, power).entries.empty());
    CHECK(read_ticket(station.connection, power).entries == std::vector{cut});
}
