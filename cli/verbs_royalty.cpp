// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// royalty rate | rates | coefficient | sheet; search
#include <array>

#include "cli/grammar.h"
#include "cli/pages.h"
#include "cli/royalty_page.h"
#include "cli/show_editorial.h"
#include "cli/verbs.h"
#include "core/names.h"
#include "daemon/editorial_documents.h"
#include "daemon/exit_codes.h"
#include "daemon/reporting.h"
#include "store/search.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

struct Options {
    std::string from, until, decision, coefficient;
    std::vector<std::string> coefficients;
    std::int64_t base_salary = 0, item = 0;
    int unit_permille = 100, repeat_percent = 0, round_to = 1;
};

int add_rate_of(Session& session, const Options& o) {
    json rate{{"from", to_string(date_from(o.from, session.today()))},
              {"base_salary", o.base_salary},
              {"unit_permille", o.unit_permille},
              {"repeat_percent", o.repeat_percent},
              {"round_to", o.round_to},
              {"decision", o.decision},
              {"coefficient_hundredths", json::object()}};
    if (!o.until.empty()) rate["until"] = to_string(date_from(o.until, session.today()));
    for (const std::string& text : o.coefficients) {
        const auto [kind, hundredths] = coefficient_from_text(text);
        rate["coefficient_hundredths"][kind] = hundredths;
    }
    const json answer = session.ask("royalty_rate", {{"rate", rate}, {"by", session.by()}});
    session.show(answer, {"cli.entered", {{"id", answer.value("rate", json()).dump()}}});
    return exit_code::kOk;
}

void add_rate_options(CLI::App& adding, const Catalogue& words, Options& o) {
    adding.add_option("--from", o.from, words.word("help.from_date"))->type_name("DATE")->required();
    adding.add_option("--until", o.until, words.word("help.until_date"))->type_name("DATE");
    adding.add_option("--base-salary", o.base_salary, words.word("help.base_salary"))->type_name("DONG")->required();
    adding.add_option("--unit-permille", o.unit_permille, words.word("help.unit_permille"))->type_name("N");
    adding.add_option("--repeat-percent", o.repeat_percent, words.word("help.repeat_percent"))->type_name("N");
    adding.add_option("--round-to", o.round_to, words.word("help.round_to"))->type_name("DONG");
    adding.add_option("--decision", o.decision, words.word("help.decision"))->type_name("TEXT");
    adding.add_option("--coefficient", o.coefficients, words.word("help.coefficients"))
        ->type_name("KIND=X")
        ->take_all()
        ->required();
}

int search(Session& session, const std::vector<std::string>& words) {
    static constexpr std::array<const char*, 6> things{"item", "programme", "guidance", "topic", "column", "person"};
    std::string all;
    for (const std::string& word : words) all += word + " ";
    json rows = json::array();
    for (const Found& one : find_words(session.database(), all)) {
        rows.push_back({{"what", things.at(static_cast<std::size_t>(one.thing))},
                        {"id", one.id},
                        {"title", one.title},
                        {"detail", one.detail}});
    }
    session.show({{"found", rows}}, show_found);
    return rows.empty() ? exit_code::kFinding : exit_code::kOk;
}

}  // namespace

void add_royalty_verbs(CLI::App& app, Session& session) {
    CLI::App& royalty = group(app, session, "royalty", "royalty");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    add_rate_options(verb(royalty, session, "rate", "royalty_rate", [&session, o] { return add_rate_of(session, *o); }),
                     words, *o);
    verb(royalty, session, "rates", "royalty_rates", [&session] {
        json rows = json::array();
        for (const RateOnFile& rate : list_rates(session.database())) rows.push_back(document(rate));
        session.show({{"rates", rows}}, show_rates);
        return exit_code::kOk;
    });
    CLI::App& setting = verb(royalty, session, "coefficient", "royalty_coefficient", [&session, o] {
        const json answer = session.ask(
            "royalty_coefficient",
            {{"item", o->item}, {"hundredths", hundredths_from_text(o->coefficient)}, {"by", session.by()}});
        session.show(answer, {"cli.entered", {{"id", std::to_string(o->item)}}});
        return exit_code::kOk;
    });
    setting.add_option("ITEM", o->item, words.word("help.item_id"))->required();
    setting.add_option("COEFFICIENT", o->coefficient, words.word("help.coefficient"))->required();
    const auto form = std::make_shared<PageOptions>();
    CLI::App& sheet = verb(royalty, session, "sheet", "royalty_sheet", [&session, o, form] {
        const LocalDate today = session.today();
        const json shown =
            royalty_document(session.database(), session.zone(), date_from(o->from, today), date_from(o->until, today));
        if (format_asked(session, *form) != "json" && (!form->format.empty() || !form->file.empty())) {
            return write_page(session, *form, royalty_page(shown, session.settings().station_name, session.words()),
                              CatalogueVoice(session.words()));
        }
        session.show(shown, show_royalties);
        return exit_code::kOk;
    });
    sheet.add_option("--from", o->from, words.word("help.from_date"))->type_name("DATE")->required();
    sheet.add_option("--until", o->until, words.word("help.until_date"))->type_name("DATE")->required();
    add_page_options(sheet, session, *form);

    const auto typed = std::make_shared<std::vector<std::string>>();
    verb(app, session, "search", "search_words", [&session, typed] { return search(session, *typed); })
        .add_option("WORDS", *typed, words.word("help.words"))
        ->required();
}

}  // namespace truyenthanh
