// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See listeners.h.
#include "console/listeners.h"

#include "core/error.h"

namespace truyenthanh {

std::shared_ptr<void> Listeners::admit(const std::string& who) {
    {
        const std::lock_guard lock(mutex_);
        if (count_ >= kMostListeners) {
            throw RequestError({"console.too_many_listeners", {{"most", std::to_string(kMostListeners)}}});
        }
        ++count_;
        newest_ = who;
    }
    came_.notify_all();
    return {this, [](Listeners* all) { all->leave(); }};
}

void Listeners::leave() {
    const std::lock_guard lock(mutex_);
    --count_;
}

bool Listeners::wait(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    return came_.wait(lock, stop, [this] { return count_ > 0; });
}

void Listeners::pause(const std::stop_token& stop, std::chrono::milliseconds length) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, stop, length, [] { return false; });
}

std::string Listeners::newest() const {
    const std::lock_guard lock(mutex_);
    return newest_;
}

int Listeners::count() const {
    const std::lock_guard lock(mutex_);
    return count_;
}

}  // namespace truyenthanh
