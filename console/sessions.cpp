// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sessions.h.
#include "console/sessions.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace truyenthanh {

std::string random_token() {
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        throw StoreError({"console.no_random", {{"why", std::strerror(errno)}}});
    }
    std::string text;
    for (const unsigned char byte : bytes) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

bool is_same_token(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size() || a.empty()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    return difference == 0;
}

std::optional<std::string> cookie(std::string_view field, std::string_view name) {
    while (!field.empty()) {
        const std::size_t end = std::min(field.find(';'), field.size());
        std::string_view part = field.substr(0, end);
        field.remove_prefix(std::min(end + 1, field.size()));
        while (part.starts_with(' ')) part.remove_prefix(1);
        if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=') {
            return std::string(part.substr(name.size() + 1));
        }
    }
    return std::nullopt;
}

Session Sessions::begin(const LoggedIn& who, const std::optional<std::string>& old, bool is_wall) {
    const std::lock_guard lock(mutex_);
    forget_ended();
    if (old) sessions_.erase(*old);
    make_room(who.person);
    const SteadyTime now = clock_.now().steady;
    Session session{random_token(), random_token(), who, now, now, false, is_wall};
    if (is_wall) std::erase_if(session.who.rights, [](const std::string& right) { return right != "watch"; });
    sessions_.emplace(session.token, session);
    return session;
}

std::optional<Session> Sessions::find(const std::string& token, bool counts) {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(token);
    if (found == sessions_.end()) return std::nullopt;
    Session& session = found->second;
    const SteadyTime now = clock_.now().steady;
    if (has_ended(session, now)) {
        sessions_.erase(found);
        return std::nullopt;
    }
    session.is_locked = session.is_locked || (!session.is_wall && now - session.used >= idle_);
    if (counts && !session.is_locked) session.used = now;
    return session;
}

void Sessions::end(const std::string& token) {
    const std::lock_guard lock(mutex_);
    sessions_.erase(token);
}

void Sessions::password_changed(const std::string& token) {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(token);
    if (found == sessions_.end()) return;
    found->second.who.must_change_password = false;
    const std::int64_t person = found->second.who.person;
    std::erase_if(sessions_,
                  [&](const auto& entry) { return entry.second.who.person == person && entry.first != token; });
}

std::size_t Sessions::count() const {
    const std::lock_guard lock(mutex_);
    return sessions_.size();
}

void Sessions::forget_ended() {
    const SteadyTime now = clock_.now().steady;
    std::erase_if(sessions_, [now](const auto& entry) { return has_ended(entry.second, now); });
}

bool Sessions::has_ended(const Session& session, SteadyTime now) noexcept {
    return now - session.begun >= (session.is_wall ? kLongestWall : kLongestSession);
}

void Sessions::make_room(std::int64_t person) {
    while (true) {
        std::size_t held = 0;
        auto oldest = sessions_.end();
        for (auto at = sessions_.begin(); at != sessions_.end(); ++at) {
            if (at->second.who.person != person) continue;
            ++held;
            if (oldest == sessions_.end() || at->second.used < oldest->second.used) oldest = at;
        }
        if (held < kSessionsAPerson) return;
        sessions_.erase(oldest);
    }
}

}  // namespace truyenthanh
