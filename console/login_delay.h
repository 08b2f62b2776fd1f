// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Wrong passwords make the next attempt wait: per account, and per address from which they came. The machine's own
// console never waits longer than 2 s, and nothing here concerns the kill switch. Thread: any.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "core/clock.h"

namespace truyenthanh {

class LoginDelay {
public:
    explicit LoginDelay(const Clock& clock) : clock_(clock) {}

    // How long this attempt has to wait; 0: it may be made.
    std::chrono::seconds wait(const std::string& account, const std::string& address, bool is_local);
    void failed(const std::string& account, const std::string& address, bool is_local);
    void succeeded(const std::string& account, const std::string& address, bool is_local);

private:
    struct Failures {
        int count = 0;
        SteadyTime last;
    };
    static std::string account_key(const std::string& account, bool is_local);
    std::chrono::nanoseconds rest(const std::string& key, std::chrono::seconds longest) const;
    void count_one(const std::string& key);

    const Clock& clock_;
    std::mutex mutex_;
    std::map<std::string, Failures> failures_;  // guarded by mutex_
};

}  // namespace truyenthanh
