// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads one table of the configuration, key by key, and at the end names the keys nobody asked for. Each complaint is
// a ConfigError with file, line, key, and what was expected. An absent key leaves `out` as it is. Any thread.
#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/toml.h"
#include "core/message.h"

namespace truyenthanh {

class Section {
public:
    // `name` is the dotted path of the table, empty for the file itself; `line` where it begins.
    Section(const TomlTable& table, std::string file, std::string name, int line);

    bool has(const std::string& key) { return find(key) != nullptr; }
    void text(const std::string& key, std::string& out, std::size_t longest = 200);
    void word(const std::string& key, std::string& out, std::initializer_list<std::string_view> allowed);
    void integer(const std::string& key, int& out, int low, int high);
    void real(const std::string& key, double& out, double low, double high);
    void flag(const std::string& key, bool& out);
    void texts(const std::string& key, std::vector<std::string>& out);
    void integers(const std::string& key, std::vector<int>& out, int low, int high);
    // "07:30" or "07:30:15"; "24:00" is the end of the day.
    void time_of_day(const std::string& key, std::chrono::seconds& out);
    // Reads the sub-table, or each table of the list, if there; `read` need not call finish().
    void table(const std::string& key, const std::function<void(Section&)>& read);
    void tables(const std::string& key, const std::function<void(Section&)>& read);

    // Throws for the first key that nobody read.
    void finish() const;
    // Throws where the key is absent.
    void require(const std::string& key);
    // Throws `message_key` about `key` with file, line and key, and further arguments.
    [[noreturn]] void complain(const std::string& message_key, const std::string& key,
                               std::vector<std::pair<std::string, std::string>> args = {}) const;

private:
    const TomlValue* find(const std::string& key);
    std::string full(const std::string& key) const;
    int line_of(const std::string& key) const;

    const TomlTable& table_;
    std::string file_;
    std::string name_;
    int line_;
    std::set<std::string> known_;
};

}  // namespace truyenthanh
