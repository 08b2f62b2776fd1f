// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// asrun, verify
#include <fstream>
#include <iterator>

#include "airtime/interchange.h"
#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "daemon/reporting.h"
#include "store/audit.h"
#include "store/ledger.h"
#include "store/ledger_export.h"
#include "store/verify.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct AsRunOptions {
    std::string from;
    std::string to;
    bool is_csv = false;
    std::string export_file;
};

// Without --from it is today's.
AsRunFilter filter_of(Session& session, const AsRunOptions& options) {
    AsRunFilter filter;
    const std::string today = to_string(session.today());
    filter.from =
        instant_from(options.from.empty() ? today : options.from, session.zone(), session.now(), Edge::Beginning);
    if (!options.to.empty()) filter.until = instant_from(options.to, session.zone(), session.now(), Edge::End);
    return filter;
}

// The form that the file's ending tells.
std::string exported(Session& session, const std::string& file, const std::vector<AsRunEntry>& entries) {
    if (file.ends_with(".csv")) return ledger_csv(entries);
    if (file.ends_with(".jsonl")) return ledger_lines(entries);
    if (file.ends_with(".xml")) {
        const std::string language = session.words().language() == Language::English ? "en" : "vi";
        return programme_information(session.settings().station_name, language, entries, session.now());
    }
    return ledger_json(entries);
}

int export_chain(Session& session, const std::string& file) {
    const std::vector<AsRunEntry> entries = chained_entries(session.database());
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << exported(session, file, entries) << std::flush;
    if (!out) throw StoreError({"cli.cannot_write", {{"file", file}, {"why", "write"}}});
    session.show({{"file", file}, {"entries", entries.size()}},
                 {"cli.ledger_exported", {{"file", file}, {"entries", std::to_string(entries.size())}}});
    return exit_code::kOk;
}

int as_run(Session& session, const AsRunOptions& options) {
    if (!options.export_file.empty()) return export_chain(session, options.export_file);
    json rows = json::array();
    for (const AsRunEntry& entry : as_run_entries(session.database(), filter_of(session, options))) {
        rows.push_back(document(entry, session.zone()));
    }
    const json log{{"entries", rows}};
    if (options.is_csv) {
        session.out() << csv_as_run(log);
    } else {
        session.show(log, show_as_run);
    }
    return exit_code::kOk;
}

std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw RequestError({"cli.cannot_read", {{"file", file}, {"why", "open"}}});
    return {std::istreambuf_iterator<char>(in), {}};
}

LedgerVerdict verdict_of(Session& session, const std::string& file) {
    if (file.empty()) return verify_ledger(session.database());
    return verify_entries(read_ledger_export(text_of(file)), {});
}

std::vector<AsRunEntry> chain_of(Session& session, const std::string& file) {
    return file.empty() ? chained_entries(session.database()) : read_ledger_export(text_of(file));
}

// A report against the ledger it says it counts: the station's, or an export alone.
int verify_report_file(Session& session, const std::string& report, const std::string& file) {
    const ReportVerdict verdict = verify_report(text_of(report), chain_of(session, file));
    const std::string entries = std::to_string(verdict.seal.entries);
    session.show(
        {{"is_true", !verdict.fault},
         {"period", verdict.period},
         {"entries", verdict.seal.entries},
         {"head", verdict.seal.head},
         {"fault", optional_message(verdict.fault)}},
        verdict.fault ? *verdict.fault : Message{"report.proved", {{"period", verdict.period}, {"entries", entries}}});
    return verdict.fault ? exit_code::kFinding : exit_code::kOk;
}

std::string show_verdict(const json& verdict, const Catalogue& words) {
    const bool is_whole = verdict.at("is_whole").get<bool>();
    std::string text = words.render({is_whole ? "cli.ledger_whole" : "cli.ledger_broken",
                                     {{"closed", grouped(verdict.at("closed").get<std::int64_t>(), words.language())},
                                      {"open", grouped(verdict.at("open").get<std::int64_t>(), words.language())},
                                      {"head", verdict.at("head").get<std::string>()}}}) +
                       "\n";
    if (!is_whole) text += message_text(verdict.at("fault"), words) + "\n";
    if (verdict.at("is_rehearsal").get<bool>()) text += words.word("cli.ledger_is_rehearsal") + "\n";
    const json& audit = verdict.at("audit");
    if (audit.is_null()) return text;
    const bool is_audit_whole = audit.at("is_whole").get<bool>();
    text += words.render({is_audit_whole ? "cli.audit_whole" : "cli.audit_broken",
                          {{"entries", grouped(audit.at("entries").get<std::int64_t>(), words.language())},
                           {"head", audit.at("head").get<std::string>()}}}) +
            "\n";
    if (!is_audit_whole) text += message_text(audit.at("fault"), words) + "\n";
    return text;
}

// Of the station's own database; an export has none.
json audit_verdict(Session& session, const std::string& file) {
    if (!file.empty()) return {};
    const AuditVerdict verdict = verify_audit(session.database());
    return {{"is_whole", !verdict.fault},
            {"entries", verdict.entries},
            {"head", verdict.head},
            {"fault", optional_message(verdict.fault)}};
}

int verify(Session& session, const std::string& file) {
    const LedgerVerdict verdict = verdict_of(session, file);
    json crowded = json::array();
    for (const EntryId entry : verdict.crowded) crowded.push_back(entry.value);
    const json audit = audit_verdict(session, file);
    const bool is_audit_whole = audit.is_null() || audit.at("is_whole").get<bool>();
    session.show({{"is_whole", verdict.is_whole()},
                  {"is_rehearsal", verdict.is_rehearsal},
                  {"closed", verdict.closed},
                  {"open", verdict.open},
                  {"first", verdict.first ? json(to_string(*verdict.first)) : json()},
                  {"last", verdict.last ? json(to_string(*verdict.last)) : json()},
                  {"head", verdict.head},
                  {"crowded", crowded},
                  {"fault", optional_message(verdict.fault)},
                  {"audit", audit}},
                 show_verdict);
    return verdict.is_whole() && is_audit_whole ? exit_code::kOk : exit_code::kFinding;
}

}  // namespace

void add_as_run_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    const auto options = std::make_shared<AsRunOptions>();
    CLI::App& listing = verb(app, session, "asrun", "asrun", [&session, options] { return as_run(session, *options); });
    listing.add_option("--from", options->from, words.word("help.asrun_from"))->type_name("INSTANT");
    listing.add_option("--to", options->to, words.word("help.to"))->type_name("INSTANT");
    listing.add_flag("--csv", options->is_csv, words.word("help.asrun_csv"));
    listing.add_option("--export", options->export_file, words.word("help.asrun_export"))->type_name("FILE");

    const auto file = std::make_shared<std::string>();
    const auto report = std::make_shared<std::string>();
    CLI::App& proof = verb(app, session, "verify", "verify", [&session, file, report] {
        return report->empty() ? verify(session, *file) : verify_report_file(session, *report, *file);
    });
    proof.add_option("--export", *file, words.word("help.verify_export"))->type_name("FILE");
    proof.add_option("--report", *report, words.word("help.verify_report"))->type_name("FILE");
}

}  // namespace truyenthanh
