// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Many numbers in one bound value, for `json_each(?)`.
#pragma once

#include <string>

namespace truyenthanh {

// "[12,7]": `number` of each, in their order.
template <class Things, class Number>
std::string number_list(const Things& things, const Number& number) {
    std::string list = "[";
    for (const auto& thing : things) list.append(list.size() == 1 ? "" : ",").append(std::to_string(number(thing)));
    return list + "]";
}

}  // namespace truyenthanh
