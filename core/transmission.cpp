// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See transmission.h.
#include "core/transmission.h"

#include <cstdio>

namespace truyenthanh {

std::string to_string(const TransmissionKey& key) {
    char text[64];
    const bool is_slot = static_cast<bool>(key.slot);
    std::snprintf(text, sizeof text, "%04d-%02u-%02u/%c%lld", static_cast<int>(key.date.year()),
                  static_cast<unsigned>(key.date.month()), static_cast<unsigned>(key.date.day()), is_slot ? 's' : 'x',
                  static_cast<long long>(is_slot ? key.slot.value : key.exception.value));
    return text;
}

}  // namespace truyenthanh
