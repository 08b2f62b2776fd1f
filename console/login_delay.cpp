// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See login_delay.h.
#include "console/login_delay.h"

#include <algorithm>

#include "core/person_name.h"

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;

constexpr int kFree = 3;  // attempts before there is a delay
constexpr std::chrono::seconds kLongestOfAddress = 5min;
constexpr std::chrono::seconds kLongestOfAccount = 30s;  // a stranger can slow a person down, not lock them out
constexpr std::chrono::seconds kLongestHere = 2s;
constexpr std::chrono::nanoseconds kForgotten = 1h;
constexpr std::size_t kMostKeys = 4096;

}  // namespace

// Attempts from the network and those at the machine itself do not count together.
std::string LoginDelay::account_key(const std::string& account, bool is_local) {
    return (is_local ? "here " : "account ") + folded_case(account);
}

std::chrono::nanoseconds LoginDelay::rest(const std::string& key, std::chrono::seconds longest) const {
    const auto found = failures_.find(key);
    if (found == failures_.end() || found->second.count < kFree) return 0s;
    const int doublings = std::min(found->second.count - kFree, 16);
    const auto delay = std::min<std::chrono::nanoseconds>(std::chrono::seconds{1LL << doublings}, longest);
    return std::max<std::chrono::nanoseconds>(found->second.last + delay - clock_.now().steady, 0s);
}

std::chrono::seconds LoginDelay::wait(const std::string& account, const std::string& address, bool is_local) {
    const std::lock_guard lock(mutex_);
    const auto of_account = rest(account_key(account, is_local), is_local ? kLongestHere : kLongestOfAccount);
    const auto of_address = is_local ? std::chrono::nanoseconds{0} : rest("address " + address, kLongestOfAddress);
    return std::chrono::ceil<std::chrono::seconds>(std::max(of_account, of_address));
}

void LoginDelay::count_one(const std::string& key) {
    const SteadyTime now = clock_.now().steady;
    if (failures_.size() >= kMostKeys) {
        std::erase_if(failures_, [now](const auto& entry) { return now - entry.second.last >= kForgotten; });
    }
    if (failures_.size() >= kMostKeys) {
        const auto oldest = std::min_element(failures_.begin(), failures_.end(), [](const auto& a, const auto& b) {
            return a.second.last < b.second.last;
        });
        failures_.erase(oldest);
    }
    Failures& entry = failures_[key];
    if (now - entry.last >= kForgotten) entry.count = 0;
    ++entry.count;
    entry.last = now;
}

void LoginDelay::failed(const std::string& account, const std::string& address, bool is_local) {
    const std::lock_guard lock(mutex_);
    count_one(account_key(account, is_local));
    if (!is_local) count_one("address " + address);
}

void LoginDelay::succeeded(const std::string& account, const std::string& address, bool is_local) {
    const std::lock_guard lock(mutex_);
    failures_.erase(account_key(account, is_local));
    if (!is_local) failures_.erase("address " + address);
}

}  // namespace truyenthanh
