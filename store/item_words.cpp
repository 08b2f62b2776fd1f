// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See item_words.h.
#include "store/item_words.h"

#include "store/hash.h"
#include "store/ledger_record.h"

namespace truyenthanh {
namespace {

template <class Tag>
RecordValue number(const std::optional<Id<Tag>>& id) {
    return id ? RecordValue(id->value) : RecordValue();
}

}  // namespace

Sha256 words_hash(const ItemWords& words) {
    return sha256_of(canonical({{"title", words.title},
                                {"kind", words.kind},
                                {"text", words.text},
                                {"block", number(words.block)},
                                {"field", number(words.field)}}));
}

}  // namespace truyenthanh
