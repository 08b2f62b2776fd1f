// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inspections that are due, what a fault took of the sample quarter, and the report's section on both.
#include "airtime/technical.h"

#include <nlohmann/json.hpp>

#include "airtime/render.h"
#include "daemon/report_house.h"
#include "daemon/reporting.h"
#include "daemon/technical_documents.h"
#include "store/ledger_export.h"
#include "tests/airtime/quarter.h"
#include "tests/airtime/whole_report.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

const std::string kHoa = "Lê Thị Hoa";

LocalDate day(unsigned number, unsigned month = 12) {
    return LocalDate{std::chrono::year(2026) / std::chrono::month(month) / std::chrono::day(number)};
}

WallTime instant(const char* text) { return *parse_wall_time(text); }

// The sample quarter with a power cut at minute 9 of the third of January, a ticket for it, another for a dead cluster
// in February, and five inspections.
struct TechnicalStation : TemporaryStation {
    TechnicalStation() {
        connection.run("PRAGMA synchronous = OFF");
        Quarter::lose(quarter.at("2018-01-03", 0, 9), seconds{180}, "asrun.chain_lost");
        Quarter::lose(quarter.at("2018-01-08", 0, 1), seconds{15}, "asrun.joined_late");
        quarter.write(ledger);
        Equipment cluster;
        cluster.name = "Tổ 5";
        cluster.zone = 1;
        cluster.from = *parse_date("2017-01-01");
        equipment = add_equipment(connection, cluster, kHoa, at());
        cluster.name = "Tăng âm";
        cluster.kind = EquipmentKind::Amplifier;
        add_equipment(connection, cluster, kHoa, at());
        power = add_ticket("mất điện", FaultPart::Power, "2018-01-03T00:39:00Z", "2018-01-03T00:42:00Z", {});
        dead = add_ticket("không kêu", FaultPart::Cluster, "2018-02-01T00:37:30Z", "2018-02-02T00:00:00Z", equipment);
        link_losses(connection, power, instant("2018-01-03T00:39:00Z"), instant("2018-01-03T00:42:00Z"));
        for (const char* date : {"2018-01-05", "2018-01-12", "2018-02-07", "2018-03-02", "2018-03-30"}) inspect(date);
    }

    TicketId add_ticket(const char* symptom, FaultPart part, const char* from, const char* until,
                        std::optional<EquipmentId> thing) {
        FaultTicket ticket;
        ticket.symptom = symptom;
        ticket.part = part;
        ticket.opened_at = instant(from);
        ticket.equipment = thing;
        const TicketId id = open_ticket(connection, ticket, kHoa, at());
        close_ticket(connection, id, {"cầu chì", "", instant(until)}, kHoa, at());
        return id;
    }

    void inspect(const char* date) {
        Inspection inspection;
        inspection.date = *parse_date(date);
        inspection.inspector = kHoa;
        inspection.findings = {{equipment, true, ""}};
        add_inspection(connection, inspection, day(5), kHoa, at());
    }

    ReportInput input() { return whole_input(connection, *zone, "2018-q1"); }

    Quarter quarter;
    Ledger ledger{connection};
    std::unique_ptr<Zone> zone = make_zone("Asia/Ho_Chi_Minh");
    EquipmentId equipment;
    TicketId power, dead;
};

Cell cell(const ReportTable& table, const std::string& row, const std::string& column) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            if (table.row_keys[i] == row && table.columns[j].key == column) return table.rows[i][j];
        }
    }
    throw std::runtime_error("no cell " + row + " " + column);
}

Report report_of(const ReportInput& input) {
    const Catalogue words(Language::Vietnamese);
    return make_report(input, CatalogueVoice(words));
}

}  // namespace

TEST_CASE(
    "four inspections a month are due on the 8th, 16th, 24th and 31st, and one too few is overdue the day after") {
    CHECK(inspections_due({}, 4, day(1)).next == day(8));
    CHECK(inspections_due({}, 4, day(8)).overdue == 0);
    CHECK(inspections_due({}, 4, day(9)).overdue == 1);
    CHECK(inspections_due({}, 4, day(9)).next == day(8));
    CHECK(inspections_due({day(2)}, 4, day(9)).next == day(16));
    CHECK(inspections_due({day(2)}, 4, day(9)).overdue == 0);
    CHECK(inspections_due({day(2)}, 4, day(31)).overdue == 2);
    const InspectionsDue done = inspections_due({day(1), day(2), day(3), day(4)}, 4, day(20));
    CHECK_FALSE(done.next);
    CHECK(done.overdue == 0);
}

TEST_CASE("inspections of another month or of days to come do not count, and none is due where none is to be") {
    CHECK(inspections_due({day(30, 11), day(20)}, 4, day(9)).done == 0);
    CHECK_FALSE(inspections_due({}, 0, day(31)).next);
    CHECK(inspections_due({}, 4, LocalDate{std::chrono::year(2026) / 2 / 1}).next ==
          LocalDate{std::chrono::year(2026) / 2 / 7});
}

TEST_CASE("a power cut's ticket has exactly its 180 s, and the rest of what was lost belongs to no fault") {
    TechnicalStation station;
    const Report report = report_of(station.input());
    const ReportTable& faults = table_in(report, "faults");
    const std::string power = std::to_string(station.power.value), dead = std::to_string(station.dead.value);
    CHECK(cell(faults, power, "lost") == Cell{seconds{180}});
    CHECK(cell(faults, power, "broken_for") == Cell{seconds{180}});
    CHECK(cell(faults, dead, "lost") == Cell{seconds{0}});
    CHECK(cell(faults, "none", "lost") == Cell{seconds{15}});
    CHECK(cell(faults, "total", "lost") == Cell{seconds{195}});
}

// On the first of February the cluster was dead from half way through the morning's quarter of an hour: 450 s of it and
// the afternoon's 900 s were sent to it in vain.
TEST_CASE("what was sent to a dead cluster is told beside it and is no loss of the ledger") {
    TechnicalStation station;
    const ReportTable faults = table_in(report_of(station.input()), "faults");
    const std::string dead = std::to_string(station.dead.value);
    CHECK(cell(faults, dead, "unheard") == Cell{seconds{450 + 900}});
    CHECK(cell(faults, std::to_string(station.power.value), "unheard") == Cell{seconds{0}});
    CHECK(cell(faults, dead, "part") == Cell{std::string("Tổ 5")});
}

TEST_CASE("inspections are counted month by month against four") {
    TechnicalStation station;
    const Report report = report_of(station.input());
    const ReportTable& table = table_in(report, "inspections");
    CHECK(cell(table, "2018-01", "done") == Cell{std::int64_t{2}});
    CHECK(cell(table, "2018-02", "done") == Cell{std::int64_t{1}});
    CHECK(cell(table, "total", "done") == Cell{std::int64_t{5}});
    CHECK(cell(table, "total", "target") == Cell{std::int64_t{12}});
    CHECK(cell(table_in(report, "equipment"), "cluster", "good") == Cell{std::int64_t{1}});
    CHECK(cell(table_in(report, "equipment"), "amplifier", "inspected") == Cell{std::int64_t{0}});
}

TEST_CASE("losses claimed for a fault are counted again from the ledger's export") {
    TechnicalStation station;
    const ReportInput input = station.input();
    const std::string json = report_json(report_of(input), input);
    const auto entries = chained_entries(station.connection);
    CHECK_FALSE(verify_report(json, entries).fault);
    nlohmann::ordered_json forged = nlohmann::ordered_json::parse(json);
    for (auto& section : forged["sections"]) {
        for (auto& table : section["tables"]) {
            if (table["table"] == "faults") table["rows"][0]["lost"] = 240;
        }
    }
    CHECK(verify_report(forged.dump(), entries).fault);
}

TEST_CASE(
    "the status reminds of an inspection overdue and of what is not mended, and a station without loudspeakers of "
    "neither") {
    TechnicalStation station;
    const WallTime now = instant("2018-02-28T01:00:00Z");
    const auto reminders = reminders_document(station.connection, *station.zone, now, 4);
    REQUIRE(reminders.size() == 1);
    CHECK(reminders[0].at("key") == "technical.inspection_overdue");
    FaultTicket ticket;
    ticket.symptom = "rè";
    ticket.opened_at = now;
    open_ticket(station.connection, ticket, kHoa, now);
    CHECK(reminders_document(station.connection, *station.zone, now, 1).at(0).at("key") == "technical.fault_open");
    TemporaryStation empty;
    CHECK(reminders_document(empty.connection, *station.zone, now, 4).empty());
}
