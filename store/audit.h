// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The audit: table audit_entry. Every change of a thing that can reach the loudspeaker, or of who may change it, is
// written by these functions within the transaction of the change, and chained by hash. Thread: that of the connection.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/library.h"
#include "core/message.h"
#include "store/connection.h"

namespace truyenthanh {

// `before` and `after` are texts of the thing, kept as their SHA-256; empty where it was or is not there.
struct AuditedChange {
    std::string thing;  // its table
    std::int64_t id = 0;
    Message sentence;
    std::string before{};
    std::string after{};
};

// Who acts on this connection; without an Acting the machine itself, at the latest time the station has seen.
Actor actor_of(Connection& connection);

// Writes one entry and gives its number. Who and when are those of actor_of().
std::int64_t audit(Connection& connection, const AuditedChange& change);
std::int64_t audit(Connection& connection, const Actor& actor, const AuditedChange& change);
// Of the things thing_text() knows: `before` is what it gave before the change.
std::int64_t audit(Connection& connection, std::string_view thing, std::int64_t id, const std::string& before,
                   const Message& sentence);

// All rows that make up a programme, relay, slot, calendar_exception, override, item, unit, person, account, block,
// role_grant, field_deputy or stand_in; the whole week for "week". Empty where there is none.
std::string thing_text(Connection& connection, std::string_view thing, std::int64_t id);

struct AuditEntry {
    std::int64_t number = 0;  // from 1, without a hole
    WallTime at;
    std::string who;
    std::string thing;
    std::int64_t thing_id = 0;
    Message sentence;
    std::optional<Sha256> before;
    std::optional<Sha256> after;
    Sha256 previous_hash;
    Sha256 hash;
};

struct AuditFilter {
    std::optional<WallTime> from;
    std::optional<WallTime> until;  // exclusive
    std::string who;                // any spelling of the name; empty: everybody
    std::string thing;              // empty: all
    std::int64_t thing_id = 0;      // 0: all
    int most = 1'000;               // the newest so many
};
// Oldest first.
std::vector<AuditEntry> audit_entries(Connection& connection, const AuditFilter& filter);

// When the person of that name, in any spelling, last did something that is told here.
std::optional<WallTime> last_act(Connection& connection, const std::string& who);

struct AuditVerdict {
    std::int64_t entries = 0;
    Sha256 head;                   // 64 zeros where there are no entries
    std::optional<Message> fault;  // the first entry that is wrong, or an approval that is not on record
};
AuditVerdict verify_audit(Connection& connection);

}  // namespace truyenthanh
