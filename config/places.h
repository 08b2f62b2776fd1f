// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a station keeps its things. Pure path arithmetic: nothing is looked at or made. Any thread.
#pragma once

#include <filesystem>
#include <optional>

namespace truyenthanh {

struct Places {
    std::filesystem::path configuration;  // station.toml
    std::filesystem::path database;       // station.db; only truyenthanhd writes it
    std::filesystem::path lock;           // held (flock) by whoever may write the database
    std::filesystem::path masters;        // ab/abcdef….flac by SHA-256
    std::filesystem::path originals;      // files as they were brought
    std::filesystem::path backups;
    std::filesystem::path air_checks;  // what was heard
    std::filesystem::path kill_latch;
    std::filesystem::path runtime;  // sockets and notes of one boot
    std::filesystem::path desk_socket;
    std::filesystem::path air_socket;
    std::filesystem::path input_socket;
    std::filesystem::path uploads;  // the console's: files that are still coming in
    std::filesystem::path relays;   // notes of running relay jobs
};

// A whole station in one folder. A relative folder is taken from the working directory.
Places places_at(const std::filesystem::path& home);
// /etc/truyenthanh, /var/lib/truyenthanh, /run/truyenthanh.
Places system_places();
// What the programs' --home DIR and --config FILE mean together: FILE replaces only the configuration.
Places places_for(const std::optional<std::filesystem::path>& home,
                  const std::optional<std::filesystem::path>& configuration);

}  // namespace truyenthanh
