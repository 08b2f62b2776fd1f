// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See places.h.
#include "config/places.h"

namespace truyenthanh {
namespace {

using std::filesystem::path;

Places laid_out(const path& configuration, const path& state, const path& runtime) {
    Places places;
    places.configuration = configuration / "station.toml";
    places.database = state / "station.db";
    places.lock = state / "station.lock";
    places.masters = state / "masters";
    places.originals = state / "originals";
    places.backups = state / "backups";
    places.air_checks = state / "air-checks";
    places.kill_latch = state / "kill.latch";
    places.runtime = runtime;
    places.desk_socket = runtime / "desk.sock";
    places.air_socket = runtime / "air.sock";
    places.input_socket = runtime / "input.sock";
    places.uploads = state / "uploads";
    places.relays = runtime / "relays";
    return places;
}

}  // namespace

Places places_at(const path& home) {
    path folder = std::filesystem::absolute(home).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    return laid_out(folder, folder, folder / "run");
}

Places system_places() {
    Places places = laid_out("/etc/truyenthanh", "/var/lib/truyenthanh", "/run/truyenthanh");
    places.uploads = "/var/lib/truyenthanh-console";  // the console is another user than the station
    return places;
}

Places places_for(const std::optional<path>& home, const std::optional<path>& configuration) {
    Places places = home ? places_at(*home) : system_places();
    if (configuration) places.configuration = std::filesystem::absolute(*configuration).lexically_normal();
    return places;
}

}  // namespace truyenthanh
