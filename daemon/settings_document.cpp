// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See settings_document.h.
#include "daemon/settings_document.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "config/edit.h"
#include "core/error.h"
#include "core/names.h"
#include "core/zone.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 24> kChangeable{"station.name",
                                                       "station.language",
                                                       "profile.permitted",
                                                       "profile.quiet",
                                                       "profile.longest_session_minutes",
                                                       "profile.sessions_a_day",
                                                       "profile.relay_allowed",
                                                       "profile.daypart_gains",
                                                       "audio.target_lufs",
                                                       "relay.jitter_buffer_seconds",
                                                       "relay.silence_seconds",
                                                       "relay.allowed_hosts",
                                                       "air_check.format",
                                                       "air_check.days",
                                                       "air_check.gigabytes",
                                                       "air_check.reserve_gigabytes",
                                                       "console.idle_minutes",
                                                       "notify.webhook",
                                                       "notify.mail_to",
                                                       "notify.mail_from",
                                                       "notify.mail_server",
                                                       "notify.mail_user",
                                                       "notify.mail_password",
                                                       "notify.after_seconds"};
constexpr std::size_t kMostParts = 200;  // of a list

json window_document(const TimeWindow& window) {
    return {{"days", to_string_weekdays(window.days)},
            {"from", to_string_time_of_day(window.from)},
            {"until", to_string_time_of_day(window.until)}};
}

json profile_document(const Profile& profile) {
    json document{{"permitted", json::array()},         {"quiet", json::array()},
                  {"daypart_gains", json::array()},     {"relay_allowed", profile.relay_allowed},
                  {"longest_session_minutes", nullptr}, {"sessions_a_day", nullptr}};
    for (const TimeWindow& window : profile.permitted) document["permitted"].push_back(window_document(window));
    for (const TimeWindow& window : profile.quiet) document["quiet"].push_back(window_document(window));
    for (const DaypartGain& gain : profile.daypart_gains) {
        json row = window_document(gain.window);
        row["gain_db"] = gain.gain_db;
        document["daypart_gains"].push_back(std::move(row));
    }
    if (profile.longest_session) {
        document["longest_session_minutes"] =
            std::chrono::duration_cast<std::chrono::minutes>(*profile.longest_session).count();
    }
    if (profile.sessions_a_day) document["sessions_a_day"] = *profile.sessions_a_day;
    return document;
}

json notify_document(const NotifySettings& notify) {
    return {{"webhook", notify.webhook},
            {"mail_to", notify.mail_to},
            {"mail_from", notify.mail_from},
            {"mail_server", notify.mail_server},
            {"mail_user", notify.mail_user},
            {"has_mail_password", !notify.mail_password.empty()},
            {"after_seconds", notify.after.count()}};
}

[[noreturn]] void bad_value(const std::string& key) { throw RequestError({"settings.bad_value", {{"key", key}}}); }

bool is_word(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

// A text, number or flag; JSON writes all three as TOML reads them.
std::string plain_value(const std::string& key, const json& value) {
    if (!value.is_string() && !value.is_number() && !value.is_boolean()) bad_value(key);
    try {
        return value.dump();
    } catch (const json::exception&) {
        bad_value(key);
    }
}

std::string row_value(const std::string& key, const json& row) {
    if (!row.is_object()) return plain_value(key, row);
    std::string text = "{";
    for (const auto& [name, value] : row.items()) {
        if (!is_word(name)) bad_value(key);
        text.append(text.size() > 1 ? ", " : " ").append(name).append(" = ").append(plain_value(key, value));
    }
    return text + " }";
}

std::string toml_value(const std::string& key, const json& value) {
    if (!value.is_array()) return plain_value(key, value);
    if (value.size() > kMostParts) bad_value(key);
    if (value.empty()) return "[]";
    const bool has_rows = value.front().is_object();
    std::string text = "[";
    for (const json& row : value) {
        if (has_rows) text += "\n    ";
        text += row_value(key, row) + (has_rows ? "," : ", ");
    }
    if (!has_rows) text.resize(text.size() - 2);
    return text + (has_rows ? "\n]" : "]");
}

}  // namespace

json settings_document(const Settings& settings) {
    json zones = json::array();
    for (const ZoneSettings& zone : settings.audio.zones) {
        zones.push_back({{"name", zone.name}, {"gain_db", zone.gain_db}, {"channels", zone.channels}});
    }
    return {{"station",
             {{"name", settings.station_name}, {"time_zone", settings.time_zone}, {"language", settings.language}}},
            {"profile", profile_document(settings.profile)},
            {"audio",
             {{"device", settings.audio.device},
              {"target_lufs", settings.audio.target_lufs},
              {"ceiling_dbtp", settings.audio.ceiling_dbtp},
              {"zones", std::move(zones)}}},
            {"relay",
             {{"jitter_buffer_seconds", settings.relay.jitter_buffer.count()},
              {"silence_seconds", settings.relay.silence.count()},
              {"allowed_hosts", settings.relay.allowed_hosts}}},
            {"air_check",
             {{"format", settings.air_check.format},
              {"days", settings.air_check.days},
              {"gigabytes", settings.air_check.gigabytes},
              {"reserve_gigabytes", settings.air_check.reserve_gigabytes}}},
            {"console", {{"idle_minutes", settings.console.idle.count()}}},
            {"notify", notify_document(settings.notify)},
            {"changeable", kChangeable}};
}

std::string changed_settings(const std::string& text, const std::string& file, const json& changes) {
    if (changes.empty()) throw RequestError({"settings.nothing", {}});
    std::string changed = text;
    for (const auto& [key, value] : changes.items()) {
        if (std::find(kChangeable.begin(), kChangeable.end(), key) == kChangeable.end()) {
            throw RequestError({"settings.no_such_setting", {{"key", key.substr(0, 100)}}});
        }
        const std::size_t dot = key.find('.');
        changed = with_value(changed, file, key.substr(0, dot), key.substr(dot + 1),
                             value.is_null() ? "" : toml_value(key, value));
    }
    parse_settings(changed, file);
    return changed;
}

}  // namespace truyenthanh
