// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See tape.h.
#include "audio/tape.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <new>

namespace truyenthanh {

// Frames follow it.
struct TapeHeader {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t capacity;
    std::uint64_t epoch;
    alignas(64) std::atomic<std::int64_t> end;
};

namespace {

constexpr std::array<char, 8> kMagic{'T', 'T', 'T', 'A', 'P', 'E', '\n', '\0'};
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kMostFrames = 1U << 22;
constexpr std::size_t kHead = sizeof(TapeHeader);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

std::size_t bytes_of(std::uint32_t capacity) { return kHead + std::size_t{capacity} * sizeof(std::uint64_t); }

// Two floats in a word, so that no frame is ever half written.
using Cell = std::atomic<std::uint64_t>;
Cell* cells_of(TapeHeader* header) noexcept { return reinterpret_cast<Cell*>(header + 1); }
const Cell* cells_of(const TapeHeader* header) noexcept { return reinterpret_cast<const Cell*>(header + 1); }

std::uint64_t packed(float left, float right) noexcept {
    return std::uint64_t{std::bit_cast<std::uint32_t>(left)} | std::uint64_t{std::bit_cast<std::uint32_t>(right)} << 32;
}

}  // namespace

Tape::Tape(std::uint64_t epoch, std::uint32_t capacity)
    : memory_(make_shared_memory("truyenthanh-tape", bytes_of(capacity), Others::ReadOnly, mapping_)),
      header_(new (mapping_.address()) TapeHeader{kMagic, kVersion, capacity, epoch, {}}),
      mask_(capacity - 1) {
    assert(std::has_single_bit(capacity) && capacity <= kMostFrames);
}

void Tape::write(const float* samples, std::uint32_t frames, std::uint32_t channels) noexcept {
    Cell* cells = cells_of(header_);
    for (std::uint32_t i = 0; i < frames; ++i) {
        const float* frame = samples + std::size_t{i} * channels;
        const auto place = static_cast<std::uint64_t>(end_ + i) & mask_;
        cells[place].store(packed(frame[0], frame[channels > 1 ? 1 : 0]), std::memory_order_relaxed);
    }
    end_ += frames;
    header_->end.store(end_, std::memory_order_release);
}

TapeView::TapeView(Mapping mapping) noexcept
    : mapping_(std::move(mapping)),
      header_(static_cast<const TapeHeader*>(mapping_.address())),
      capacity_(header_->capacity) {}

std::optional<TapeView> TapeView::attach(const Descriptor& memory) {
    auto mapping = map_shared(memory, Access::Read, bytes_of(1), bytes_of(kMostFrames));
    if (!mapping) return std::nullopt;
    const auto* header = static_cast<const TapeHeader*>(mapping->address());
    const bool is_tape = header->magic == kMagic && header->version == kVersion &&
                         std::has_single_bit(header->capacity) && mapping->bytes() >= bytes_of(header->capacity);
    if (!is_tape) return std::nullopt;
    return TapeView{std::move(*mapping)};
}

std::uint64_t TapeView::epoch() const noexcept { return header_->epoch; }

std::int64_t TapeView::end() const noexcept { return header_->end.load(std::memory_order_acquire); }

std::int64_t TapeView::begin() const noexcept {
    return std::max<std::int64_t>(0, end() - capacity_ + std::int64_t{capacity_} / 4);
}

bool TapeView::read(std::int64_t at, float* out, std::uint32_t frames) const noexcept {
    if (at < 0 || at + frames > end()) return false;
    const Cell* cells = cells_of(header_);
    for (std::uint32_t i = 0; i < frames; ++i) {
        const auto place = static_cast<std::uint64_t>(at + i) & (capacity_ - 1);
        const std::uint64_t word = cells[place].load(std::memory_order_relaxed);
        out[2 * std::size_t{i}] = std::bit_cast<float>(static_cast<std::uint32_t>(word));
        out[2 * std::size_t{i} + 1] = std::bit_cast<float>(static_cast<std::uint32_t>(word >> 32));
    }
    // The callback may be a block ahead of what it has published.
    constexpr std::int64_t block = 1 << 13;
    std::atomic_thread_fence(std::memory_order_acquire);
    return end() + std::min<std::int64_t>(block, capacity_ / 8) - at <= capacity_;
}

}  // namespace truyenthanh
