// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sound_belt.h.
#include "audio/sound_belt.h"

#include <algorithm>
#include <utility>

namespace truyenthanh {
namespace {

constexpr std::size_t kBatchSamples = std::size_t{1} << 17;  // 1.4 s, a quarter of a megabyte
constexpr std::size_t kBatches = 4;

}  // namespace

SoundBelt::SoundBelt(const std::filesystem::path& file) : file_(file), empty_(kBatches - 1) {
    filling_.samples.resize(kBatchSamples);
    for (Batch& batch : empty_) batch.samples.resize(kBatchSamples);
    thread_ = std::thread([this] { run(); });
}

SoundBelt::~SoundBelt() { end(); }

bool SoundBelt::write(std::span<const float> samples) {
    while (!samples.empty()) {
        const std::size_t count = std::min(samples.size(), kBatchSamples - filling_.count);
        to_sixteen_bits(samples.first(count), filling_.samples.data() + filling_.count);
        filling_.count += count;
        samples = samples.subspan(count);
        if (filling_.count == kBatchSamples && !hand_over()) return false;
    }
    return true;
}

bool SoundBelt::hand_over() {
    std::unique_lock lock(mutex_);
    full_.push_back(std::move(filling_));
    moved_.notify_all();
    moved_.wait(lock, [this] { return !empty_.empty(); });
    filling_ = std::move(empty_.back());
    empty_.pop_back();
    return !has_failed_;
}

bool SoundBelt::end() {
    if (!thread_.joinable()) return !has_failed_;
    {
        const std::lock_guard lock(mutex_);
        if (filling_.count > 0) full_.push_back(std::move(filling_));
        has_ended_ = true;
        moved_.notify_all();
    }
    thread_.join();
    return !has_failed_;
}

bool SoundBelt::close() {
    const bool is_written = end();
    return file_.close() && is_written;
}

// After a refusal batches are taken all the same, so that nobody waits for ever.
void SoundBelt::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        moved_.wait(lock, [this] { return !full_.empty() || has_ended_; });
        if (full_.empty()) return;
        Batch batch = std::move(full_.front());
        full_.pop_front();
        lock.unlock();
        const bool is_written = file_.write(std::span<const std::int16_t>{batch.samples}.first(batch.count));
        batch.count = 0;
        lock.lock();
        has_failed_ = has_failed_ || !is_written;
        empty_.push_back(std::move(batch));
        moved_.notify_all();
    }
}

}  // namespace truyenthanh
