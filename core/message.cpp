// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See message.h.
#include "core/message.h"

namespace truyenthanh {

std::string to_string(const Message& message) {
    std::string text = message.key + "(";
    const char* separator = "";
    for (const auto& [name, value] : message.args) {
        text.append(separator).append(name).append("=").append(value);
        separator = ", ";
    }
    return text + ")";
}

}  // namespace truyenthanh
