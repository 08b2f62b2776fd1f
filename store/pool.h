// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page of what a day's programme may be made of, for people who look for something in a large library; what a
// proposal weighs is all of it (read_pool in store/formats.h). Thread: that of the connection.
#pragma once

#include <string>
#include <vector>

#include "core/editorial.h"
#include "core/zone.h"
#include "store/connection.h"

namespace truyenthanh {

struct PoolSearch {
    std::string words;  // as store/search.h finds them; empty: all
    std::size_t offset = 0;
    std::size_t most = 100;
};
struct PoolPage {
    std::vector<PoolItem> items;  // newest first
    bool has_more = false;
};
// By the rules of read_pool.
PoolPage search_pool(Connection& connection, const Zone& zone, LocalDate date, ProgrammeId for_programme,
                     const PoolSearch& search);

}  // namespace truyenthanh
