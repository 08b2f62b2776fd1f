// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See royalty_page.h.
#include "cli/royalty_page.h"

#include "cli/show.h"
#include "cli/show_parts.h"
#include "core/names.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::int64_t number_of(const json& object, const char* field) { return object.value(field, std::int64_t{0}); }

ReportTable table_of(const Catalogue& words, const char* key, std::initializer_list<const char*> columns) {
    ReportTable table;
    table.key = key;
    table.title = words.word(std::string("royalty.") + key);
    for (const char* column : columns) table.columns.push_back({column, words.word(std::string("show.") + column)});
    return table;
}

ReportTable people_of(const json& sheet, const Catalogue& words) {
    ReportTable table = table_of(words, "people", {"name", "written", "aired_items", "posted", "returned", "royalty"});
    std::int64_t aired = 0;
    for (const json& row : sheet.value("contributors", json::array())) {
        table.add(field_text(row, "name"),
                  {field_text(row, "name"), number_of(row, "written"), number_of(row, "aired"),
                   number_of(row, "posted"), number_of(row, "returned"), number_of(row, "royalty")});
        aired += number_of(row, "aired");
    }
    table.add("total", {words.word("royalty.sum"), {}, aired, {}, {}, number_of(sheet, "total")});
    table.has_total = true;
    return table;
}

// A line a person and airing, so that every sum can be done again by hand.
ReportTable lines_of(const json& sheet, const Catalogue& words) {
    ReportTable table =
        table_of(words, "lines", {"name", "date", "item_id", "title", "kind", "coefficient", "share", "royalty"});
    for (const json& row : sheet.value("lines", json::array())) {
        const std::string shares = field_text(row, "share") + "/" + field_text(row, "shares");
        std::vector<Cell> cells{field_text(row, "name")};
        if (const auto date = parse_date(field_text(row, "aired"))) {
            cells.emplace_back(*date);
        } else {
            cells.emplace_back();
        }
        cells.emplace_back(number_of(row, "item"));
        cells.emplace_back(field_text(row, "title"));
        cells.emplace_back(words.word("kind." + field_text(row, "kind")));
        cells.emplace_back(
            decimal(static_cast<double>(number_of(row, "coefficient_hundredths")) / 100.0, 2, words.language()));
        cells.emplace_back(shares);
        cells.emplace_back(number_of(row, "amount"));
        table.add(field_text(row, "item") + "/" + field_text(row, "person"), std::move(cells));
    }
    return table;
}

}  // namespace

Report royalty_page(const json& sheet, const std::string& station, const Catalogue& words) {
    const std::string total = grouped(number_of(sheet, "total"), words.language());
    Report page;
    page.language = words.language() == Language::English ? "en" : "vi";
    page.station = station;
    page.title = words.word("royalty.title");
    page.subtitle =
        words.render({"royalty.days", {{"from", field_text(sheet, "from")}, {"until", field_text(sheet, "until")}}});
    page.sentence = words.render({"royalty.sentence", {{"total", total}, {"pay_by", field_text(sheet, "pay_by")}}});
    ReportSection section;
    section.key = "royalties";
    section.title = words.word("royalty.section");
    for (const json& remark : sheet.value("remarks", json::array())) {
        section.sentences.push_back(message_text(remark, words));
    }
    section.tables = {people_of(sheet, words), lines_of(sheet, words)};
    page.sections.push_back(std::move(section));
    page.signatures = {words.word("royalty.sign_maker"), words.word("royalty.sign_accountant"),
                       words.word("royalty.sign_head")};
    return page;
}

}  // namespace truyenthanh
