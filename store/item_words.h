// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of an item that an approval is given for. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "core/library.h"
#include "core/newsroom.h"

namespace truyenthanh {

struct ItemWords {
    std::string title;
    std::string kind;  // as in the table
    std::string text;
    std::optional<BlockId> block;
    std::optional<FieldId> field;
};

// What approvals keep as item_sha256.
Sha256 words_hash(const ItemWords& words);

}  // namespace truyenthanh
