// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station's status as everybody sees it: asked once for all, at most each 250 ms, and told on when it has changed
// or a second has passed. Thread: look() one; the rest any.
#pragma once

#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "console/answers.h"
#include "console/desk_door.h"
#include "core/units.h"

namespace truyenthanh {

inline constexpr std::chrono::milliseconds kStatusPause{250};
inline constexpr std::chrono::seconds kHeartbeat{1};

class StatusFeed {
public:
    StatusFeed(DeskDoor& desk, const Answers& answers) : desk_(desk), answers_(answers) {}

    // Asks the station; the event to send, or nothing where nothing is new and no heartbeat is due.
    std::optional<std::string> look(SteadyTime now);
    // {"is_reachable", "status", "fault"} as last seen.
    nlohmann::json latest() const;
    std::string latest_event() const;

private:
    nlohmann::json ask();

    DeskDoor& desk_;
    const Answers& answers_;
    mutable std::mutex mutex_;
    nlohmann::json latest_{{"is_reachable", false}, {"status", nullptr}, {"fault", nullptr}};  // guarded by mutex_
    nlohmann::json told_;  // without what moves by itself
    std::optional<SteadyTime> told_at_;
};

}  // namespace truyenthanh
