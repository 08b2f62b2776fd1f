// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items from a table; see incoming.h.
#include <algorithm>
#include <optional>

#include "core/person_name.h"
#include "newsroom/incoming.h"

namespace truyenthanh {
namespace {

struct Row {
    int line = 0;
    std::vector<std::string> cells;
};

char separator_of(std::string_view csv) {
    const std::string_view heading = csv.substr(0, csv.find('\n'));
    for (const char c : {'\t', ';'}) {
        if (heading.find(c) != std::string_view::npos) return c;
    }
    return ',';
}

// Reads row after row; a quote that is never closed or stands where none may is the row's fault.
class Rows {
public:
    Rows(std::string_view csv, std::string file) : left_(csv), file_(std::move(file)), separator_(separator_of(csv)) {}

    std::optional<Row> next() {
        while (!left_.empty() && (left_.front() == '\n' || left_.front() == '\r')) take();
        if (left_.empty()) return std::nullopt;
        Row row{line_, {}};
        do {
            row.cells.push_back(left_.starts_with('"') ? quoted(row.line) : plain());
        } while (ends_cell());
        return row;
    }

private:
    char take() {
        const char c = left_.front();
        left_.remove_prefix(1);
        if (c == '\n') ++line_;
        return c;
    }
    bool is_at_end() const { return left_.empty() || left_.front() == '\n' || left_.starts_with("\r\n"); }
    // True behind a separator: another cell follows.
    bool ends_cell() {
        if (!is_at_end()) return take() == separator_;
        if (left_.starts_with('\r')) take();
        if (!left_.empty()) take();
        return false;
    }
    std::string plain() {
        std::string cell;
        while (!is_at_end() && left_.front() != separator_) {
            if (left_.front() == '"') refuse_import("import.bad_quote", file_, line_);
            cell += take();
        }
        return cell;
    }
    std::string quoted(int begin) {
        std::string cell;
        take();
        while (!left_.empty()) {
            const char c = take();
            if (c != '"') {
                if (c != '\r' || !left_.starts_with('\n')) cell += c;
            } else if (left_.starts_with('"')) {
                cell += take();
            } else if (is_at_end() || left_.front() == separator_) {
                return cell;
            } else {
                refuse_import("import.bad_quote", file_, line_);
            }
        }
        refuse_import("import.open_quote", file_, begin);
    }

    std::string_view left_;
    std::string file_;
    char separator_;
    int line_ = 1;
};

std::vector<std::string> heading_of(Rows& rows, const std::string& file) {
    const std::optional<Row> heading = rows.next();
    if (!heading) refuse_import("import.nothing", file, 1);
    std::vector<std::string> names;
    for (const std::string& cell : heading->cells) {
        const std::string name = tidy_name(cell).value_or("");
        const bool is_twice = std::find(names.begin(), names.end(), name) != names.end();
        if (!is_import_field(name) || is_twice) {
            refuse_import("import.bad_column", file, heading->line, {{"column", cell}, {"known", import_fields()}});
        }
        names.push_back(name);
    }
    if (std::find(names.begin(), names.end(), "title") == names.end()) {
        refuse_import("import.no_column", file, heading->line, {{"column", "title"}});
    }
    return names;
}

IncomingItem item_of(const Row& row, const std::vector<std::string>& names, const std::string& file) {
    if (row.cells.size() != names.size()) {
        refuse_import("import.bad_row", file, row.line,
                      {{"cells", std::to_string(row.cells.size())}, {"expected", std::to_string(names.size())}});
    }
    IncomingItem item;
    item.line = row.line;
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::string expected;
        if (!put_field(item, names[i], row.cells[i], expected)) {
            refuse_import("import.bad_value", file, row.line,
                          {{"field", names[i]}, {"value", row.cells[i]}, {"expected", expected}});
        }
    }
    return item;
}

}  // namespace

std::vector<IncomingItem> read_item_table(std::string_view csv, const std::string& file) {
    if (csv.starts_with("\xef\xbb\xbf")) csv.remove_prefix(3);
    if (!is_utf8(csv)) refuse_import("import.not_utf8", file, 1);
    Rows rows(csv, file);
    const std::vector<std::string> names = heading_of(rows, file);
    std::vector<IncomingItem> items;
    while (const auto row = rows.next()) items.push_back(item_of(*row, names, file));
    finish_import(items, file);
    return items;
}

}  // namespace truyenthanh
