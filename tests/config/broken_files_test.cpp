// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each mistake in a configuration is named with its line and with what was expected.
#include <algorithm>

#include "config/settings.h"
#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

// A configuration, right but for one thing; what is said of it, where and of which key.
struct Broken {
    const char* text;
    const char* message;
    const char* line;
    const char* key;
};

// Each begins with a right [station] and [profile] on lines 1 and 2.
#define RIGHT "station = { name = \"A\" }\nprofile = { permitted = [] }\n"
#define STATION "profile = { permitted = [] }\n[station]\n"
#define PROFILE "station = { name = \"A\" }\n[profile]\n"

const Broken kTable[] = {
    {"", "config.missing", "1", "station"},
    {"station = { name = \"A\" }\n", "config.missing", "1", "profile"},
    {"station = { name = \"A\"\n", "config.syntax", "1", nullptr},
    {RIGHT "x = \n", "config.syntax", "3", nullptr},
    {RIGHT "[audio]\ndevice = \"a\"\ndevice = \"b\"\n", "config.syntax", "5", nullptr},
    {RIGHT "[relays]\nx = 1\n", "config.unknown_key", "3", "relays"},
    {RIGHT "[console]\nlisten = \"loa.vn\"\n", "config.not_address", "4", "console.listen"},
    {RIGHT "[console]\nlisten = \"0.0.0.0\"\n", "config.console_needs_tls", "4", "console.listen"},
    {RIGHT "[console]\nlisten = \"192.168.1.10\"\nbehind_proxy = true\n", "config.console_needs_tls", "4",
     "console.listen"},
    {RIGHT "[console]\ncertificate = \"a.pem\"\n", "config.certificate_and_key", "4", "console.certificate"},
    {RIGHT "[console]\nhosts = [\"http://loa.vn/\"]\n", "config.not_host", "4", "console.hosts"},
    {RIGHT "[console]\nport = 0\n", "config.out_of_range", "4", "console.port"},
    {RIGHT "[console]\npassword = \"x\"\n", "config.unknown_key", "4", "console.password"},
    {RIGHT "colour = 1\n", "config.unknown_key", "3", "colour"},
    {"station = 5\nprofile = { permitted = [] }\n", "config.not_table", "1", "station"},
    {STATION "language = \"vi\"\n", "config.missing", "2", "station.name"},
    {STATION "name = \"\"\n", "config.empty", "3", "station.name"},
    {STATION "name = 7\n", "config.not_text", "3", "station.name"},
    {STATION "name = \"A\"\nlanguage = \"fr\"\n", "config.not_one_of", "4", "station.language"},
    {STATION "name = \"A\"\nlanguage = true\n", "config.not_text", "4", "station.language"},
    {STATION "name = \"A\"\ntime_zone = \"\"\n", "config.not_zone", "4", "station.time_zone"},
    {STATION "name = \"A\"\ntime_zone = \"../etc/passwd\"\n", "config.not_zone", "4", "station.time_zone"},
    {STATION "name = \"A\"\ntime_zone = 7\n", "config.not_text", "4", "station.time_zone"},
    {STATION "name = \"A\"\nnmae = \"B\"\n", "config.unknown_key", "4", "station.nmae"},
    {PROFILE "relay_allowed = true\n", "config.missing", "2", "profile.permitted"},
    {PROFILE "permitted = \"always\"\n", "config.not_tables", "3", "profile.permitted"},
    {PROFILE "permitted = [ \"mon\" ]\n", "config.not_tables", "3", "profile.permitted"},
    {PROFILE "permitted = [ { days = \"mon\" } ]\n", "config.missing", "3", "profile.permitted.from"},
    {PROFILE "permitted = [ { from = \"07:00\" } ]\n", "config.missing", "3", "profile.permitted.until"},
    {PROFILE "permitted = [\n{ from = \"07:00\", until = \"08:00\" },\n{ from = \"7h\", until = \"08:00\" } ]\n",
     "config.not_time", "5", "profile.permitted.from"},
    {PROFILE "permitted = [ { from = 07:00:00, until = \"08:00\" } ]\n", "config.not_text", "3",
     "profile.permitted.from"},
    {PROFILE "permitted = [ { from = \"07:00\", until = \"07:00\" } ]\n", "config.empty_window", "3",
     "profile.permitted.until"},
    {PROFILE "permitted = [ { from = \"24:00\", until = \"07:00\" } ]\n", "config.not_time", "3",
     "profile.permitted.from"},
    {PROFILE "permitted = [ { days = \"thứ hai\", from = \"07:00\", until = \"08:00\" } ]\n", "config.not_days", "3",
     "profile.permitted.days"},
    {PROFILE "permitted = [ { form = \"07:00\", from = \"07:00\", until = \"08:00\" } ]\n", "config.unknown_key", "3",
     "profile.permitted.form"},
    {PROFILE "permitted = []\nquiet = [ { from = \"21:00\" } ]\n", "config.missing", "4", "profile.quiet.until"},
    {PROFILE "permitted = []\nlongest_session_minutes = 0\n", "config.out_of_range", "4",
     "profile.longest_session_minutes"},
    {PROFILE "permitted = []\nlongest_session_minutes = 15.5\n", "config.not_integer", "4",
     "profile.longest_session_minutes"},
    {PROFILE "permitted = []\nsessions_a_day = -1\n", "config.out_of_range", "4", "profile.sessions_a_day"},
    {PROFILE "permitted = []\nsessions_a_day = 99999999999\n", "config.out_of_range", "4", "profile.sessions_a_day"},
    {PROFILE "permitted = []\nrelay_allowed = \"no\"\n", "config.not_flag", "4", "profile.relay_allowed"},
    {PROFILE "permitted = []\ndaypart_gains = [ { from = \"05:00\", until = \"06:00\" } ]\n", "config.missing", "4",
     "profile.daypart_gains.gain_db"},
    {PROFILE "permitted = []\ndaypart_gains = [ { from = \"05:00\", until = \"06:00\", gain_db = 40 } ]\n",
     "config.out_of_range", "4", "profile.daypart_gains.gain_db"},
    {RIGHT "[audio]\ndevice = \"\"\n", "config.empty", "4", "audio.device"},
    {RIGHT "[audio]\ndevice = 0\n", "config.not_text", "4", "audio.device"},
    {RIGHT "[audio]\nframes_per_buffer = 32\n", "config.out_of_range", "4", "audio.frames_per_buffer"},
    {RIGHT "[audio]\nframes_per_buffer = \"512\"\n", "config.not_integer", "4", "audio.frames_per_buffer"},
    {RIGHT "[audio]\ncapture = \"out.mp3\"\n", "config.not_capture", "4", "audio.capture"},
    {RIGHT "[audio]\ntarget_lufs = 16\n", "config.out_of_range", "4", "audio.target_lufs"},
    {RIGHT "[audio]\ntarget_lufs = nan\n", "config.out_of_range", "4", "audio.target_lufs"},
    {RIGHT "[audio]\ntarget_lufs = \"-16\"\n", "config.not_number", "4", "audio.target_lufs"},
    {RIGHT "[audio]\nceiling_dbtp = 3\n", "config.out_of_range", "4", "audio.ceiling_dbtp"},
    {RIGHT "[audio]\nceiling_dbtp = inf\n", "config.out_of_range", "4", "audio.ceiling_dbtp"},
    {RIGHT "[audio]\nvolume = 11\n", "config.unknown_key", "4", "audio.volume"},
    {RIGHT "[audio.zones]\nname = \"A\"\n", "config.not_tables", "3", "audio.zones"},
    {RIGHT "[[audio.zones]]\nname = \"A\"\n", "config.missing", "3", "audio.zones.channels"},
    {RIGHT "[[audio.zones]]\nchannels = [1]\n", "config.missing", "3", "audio.zones.name"},
    {RIGHT "[[audio.zones]]\nname = \"A\"\nchannels = []\n", "config.empty", "5", "audio.zones.channels"},
    {RIGHT "[[audio.zones]]\nname = \"A\"\nchannels = [0]\n", "config.not_list_of_integers", "5",
     "audio.zones.channels"},
    {RIGHT "[[audio.zones]]\nname = \"A\"\nchannels = 1\n", "config.not_list_of_integers", "5", "audio.zones.channels"},
    {RIGHT "[[audio.zones]]\nname = \"A\"\nchannels = [\"left\"]\n", "config.not_list_of_integers", "5",
     "audio.zones.channels"},
    {RIGHT "[[audio.zones]]\nname = \"A\"\nchannels = [1]\n[[audio.zones]]\nname = \"A\"\nchannels = [2]\n",
     "config.twice", "7", "audio.zones.name"},
    {RIGHT "[relay]\njitter_buffer_seconds = 600\n", "config.out_of_range", "4", "relay.jitter_buffer_seconds"},
    {RIGHT "[relay]\nallowed_hosts = \"vov.vn\"\n", "config.not_list_of_text", "4", "relay.allowed_hosts"},
    {RIGHT "[relay]\nallowed_hosts = [1]\n", "config.not_list_of_text", "4", "relay.allowed_hosts"},
    {RIGHT "[relay]\nallowed_hosts = [\"http://vov.vn/a\"]\n", "config.not_host", "4", "relay.allowed_hosts"},
    {RIGHT "[desk]\nsocket_group = 100\n", "config.not_text", "4", "desk.socket_group"},
    {RIGHT "[desk]\nport = 80\n", "config.unknown_key", "4", "desk.port"},
    {RIGHT "[log]\nlevel = \"loud\"\n", "config.not_one_of", "4", "log.level"},
};

std::string arg(const Message& message, const std::string& name) {
    const auto found =
        std::find_if(message.args.begin(), message.args.end(), [&](const auto& pair) { return pair.first == name; });
    return found == message.args.end() ? std::string() : found->second;
}

Message complaint_about(const std::string& text) {
    try {
        parse_settings(text, "station.toml");
    } catch (const ConfigError& error) {
        return error.message();
    }
    return {"nothing", {}};
}

}  // namespace

TEST_CASE("a mistake in the configuration is named with file, line and key") {
    for (const Broken& broken : kTable) {
        INFO(broken.text);
        const Message message = complaint_about(broken.text);
        INFO(to_string(message));
        CHECK(message.key == broken.message);
        CHECK(arg(message, "file") == "station.toml");
        CHECK(arg(message, "line") == broken.line);
        if (broken.key != nullptr) CHECK(arg(message, "key") == broken.key);
    }
}

TEST_CASE("an unknown key is answered with the keys that exist") {
    const Message message = complaint_about(RIGHT "[desk]\nsocket_gruop = \"x\"\n");
    CHECK(arg(message, "known") == "socket_group");
}

TEST_CASE("of several unknown keys the first line is named") {
    const Message message = complaint_about(RIGHT "[desk]\nzebra = 1\nant = 2\n");
    CHECK(arg(message, "line") == "4");
    CHECK(arg(message, "key") == "desk.zebra");
}

TEST_CASE("33 zones are more than a zone mask has bits") {
    std::string text = RIGHT;
    for (int zone = 1; zone <= 33; ++zone) {
        text += "[[audio.zones]]\nname = \"" + std::to_string(zone) + "\"\nchannels = [1]\n";
    }
    CHECK(complaint_about(text).key == "config.too_many");
}

TEST_CASE("a configuration that is not there is a ConfigError that names it") {
    try {
        load_settings("/nonexistent/station.toml");
        FAIL("read a file that is not there");
    } catch (const ConfigError& error) {
        CHECK(error.message().key == "config.unreadable");
        CHECK(arg(error.message(), "file") == "/nonexistent/station.toml");
    }
}
