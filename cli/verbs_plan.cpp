// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// plan, lint
#include "cli/grammar.h"
#include "cli/offline_plans.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "daemon/finding_document.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

int plan(Session& session, const std::string& date_text) {
    const LocalDate date = date_from(date_text, session.today());
    OfflinePlans offline(session);
    json transmissions = json::array();
    for (const Transmission& transmission : offline.plans.day(date).transmissions) {
        transmissions.push_back(document(transmission, session.zone()));
    }
    session.show({{"date", to_string(date)}, {"zone", session.zone().name()}, {"transmissions", transmissions}},
                 show_plan);
    return exit_code::kOk;
}

int lint_week(Session& session, const std::string& from_text, int days) {
    const LocalDate first = date_from(from_text, session.today());
    const LocalDate last{std::chrono::local_days{first} + std::chrono::days{days - 1}};
    OfflinePlans offline(session);
    json findings = json::array();
    bool has_finding = false;
    for (const Finding& finding : offline.plans.findings(first, last)) {
        findings.push_back(document(finding));
        has_finding = true;
    }
    session.show({{"from", to_string(first)}, {"to", to_string(last)}, {"findings", findings}}, show_findings);
    return has_finding ? exit_code::kFinding : exit_code::kOk;
}

}  // namespace

void add_plan_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    const auto date = std::make_shared<std::string>("today");
    verb(app, session, "plan", "plan", [&session, date] { return plan(session, *date); })
        .add_option("DATE,--date", *date, words.word("help.date"))
        ->type_name("DATE");

    const auto from = std::make_shared<std::string>("today");
    const auto days = std::make_shared<int>(14);
    CLI::App& linting =
        verb(app, session, "lint", "lint", [&session, from, days] { return lint_week(session, *from, *days); });
    linting.add_option("--from", *from, words.word("help.date"))->type_name("DATE");
    linting.add_option("--days", *days, words.word("help.lint_days"))->check(CLI::Range(1, 366));
}

}  // namespace truyenthanh
