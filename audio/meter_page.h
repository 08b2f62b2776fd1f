// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The meter page: what the chain tells of itself without being asked. A shared memfd written by the chain alone and
// mapped for reading by the station, which can still read it after the chain died. Thread: rows by the callback while
// their take is on a deck, else by control; `emitted` and what stands beside it by the callback; the clock, the device
// and the warnings by control. Anyone reads.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "audio/shared_memory.h"
#include "audio/snapshot.h"
#include "core/air.h"

namespace truyenthanh {

// One take's row. A row whose take is 0 is free.
class MeterRow {
public:
    void store(const TakeMeter& meter) noexcept;
    TakeMeter load() const noexcept;

private:
    Snapshot<10> words_;
};

// What the chain could not have of the system; bits of MeterPage::warnings.
enum class AirWarning : std::uint32_t { NotRealtime = 1, MemoryNotLocked = 2, DeviceMissing = 4, CaptureFailed = 8 };

struct MeterPage {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t bytes;
    std::uint64_t epoch;
    std::atomic<std::uint32_t> output;
    std::atomic<std::uint32_t> warnings;
    std::atomic<std::int64_t> emitted;
    std::atomic<std::int64_t> emitted_at;  // steady ns of the callback's last entry
    std::atomic<std::int64_t> unclaimed;   // frames no take owned
    std::atomic<std::int64_t> lease_until;
    std::atomic<std::uint32_t> is_killed;
    std::atomic<std::uint32_t> stalls;  // times the output's timeline jumped
    std::atomic<float> peak_left;       // dBFS
    std::atomic<float> peak_right;
    Snapshot<4> clock;  // frame, steady ns, ppm (bits), 1 once known
    Snapshot<16> device;
    std::array<MeterRow, kMaxTakes> rows;
};

void set_clock(MeterPage& page, const FrameClock& clock) noexcept;
void set_device(MeterPage& page, std::string_view name) noexcept;
void warn(MeterPage& page, AirWarning warning, bool holds) noexcept;
AirStatus read_status(const MeterPage& page);

// The writer's side. Throws DeviceError where there is no memory.
class OwnMeterPage {
public:
    explicit OwnMeterPage(std::uint64_t epoch);
    MeterPage& page() noexcept { return *page_; }
    const MeterPage& page() const noexcept { return *page_; }
    const Descriptor& descriptor() const noexcept { return fd_; }

private:
    Mapping memory_;  // before fd_, whose making fills it
    Descriptor fd_;
    MeterPage* page_ = nullptr;
};

// The reader's side; empty where the memory is no meter page of this version.
class MeterView {
public:
    static std::optional<MeterView> attach(const Descriptor& memory);
    AirStatus status() const { return read_status(page()); }
    std::uint64_t epoch() const noexcept { return page().epoch; }

private:
    explicit MeterView(Mapping memory) noexcept : memory_(std::move(memory)) {}
    const MeterPage& page() const noexcept { return *static_cast<const MeterPage*>(memory_.address()); }

    Mapping memory_;
};

}  // namespace truyenthanh
