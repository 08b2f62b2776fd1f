// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See output_keeper.h.
#include "audio/output_keeper.h"

#include <algorithm>

#include "core/error.h"

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;

constexpr auto kOpensWithin = 2s;
constexpr auto kStillFor = 1s;
constexpr auto kFirstPause = 100ms;
constexpr auto kLongestPause = 2s;

template <class T>
bool is_done(const std::future<T>& work) {
    return work.wait_for(0s) == std::future_status::ready;
}

}  // namespace

OutputKeeper::OutputKeeper(MeterPage& page, Open open, std::function<void(const char*)> hung, Note note)
    : page_(page), open_(std::move(open)), hung_(std::move(hung)), note_(std::move(note)), pause_(kFirstPause) {}

OutputKeeper::~OutputKeeper() = default;

void OutputKeeper::set_state(OutputState state) noexcept { page_.output.store(static_cast<std::uint32_t>(state)); }

void OutputKeeper::look(SteadyTime now) {
    if (closing_.valid()) return look_at_closing(now);
    if (opening_.valid()) return look_at_opening(now);
    if (output_) return look_at_running(now);
    if (now >= try_at_) begin_opening(now);
}

void OutputKeeper::begin_opening(SteadyTime now) {
    since_ = now;
    set_state(opened_ == 0 ? OutputState::Opening : OutputState::Lost);
    opening_ = std::async(std::launch::async, open_);
}

void OutputKeeper::look_at_opening(SteadyTime now) {
    if (!is_done(opening_)) {
        if (now - since_ > kOpensWithin) hung_("opening the sound device");
        return;
    }
    try {
        output_ = opening_.get();
        ++opened_;
        moved_at_ = now;
        pause_ = kFirstPause;
        emitted_ = page_.emitted.load();
        set_device(page_, output_->name());
        warn(page_, AirWarning::NotRealtime, !output_->is_realtime());
        warn(page_, AirWarning::DeviceMissing, false);
        set_state(OutputState::Running);
    } catch (const Error& error) {
        note_(error.message());
        warn(page_, AirWarning::DeviceMissing, true);
        try_at_ = now + pause_;
        pause_ = std::min<std::chrono::milliseconds>(2 * pause_, kLongestPause);
        set_state(OutputState::Lost);
    }
}

void OutputKeeper::look_at_running(SteadyTime now) {
    const std::int64_t emitted = page_.emitted.load(std::memory_order_acquire);
    if (emitted != emitted_) moved_at_ = now;
    emitted_ = emitted;
    if (now - moved_at_ > kStillFor) return hung_("the sound device");
    if (!output_->is_alive()) begin_closing(now);
}

void OutputKeeper::begin_closing(SteadyTime now) {
    set_state(OutputState::Lost);
    since_ = now;
    closing_ = std::async(std::launch::async, [dead = std::move(output_)]() mutable { dead.reset(); });
}

void OutputKeeper::look_at_closing(SteadyTime now) {
    if (!is_done(closing_)) {
        if (now - since_ > kOpensWithin) hung_("closing the sound device");
        return;
    }
    closing_.get();
    try_at_ = now + pause_;
}

bool OutputKeeper::close(std::chrono::milliseconds patience) {
    if (output_) begin_closing(since_);
    const auto is_over = [patience](const auto& work) {
        return !work.valid() || work.wait_for(patience) == std::future_status::ready;
    };
    return is_over(closing_) && is_over(opening_);
}

}  // namespace truyenthanh
