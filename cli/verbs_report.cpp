// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// report, period
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
    if (format == "html") return report_html(report, input, voice);
    throw RequestError({"report.bad_format", {{"text", format}, {"known", "text, html, pdf, xlsx, csv, json"}}});
}

int write_file(const std::string& format, const ReportInput& input, const Voice& voice, const std::string& file) {
    if (file.empty()) throw RequestError({"report.wants_file", {{"format", format}}});
    const Report report = make_report(input, voice);
    if (format == "pdf") {
        write_report_pdf(report, voice, file);
    } else {
        write_report_xlsx(report, file);
    }
    return exit_code::kOk;
}

int report(Session& session, const ReportOptions& options) {
    const Period period = period_asked(session, options);
    const CatalogueVoice voice(session.words());
    const ReportInput input = read_report(session.database(), session.settings().station_name, period);
    const std::string format = format_asked(session, options);
    if (format == "pdf" || format == "xlsx") return write_file(format, input, voice, options.file);
    const std::string text = rendered(format, input, voice);
    if (options.file.empty()) {
        session.out() << text;
        return exit_code::kOk;
    }
    std::ofstream out(options.file, std::ios::binary | std::ios::trunc);
    out << text << std::flush;
    if (!out) throw StoreError({"cli.cannot_write", {{"file", options.file}, {"why", "write"}}});
    return exit_code::kOk;
}

struct PeriodOptions {
    std::string period;
    int first_day = 1;
    std::string figure;
    std::int64_t number = 0;
    std::string reason;
};

int ask_period(Session& session, const std::string& method, const PeriodOptions& options, nlohmann::json params,
               const char* sentence) {
    params["period"] = options.period;
    params["first_day"] = options.first_day;
    params["by"] = session.by();
    const nlohmann::json answer = session.ask(method, params);
    session.show(answer, {sentence,
                          {{"by", session.by()},
                           {"period", options.period},
                           {"figure", options.figure},
                           {"change", std::to_string(options.number)},
                           {"value", std::to_string(options.number)},
                           {"reason", options.reason},
                           {"entries", answer.value("entries", nlohmann::json()).dump()},
                           {"head", answer.value("head", std::string())}}});
    return exit_code::kOk;
}

CLI::App& period_verb(CLI::App& parent, Session& session, const std::shared_ptr<PeriodOptions>& options,
                      const std::string& name, std::function<int()> action) {
    const Catalogue& words = session.words();
    CLI::App& added = verb(parent, session, name, "period_" + name, std::move(action));
    added.add_option("PERIOD", options->period, words.word("help.report_period"))->required();
    added.add_option("--first-day", options->first_day, words.word("help.report_first_day"))
        ->type_name("DAY")
        ->check(CLI::Range(1, 28));
    return added;
}

void add_figure_option(CLI::App& added, Session& session, PeriodOptions& options) {
    added.add_option("--figure", options.figure, session.words().word("help.period_figure"))
        ->type_name("FIGURE")
        ->required();
}

void add_period_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    CLI::App& parent = group(app, session, "period", "period");
    const auto options = std::make_shared<PeriodOptions>();
    period_verb(parent, session, options, "close", [&session, options] {
        return ask_period(session, "period_close", *options, nlohmann::json::object(), "report.period_closed");
    });
    CLI::App& correct = period_verb(parent, session, options, "correct", [&session, options] {
        return ask_period(session, "period_correct", *options,
                          {{"figure", options->figure}, {"change", options->number}, {"reason", options->reason}},
                          "report.corrected");
    });
    add_figure_option(correct, session, *options);
    correct.add_option("--change", options->number, words.word("help.period_change"))->type_name("N")->required();
    correct.add_option("--reason", options->reason, words.word("help.period_reason"))->type_name("TEXT")->required();
    CLI::App& target = period_verb(parent, session, options, "target", [&session, options] {
        return ask_period(session, "period_target", *options, {{"figure", options->figure}, {"value", options->number}},
                          "report.target_set");
    });
    add_figure_option(target, session, *options);
    target.add_option("--value", options->number, words.word("help.period_value"))->type_name("N")->required();
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
    add_period_verbs(app, session);
}

}  // namespace truyenthanh
