// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See occurrence.h.
#include "scheduler/occurrence.h"

#include <string_view>

namespace truyenthanh {
namespace {

constexpr std::uint64_t kAttemptMask = 0xffff;

// FNV-1a over the bytes of a text, then of a number.
std::uint64_t mix(std::uint64_t hash, std::string_view text) noexcept {
    for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    return hash;
}

std::uint64_t mix(std::uint64_t hash, std::int64_t number) noexcept {
    for (int shift = 0; shift < 64; shift += 8)
        hash = (hash ^ (static_cast<std::uint64_t>(number) >> shift & 0xff)) * 0x100000001b3ULL;
    return hash;
}

std::uint64_t base_of(const PartKey& part) {
    std::uint64_t hash = mix(0xcbf29ce484222325ULL, to_string(part.transmission));
    hash = mix(hash, static_cast<std::int64_t>(part.kind));
    hash = mix(hash, std::int64_t{part.position});
    hash = mix(hash, part.since.time_since_epoch().count());
    hash ^= hash >> 32;
    return (hash * 0x9e3779b97f4a7c15ULL | (kAttemptMask + 1)) & ~kAttemptMask;
}

}  // namespace

PartKey key_of(const EntryIntent& intent) {
    return PartKey{intent.transmission, intent.kind, intent.position,
                   is_planned(intent.kind) ? WallTime{} : intent.planned_start};
}

TakeId take_id(const PartKey& part, int attempt) {
    return TakeId{base_of(part) | (static_cast<std::uint64_t>(attempt) & kAttemptMask)};
}

std::optional<int> attempt_of(TakeId take, const PartKey& part) {
    if ((take.value & ~kAttemptMask) != base_of(part)) return std::nullopt;
    return static_cast<int>(take.value & kAttemptMask);
}

TransmissionKey manual_key(LocalTime local) {
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto second = std::chrono::floor<std::chrono::seconds>(local - day).count();
    return TransmissionKey{std::chrono::year_month_day{day}, SlotId{}, ExceptionId{-1 - second}};
}

}  // namespace truyenthanh
