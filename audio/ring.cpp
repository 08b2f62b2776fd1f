// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See ring.h.
#include "audio/ring.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <new>
#include <utility>

namespace truyenthanh {
namespace {

constexpr std::array<char, 8> kMagic{'T', 'T', 'R', 'I', 'N', 'G', '\n', '\0'};
constexpr std::uint32_t kVersion = 4;
constexpr std::size_t kFrameBytes = kRingChannels * sizeof(float);

constexpr std::size_t bytes_of(std::uint32_t capacity) noexcept {
    return kRingDataOffset + std::size_t{capacity} * kFrameBytes;
}

constexpr bool is_capacity(std::uint32_t frames) noexcept {
    return std::has_single_bit(frames) && frames >= kMinRingFrames && frames <= kMaxRingFrames;
}

// The text and at least one zero behind it.
template <std::size_t N>
std::array<std::uint64_t, N> words_of(std::string_view text) noexcept {
    std::array<std::uint64_t, N> words{};
    if (!text.empty()) std::memcpy(words.data(), text.data(), std::min(text.size(), sizeof words - 1));
    return words;
}

template <std::size_t N>
std::string text_of(const std::optional<std::array<std::uint64_t, N>>& words) {
    if (!words) return {};
    std::array<char, 8 * N + 1> text{};
    std::memcpy(text.data(), words->data(), 8 * N);
    return text.data();
}

}  // namespace

void JobLine::set_codec(std::string_view text) noexcept { codec_.store(words_of<8>(text)); }

std::string JobLine::codec() const { return text_of(codec_.load()); }

void JobLine::set_title(std::string_view text) noexcept { title_.store(words_of<16>(text)); }

std::string JobLine::title() const { return text_of(title_.load()); }

Ring::Ring(Mapping memory, Descriptor shared, std::uint32_t capacity) noexcept
    : memory_(std::move(memory)),
      shared_(std::move(shared)),
      header_(static_cast<RingHeader*>(memory_.address())),
      capacity_(capacity),
      written_(header_->written.load(std::memory_order_acquire)),
      read_(header_->read.load(std::memory_order_acquire)) {}

Ring::Ring(std::uint32_t capacity) : memory_(map_private(bytes_of(capacity))), capacity_(capacity) {
    header_ = make_header(memory_, capacity);
}

RingHeader* Ring::make_header(const Mapping& memory, std::uint32_t capacity) {
    assert(is_capacity(capacity));
    auto* header = new (memory.address()) RingHeader{};
    header->version = kVersion;
    header->capacity = capacity;
    header->magic = kMagic;
    return header;
}

Ring Ring::create_shared(std::uint32_t capacity) {
    const std::size_t bytes = bytes_of(capacity);
    Mapping memory;
    Descriptor fd = make_shared_memory("truyenthanh-ring", bytes, Others::ReadWrite, memory);
    make_header(memory, capacity);
    return Ring{std::move(memory), std::move(fd), capacity};
}

std::optional<Ring> Ring::attach(const Descriptor& memory) {
    auto mapping = map_shared(memory, Access::ReadWrite, bytes_of(kMinRingFrames), bytes_of(kMaxRingFrames));
    if (!mapping) return std::nullopt;
    const auto* header = static_cast<const RingHeader*>(mapping->address());
    // Copied before it is judged: the other process may change it at any moment.
    const std::uint32_t capacity = static_cast<const volatile RingHeader*>(header)->capacity;
    if (header->magic != kMagic || header->version != kVersion || !is_capacity(capacity) ||
        mapping->bytes() != bytes_of(capacity))
        return std::nullopt;
    return Ring{std::move(*mapping), duplicate(memory), capacity};
}

Ring::Ring(Ring&& other) noexcept
    : memory_(std::move(other.memory_)),
      shared_(std::move(other.shared_)),
      header_(std::exchange(other.header_, nullptr)),
      capacity_(std::exchange(other.capacity_, 0)),
      written_(other.written_),
      read_(other.read_) {}

Ring& Ring::operator=(Ring&& other) noexcept {
    memory_ = std::move(other.memory_);
    shared_ = std::move(other.shared_);
    header_ = std::exchange(other.header_, nullptr);
    capacity_ = std::exchange(other.capacity_, 0);
    written_ = other.written_;
    read_ = other.read_;
    return *this;
}

std::uint32_t Ring::fill() const noexcept {
    const std::uint64_t read = header_->read.load(std::memory_order_acquire);
    const std::uint64_t filled = header_->written.load(std::memory_order_acquire) - read;
    return filled > capacity_ ? capacity_ : static_cast<std::uint32_t>(filled);
}

std::int64_t Ring::ahead(std::uint64_t position) const noexcept {
    return static_cast<std::int64_t>(position - header_->read.load(std::memory_order_acquire));
}

Descriptor Ring::share() const { return shared_ ? duplicate(shared_) : Descriptor{}; }

float* Ring::at(std::uint64_t position) const noexcept {
    auto* data = static_cast<std::byte*>(memory_.address()) + kRingDataOffset;
    return reinterpret_cast<float*>(data + (position & (capacity_ - 1)) * kFrameBytes);
}

std::uint32_t Ring::space() const noexcept {
    const std::uint64_t filled = written_ - header_->read.load(std::memory_order_acquire);
    return filled > capacity_ ? 0 : capacity_ - static_cast<std::uint32_t>(filled);
}

std::uint32_t Ring::write(const float* samples, std::uint32_t frames) noexcept {
    const std::uint32_t count = std::min(frames, space());
    const auto whole = static_cast<std::uint32_t>(capacity_ - (written_ & (capacity_ - 1)));
    const std::uint32_t first = std::min(count, whole);
    std::memcpy(at(written_), samples, first * kFrameBytes);
    std::memcpy(at(written_ + first), samples + std::size_t{first} * kRingChannels, (count - first) * kFrameBytes);
    written_ += count;
    header_->written.store(written_, std::memory_order_release);
    return count;
}

void Ring::make_room(std::uint32_t frames) noexcept {
    const std::uint32_t wanted = std::min(frames, capacity_);
    std::uint64_t seen = header_->read.load(std::memory_order_acquire);
    while (written_ - seen > capacity_ - wanted) {
        const std::uint64_t kept = written_ - (capacity_ - wanted);
        if (header_->read.compare_exchange_weak(seen, kept, std::memory_order_acq_rel)) return;
    }
}

std::uint32_t Ring::available() const noexcept {
    const std::uint64_t filled = header_->written.load(std::memory_order_acquire) - read_;
    return filled > capacity_ ? 0 : static_cast<std::uint32_t>(filled);
}

std::uint32_t Ring::read(float* samples, std::uint32_t frames) noexcept {
    const std::uint32_t count = std::min(frames, available());
    const auto whole = static_cast<std::uint32_t>(capacity_ - (read_ & (capacity_ - 1)));
    const std::uint32_t first = std::min(count, whole);
    std::memcpy(samples, at(read_), first * kFrameBytes);
    std::memcpy(samples + std::size_t{first} * kRingChannels, at(read_ + first), (count - first) * kFrameBytes);
    skip(count);
    return count;
}

std::uint32_t Ring::skip(std::uint32_t frames) noexcept {
    const std::uint32_t count = std::min(frames, available());
    read_ += count;
    header_->read.store(read_, std::memory_order_release);
    return count;
}

void Ring::resume() noexcept { read_ = header_->read.load(std::memory_order_acquire); }

void Ring::follow(std::uint32_t behind) noexcept {
    const std::uint64_t newest = header_->written.load(std::memory_order_acquire);
    const std::uint64_t oldest = header_->read.load(std::memory_order_acquire);
    const std::uint64_t held = newest - oldest;
    read_ = held > std::min(behind, capacity_) ? newest - std::min(behind, capacity_) : oldest;
    header_->read.store(read_, std::memory_order_release);
}

void Ring::clear() noexcept {
    written_ = read_ = 0;
    header_->written.store(0, std::memory_order_release);
    header_->read.store(0, std::memory_order_release);
}

}  // namespace truyenthanh
