// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See profile_section.h.
#include "config/profile_section.h"

#include "core/names.h"

namespace truyenthanh {
namespace {

TimeWindow read_window(Section& section) {
    TimeWindow window;
    std::string days = "daily";
    section.text("days", days);
    const std::optional<Weekdays> set = parse_weekdays(days);
    if (!set) section.complain("config.not_days", "days", {{"found", days}});
    window.days = *set;
    section.require("from");
    section.require("until");
    section.time_of_day("from", window.from);
    section.time_of_day("until", window.until);
    if (window.from == window.until) section.complain("config.empty_window", "until");
    if (window.from == std::chrono::hours{24}) section.complain("config.not_time", "from", {{"found", "24:00"}});
    return window;
}

DaypartGain read_gain(Section& section) {
    DaypartGain gain;
    gain.window = read_window(section);
    section.require("gain_db");
    section.real("gain_db", gain.gain_db, -40.0, 6.0);
    return gain;
}

}  // namespace

Profile read_profile(Section& section) {
    Profile profile;
    section.require("permitted");
    section.tables("permitted", [&](Section& window) { profile.permitted.push_back(read_window(window)); });
    section.tables("quiet", [&](Section& window) { profile.quiet.push_back(read_window(window)); });
    section.tables("daypart_gains", [&](Section& gain) { profile.daypart_gains.push_back(read_gain(gain)); });
    if (int minutes = 0; section.has("longest_session_minutes")) {
        section.integer("longest_session_minutes", minutes, 1, 24 * 60);
        profile.longest_session = std::chrono::minutes(minutes);
    }
    if (int sessions = 0; section.has("sessions_a_day")) {
        section.integer("sessions_a_day", sessions, 0, 100);
        profile.sessions_a_day = sessions;
    }
    section.flag("relay_allowed", profile.relay_allowed);
    return profile;
}

}  // namespace truyenthanh
