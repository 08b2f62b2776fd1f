// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An as-run entry as flat named values: what exports carry and what the hash chain covers. docs/tables/as_run.md tells
// a third party how to check an export with nothing but SHA-256. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/as_run.h"

namespace truyenthanh {

using RecordValue = std::variant<std::monostate, std::int64_t, std::string>;
// In the one order in which the chain covers them; `hash` comes last and is not covered.
using LedgerRecord = std::vector<std::pair<std::string, RecordValue>>;

// The hash before the first entry's: of a station, and of a rehearsal.
extern const Sha256 kStationGenesis;
extern const Sha256 kRehearsalGenesis;

LedgerRecord to_record(const AsRunEntry& entry);
// Throws RequestError store.bad_export where a value is missing or is not what it should be.
AsRunEntry to_entry(const LedgerRecord& record);

// One line a value: `name=text`, or `name` alone where there is none; backslash and line feed as \\ and \n.
std::string canonical(const LedgerRecord& record);
// SHA-256 of the canonical text; `previous_hash` is a part of it.
Sha256 chain_hash(const AsRunEntry& entry);

// A Message's arguments as one text, and back: a JSON list of pairs, [["name","value"],…].
std::string written_args(const Message& message);
Message read_message(const std::string& key, const std::string& args);

}  // namespace truyenthanh
