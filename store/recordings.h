// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items and their recordings, each with its newest approval: tables item, recording. Thread: that of the connection. A
// person's mistake is a RequestError, and nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/library.h"
#include "core/units.h"
#include "store/approvals.h"
#include "store/connection.h"

namespace truyenthanh {

// A recording with the item it sounds, as lists and pages show it.
struct RecordingOnFile {
    Recording recording;
    std::string title;
    ItemKind kind = ItemKind::News;
    std::optional<Approval> approval;  // the newest one, revoked or not
};

// Throws store.bad_title.
ItemId add_item(Connection& connection, const std::string& title, ItemKind kind, WallTime now);
// With its newest recording and that one's newest approval. Throws store.no_item.
Item read_item(Connection& connection, ItemId item);
// Newest first.
std::vector<Item> list_items(Connection& connection);

// `recording.item` must exist; its id is ignored. `peaks` are the waveform for pages, may be empty. The sound of one
// recording is kept once: throws store.known_sound, naming the recording that has it; also store.no_item.
RecordingId add_recording(Connection& connection, const Recording& recording, const std::string& peaks = "");
// An item and its first recording at once.
RecordingId add_item_with_recording(Connection& connection, const std::string& title, ItemKind kind,
                                    const Recording& recording, const std::string& peaks = "");
// Throws store.no_recording.
RecordingOnFile read_recording(Connection& connection, RecordingId recording);
std::optional<RecordingOnFile> find_recording(Connection& connection, RecordingId recording);
// The sound it names; empty where there is no such recording.
Sha256 sound_of(Connection& connection, RecordingId recording);
std::optional<RecordingOnFile> find_recording(Connection& connection, const Sha256& sha256);
// Newest first. `search`: words of the item, as find_words() finds them, or the recording's number; all where it is
// empty.
std::vector<RecordingOnFile> list_recordings(Connection& connection, const std::string& search = "");
// A page of them.
struct RecordingSearch {
    std::string words;          // empty: all
    bool only_waiting = false;  // without an approval in force
    std::size_t offset = 0;
    std::size_t most = 100;
    WallTime now{};  // what was valid until before waits again
};
struct RecordingPage {
    std::vector<RecordingOnFile> rows;
    std::size_t count = 0;  // of all that were found; kMostFound may mean more
};
inline constexpr std::size_t kMostFound = 2'000;  // by words, or waiting
RecordingPage search_recordings(Connection& connection, const RecordingSearch& search);
std::string read_peaks(Connection& connection, RecordingId recording);

}  // namespace truyenthanh
