// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// report
#include <fstream>

#include "airtime/render.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "daemon/exit_codes.h"
#include "daemon/reporting.h"

namespace truyenthanh {

namespace {

struct ReportOptions {
    std::string period;
    int first_day = 1;
    std::string format;  // empty: by the file's ending, else text
    std::string file;    // empty: standard output
};

Period period_asked(Session& session, const ReportOptions& options) {
    if (options.period.empty()) {
        const LocalDate today = session.today();
        return period_of(PeriodKind::Month, static_cast<int>(today.year()),
                         static_cast<int>(static_cast<unsigned>(today.month())), options.first_day);
    }
    const auto period = parse_period(options.period, options.first_day);
    if (!period) throw RequestError({"report.bad_period", {{"text", options.period}}});
    return *period;
}

std::string format_asked(Session& session, const ReportOptions& options) {
    if (session.is_json()) return "json";
    if (!options.format.empty()) return options.format;
    const std::string ending = std::filesystem::path(options.file).extension().string();
    if (ending.empty() || ending == ".txt") return "text";
    return ending.substr(1);
}

std::string rendered(const std::string& format, const ReportInput& input, const Voice& voice) {
    const Report report = make_report(input, voice);
    if (format == "text") return report_text(report, voice);
    if (format == "csv") return report_csv(report);
    if (format == "json") return report_json(report, input);
    throw RequestError({"report.bad_format", {{"text", format}, {"known", "text, csv, json"}}});
}

int report(Session& session, const ReportOptions& options) {
    const Period period = period_asked(session, options);
    const CatalogueVoice voice(session.words());
    const ReportInput input = read_report(session.database(), session.settings().station_name, period);
    const std::string text = rendered(format_asked(session, options), input, voice);
    if (options.file.empty()) {
        session.out() << text;
        return exit_code::kOk;
    }
    std::ofstream out(options.file, std::ios::binary | std::ios::trunc);
    out << text << std::flush;
    if (!out) throw StoreError({"cli.cannot_write", {{"file", options.file}, {"why", "write"}}});
    return exit_code::kOk;
}

}  // namespace

void add_report_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    const auto options = std::make_shared<ReportOptions>();
    CLI::App& added = verb(app, session, "report", "report", [&session, options] { return report(session, *options); });
    added.add_option("PERIOD", options->period, words.word("help.report_period"));
    added.add_option("--first-day", options->first_day, words.word("help.report_first_day"))
        ->type_name("DAY")
        ->check(CLI::Range(1, 28));
    added.add_option("--format", options->format, words.word("help.report_format"))->type_name("FORMAT");
    added.add_option("--out", options->file, words.word("help.report_out"))->type_name("FILE");
}

}  // namespace truyenthanh
