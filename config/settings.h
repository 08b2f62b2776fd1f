// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station as its one TOML file describes it, checked. Any thread; values only.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/profile.h"

namespace truyenthanh {

// Loudspeaker clusters behind some channels of the output. Zone n of the file is bit n of a zone mask.
struct ZoneSettings {
    std::string name;
    double gain_db = 0.0;
    std::vector<int> channels;  // of the output, from 1
};

struct AudioSettings {
    std::string device = "virtual";  // the stable name of a device, or "virtual"
    int frames_per_buffer = 512;
    std::string capture;  // virtual output: also write to this .flac or .wav; empty: nowhere
    double target_lufs = -16.0;
    double ceiling_dbtp = -1.0;
    std::vector<ZoneSettings> zones;  // at least one

    bool is_virtual() const { return device == "virtual"; }
    int channels() const;  // of the output: the highest one a zone uses
};

struct RelaySettings {
    std::chrono::seconds jitter_buffer{10};
    std::chrono::seconds silence{5};  // of a relay that still sends, until it counts as lost; 0: never
    bool ride_loudness = true;        // to the loudness of local items, slowly
    // Hosts a relay's own hosts may lead to (segments, redirects) besides those named in its URLs.
    std::vector<std::string> allowed_hosts;
};

// What was heard, kept as files.
struct AirCheckSettings {
    std::string format = "flac";  // "flac", "opus" or "off"
    int days = 30;
    double gigabytes = 10.0;         // of all of it
    double reserve_gigabytes = 2.0;  // left free for the ledger

    bool is_on() const { return format != "off"; }
};

struct InspectionSettings {
    int a_month = 4;  // how often the loudspeaker system is to be inspected
};

struct DeskSettings {
    std::string socket_group;  // whose members may use the desk socket; empty: the owner only
};

// The web console: where it listens and whom it believes.
struct ConsoleSettings {
    std::string listen = "127.0.0.1";  // an address of this machine, IPv4 or IPv6
    int port = 8088;
    std::vector<std::string> hosts;  // names and addresses people type, besides localhost and `listen`
    std::string certificate;         // PEM files; empty: plain http
    std::string key;
    bool plain_http = false;        // without TLS on an address that others reach: only if said so
    bool behind_proxy = false;      // a reverse proxy on this machine speaks for others and does the TLS
    std::chrono::minutes idle{60};  // a session unused for so long asks for the password again
    int connections = 400;
    int connections_per_address = 64;
};

// Who is told of a fault that stands.
struct NotifySettings {
    std::string webhook;               // gets JSON by POST; empty: nobody
    std::vector<std::string> mail_to;  // empty: nobody
    std::string mail_from;             // empty: the first of mail_to
    std::string mail_server;           // "smtp://mail.phuong.vn:587", "smtps://…"
    std::string mail_user;
    std::string mail_password;
    std::chrono::seconds after{15};  // it has stood for so long

    bool is_on() const { return !webhook.empty() || !mail_to.empty(); }
};

enum class LogLevel { Debug, Info, Warning, Error };

struct Settings {
    std::string station_name;
    std::string time_zone = "Asia/Ho_Chi_Minh";  // its existence is checked by make_zone
    std::string language = "vi";                 // "vi" or "en"
    Profile profile;
    AudioSettings audio;
    RelaySettings relay;
    AirCheckSettings air_check;
    InspectionSettings inspections;
    DeskSettings desk;
    ConsoleSettings console;
    NotifySettings notify;
    LogLevel log_level = LogLevel::Info;
};

// The bytes of the file. Throws ConfigError config.unreadable.
std::string settings_text(const std::filesystem::path& file);
// Reads and checks the whole file. Throws ConfigError naming file, line, key and what was expected.
Settings load_settings(const std::filesystem::path& file);
// The same from text already read; `file` is for messages.
Settings parse_settings(std::string_view text, const std::string& file);

// A commented configuration to begin with: an urban ward on the virtual output.
std::string default_text();

}  // namespace truyenthanh
