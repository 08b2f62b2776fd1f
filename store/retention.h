// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What may leave the masters: sound of archived items that nothing refers to and that was last heard long ago. Rows –
// the ledger, approvals, recordings – stay for ever; only the file goes. Thread: that of the connection.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/library.h"
#include "store/connection.h"

namespace truyenthanh {

inline constexpr int kLeastMonthsKept = 6;

struct OldMaster {
    RecordingId recording;
    Sha256 sha256;
    std::string title;
    Frames frames;
    std::optional<WallTime> last_heard;  // absent: never
};

// Added and last heard before `before`, of an archived item that stands in no programme and fills for no slot.
std::vector<OldMaster> masters_out_of_use(Connection& connection, WallTime before);

}  // namespace truyenthanh
