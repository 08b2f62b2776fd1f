// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show_editorial.h.
#include "cli/show_editorial.h"

#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/show_parts.h"
#include "cli/table.h"
#include "core/error.h"
#include "core/names.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::string money(const json& object, const char* field, const Catalogue& words) {
    return grouped(object.value(field, std::int64_t{0}), words.language());
}

std::string topics_text(const json& topics, const char* key, const Catalogue& words) {
    std::string text;
    for (const json& topic : topics) {
        text += words.render({key,
                              {{"title", field_text(topic, "title")},
                               {"document", field_text(topic, "document")},
                               {"owner", field_text(topic, "owner")},
                               {"due", field_text(topic, "due")}}}) +
                "\n";
    }
    return text;
}

}  // namespace

std::string show_columns(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.id", "show.name", "show.field", "show.quota", "show.period"});
    for (const json& c : list.value("columns", json::array())) {
        table.add({field_text(c, "id"), field_text(c, "name"), field_text(c, "field"), field_text(c, "quota"),
                   words.word("quota_period." + field_text(c, "period"))});
    }
    return table_or_nothing(table, words);
}

std::string show_guidance(const json& list, const Catalogue& words) {
    std::string text;
    for (const json& document : list.value("guidance", json::array())) {
        text += field_text(document, "id") + "  " + words.word("guidance_kind." + field_text(document, "kind")) + " " +
                field_text(document, "number") + ": " + field_text(document, "title") + "  " +
                field_text(document, "from") + " – " + field_text(document, "until") + "\n";
        for (const json& topic : document.value("topics", json::array())) {
            text += "    " + field_text(topic, "id") + "  " + field_text(topic, "title") + "  [" +
                    words.word("topic_state." + field_text(topic, "state")) + "]  " + field_text(topic, "owner") +
                    "  " + field_text(topic, "due") + "\n";
        }
    }
    return text.empty() ? words.word("show.none") + "\n" : text;
}

std::string show_coverage(const json& coverage, const Catalogue& words) {
    std::string text = words.render({"show.coverage",
                                     {{"from", field_text(coverage, "from")},
                                      {"until", field_text(coverage, "until")},
                                      {"documents", field_text(coverage, "documents")},
                                      {"topics", field_text(coverage, "topics")},
                                      {"aired", field_text(coverage, "aired")}}}) +
                       "\n";
    text += topics_text(coverage.value("without_item", json::array()), "show.topic_without_item", words);
    text += topics_text(coverage.value("overdue", json::array()), "show.topic_overdue", words);
    text += topics_text(coverage.value("without_owner", json::array()), "show.topic_without_owner", words);
    for (const json& field : coverage.value("fields_without_anybody", json::array())) {
        text += words.render({"show.field_without_anybody", {{"field", field.get<std::string>()}}}) + "\n";
    }
    for (const json& line : coverage.value("short_columns", json::array())) {
        text += words.render({"show.column_short",
                              {{"name", field_text(line, "name")},
                               {"aired", field_text(line, "aired")},
                               {"quota", field_text(line, "quota")},
                               {"from", field_text(line, "from")},
                               {"until", field_text(line, "until")}}}) +
                "\n";
    }
    return text;
}

std::string show_duties(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.id", "show.date", "show.slot", "show.name", "show.note"});
    for (const json& d : list.value("duties", json::array())) {
        table.add({field_text(d, "id"), field_text(d, "date"), field_text(d, "slot"), field_text(d, "person"),
                   field_text(d, "note")});
    }
    return table_or_nothing(table, words);
}

std::string show_rates(const json& list, const Catalogue& words) {
    std::string text;
    for (const json& rate : list.value("rates", json::array())) {
        text += words.render({"show.rate",
                              {{"from", field_text(rate, "from")},
                               {"until", field_text(rate, "until")},
                               {"base", money(rate, "base_salary", words)},
                               {"unit", decimal(rate.value("unit_permille", 0) / 10.0, 1, words.language())}}}) +
                "\n";
        const json coefficients = rate.value("coefficient_hundredths", json::object());
        for (const auto& [kind, hundredths] : coefficients.items()) {
            text += "    " + words.word("kind." + kind) + "  " +
                    decimal(hundredths.get<int>() / 100.0, 2, words.language()) + "\n";
        }
    }
    return text.empty() ? words.word("show.none") + "\n" : text;
}

std::string show_royalties(const json& sheet, const Catalogue& words) {
    Table people = table_of(
        words, {"show.name", "show.written", "show.aired_items", "show.posted", "show.returned", "show.royalty"});
    for (const json& row : sheet.value("contributors", json::array())) {
        people.add({field_text(row, "name"), field_text(row, "written"), field_text(row, "aired"),
                    field_text(row, "posted"), field_text(row, "returned"), money(row, "royalty", words)});
    }
    std::string text = table_or_nothing(people, words);
    text += words.render({"show.royalty_total",
                          {{"from", field_text(sheet, "from")},
                           {"until", field_text(sheet, "until")},
                           {"total", money(sheet, "total", words)},
                           {"pay_by", field_text(sheet, "pay_by")}}}) +
            "\n";
    for (const json& remark : sheet.value("remarks", json::array())) text += message_text(remark, words) + "\n";
    return text;
}

std::string show_found(const json& found, const Catalogue& words) {
    Table table = table_of(words, {"show.what", "show.id", "show.title", "show.detail"});
    for (const json& one : found.value("found", json::array())) {
        table.add({words.word("found." + field_text(one, "what")), field_text(one, "id"),
                   shortened(field_text(one, "title"), 60), field_text(one, "detail")});
    }
    return table_or_nothing(table, words);
}

json topic_from_text(const std::string& text) {
    std::size_t end = std::min(text.find(';'), text.size());
    json topic{{"title", text.substr(0, end)}};
    while (end < text.size()) {
        const std::size_t begin = end + 1;
        end = std::min(text.find(';', begin), text.size());
        const std::string part = text.substr(begin, end - begin);
        const std::size_t equals = part.find('=');
        const std::string name = part.substr(0, equals);
        const bool is_known = name == "owner" || name == "field" || name == "due";
        if (equals == std::string::npos || !is_known) throw RequestError({"cli.bad_topic", {{"text", text}}});
        topic[name] = part.substr(equals + 1);
    }
    return topic;
}

int hundredths_from_text(const std::string& text) {
    int whole = 0;
    int parts = 0;
    int digits = -1;  // after the point; −1 before it
    for (const char& c : text) {
        const bool is_point = (c == '.' || c == ',') && digits < 0 && &c != text.data();
        const bool is_digit = c >= '0' && c <= '9' && digits < 2 && whole < 1'000;
        if (!is_point && !is_digit) throw RequestError({"cli.bad_coefficient", {{"text", text}}});
        if (is_point) {
            digits = 0;
        } else if (digits < 0) {
            whole = whole * 10 + (c - '0');
        } else {
            parts = parts * 10 + (c - '0');
            ++digits;
        }
    }
    if (text.empty() || digits == 0) throw RequestError({"cli.bad_coefficient", {{"text", text}}});
    return whole * 100 + (digits == 1 ? parts * 10 : parts);
}

std::pair<std::string, int> coefficient_from_text(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) throw RequestError({"cli.bad_coefficient", {{"text", text}}});
    return {std::string(name(item_kind_from(text.substr(0, equals)))), hundredths_from_text(text.substr(equals + 1))};
}

}  // namespace truyenthanh
