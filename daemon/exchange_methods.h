// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk's methods of exchange: imports, submissions to higher stations. Thread: the station's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "daemon/desk_context.h"
#include "daemon/desk_methods.h"
#include "newsroom/incoming.h"
#include "store/items.h"

namespace truyenthanh {

std::vector<Method> exchange_methods(const DeskContext& desk);

struct ImportOrder {
    std::string file;    // its name, for messages and the table
    std::string source;  // whose items these are; the same item of the same source is taken once
    ItemOrigin origin = ItemOrigin::Portal;
    std::string block;  // for items that bring none
    std::string field;
};

struct ImportedItem {
    ItemId item;
    IncomingItem incoming;
    bool was_known = false;
};

// All of them or, where one is wrong, none (RequestError import.… with its line): one transaction. They are drafts;
// one of the level emergency is submitted at once and told of in the diary.
// What `also` writes is of the same transaction.
std::vector<ImportedItem> import_items(const DeskContext& desk, const std::vector<IncomingItem>& items,
                                       const ImportOrder& order,
                                       const std::function<void(const std::vector<ImportedItem>&)>& also = {});

// Reads the file behind a descriptor from its beginning. Throws RequestError import.too_big, desk.failed.
std::string read_import(int file, const std::string& name);

}  // namespace truyenthanh
