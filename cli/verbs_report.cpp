// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// report, period
#include "airtime/render.h"
#include "cli/pages.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "daemon/exit_codes.h"
#include "daemon/report_house.h"
#include "daemon/reporting.h"

namespace truyenthanh {

namespace {

struct ReportOptions {
    std::string period;
    int first_day = 1;
    std::string wording;  // empty: the station's own beside its configuration, if there is one
    PageOptions page;
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

int report(Session& session, const ReportOptions& options) {
    const Period period = period_asked(session, options);
    const CatalogueVoice voice(session.words());
    ReportInput input = read_whole_report(session.database(), session.settings(), session.places(), session.zone(),
                                          period, session.words().language());
    if (!options.wording.empty()) input.wording = read_wording(options.wording);
    const Report report = make_report(input, voice);
    const std::string format = format_asked(session, options.page);
    // The two forms that carry what proves them.
    if (format == "json") {
        write_out(session, options.page.file, report_json(report, input));
    } else if (format == "html") {
        write_out(session, options.page.file, report_html(report, input, voice));
    } else {
        return write_page(session, options.page, report, voice);
    }
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
    added.add_option("--wording", options->wording, words.word("help.report_wording"))->type_name("FILE");
    add_page_options(added, session, options->page);
    add_period_verbs(app, session);
}

}  // namespace truyenthanh
