// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who listens to the output in a browser: so many places, and whether any is taken. Thread: any.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace truyenthanh {

inline constexpr int kMostListeners = 12;  // 192 KB/s each

class Listeners {
public:
    // A place for `who`, given back when its last copy goes. Throws RequestError console.too_many_listeners.
    std::shared_ptr<void> admit(const std::string& who);
    // Who came last: in whose name the station is asked.
    std::string newest() const;
    // True while somebody listens; waits for that, or for `stop`.
    bool wait(const std::stop_token& stop);
    // Lets some time pass, or less where `stop` is asked for.
    void pause(const std::stop_token& stop, std::chrono::milliseconds length);
    int count() const;

private:
    void leave();

    mutable std::mutex mutex_;
    std::condition_variable_any came_;
    int count_ = 0;       // guarded by mutex_
    std::string newest_;  // guarded by mutex_
};

}  // namespace truyenthanh
