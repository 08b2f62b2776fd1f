// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A station's database in a folder that goes with the test.
#pragma once

#include <cstdlib>
#include <filesystem>

#include "core/error.h"
#include "store/migrations.h"
#include "store/recordings.h"

namespace truyenthanh::testing {

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "truyenthanh-store-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// 2026-12-05T00:00:00Z and on from there.
inline WallTime at(std::chrono::microseconds after = std::chrono::microseconds(0)) {
    return WallTime(std::chrono::sys_days(LocalDate{std::chrono::year(2026) / 12 / 5})) + after;
}

struct TemporaryStation {
    TemporaryFolder folder;
    std::filesystem::path database = folder.path() / "station.db";
    std::filesystem::path backups = folder.path() / "backups";
    Connection connection = open_station(database, backups, at());
};

// A recording whose hash is `digit` repeated.
inline Recording some_recording(char digit, ItemId item = {}) {
    Recording recording;
    recording.item = item;
    recording.sha256 = Sha256(64, digit);
    recording.frames = Frames{48'000 * 90};
    recording.loudness_lufs = -18.5;
    recording.true_peak_dbtp = -3.25;
    recording.head_silence = Frames{480};
    recording.tail_silence = Frames{960};
    recording.source_name = "tin.mp3";
    recording.source_format = "mp3";
    recording.added_by = "Lê Thị Hoa";
    recording.added_at = at();
    return recording;
}

// The key of the Message that `act` throws, or "".
template <class Act>
std::string refusal(Act act) {
    try {
        act();
    } catch (const Error& error) {
        return error.message().key;
    }
    return "";
}

}  // namespace truyenthanh::testing
