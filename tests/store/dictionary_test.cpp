// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// docs/tables/ tells every table and every column, and none that is not there.
#include <fstream>
#include <set>
#include <sstream>

#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

std::set<std::string> names(Connection& connection, const char* sql, const std::string& argument = "") {
    Query query(connection, sql, argument);
    std::set<std::string> found;
    for (std::string name; query.next();) {
        query.read(name);
        found.insert(name);
    }
    return found;
}

std::set<std::string> tables(Connection& connection) {
    return names(connection,
                 "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE "
                 "'search_%' AND ?1 = ''");
}

// The columns a page has a line for: "| `name` | …".
std::set<std::string> described(const std::filesystem::path& page) {
    std::ifstream file(page);
    std::set<std::string> columns;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("| `")) columns.insert(line.substr(3, line.find('`', 3) - 3));
    }
    return columns;
}

}  // namespace

TEST_CASE("every table has its page and every page its table") {
    TemporaryStation station;
    std::set<std::string> pages;
    for (const auto& entry : std::filesystem::directory_iterator(DICTIONARY))
        pages.insert(entry.path().stem().string());
    CHECK(pages == tables(station.connection));
}

TEST_CASE("every column has its line, and no line tells of a column that is not there") {
    TemporaryStation station;
    for (const std::string& table : tables(station.connection)) {
        INFO(table);
        CHECK(described(std::filesystem::path(DICTIONARY) / (table + ".md")) ==
              names(station.connection, "SELECT name FROM pragma_table_info(?)", table));
    }
}
