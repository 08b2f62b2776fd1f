// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See master_reader.h.
#include "audio/master_reader.h"

#include <algorithm>
#include <chrono>

namespace truyenthanh {
namespace {

constexpr std::uint32_t kPortion = 4096;         // frames decoded at once
constexpr std::chrono::milliseconds kRest{300};  // a ring holds 2.7 s

}  // namespace

void MasterReader::load(std::size_t deck, Source& source, std::unique_ptr<MasterSource> master, std::int64_t frames) {
    Slot& slot = slots_[deck];
    const std::lock_guard lock{slot.busy};
    slot.source = &source;
    slot.master = std::move(master);
    slot.left = frames;
    slot.written = 0;
}

void MasterReader::unload(std::size_t deck) {
    Slot& slot = slots_[deck];
    const std::lock_guard lock{slot.busy};
    slot.source = nullptr;
    slot.master.reset();
}

MasterReader::Slot* MasterReader::neediest() {
    Slot* found = nullptr;
    std::uint32_t least = 0;
    for (Slot& slot : slots_) {
        const std::lock_guard lock{slot.busy};
        if (slot.source == nullptr || slot.left == 0 || slot.source->ring.space() < kPortion) continue;
        const std::uint32_t held = slot.source->ring.capacity() - slot.source->ring.space();
        if (found != nullptr && held >= least) continue;
        found = &slot;
        least = held;
    }
    return found;
}

bool MasterReader::fill() {
    Slot* slot = neediest();
    return slot != nullptr && fill(*slot);
}

bool MasterReader::fill(Slot& slot) {
    const std::lock_guard lock{slot.busy};
    if (slot.source == nullptr) return true;
    std::array<float, 2 * kPortion> samples;
    const auto wanted = static_cast<std::uint32_t>(std::min<std::int64_t>(kPortion, slot.left));
    const std::uint32_t got = slot.master->read(samples.data(), wanted);
    slot.source->ring.write(samples.data(), got);
    slot.written += got;
    slot.left -= got;
    if (got == 0) {
        const EndCause fault = slot.master->fault();
        slot.source->end_at(slot.written, fault == EndCause::None ? EndCause::Unreadable : fault);
        slot.left = 0;
    }
    return true;
}

ReaderThread::ReaderThread(MasterReader& reader)
    : reader_(reader), thread_([this](const std::stop_token& stop) { run(stop); }) {}

ReaderThread::~ReaderThread() {
    thread_.request_stop();
    changed_.notify_all();
}

void ReaderThread::wake() {
    const std::lock_guard lock{mutex_};
    is_woken_ = true;
    changed_.notify_all();
}

void ReaderThread::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        if (reader_.fill()) continue;
        std::unique_lock lock{mutex_};
        changed_.wait_for(lock, stop, kRest, [this] { return is_woken_; });
        is_woken_ = false;
    }
}

}  // namespace truyenthanh
