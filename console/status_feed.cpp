// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See status_feed.h.
#include "console/status_feed.h"

#include "core/error.h"
#include "daemon/desk_protocol.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::string event_of(const json& picture) {
    return "event: status\ndata: " + picture.dump(-1, ' ', false, json::error_handler_t::replace) + "\n\n";
}

// The clock and the counter of frames go on by themselves.
json without_what_moves(json picture) {
    if (picture["status"].is_object()) {
        picture["status"].erase("now");
        picture["status"].erase("now_local");
        if (picture["status"].contains("output")) picture["status"]["output"].erase("emitted");
    }
    return picture;
}

}  // namespace

json StatusFeed::ask() {
    json picture{{"is_reachable", false}, {"status", nullptr}, {"fault", nullptr}};
    try {
        picture["status"] = desk_.ask("status", json::object());
        picture["is_reachable"] = true;
    } catch (const Error& error) {
        picture["fault"] = message_json(error.message());
    }
    answers_.speak(picture);
    return picture;
}

std::optional<std::string> StatusFeed::look(SteadyTime now) {
    json picture = ask();
    json still = without_what_moves(picture);
    const bool is_due = !told_at_ || now - *told_at_ >= kHeartbeat;
    const bool is_new = still != told_;
    {
        const std::lock_guard lock(mutex_);
        latest_ = picture;
    }
    if (!is_due && !is_new) return std::nullopt;
    told_ = std::move(still);
    told_at_ = now;
    return event_of(picture);
}

json StatusFeed::latest() const {
    const std::lock_guard lock(mutex_);
    return latest_;
}

std::string StatusFeed::latest_event() const { return event_of(latest()); }

}  // namespace truyenthanh
