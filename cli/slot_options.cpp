// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See slot_options.h.
#include "cli/slot_options.h"

#include <algorithm>
#include <cmath>

#include "core/names.h"

namespace truyenthanh {

namespace {

std::string option_name(std::string field) {
    std::replace(field.begin(), field.end(), '_', '-');
    return "--" + field;
}

bool is_gain(const std::string& field) { return field.ends_with("_db"); }

}  // namespace

void SlotOptions::add_text(CLI::App& verb, const Catalogue& words, const std::string& field, const std::string& type) {
    given_[field] =
        verb.add_option(option_name(field), texts_[field], words.word("help.slot_" + field))->type_name(type);
}

void SlotOptions::add_number(CLI::App& verb, const Catalogue& words, const std::string& field,
                             const std::string& type) {
    CLI::Option* option = verb.add_option(option_name(field), numbers_[field], words.word("help.slot_" + field));
    if (!is_gain(field)) {
        option->check([](const std::string& text) {
            const bool is_whole = text.find_first_not_of("-0123456789") == std::string::npos;
            return is_whole ? std::string() : text;
        });
    }
    given_[field] = option->type_name(type);
}

void SlotOptions::add_content(CLI::App& verb, const Catalogue& words) {
    add_number(verb, words, "programme", "PROGRAMME");
    add_text(verb, words, "series", "SERIES");
    add_number(verb, words, "relay", "RELAY");
}

void SlotOptions::add_place_and_rules(CLI::App& verb, const Catalogue& words) {
    add_text(verb, words, "days", "mon-fri");
    add_text(verb, words, "start", "07:30");
    add_text(verb, words, "length", "15m");
    add_text(verb, words, "from", "DATE");
    add_text(verb, words, "until", "DATE");
    add_text(verb, words, "start_rule", choices<StartRule>());
    add_text(verb, words, "grace", "60s");
    add_text(verb, words, "overrun", choices<OverrunRule>());
    add_text(verb, words, "finish_within", "30s");
    add_text(verb, words, "late", choices<LateRule>());
    add_text(verb, words, "restart_within", "60s");
    add_text(verb, words, "substitute", choices<SubstituteRule>());
    add_number(verb, words, "sustainer", "ITEM");
    add_text(verb, words, "relay_return", choices<RelayReturn>());
    add_number(verb, words, "duck_db", "-15");
    add_number(verb, words, "gain_db", "0");
    add_number(verb, words, "zones", "1");
    add_number(verb, words, "priority", "0");
}

nlohmann::json SlotOptions::fields() const {
    nlohmann::json fields = nlohmann::json::object();
    for (const auto& [field, text] : texts_) {
        if (given_.at(field)->count() > 0) fields[field] = text;
    }
    for (const auto& [field, number] : numbers_) {
        if (given_.at(field)->count() == 0) continue;
        fields[field] = is_gain(field) ? nlohmann::json(number) : nlohmann::json(std::llround(number));
    }
    return fields;
}

nlohmann::json SlotOptions::content() const {
    const nlohmann::json all = fields();
    nlohmann::json content = nlohmann::json::object();
    for (const char* field : {"programme", "series", "relay"}) {
        if (all.contains(field)) content[field] = all[field];
    }
    return content;
}

}  // namespace truyenthanh
