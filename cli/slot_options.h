// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The options that describe a slot, shared by `slot add` and `calendar add … add`. They become the fields of the slot's
// JSON as they are typed; slot_from() checks them.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "text/catalogue.h"

namespace truyenthanh {

class SlotOptions {
public:
    // --programme, --series, --relay.
    void add_content(CLI::App& verb, const Catalogue& words);
    // --days, --start, --length and the rules.
    void add_place_and_rules(CLI::App& verb, const Catalogue& words);

    nlohmann::json content() const;  // the content alone
    nlohmann::json fields() const;   // all that was given

private:
    void add_text(CLI::App& verb, const Catalogue& words, const std::string& field, const std::string& type);
    void add_number(CLI::App& verb, const Catalogue& words, const std::string& field, const std::string& type);

    // Of what was given on the command line; nodes stay where CLI11 was told they are.
    std::map<std::string, std::string> texts_;
    std::map<std::string, double> numbers_;
    std::map<std::string, CLI::Option*> given_;
};

}  // namespace truyenthanh
