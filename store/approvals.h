// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Approvals of sound: table approval. Each carries the hash of the master and of the item's words, and has an entry in
// the audit that covers it; both are looked at whenever it is read. Whether somebody may approve is newsroom's to say;
// the table itself refuses the one who added the recording and the item's authors. Thread: that of the connection.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/library.h"
#include "store/connection.h"
#include "store/item_words.h"

namespace truyenthanh {

// What an approval rests on besides the person.
struct ApprovalGrounds {
    std::string on_behalf_of{};  // whose stand-in signs; empty: nobody's
    std::string document_number{};
    std::optional<LocalDate> document_date{};
};

// Binds the recording's present hash and its item's present words to a person. Throws store.no_recording,
// store.own_recording, store.own_item, store.bad_person, store.validity_past.
void approve(Connection& connection, RecordingId recording, const std::string& person, WallTime now,
             std::optional<WallTime> valid_until = {}, const ApprovalGrounds& grounds = {});
// Ends every approval of the recording. Throws store.no_recording, store.not_approved.
void revoke(Connection& connection, RecordingId recording, const std::string& person, WallTime now);
// Every approval the recording ever had, oldest first.
std::vector<Approval> approvals_of(Connection& connection, RecordingId recording);

// The row of an approval as its audit entry covers it; `on_record` is that entry's after_sha256 where there is one.
struct ApprovalRow {
    RecordingId recording;
    Sha256 sha256;
    PersonId approved_by;
    WallTime approved_at;
    std::optional<WallTime> valid_until;
    std::optional<PersonId> on_behalf_of{};
    std::string document_number{};
    std::optional<LocalDate> document_date{};
    std::optional<Sha256> words{};
    std::optional<Sha256> on_record{};

    std::string text() const;
    bool is_on_record() const;
};

}  // namespace truyenthanh
