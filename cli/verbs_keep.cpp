// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// archive, retention
#include <fstream>

#include "airtime/render.h"
#include "cli/pages.h"
#include "cli/tar.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/exit_codes.h"
#include "daemon/report_house.h"
#include "daemon/reporting.h"
#include "store/hash.h"
#include "store/ledger.h"
#include "store/ledger_export.h"
#include "store/master_library.h"
#include "store/retention.h"
#include "store/station.h"
#include "store/table_csv.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr const char* kApprovals =
    "SELECT a.id AS number, i.title, r.sha256, p.name AS approved_by,"
    " strftime('%Y-%m-%dT%H:%M:%SZ', a.approved_at / 1000000, 'unixepoch') AS approved_at,"
    " a.document_number, a.document_date,"
    " strftime('%Y-%m-%dT%H:%M:%SZ', a.revoked_at / 1000000, 'unixepoch') AS revoked_at"
    " FROM approval AS a JOIN recording AS r ON r.id = a.recording_id JOIN item AS i ON i.id = r.item_id"
    " JOIN person AS p ON p.id = a.approved_by WHERE a.approved_at < ? ORDER BY a.id";
constexpr const char* kItems =
    "SELECT i.id AS number, i.title, i.kind, b.name AS block, f.name AS field, i.language, i.origin, i.state,"
    " strftime('%Y-%m-%dT%H:%M:%SZ', i.added_at / 1000000, 'unixepoch') AS added_at, i.text"
    " FROM item AS i LEFT JOIN block AS b ON b.id = i.block_id LEFT JOIN field AS f ON f.id = i.field_id"
    " WHERE i.added_at < ? ORDER BY i.id";
constexpr const char* kDiary =
    "SELECT id AS number, strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000000, 'unixepoch') AS at, severity, message, args"
    " FROM station_event WHERE at < ? ORDER BY id";

constexpr const char* kInspections =
    "SELECT i.id AS number, i.date, p.name AS inspector, i.note, e.name AS equipment, f.is_good, f.note AS found"
    " FROM inspection AS i JOIN person AS p ON p.id = i.inspector_id LEFT JOIN inspection_finding AS f"
    " ON f.inspection_id = i.id LEFT JOIN equipment AS e ON e.id = f.equipment_id WHERE i.added_at < ?"
    " ORDER BY i.date, i.id, e.id";
constexpr const char* kFaults =
    "SELECT t.id AS number, t.part, e.name AS equipment, t.symptom,"
    " strftime('%Y-%m-%dT%H:%M:%SZ', t.opened_at / 1000000, 'unixepoch') AS opened_at, t.cause, t.remedy,"
    " strftime('%Y-%m-%dT%H:%M:%SZ', t.closed_at / 1000000, 'unixepoch') AS closed_at,"
    " (SELECT group_concat(entry_id, ' ') FROM fault_entry AS l WHERE l.ticket_id = t.id) AS entries"
    " FROM fault_ticket AS t LEFT JOIN equipment AS e ON e.id = t.equipment_id WHERE t.opened_at < ? ORDER BY t.id";

std::string table(Session& session, const char* sql, WallTime before) {
    Query query(session.database(), sql, before);
    return rows_as_csv(query);
}

// Collects files, and the hash of each.
class Archive {
public:
    Archive(std::string folder, WallTime now) : folder_(std::move(folder)), now_(now) {}

    void add(const std::string& name, const std::string& content) {
        text_ += tar_entry(folder_ + "/" + name, content, now_);
        sums_ += sha256_of(content) + "  " + name + "\n";
    }
    std::string finished() { return text_ + tar_entry(folder_ + "/SHA256SUMS", sums_, now_) + tar_end(); }

private:
    std::string folder_;
    WallTime now_;
    std::string text_;
    std::string sums_;
};

// Everything of the ledger up to the end of the year: a chain is verified from its beginning on.
std::vector<AsRunEntry> chain_until(Connection& database, LocalDate last) {
    std::vector<AsRunEntry> entries = chained_entries(database);
    while (!entries.empty() && entries.back().intent.transmission.date > last) entries.pop_back();
    return entries;
}

int archive(Session& session, int year, const std::string& file) {
    if (std::filesystem::exists(file)) throw RequestError({"store.file_exists", {{"file", file}}});
    const Period period = period_of(PeriodKind::Year, year, 1);
    if (period.span.to >= session.today())
        throw RequestError(
            {"report.period_not_over", {{"period", std::to_string(year)}, {"to", to_string(period.span.to)}}});
    const ReadSnapshot snapshot(session.database());
    const WallTime end =
        session.zone().to_utc(LocalTime(std::chrono::local_days(period.span.to) + std::chrono::days{1}));
    const CatalogueVoice voice(session.words());
    const ReportInput input = read_whole_report(session.database(), session.settings(), session.places(),
                                                session.zone(), period, session.words().language());
    const Report report = make_report(input, voice);
    const std::vector<AsRunEntry> chain = chain_until(session.database(), period.span.to);
    Archive made("truyenthanh-" + std::to_string(year), session.now());
    made.add("README.txt", session.words().render({"cli.archive_readme",
                                                   {{"station", session.settings().station_name},
                                                    {"year", std::to_string(year)},
                                                    {"entries", std::to_string(chain.size())},
                                                    {"head", chain.empty() ? std::string("–") : chain.back().hash}}}));
    made.add("ledger.csv", ledger_csv(chain));
    made.add("ledger.jsonl", ledger_lines(chain));
    made.add("report.html", report_html(report, input, voice));
    made.add("report.csv", report_csv(report));
    made.add("approvals.csv", table(session, kApprovals, end));
    made.add("items.csv", table(session, kItems, end));
    made.add("diary.csv", table(session, kDiary, end));
    made.add("inspections.csv", table(session, kInspections, end));
    made.add("faults.csv", table(session, kFaults, end));
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << made.finished() << std::flush;
    if (!out) throw StoreError({"cli.cannot_write", {{"file", file}, {"why", "write"}}});
    session.show({{"file", file}, {"entries", chain.size()}},
                 {"cli.archived", {{"file", file}, {"entries", std::to_string(chain.size())}}});
    return exit_code::kOk;
}

WallTime months_before(Session& session, int months) {
    const LocalDate today = session.today();
    const auto month = std::chrono::year_month(today.year(), today.month()) - std::chrono::months{months};
    const LocalDate day = month / std::min(today.day(), (month / std::chrono::last).day());
    return session.zone().to_utc(LocalTime(std::chrono::local_days(day)));
}

std::string show_masters(const json& list, const Catalogue& words) {
    std::string text;
    for (const json& master : list.at("masters")) {
        text += words.render({"cli.old_master",
                              {{"recording", master.at("recording").dump()},
                               {"title", master.at("title").get<std::string>()},
                               {"heard", master.value("last_heard", json()).is_null()
                                             ? words.word("show.none")
                                             : master.at("last_heard").get<std::string>()}}}) +
                "\n";
    }
    return text.empty() ? words.word("show.none") + "\n" : text;
}

// The row of a recording stays, with its hash: what was heard can be named for ever.
int retention(Session& session, int months, bool removes) {
    std::optional<StationLock> lock;
    if (removes) lock.emplace(session.places().lock);
    json list = json::array();
    for (const OldMaster& master : masters_out_of_use(session.database(), months_before(session, months))) {
        list.push_back({{"recording", master.recording.value},
                        {"title", master.title},
                        {"sha256", master.sha256},
                        {"last_heard", master.last_heard ? json(to_string(*master.last_heard)) : json()}});
        std::error_code ignored;
        if (removes) std::filesystem::remove(master_path(session.places().masters, master.sha256), ignored);
    }
    session.show({{"months", months}, {"removed", removes}, {"masters", list}}, show_masters);
    return exit_code::kOk;
}

}  // namespace

void add_keeping_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    const auto year = std::make_shared<int>(0);
    const auto file = std::make_shared<std::string>();
    CLI::App& archiving =
        verb(app, session, "archive", "archive", [&session, year, file] { return archive(session, *year, *file); });
    archiving.add_option("YEAR", *year, words.word("help.archive_year"))->required()->check(CLI::Range(2000, 9999));
    archiving.add_option("FILE", *file, words.word("help.archive_file"))->required();

    const auto months = std::make_shared<int>(kLeastMonthsKept);
    const auto removes = std::make_shared<bool>(false);
    CLI::App& keeping = verb(app, session, "retention", "retention",
                             [&session, months, removes] { return retention(session, *months, *removes); });
    keeping.add_option("--months", *months, words.word("help.retention_months"))
        ->type_name("N")
        ->check(CLI::Range(kLeastMonthsKept, 1'200));
    keeping.add_flag("--remove", *removes, words.word("help.retention_remove"));
}

}  // namespace truyenthanh
