// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fills a length with pieces of whole speech: a knapsack over places and tenths of a second. Knows lengths, ranks and
// worths only; what they stand for is build.cpp's. Pure, deterministic, bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/units.h"

namespace truyenthanh {

struct FillPlace {
    int least = 0;
    int most = 1;
};

// One way of using an item: in `place`. Of pieces with one `item`, and of pieces with one `group` that is not 0, at
// most one is used.
struct FillPiece {
    std::size_t item = 0;
    std::size_t place = 0;
    Frames frames;
    int rank = 0;            // 0–2; the sum of ranks comes before fullness
    std::int64_t worth = 0;  // 0–1,000,000; after fullness
    std::int64_t group = 0;
};

struct Fill {
    Frames room;  // for pieces and the joins between them
    Frames join;
    Frames tolerance;
    std::vector<FillPlace> places;  // `most` ≤ 40; places that share items ≤ 256 combinations (else fewer pieces)
    std::vector<FillPiece> pieces;
};

// The pieces to use (indices), never longer than the room. The best by, in this order: pieces missing from the places'
// least; sum of ranks; within the tolerance of full; sum of worths; fullness – where it is not within the tolerance,
// fullness comes before worth. Two choices within a tenth of a second (a 9000th of the room, if that is more) of one
// another are taken for equally long while it searches.
std::vector<std::size_t> best_fill(const Fill& fill);

}  // namespace truyenthanh
