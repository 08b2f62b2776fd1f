// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The watched folder: files dropped into it become drafts. A sound file becomes an item with its recording, the text
// beside it (same name, .txt) its words; .json, .csv and .xml are imported. What has been dealt with goes into the
// folder "taken" or, with a note why, "refused".
// Thread: the station's; only names and sizes are looked at here.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/clock.h"
#include "daemon/desk_context.h"
#include "daemon/uploads.h"

namespace truyenthanh {

// Who brings what lies there, until somebody edits it.
inline constexpr const char* kInboxPerson = "Thư mục nhận tin";

class Inbox {
public:
    using Bring = std::function<void(BroughtSound)>;
    using Words = std::function<std::string(const Message&)>;  // a sentence, for the note beside a refused file

    // Makes the folder. Throws StoreError where it cannot be made.
    Inbox(std::filesystem::path folder, DeskContext desk, Bring bring, Words words);

    // Takes one file that has kept its size and time since the last look; to be called every few seconds.
    void look();

private:
    struct Seen {
        std::uintmax_t bytes = 0;
        std::filesystem::file_time_type changed;
        bool operator==(const Seen&) const = default;
    };

    std::optional<std::filesystem::path> next_whole_file();
    void take(const std::filesystem::path& file);
    void take_table(const std::filesystem::path& file, int descriptor);
    void take_sound(const std::filesystem::path& file, Descriptor sound);
    void take_text(const std::filesystem::path& file, int descriptor);
    void put_away(const std::filesystem::path& file, const char* folder);
    void refuse(const std::filesystem::path& file, const Message& why);

    std::filesystem::path folder_;
    DeskContext desk_;
    Bring bring_;
    Words words_;
    std::map<std::filesystem::path, Seen> seen_;
    std::map<std::filesystem::path, Seen> left_;  // dealt with, but could not be moved: not to be taken again
    std::optional<std::filesystem::path> under_way_;
};

}  // namespace truyenthanh
