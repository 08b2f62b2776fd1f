// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show_technical.h.
#include "cli/show_technical.h"

#include <charconv>

#include "cli/show.h"
#include "cli/show_parts.h"
#include "cli/table.h"
#include "core/error.h"
#include "core/folded.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

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
        table.add({field_text(e, "id"), words.word("equipment_kind." + field_text(e, "kind")), field_text(e, "name"),
                   field_text(e, "place"), field_text(e, "zone"), field_text(e, "speakers"),
                   words.word(e.value("is_good", true) ? "show.good" : "show.broken"), field_text(e, "inspected")});
    }
    return table_or_nothing(table, words);
}

std::string show_inspections(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.id", "show.date", "show.inspector", "show.findings", "show.note"});
    for (const json& i : list.value("inspections", json::array())) {
        table.add({field_text(i, "id"), field_text(i, "date"), field_text(i, "inspector"), found_text(i, words),
                   field_text(i, "note")});
    }
    return table_or_nothing(table, words);
}

std::string show_inspections_due(const json& document, const Catalogue& words) {
    const json due = document.value("due", json::object());
    const bool is_done = due.value("next", json()).is_null();
    std::string text = words.render({is_done ? "show.all_done" : "show.due",
                                     {{"done", field_text(due, "done")},
                                      {"target", field_text(due, "target")},
                                      {"next", field_text(due, "next")},
                                      {"overdue", field_text(due, "overdue")}}}) +
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
        const std::string thing = field_text(t, "thing");
        const std::string part = words.word("fault_part." + field_text(t, "part"));
        table.add({field_text(t, "id"), thing.empty() ? part : thing, shortened(field_text(t, "symptom"), 48),
                   local("opened_at_local"), local("closed_at_local"), shortened(field_text(t, "cause"), 48)});
    }
    return table_or_nothing(table, words);
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
