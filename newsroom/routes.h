// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Approval routes by block: who may sign this item's text or sound today, and one sentence why not. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/message.h"
#include "core/newsroom.h"

namespace truyenthanh {

// An item as it lies before whoever signs.
struct ToSign {
    std::string title;
    BlockId block;
    std::string block_code;  // "uy_ban"; sentences say it in the reader's language
    std::optional<FieldId> field;
    std::string field_code;
    ItemPriority priority = ItemPriority::Normal;
    ItemState state = ItemState::Draft;
    bool has_text = false;
    std::vector<PersonId> authors;
    std::optional<PersonId> recorded_by;  // of a sound; absent for the text
};

struct Signer {
    PersonId person;
    std::string name;
    bool has_document = false;  // number and date of the paper that bears the signature
};

// What a signature rests on.
struct Ground {
    std::optional<PersonId> on_behalf_of;  // whose stand-in signs

    bool operator==(const Ground&) const = default;
};

// A block's item is signed by the block's approver, by the deputy for its field (in an emergency: for any field), by
// the stand-in of either, or entered by the block's office from a signed document. Never by an author, by who recorded
// it, by a stand-in of such a one, or for another block.
std::variant<Ground, Message> may_sign(const ToSign& item, const Signer& signer, const Signatories& signatories,
                                       LocalDate today);

// Why the item's text, or its sound, does not lie before anybody to sign; empty where it does. The text of an item
// comes before its sound, but for an emergency.
std::optional<Message> why_text_not_ready(const ToSign& item);
std::optional<Message> why_sound_not_ready(const ToSign& item);

}  // namespace truyenthanh
