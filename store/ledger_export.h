// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ledger as JSON and CSV for people outside: every value of the chain under its name, nothing rendered, so that
// it can be verified from the file alone. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/as_run.h"

namespace truyenthanh {

// {"truyenthanh_ledger": 1, "is_rehearsal": false, "entries": [{"number": 1, …}, …]}, an entry a line.
std::string ledger_json(const std::vector<AsRunEntry>& entries);
// A heading and a line an entry (RFC 4180); no value is an empty field, an empty text "" in quotes.
std::string ledger_csv(const std::vector<AsRunEntry>& entries);

// An entry's JSON object a line, and nothing else (JSON Lines).
std::string ledger_lines(const std::vector<AsRunEntry>& entries);

// Any of the three, back again; further names in JSON objects are ignored. Throws RequestError store.bad_export.
std::vector<AsRunEntry> read_ledger_export(std::string_view text);

}  // namespace truyenthanh
