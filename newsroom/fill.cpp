// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See fill.h.
#include "newsroom/fill.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace truyenthanh {
namespace {

constexpr std::int64_t kTenth = kSampleRate / 10;
constexpr std::int64_t kMostSteps = 9'000;
constexpr std::int64_t kMostWork = 64'000'000;
constexpr std::int64_t kMostCounts = 256;
constexpr std::int64_t kRank = 1'000'000'000'000;
constexpr std::int64_t kMissing = 100 * kRank;
constexpr std::int64_t kUnreached = std::numeric_limits<std::int64_t>::min();
constexpr std::int32_t kNobody = -1;

struct Cell {
    std::int64_t score = kUnreached;
    std::int64_t frames = 0;  // what the choice that leads here really lasts, joins included
    std::int32_t last = kNobody;
};

struct Step {
    std::int32_t before;
    std::uint32_t piece;
};

using Alternatives = std::vector<std::vector<std::size_t>>;

// Places that share no item and no group with others are filled by themselves, one such part after the other.
struct Part {
    std::vector<std::size_t> places;
    Alternatives pieces;  // of each list at most one is used
};

// Cells by how many pieces each place of the part has (a mixed-radix number, `counts`) and how long all is. A piece
// leads from a counts number to a higher one, so going down through the numbers uses no piece twice.
class Search {
public:
    explicit Search(const Fill& fill) : fill_(fill), stride_(fill.places.size(), 0) {
        total_ = fill.room.count + fill.join.count;
        unit_ = std::max(kTenth, (total_ + kMostSteps - 1) / kMostSteps);
        steps_ = static_cast<std::size_t>(total_ / unit_) + 1;
        row_.resize(steps_);
        row_[0].score = 0;
    }

    std::size_t steps() const noexcept { return steps_; }

    void add(const Part& part) {
        std::size_t counts = 1;
        for (const std::size_t place : part.places) {
            stride_[place] = counts;
            counts *= static_cast<std::size_t>(fill_.places[place].most) + 1;
        }
        cells_.assign(counts * steps_, Cell{});
        std::copy(row_.begin(), row_.end(), cells_.begin());
        for (const auto& alternatives : part.pieces) offer(alternatives, counts);
        collapse(part, counts);
    }

    std::vector<std::size_t> best() const {
        const Cell* found = &row_[0];
        for (const Cell& cell : row_) {
            if (cell.score != kUnreached && key(cell) > key(*found)) found = &cell;
        }
        std::vector<std::size_t> pieces;
        for (std::int32_t at = found->last; at != kNobody; at = path_[static_cast<std::size_t>(at)].before) {
            pieces.push_back(path_[static_cast<std::size_t>(at)].piece);
        }
        std::reverse(pieces.begin(), pieces.end());
        return pieces;
    }

private:
    using Key = std::tuple<std::int64_t, bool, std::int64_t, std::int64_t>;

    int count_at(std::size_t counts, std::size_t place) const {
        return static_cast<int>(counts / stride_[place] % (static_cast<std::size_t>(fill_.places[place].most) + 1));
    }

    void offer(const std::vector<std::size_t>& alternatives, std::size_t counts) {
        for (std::size_t from = counts; from-- > 0;) {
            for (const std::size_t piece : alternatives) {
                const std::size_t place = fill_.pieces[piece].place;
                if (count_at(from, place) < fill_.places[place].most) extend(from, piece);
            }
        }
    }

    void extend(std::size_t from, std::size_t number) {
        const FillPiece& piece = fill_.pieces[number];
        const std::int64_t length = piece.frames.count + fill_.join.count;
        const std::int64_t gain = piece.rank * kRank + piece.worth;
        const Cell* source = &cells_[from * steps_];
        Cell* target = &cells_[(from + stride_[piece.place]) * steps_];
        for (std::size_t step = 0; step < steps_; ++step) {
            if (source[step].score == kUnreached) continue;
            const std::int64_t frames = source[step].frames + length;
            if (frames > total_) break;
            Cell& cell = target[frames / unit_];
            if (source[step].score + gain <= cell.score) continue;
            path_.push_back({source[step].last, static_cast<std::uint32_t>(number)});
            cell = {source[step].score + gain, frames, static_cast<std::int32_t>(path_.size() - 1)};
        }
    }

    // Back to one row: the best of each length, pieces missing from the part's places counted against it.
    void collapse(const Part& part, std::size_t counts) {
        std::fill(row_.begin(), row_.end(), Cell{});
        for (std::size_t number = 0; number < counts; ++number) {
            std::int64_t missing = 0;
            for (const std::size_t place : part.places) {
                missing += std::max(0, fill_.places[place].least - count_at(number, place));
            }
            for (std::size_t step = 0; step < steps_; ++step) {
                Cell cell = cells_[number * steps_ + step];
                if (cell.score == kUnreached) continue;
                cell.score -= missing * kMissing;
                if (cell.score > row_[step].score) row_[step] = cell;
            }
        }
    }

    Key key(const Cell& cell) const {
        const std::int64_t worth = ((cell.score % kRank) + kRank) % kRank;
        const bool is_full = total_ - cell.frames <= fill_.tolerance.count && cell.frames > 0;
        return {(cell.score - worth) / kRank, is_full, is_full ? worth : cell.frames, is_full ? cell.frames : worth};
    }

    const Fill& fill_;
    std::int64_t total_ = 0;
    std::int64_t unit_ = kTenth;
    std::size_t steps_ = 0;
    std::vector<std::size_t> stride_;
    std::vector<Cell> row_;
    std::vector<Cell> cells_;
    std::vector<Step> path_;
};

// What a piece shares with others: its group, else its item.
std::pair<bool, std::int64_t> bond(const FillPiece& piece) {
    return piece.group != 0 ? std::pair(true, piece.group) : std::pair(false, static_cast<std::int64_t>(piece.item));
}

// The part each place belongs to, as the number of its first place.
std::vector<std::size_t> leaders(const Fill& fill) {
    std::vector<std::size_t> leader(fill.places.size());
    std::iota(leader.begin(), leader.end(), 0);
    std::map<std::pair<bool, std::int64_t>, std::size_t> first;
    for (const FillPiece& piece : fill.pieces) {
        const std::size_t one = leader[first.emplace(bond(piece), piece.place).first->second];
        const std::size_t other = leader[piece.place];
        for (std::size_t& place : leader) {
            if (place == std::max(one, other)) place = std::min(one, other);
        }
    }
    return leader;
}

std::int64_t combinations(const Fill& fill, const std::vector<std::size_t>& places) {
    std::int64_t all = 1;
    for (const std::size_t place : places) all = std::min<std::int64_t>(all * (fill.places[place].most + 1), 1'000'000);
    return all;
}

// Keeps the table of a part small: its widest places take fewer.
void narrow(Fill& fill, const std::vector<std::size_t>& places) {
    while (combinations(fill, places) > kMostCounts) {
        const std::size_t widest = *std::max_element(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
            return fill.places[a].most < fill.places[b].most;
        });
        --fill.places[widest].most;
    }
}

std::vector<Part> parts_of(Fill& fill) {
    const std::vector<std::size_t> leader = leaders(fill);
    std::vector<Part> parts;
    for (std::size_t first = 0; first < leader.size(); ++first) {
        if (leader[first] != first) continue;
        Part& part = parts.emplace_back();
        for (std::size_t place = first; place < leader.size(); ++place) {
            if (leader[place] == first) part.places.push_back(place);
        }
        narrow(fill, part.places);
    }
    return parts;
}

// The pieces that fit at all, best first.
std::vector<std::size_t> best_first(const Fill& fill) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < fill.pieces.size(); ++i) {
        if (fill.pieces[i].frames <= fill.room && fill.pieces[i].frames > Frames{0}) order.push_back(i);
    }
    const auto score = [&](std::size_t i) { return fill.pieces[i].rank * kRank + fill.pieces[i].worth; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score(a) > score(b); });
    return order;
}

// Fills in the part's pieces: the best of each of its places, as many as the work allows.
void give_pieces(Part& part, const Fill& fill, const std::vector<std::size_t>& order, std::size_t most) {
    std::map<std::size_t, std::size_t> taken;
    for (const std::size_t place : part.places) taken[place] = 0;
    const std::size_t each = std::max<std::size_t>(1, most / part.places.size());
    std::map<std::pair<bool, std::int64_t>, std::size_t> list_of;
    for (const std::size_t number : order) {
        const auto count = taken.find(fill.pieces[number].place);
        if (count == taken.end() || count->second++ >= each) continue;
        const auto [found, is_new] = list_of.emplace(bond(fill.pieces[number]), part.pieces.size());
        if (is_new) part.pieces.emplace_back();
        part.pieces[found->second].push_back(number);
    }
}

}  // namespace

std::vector<std::size_t> best_fill(const Fill& asked) {
    if (asked.room <= Frames{0} || asked.places.empty()) return {};
    Fill fill = asked;
    for (FillPlace& place : fill.places) place.most = std::clamp(place.most, 0, 40);
    std::vector<Part> parts = parts_of(fill);
    const std::vector<std::size_t> order = best_first(fill);
    Search search(fill);
    const std::int64_t work_each = kMostWork / static_cast<std::int64_t>(parts.size());
    for (Part& part : parts) {
        const std::int64_t cells =
            std::max<std::int64_t>(combinations(fill, part.places) * static_cast<std::int64_t>(search.steps()), 1);
        give_pieces(part, fill, order, static_cast<std::size_t>(work_each / cells + 1));
        search.add(part);
    }
    return search.best();
}

}  // namespace truyenthanh
