// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who has logged in. A session lives in this program's memory alone and is known by a random 128-bit token in a
// cookie; changes need a second one that a foreign page cannot read. Left alone for too long a session is locked: it
// may still kill the sound, and nothing else. Thread: any.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace truyenthanh {

// What the station said of a person when the password was right.
struct LoggedIn {
    std::int64_t person = 0;
    std::string name;
    std::set<std::string> roles;
    std::set<std::string> rights;
    bool must_change_password = false;  // came in with a code
};

struct Session {
    std::string token;   // of the cookie
    std::string change;  // of the field X-Change-Token
    LoggedIn who;
    SteadyTime begun;
    SteadyTime used;
    bool is_locked = false;
    bool is_wall = false;  // of a wall display: looks, for weeks, and does nothing else
};

inline constexpr std::size_t kSessionsAPerson = 8;        // the oldest ends
inline constexpr std::chrono::hours kLongestSession{24};  // however busy
inline constexpr std::chrono::hours kLongestWall{24 * 60};

class Sessions {
public:
    Sessions(const Clock& clock, std::chrono::minutes idle) : clock_(clock), idle_(idle) {}

    // A new token whatever `old` was, which ends.
    Session begin(const LoggedIn& who, const std::optional<std::string>& old, bool is_wall = false);
    // `counts`: this is a use of it. Nothing where it has ended.
    std::optional<Session> find(const std::string& token, bool counts = true);
    void end(const std::string& token);
    // Whoever came in with a code has a password of their own now; their other sessions end.
    void password_changed(const std::string& token);
    std::size_t count() const;

private:
    void forget_ended();
    static bool has_ended(const Session& session, SteadyTime now) noexcept;
    void make_room(std::int64_t person);

    const Clock& clock_;
    const std::chrono::minutes idle_;
    mutable std::mutex mutex_;
    std::map<std::string, Session> sessions_;  // guarded by mutex_
};

// 128 random bits of the kernel as 32 hexadecimal digits.
std::string random_token();
// In a time that does not depend on where they differ.
bool is_same_token(std::string_view a, std::string_view b) noexcept;
// The value of one cookie of a Cookie field.
std::optional<std::string> cookie(std::string_view field, std::string_view name);

}  // namespace truyenthanh
