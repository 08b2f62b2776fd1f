// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See air_checks.h.
#include "store/air_checks.h"

#include <algorithm>
#include <cstdlib>

namespace truyenthanh {
namespace {

constexpr std::int64_t kMuchTheSame = kSampleRate;  // frames

AirCheckPiece read_piece(const Query& query) {
    AirCheckPiece piece;
    TransmissionKey& key = piece.subject.transmission;
    std::string epoch;
    query.read(piece.file, key.date, key.slot, key.exception, piece.subject.slot_name, epoch, piece.first, piece.frames,
               piece.started, piece.bytes);
    piece.epoch = std::strtoull(epoch.c_str(), nullptr, 10);
    return piece;
}

std::vector<AirCheckPiece> pieces(Query& query) {
    std::vector<AirCheckPiece> found;
    while (query.next()) found.push_back(read_piece(query));
    return found;
}

Frames frames_in(WallTime from, WallTime until) { return to_frames(until - from); }

// Whether the frames of the entry lie side by side, as far as it tells.
bool is_in_one_piece(const EntryCount& count) {
    if (!count.first || !count.started || !count.ended) return false;
    const std::int64_t lasted = frames_in(*count.started, *count.ended).count;
    return std::llabs(lasted - count.frames.count) < kMuchTheSame;
}

// [from, until) of the line on which piece `i` begins at `first(i)`.
template <class First>
std::vector<AirCheckCut> cuts_of(const std::vector<AirCheckPiece>& found, Frames from, Frames until,
                                 const First& first) {
    std::vector<AirCheckCut> cuts;
    Frames at = from;
    for (const AirCheckPiece& piece : found) {
        const Frames begin = first(piece);
        const Frames cut = std::max(at, begin);
        const Frames end = std::min(until, begin + piece.frames);
        if (cut >= end) continue;
        cuts.push_back({piece.file, cut - begin, end - cut});
        at = end;
    }
    return cuts;
}

}  // namespace

void add_air_check(Connection& connection, const AirCheckPiece& piece) {
    const TransmissionKey& key = piece.subject.transmission;
    run(connection,
        "INSERT OR REPLACE INTO air_check (file, date, slot, exception, slot_name, epoch, first, frames, started, "
        "bytes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        piece.file, key.date, key.slot, key.exception, piece.subject.slot_name, std::to_string(piece.epoch),
        piece.first, piece.frames, piece.started, piece.bytes);
}

void forget_air_check(Connection& connection, const std::string& file) {
    run(connection, "DELETE FROM air_check WHERE file = ?", file);
}

std::vector<AirCheckPiece> air_checks(Connection& connection, WallTime from, WallTime until) {
    Query query(connection,
                "SELECT file, date, slot, exception, slot_name, epoch, first, frames, started, bytes FROM air_check"
                " WHERE started < ?2 AND started + frames * 1000000 / 48000 > ?1 ORDER BY started, first",
                from, until);
    return pieces(query);
}

std::vector<AirCheckPiece> all_air_checks(Connection& connection) {
    return air_checks(connection, WallTime::min(), WallTime::max());
}

std::vector<AirCheckCut> sound_of(Connection& connection, const AsRunEntry& entry) {
    const EntryCount& count = entry.count;
    if (!count.started || !count.ended || count.frames.count == 0) return {};
    if (is_in_one_piece(count)) {
        Query query(connection,
                    "SELECT file, date, slot, exception, slot_name, epoch, first, frames, started, bytes FROM air_check"
                    " WHERE epoch = ?1 AND first < ?3 AND first + frames > ?2 ORDER BY first",
                    std::to_string(count.epoch), *count.first, *count.first + count.frames);
        return cuts_of(pieces(query), *count.first, *count.first + count.frames,
                       [](const AirCheckPiece& piece) { return piece.first; });
    }
    const WallTime zero = *count.started;
    return cuts_of(air_checks(connection, *count.started, *count.ended), Frames{}, frames_in(zero, *count.ended),
                   [&](const AirCheckPiece& piece) { return frames_in(zero, piece.started); });
}

Frames length_of(const std::vector<AirCheckCut>& cuts) {
    Frames all;
    for (const AirCheckCut& cut : cuts) all += cut.frames;
    return all;
}

}  // namespace truyenthanh
