// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What may leave the house: items whose sound is approved, as RSS with their sound beside it. Reads only, so that the
// command line does it by itself. Thread: that of the connection.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/library.h"
#include "core/zone.h"
#include "store/connection.h"
#include "store/items.h"

namespace truyenthanh {

// An item is released as long as its sound may be heard at `now`; its text, where it has one, is approved by then.
bool is_released(Connection& database, Library& library, ItemId item, WallTime now);

struct FeedOrder {
    std::filesystem::path folder;   // made where it is not there; feed.xml and the sound files go into it
    std::string base_url;           // where that folder will be found; ends with "/"
    std::string title;              // of the feed
    std::optional<WallTime> since;  // only items added from then on
    int most = 200;
};
// Writes the feed, newest first, and copies the very bytes that were approved, checked by their hash; gives how many
// items it has. Throws StoreError cli.cannot_write.
int export_feed(Connection& database, Library& library, const FeedOrder& order, WallTime now);

// "Sat, 05 Dec 2026 00:30:00 +0000", as RSS wants it.
std::string rss_time(WallTime at);

}  // namespace truyenthanh
