// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sound_belt.h.
#include "audio/sound_belt.h"

#include <algorithm>
#include <utility>

namespace truyenthanh {
namespace {

// 2.7 s, half a megabyte: to wake a thread costs as much as to make a tenth of a second of sound. What is written at
// once is written from the processor's cache.
constexpr std::size_t kHandedOver = std::size_t{1} << 18;
constexpr std::size_t kAtOnce = std::size_t{1} << 14;

}  // namespace

SoundBelt::SoundBelt(const std::filesystem::path& file) : file_(file) {
    const bool is_encoded = file.extension() != ".wav";
    filling_.samples.resize(is_encoded ? kHandedOver : kAtOnce);
    if (!is_encoded) return;
    empty_.resize(1);
    empty_.front().samples.resize(kHandedOver);
    thread_ = std::thread([this] { run(); });
}

SoundBelt::~SoundBelt() { end(); }

bool SoundBelt::write(std::span<const float> samples) {
    while (!samples.empty()) {
        const std::size_t count = std::min(samples.size(), filling_.samples.size() - filling_.count);
        to_sixteen_bits(samples.first(count), filling_.samples.data() + filling_.count);
        filling_.count += count;
        samples = samples.subspan(count);
        if (filling_.count == filling_.samples.size() && !hand_over()) return false;
    }
    return true;
}

bool SoundBelt::write_out(Batch& batch) {
    const std::size_t count = std::exchange(batch.count, 0);
    return count == 0 || file_.write(std::span<const std::int16_t>{batch.samples}.first(count));
}

bool SoundBelt::hand_over() {
    if (!thread_.joinable()) return write_out(filling_);
    {
        const std::lock_guard lock(mutex_);
        full_.push_back(std::move(filling_));
    }
    moved_.notify_all();  // not within the lock, which it would want first
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return !empty_.empty(); });
    filling_ = std::move(empty_.back());
    empty_.pop_back();
    return !has_failed_;
}

bool SoundBelt::end() {
    if (!thread_.joinable()) return write_out(filling_);
    {
        const std::lock_guard lock(mutex_);
        if (filling_.count > 0) full_.push_back(std::exchange(filling_, Batch{}));
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
        const bool is_written = write_out(batch);
        lock.lock();
        has_failed_ = has_failed_ || !is_written;
        empty_.push_back(std::move(batch));
        moved_.notify_all();
    }
}

}  // namespace truyenthanh
