// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Columns for a terminal. Widths are counted in letters, not bytes. Pure.
#pragma once

#include <string>
#include <vector>

namespace truyenthanh {

std::size_t letters_in(const std::string& utf8);
// At most `width` letters, the last of them an … if there were more.
std::string shortened(const std::string& utf8, std::size_t width);

// Rows under a headline, columns two spaces apart, no space at the end of a line.
class Table {
public:
    explicit Table(std::vector<std::string> headline) : rows_{std::move(headline)} {}
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    bool is_empty() const noexcept { return rows_.size() == 1; }
    std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace truyenthanh
