// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See meter_page.h.
#include "audio/meter_page.h"

#include <fcntl.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr std::array<char, 8> kMagic{'T', 'T', 'M', 'E', 'T', 'E', 'R', '\n'};
constexpr std::uint32_t kVersion = 1;
constexpr std::int64_t kNever = INT64_MIN;

std::uint64_t word(std::int64_t value) noexcept { return static_cast<std::uint64_t>(value); }
std::int64_t number(std::uint64_t value) noexcept { return static_cast<std::int64_t>(value); }

// Rows come from another process: a value out of its enumeration is its last one.
template <class Enum>
Enum checked(std::uint64_t value, Enum last) noexcept {
    return static_cast<Enum>(std::min(value, static_cast<std::uint64_t>(last)));
}

template <std::size_t N>
std::string text_of(const Snapshot<N>& snapshot) {
    const auto words = snapshot.load();
    std::array<char, N * 8 + 1> text{};
    if (words) std::memcpy(text.data(), words->data(), N * 8);
    return text.data();
}

std::vector<Message> warnings_of(std::uint32_t bits) {
    static constexpr std::pair<AirWarning, const char*> kKeys[] = {
        {AirWarning::NotRealtime, "air.not_realtime"},
        {AirWarning::MemoryNotLocked, "air.memory_not_locked"},
        {AirWarning::DeviceMissing, "air.device_missing"},
        {AirWarning::CaptureFailed, "air.capture_failed"}};
    std::vector<Message> messages;
    for (const auto& [warning, key] : kKeys)
        if ((bits & static_cast<std::uint32_t>(warning)) != 0) messages.push_back(Message{key, {}});
    return messages;
}

// The counts of one instant: who reads may have been set aside for many blocks between two rows, and then what the
// later ones own would have been owned before it was emitted.
void read_counts(const MeterPage& page, AirStatus& status) {
    constexpr int kReadings = 8;
    for (int reading = 0; reading < kReadings; ++reading) {
        status.takes.clear();
        status.emitted = Frames{page.emitted.load(std::memory_order_acquire)};
        status.emitted_at = SteadyTime{std::chrono::nanoseconds{page.emitted_at.load()}};
        for (const MeterRow& row : page.rows)
            if (const TakeMeter meter = row.load(); meter.take.value != 0) status.takes.push_back(meter);
        if (page.emitted.load(std::memory_order_acquire) == status.emitted.count) return;
    }
}

}  // namespace

void MeterRow::store(const TakeMeter& meter) noexcept {
    const std::uint64_t kind = static_cast<std::uint64_t>(meter.state) | static_cast<std::uint64_t>(meter.cause) << 8;
    words_.store({meter.take.value, kind, word(meter.first ? meter.first->count : kNever), word(meter.end.count),
                  word(meter.line.count), word(meter.starved.count), word(meter.silenced.count),
                  word(meter.buffered.count), word(meter.at.count), word(meter.until.count)});
}

TakeMeter MeterRow::load() const noexcept {
    const auto words = words_.load();
    if (!words) return {};
    const auto& w = *words;
    TakeMeter meter;
    meter.take = TakeId{w[0]};
    meter.state = checked(w[1] & 0xff, TakeState::Ended);
    meter.cause = checked(w[1] >> 8, EndCause::Dropped);
    if (number(w[2]) != kNever) meter.first = Frames{number(w[2])};
    meter.end = Frames{number(w[3])};
    meter.line = Frames{number(w[4])};
    meter.starved = Frames{number(w[5])};
    meter.silenced = Frames{number(w[6])};
    meter.buffered = Frames{number(w[7])};
    meter.at = Frames{number(w[8])};
    meter.until = Frames{number(w[9])};
    return meter;
}

void set_clock(MeterPage& page, const FrameClock& clock) noexcept {
    page.clock.store(
        {word(clock.frame.count), word(clock.steady.since_boot.count()), std::bit_cast<std::uint64_t>(clock.ppm), 1});
}

void set_device(MeterPage& page, std::string_view name) noexcept {
    std::array<std::uint64_t, 16> words{};
    if (!name.empty()) std::memcpy(words.data(), name.data(), std::min(name.size(), sizeof words - 1));
    page.device.store(words);
}

void warn(MeterPage& page, AirWarning warning, bool holds) noexcept {
    const auto bit = static_cast<std::uint32_t>(warning);
    if (holds)
        page.warnings.fetch_or(bit);
    else
        page.warnings.fetch_and(~bit);
}

AirStatus read_status(const MeterPage& page) {
    AirStatus status;
    status.epoch = page.epoch;
    status.is_reachable = true;
    status.output = checked(page.output.load(), OutputState::Lost);
    if (const auto words = page.clock.load(); words && (*words)[3] == 1)
        status.clock =
            FrameClock{Frames{number((*words)[0])}, SteadyTime{std::chrono::nanoseconds{number((*words)[1])}},
                       std::bit_cast<double>((*words)[2])};
    read_counts(page, status);
    status.is_killed = page.is_killed.load() != 0;
    status.lease_until = SteadyTime{std::chrono::nanoseconds{page.lease_until.load()}};
    status.peak_dbfs = {page.peak_left.load(), page.peak_right.load()};
    status.device = text_of(page.device);
    status.warnings = warnings_of(page.warnings.load());
    return status;
}

OwnMeterPage::OwnMeterPage(std::uint64_t epoch)
    : fd_(make_shared_memory("truyenthanh-meter", sizeof(MeterPage), Others::ReadOnly, memory_)) {
    page_ = new (memory_.address()) MeterPage{};
    page_->version = kVersion;
    page_->bytes = sizeof(MeterPage);
    page_->epoch = epoch;
    page_->peak_left.store(-120.0F);
    page_->peak_right.store(-120.0F);
    page_->magic = kMagic;
}

std::optional<MeterView> MeterView::attach(const Descriptor& memory) {
    auto mapping = map_shared(memory, Access::Read, sizeof(MeterPage), sizeof(MeterPage));
    if (!mapping) return std::nullopt;
    const auto* page = static_cast<const MeterPage*>(mapping->address());
    if (page->magic != kMagic || page->version != kVersion || page->bytes != sizeof(MeterPage)) return std::nullopt;
    return MeterView{std::move(*mapping)};
}

}  // namespace truyenthanh
