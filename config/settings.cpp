// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See settings.h.
#include "config/settings.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "config/console_section.h"
#include "config/notify_section.h"
#include "config/profile_section.h"
#include "config/section.h"
#include "config/speech.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kMostZones = 32;  // bits of a zone mask
constexpr int kMostChannels = 32;

bool is_zone_name(const std::string& name) {
    return !name.empty() && name.front() != '/' && name.find("..") == std::string::npos &&
           name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") ==
               std::string::npos;
}

bool is_host(const std::string& host) {
    return !host.empty() && host.size() <= 253 &&
           host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]") ==
               std::string::npos;
}

void read_station(Section& section, Settings& settings) {
    section.require("name");
    section.text("name", settings.station_name);
    if (settings.station_name.empty()) section.complain("config.empty", "name");
    section.text("time_zone", settings.time_zone);
    if (!is_zone_name(settings.time_zone)) {
        section.complain("config.not_zone", "time_zone", {{"found", settings.time_zone}});
    }
    section.word("language", settings.language, {"vi", "en"});
}

void read_zone(Section& section, AudioSettings& audio) {
    ZoneSettings zone;
    section.require("name");
    section.require("channels");
    section.text("name", zone.name);
    if (zone.name.empty()) section.complain("config.empty", "name");
    for (const ZoneSettings& other : audio.zones) {
        if (other.name == zone.name) section.complain("config.twice", "name", {{"found", zone.name}});
    }
    section.real("gain_db", zone.gain_db, -60.0, 12.0);
    section.integers("channels", zone.channels, 1, kMostChannels);
    if (zone.channels.empty()) section.complain("config.empty", "channels");
    audio.zones.push_back(std::move(zone));
}

void read_audio(Section& section, AudioSettings& audio) {
    section.text("device", audio.device);
    if (audio.device.empty()) section.complain("config.empty", "device");
    section.integer("frames_per_buffer", audio.frames_per_buffer, 64, 8192);
    section.text("capture", audio.capture, 4096);
    const bool is_sound_file = audio.capture.ends_with(".flac") || audio.capture.ends_with(".wav");
    if (!audio.capture.empty() && !is_sound_file) {
        section.complain("config.not_capture", "capture", {{"found", audio.capture}});
    }
    section.real("target_lufs", audio.target_lufs, -40.0, -8.0);
    section.real("ceiling_dbtp", audio.ceiling_dbtp, -12.0, 0.0);
    section.tables("zones", [&](Section& zone) { read_zone(zone, audio); });
    if (audio.zones.size() > kMostZones) {
        section.complain("config.too_many", "zones", {{"most", std::to_string(kMostZones)}});
    }
}

void read_relay(Section& section, RelaySettings& relay) {
    int seconds = static_cast<int>(relay.jitter_buffer.count());
    section.integer("jitter_buffer_seconds", seconds, 1, 60);
    relay.jitter_buffer = std::chrono::seconds(seconds);
    int silence = static_cast<int>(relay.silence.count());
    section.integer("silence_seconds", silence, 0, 3600);
    relay.silence = std::chrono::seconds(silence);
    section.flag("ride_loudness", relay.ride_loudness);
    section.texts("allowed_hosts", relay.allowed_hosts);
    for (const std::string& host : relay.allowed_hosts) {
        if (!is_host(host)) section.complain("config.not_host", "allowed_hosts", {{"found", host}});
    }
}

void read_air_check(Section& section, AirCheckSettings& check) {
    section.word("format", check.format, {"flac", "opus", "off"});
    section.integer("days", check.days, 1, 3650);
    section.real("gigabytes", check.gigabytes, 0.1, 100'000.0);
    section.real("reserve_gigabytes", check.reserve_gigabytes, 0.5, 1'000.0);
}

void read_log(Section& section, Settings& settings) {
    std::string level = "info";
    section.word("level", level, {"debug", "info", "warning", "error"});
    if (level == "debug") settings.log_level = LogLevel::Debug;
    if (level == "warning") settings.log_level = LogLevel::Warning;
    if (level == "error") settings.log_level = LogLevel::Error;
}

}  // namespace

int AudioSettings::channels() const {
    int highest = 0;
    for (const ZoneSettings& zone : zones) {
        for (const int channel : zone.channels) highest = std::max(highest, channel);
    }
    return highest;
}

Settings parse_settings(std::string_view text, const std::string& file) {
    const TomlTable table = parse_toml(text, file);
    Settings settings;
    Section root(table, file, "", 1);
    root.require("station");
    root.require("profile");
    root.table("station", [&](Section& section) { read_station(section, settings); });
    root.table("profile", [&](Section& section) { settings.profile = read_profile(section); });
    root.table("audio", [&](Section& section) { read_audio(section, settings.audio); });
    root.table("relay", [&](Section& section) { read_relay(section, settings.relay); });
    root.table("air_check", [&](Section& section) { read_air_check(section, settings.air_check); });
    root.table("inspections",
               [&](Section& section) { section.integer("a_month", settings.inspections.a_month, 0, 31); });
    root.table("desk", [&](Section& section) { section.text("socket_group", settings.desk.socket_group, 32); });
    root.table("speech", [](Section& section) { read_speech(section); });  // kept by load_speech()
    root.table("console", [&](Section& section) { settings.console = read_console(section); });
    root.table("notify", [&](Section& section) { settings.notify = read_notify(section); });
    root.table("log", [&](Section& section) { read_log(section, settings); });
    root.finish();
    if (settings.audio.zones.empty()) settings.audio.zones.push_back({"1", 0.0, {1, 2}});
    return settings;
}

std::string settings_text(const std::filesystem::path& file) {
    std::ifstream input(file, std::ios::binary);
    std::ostringstream text;
    // An empty file is read, too: copying nothing would count as a failure.
    if (input.peek() != std::ifstream::traits_type::eof()) text << input.rdbuf();
    if (!input.is_open() || input.bad() || !text) {
        throw ConfigError({"config.unreadable", {{"file", file.string()}, {"reason", std::strerror(errno)}}});
    }
    return text.str();
}

Settings load_settings(const std::filesystem::path& file) { return parse_settings(settings_text(file), file.string()); }

}  // namespace truyenthanh
