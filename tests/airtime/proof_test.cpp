// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report is proved from the ledger's export alone, and whatever was done to the export is found.
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "airtime/render.h"
#include "core/error.h"
#include "daemon/report_methods.h"
#include "daemon/reporting.h"
#include "store/ledger_export.h"
#include "store/period_closes.h"
#include "store/verify.h"
#include "tests/airtime/quarter.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using Json = nlohmann::ordered_json;

namespace {

struct QuarterStation : TemporaryStation {
    QuarterStation() {
        connection.run("PRAGMA synchronous = OFF");
        quarter.write(ledger);
    }
    ReportInput input(const char* period = "2018-q1") {
        return read_report(connection, "Đài phường", *parse_period(period));
    }
    std::string report(const char* period = "2018-q1") { return json_of(input(period)); }
    static std::string json_of(const ReportInput& input) {
        const Catalogue words(Language::Vietnamese);
        return report_json(make_report(input, CatalogueVoice(words)), input);
    }
    std::string exported() { return ledger_json(chained_entries(connection)); }

    Quarter quarter;
    Ledger ledger{connection};
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

// The numbers a fault names: of a row, or of its entry.
std::set<std::string> named_rows(const Message& fault) {
    std::set<std::string> rows;
    for (const auto& [name, value] : fault.args) {
        if (name == "number" || name == "entry") rows.insert(value);
    }
    return rows;
}

// What is found in an exported ledger, as verify --report says it.
std::optional<Message> fault_in(const std::string& report, const Json& exported) {
    try {
        return verify_report(report, read_ledger_export(exported.dump())).fault;
    } catch (const RequestError& error) {
        return error.message();
    }
}

Json another(const Json& value, std::mt19937& random) {
    if (value.is_number()) return value.get<std::int64_t>() + 1 + static_cast<std::int64_t>(random() % 1000);
    if (value.is_null()) return "x";
    std::string text = value.get<std::string>();
    const std::size_t at = text.empty() ? 0 : random() % text.size();
    const bool is_letter_whole = !text.empty() && (static_cast<unsigned char>(text[at]) & 0x80) == 0;
    return is_letter_whole ? text.replace(at, 1, text[at] == '7' ? "8" : "7") : text + "7";
}

// One random edit, deletion, exchange or truncation, and the rows whose naming tells it.
std::set<std::string> tamper(Json& rows, std::mt19937& random) {
    const std::size_t row = random() % rows.size();
    const auto number = [](std::size_t index) { return std::to_string(index + 1); };
    switch (random() % 4) {
        case 0: {
            auto value = rows[row].begin();
            std::advance(value, static_cast<std::ptrdiff_t>(random() % rows[row].size()));
            *value = another(*value, random);
            return {number(row)};
        }
        case 1:
            rows.erase(row);
            return {number(row), number(row + 1)};
        case 2: {
            const std::size_t other = (row + 1 + random() % (rows.size() - 1)) % rows.size();
            std::swap(rows[row], rows[other]);
            return {number(row), number(other)};
        }
        default:
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row), rows.end());
            return {number(row)};
    }
}

}  // namespace

TEST_CASE("a report is proved by an export alone, as JSON and as CSV, and by the same ledger grown longer") {
    QuarterStation station;
    const std::string report = station.report();
    CHECK_FALSE(verify_report(report, read_ledger_export(station.exported())).fault);
    CHECK_FALSE(verify_report(report, read_ledger_export(ledger_csv(chained_entries(station.connection)))).fault);
    Quarter later;
    later.entries = {station.quarter.at("2018-01-02", 0, 3)};
    later.entries[0].intent.transmission.exception = ExceptionId{99};
    later.write(station.ledger);
    CHECK_FALSE(verify_report(report, read_ledger_export(station.exported())).fault);
}

TEST_CASE("a report whose figures or words were touched is told where it differs") {
    QuarterStation station;
    const std::string report = station.report();
    const auto entries = chained_entries(station.connection);
    for (const auto& [from, to] : {std::pair("59 chương trình", "60 chương trình"),
                                   {"\"local\": 5097600000", "\"local\": 5097600001"},
                                   {"\"now\": 244", "\"now\": 245"}}) {
        INFO(from);
        const auto fault = verify_report(replaced(report, from, to), entries).fault;
        REQUIRE(fault);
        CHECK(fault->key == "report.differs");
    }
    CHECK(refusal([&] { verify_report("{}", entries); }) == "report.bad_file");
    CHECK(refusal([&] { verify_report("not a report", entries); }) == "report.bad_file");
}

TEST_CASE("a ledger written anew after the report, with a chain of its own, is not the one it counts") {
    QuarterStation first, second;
    Quarter other;
    Quarter::lose(other.at("2018-01-03", 0, 9), seconds{180}, "asrun.chain_lost");
    TemporaryStation elsewhere;
    elsewhere.connection.run("PRAGMA synchronous = OFF");
    Ledger ledger(elsewhere.connection);
    other.write(ledger);
    const auto fault = verify_report(first.report(), chained_entries(elsewhere.connection)).fault;
    REQUIRE(fault);
    CHECK(fault->key == "report.other_ledger");
}

TEST_CASE(
    "a thousand random edits, deletions, exchanges and truncations are a thousand found, with the first bad row") {
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    TemporaryStation station;
    station.connection.run("PRAGMA synchronous = OFF");
    Ledger ledger(station.connection);
    Quarter quarter;
    quarter.entries.resize(40);
    quarter.write(ledger);
    const std::string report =
        QuarterStation::json_of(read_report(station.connection, "Đài", *parse_period("2018-q1")));
    const Json exported = Json::parse(ledger_json(chained_entries(station.connection)));
    REQUIRE_FALSE(fault_in(report, exported));
    for (int round = 0; round < 1'000; ++round) {
        Json copy = exported;
        const std::set<std::string> bad = tamper(copy["entries"], random);
        INFO("round " << round);
        const auto fault = fault_in(report, copy);
        REQUIRE(fault);
        INFO(to_string(*fault));
        const std::set<std::string> named = named_rows(*fault);
        REQUIRE(std::any_of(named.begin(), named.end(), [&](const std::string& row) { return bad.contains(row); }));
    }
}

TEST_CASE("a closed period keeps its figures, and corrections stand beside them with who and why") {
    QuarterStation station;
    const ReportInput before = station.input();
    close_period(station.connection, {"2018-q1", 1}, before.seal.entries, before.seal.head, "{}", "Lê Thị Hoa", at());
    Quarter later;
    later.entries = {station.quarter.at("2018-01-02", 0, 3)};
    later.entries[0].intent.transmission.exception = ExceptionId{99};
    later.write(station.ledger);
    correct_period(station.connection, {"2018-q1", 1}, "items", 1, "tin ghi nhầm là nhạc", "Trần Văn Bình", at());
    const ReportInput after = station.input();
    CHECK(after.now.items.airings == 488);
    CHECK(station.input("2018-01").now.items.airings == 183);
    REQUIRE(after.closing);
    CHECK(after.closing->by == "Lê Thị Hoa");
    REQUIRE(after.closing->corrections.size() == 1);
    CHECK(after.closing->corrections[0].reason == "tin ghi nhầm là nhạc");
    CHECK(refusal([&] {
              close_period(station.connection, {"2018-q1", 1}, 1, before.seal.head, "{}", "Lê Thị Hoa", at());
          }) == "store.period_closed");
    CHECK(refusal([&] { station.connection.run("DELETE FROM period_close"); }) == "store.failed");
    CHECK(refusal([&] { station.connection.run("UPDATE period_correction SET change = 2"); }) == "store.failed");
    CHECK_FALSE(verify_report(QuarterStation::json_of(after), chained_entries(station.connection)).fault);
}

TEST_CASE("targets stand beside what was reached") {
    QuarterStation station;
    set_target(station.connection, {"2018-q1", 1}, "programmes", 60, "Lê Thị Hoa", at());
    set_target(station.connection, {"2018-q1", 1}, "programmes", 118, "Lê Thị Hoa", at());
    const ReportInput input = station.input();
    CHECK(input.targets.at("programmes") == 118);
    CHECK_FALSE(verify_report(QuarterStation::json_of(input), chained_entries(station.connection)).fault);
}
