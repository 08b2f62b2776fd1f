// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person is told, before it has a language: a key of the catalogues in text/ and its arguments.
// Rendering is text/catalogue.h, in the programs only; a log line shows `english`-free `key(arg=value, …)`.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace truyenthanh {

struct Message {
    std::string key;  // "gate.outside_hours"
    std::vector<std::pair<std::string, std::string>> args;

    bool operator==(const Message&) const = default;
};

// `key(name=value, …)`, for logs and tests.
std::string to_string(const Message& message);

}  // namespace truyenthanh
