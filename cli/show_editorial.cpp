// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show_editorial.h.
#include "cli/show_editorial.h"

#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/table.h"
#include "core/error.h"
#include "core/names.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* field) {
    const json value = object.value(field, json());
    return value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
}

Table table_of(const Catalogue& words, std::initializer_list<const char*> keys) {
    std::vector<std::string> headline;
    for (const char* key : keys) headline.push_back(words.word(key));
    return Table(headline);
}

std::string or_nothing(const Table& table, const Catalogue& words) {
    return table.is_empty() ? words.word("show.none") + "\n" : table.text();
}

std::string money(const json& object, const char* field, const Catalogue& words) {
    return grouped(object.value(field, std::int64_t{0}), words.language());
}

std::string topics_text(const json& topics, const char* key, const Catalogue& words) {
    std::string text;
    for (const json& topic : topics) {
        text += words.render({key,
                              {{"title", text_of(topic, "title")},
                               {"document", text_of(topic, "document")},
                               {"owner", text_of(topic, "owner")},
                               {"due", text_of(topic, "due")}}}) +
                "\n";
    }
    return text;
}

}  // namespace

std::string show_columns(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.id", "show.name", "show.field", "show.quota", "show.period"});
    for (const json& c : list.value("columns", json::array())) {
        table.add({text_of(c, "id"), text_of(c, "name"), text_of(c, "field"), text_of(c, "quota"),
                   words.word("quota_period." + text_of(c, "period"))});
    }
    return or_nothing(table, words);
}

std::string show_guidance(const json& list, const Catalogue& words) {
    std::string text;
    for (const json& document : list.value("guidance", json::array())) {
        text += text_of(document, "id") + "  " + words.word("guidance_kind." + text_of(document, "kind")) + " " +
                text_of(document, "number") + ": " + text_of(document, "title") + "  " + text_of(document, "from") +
                " – " + text_of(document, "until") + "\n";
        for (const json& topic : document.value("topics", json::array())) {
            text += "    " + text_of(topic, "id") + "  " + text_of(topic, "title") + "  [" +
                    words.word("topic_state." + text_of(topic, "state")) + "]  " + text_of(topic, "owner") + "  " +
                    text_of(topic, "due") + "\n";
        }
    }
    return text.empty() ? words.word("show.none") + "\n" : text;
}

std::string show_coverage(const json& coverage, const Catalogue& words) {
    std::string text = words.render({"show.coverage",
                                     {{"from", text_of(coverage, "from")},
                                      {"until", text_of(coverage, "until")},
                                      {"documents", text_of(coverage, "documents")},
                                      {"topics", text_of(coverage, "topics")},
                                      {"aired", text_of(coverage, "aired")}}}) +
                       "\n";
    text += topics_text(coverage.value("without_item", json::array()), "show.topic_without_item", words);
    text += topics_text(coverage.value("overdue", json::array()), "show.topic_overdue", words);
    text += topics_text(coverage.value("without_owner", json::array()), "show.topic_without_owner", words);
    for (const json& field : coverage.value("fields_without_anybody", json::array())) {
        text += words.render({"show.field_without_anybody", {{"field", field.get<std::string>()}}}) + "\n";
    }
    for (const json& line : coverage.value("short_columns", json::array())) {
        text += words.render({"show.column_short",
                              {{"name", text_of(line, "name")},
                               {"aired", text_of(line, "aired")},
                               {"quota", text_of(line, "quota")},
                               {"from", text_of(line, "from")},
                               {"until", text_of(line, "until")}}}) +
                "\n";
    }
    return text;
}

std::string show_duties(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.id", "show.date", "show.slot", "show.name", "show.note"});
    for (const json& d : list.value("duties", json::array())) {
        table.add({text_of(d, "id"), text_of(d, "date"), text_of(d, "slot"), text_of(d, "person"), text_of(d, "note")});
    }
    return or_nothing(table, words);
}

std::string show_rates(const json& list, const Catalogue& words) {
    std::string text;
    for (const json& rate : list.value("rates", json::array())) {
        text += words.render({"show.rate",
                              {{"from", text_of(rate, "from")},
                               {"until", text_of(rate, "until")},
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
        people.add({text_of(row, "name"), text_of(row, "written"), text_of(row, "aired"), text_of(row, "posted"),
                    text_of(row, "returned"), money(row, "royalty", words)});
    }
    std::string text = or_nothing(people, words);
    text += words.render({"show.royalty_total",
                          {{"from", text_of(sheet, "from")},
                           {"until", text_of(sheet, "until")},
                           {"total", money(sheet, "total", words)},
                           {"pay_by", text_of(sheet, "pay_by")}}}) +
            "\n";
    for (const json& remark : sheet.value("remarks", json::array())) text += message_text(remark, words) + "\n";
    return text;
}

std::string show_found(const json& found, const Catalogue& words) {
    Table table = table_of(words, {"show.what", "show.id", "show.title", "show.detail"});
    for (const json& one : found.value("found", json::array())) {
        table.add({words.word("found." + text_of(one, "what")), text_of(one, "id"),
                   shortened(text_of(one, "title"), 60), text_of(one, "detail")});
    }
    return or_nothing(table, words);
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
