// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show_technical.h.
#include "cli/show_technical.h"

#include <charconv>

#include "cli/show.h"
#include "cli/table.h"
#include "core/error.h"
#include "core/folded.h"

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

std::string found_text(const json& inspection, const Catalogue& words) {
    int good = 0, broken = 0;
    for (const json& finding : inspection.value("findings", json::array())) {
        ++(finding.value("is_good", true) ? good : broken);
    }
    return words.render({"show.good_and_broken", {{"good", std::to_string(good)}, {"broken", std::to_string(broken)}}});
}

}  // namespace

std::string show_equipment(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.id", "show.kind", "show.name", "show.place", "show.zones", "show.speakers",
                                   "show.condition", "show.inspected"});
    for (const json& e : list.value("equipment", json::array())) {
        table.add({text_of(e, "id"), words.word("equipment_kind." + text_of(e, "kind")), text_of(e, "name"),
                   text_of(e, "place"), text_of(e, "zone"), text_of(e, "speakers"),
                   words.word(e.value("is_good", true) ? "show.good" : "show.broken"), text_of(e, "inspected")});
    }
    return or_nothing(table, words);
}

std::string show_inspections(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.id", "show.date", "show.inspector", "show.findings", "show.note"});
    for (const json& i : list.value("inspections", json::array())) {
        table.add(
            {text_of(i, "id"), text_of(i, "date"), text_of(i, "inspector"), found_text(i, words), text_of(i, "note")});
    }
    return or_nothing(table, words);
}

std::string show_inspections_due(const json& document, const Catalogue& words) {
    const json due = document.value("due", json::object());
    const bool is_done = due.value("next", json()).is_null();
    std::string text = words.render({is_done ? "show.all_done" : "show.due",
                                     {{"done", text_of(due, "done")},
                                      {"target", text_of(due, "target")},
                                      {"next", text_of(due, "next")},
                                      {"overdue", text_of(due, "overdue")}}}) +
                       "\n";
    std::string names;
    for (const json& name : document.value("unseen", json::array()))
        names.append(names.empty() ? "" : ", ").append(name.get<std::string>());
    if (!names.empty()) text += words.render({"show.unseen", {{"names", names}}}) + "\n";
    return text;
}

std::string show_fault_tickets(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.id", "show.part", "show.symptom", "show.opened", "show.closed", "show.cause"});
    for (const json& t : list.value("faults", json::array())) {
        const auto local = [&](const char* field) {
            return local_text(t.value(field, json()), json(), words.language());
        };
        const std::string thing = text_of(t, "thing");
        const std::string part = words.word("fault_part." + text_of(t, "part"));
        table.add({text_of(t, "id"), thing.empty() ? part : thing, shortened(text_of(t, "symptom"), 48),
                   local("opened_at_local"), local("closed_at_local"), shortened(text_of(t, "cause"), 48)});
    }
    return or_nothing(table, words);
}

json finding_from_text(const std::string& text) {
    const std::size_t first = text.find(':');
    const std::size_t second = first == std::string::npos ? first : text.find(':', first + 1);
    std::int64_t number = 0;
    const char* end = text.data() + std::min(first, text.size());
    const bool is_number = std::from_chars(text.data(), end, number).ptr == end && number > 0;
    const std::string word = first == std::string::npos ? "" : folded(text.substr(first + 1, second - first - 1));
    const bool is_good = word == "tot" || word == "good";
    if (!is_number || (!is_good && word != "hong" && word != "broken")) {
        throw RequestError({"cli.bad_finding", {{"text", text}}});
    }
    return {{"equipment", number},
            {"is_good", is_good},
            {"note", second == std::string::npos ? "" : text.substr(second + 1)}};
}

}  // namespace truyenthanh
