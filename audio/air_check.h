// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The air-check: what left the mixer, written to files while something is on air, cut by transmission, and kept for so
// many days within so many bytes. Reads the chain's tape, so that nothing it does or fails to do is felt on air.
// AirCheckWriter is the work, without a thread and without a clock; AirCheck carries it in a thread of its own.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "audio/sound_file.h"
#include "audio/tape.h"
#include "core/air_check.h"
#include "core/message.h"
#include "core/units.h"

namespace truyenthanh {

struct AirCheckRule {
    std::filesystem::path folder;
    std::string format = "flac";       // or "opus"
    std::chrono::hours keep{24 * 30};  // longer than that, and a piece goes
    std::uint64_t most_bytes = 0;      // of all pieces
    std::uint64_t reserve_bytes = 0;   // left free on that disk for the ledger, whatever else happens
    std::uint64_t (*free_bytes)(const std::filesystem::path&) = nullptr;  // nullptr: asks the system
};

// What the station sees now.
struct AirCheckLook {
    std::shared_ptr<const TapeView> tape;  // nullptr: no chain
    WallTime now;
    bool is_trusted = true;                  // the clock: else nothing goes for its age
    WallTime zero;                           // when frame 0 of the tape was heard, by the clock of this moment
    std::optional<AirCheckSubject> subject;  // what is on air
};

class AirCheckWriter {
public:
    explicit AirCheckWriter(AirCheckRule rule);
    ~AirCheckWriter();

    // Writes what has come since the last call. A disk that refuses is told in trouble() and tried again later.
    void advance(const AirCheckLook& look);
    // Ends the piece under way, with what its chain has sounded until now.
    void close();
    // Pieces finished since the last call, and files that went since then.
    std::vector<AirCheckPiece> take_finished() { return std::exchange(finished_, {}); }
    std::vector<std::string> take_removed() { return std::exchange(removed_, {}); }
    const std::optional<Message>& trouble() const noexcept { return trouble_; }

private:
    struct Piece;

    bool must_cut(const AirCheckLook& look) const;
    std::int64_t beginning(const TapeView& tape) const;
    void open(const AirCheckLook& look);
    void catch_up(const AirCheckLook& look);
    bool copy();
    void end_piece();
    void fail(const AirCheckLook& look, const Message& why);
    bool make_room(const AirCheckLook& look);
    std::uint64_t free_bytes() const;

    AirCheckRule rule_;
    std::unique_ptr<Piece> piece_;  // nullptr: none is being written
    std::vector<AirCheckPiece> finished_;
    std::vector<std::string> removed_;
    std::optional<Message> trouble_;
    WallTime not_before_{};  // after a trouble
    WallTime swept_{};       // when room was last looked for
    WallTime on_air_at_{};   // when something was last on air
    std::uint64_t epoch_ = 0;
    std::int64_t next_ = 0;  // frame of the tape
    bool has_looked_ = false;
    bool is_late_ = false;  // sound was on when we first looked: an earlier station's piece broke off
};

class AirCheck {
public:
    explicit AirCheck(AirCheckRule rule);
    ~AirCheck();
    AirCheck(const AirCheck&) = delete;
    AirCheck& operator=(const AirCheck&) = delete;

    // Ends the piece under way, which is in the news then; nothing is written afterwards.
    void stop();

    // Thread: the station's; neither waits for a disk.
    void look(AirCheckLook look);
    struct News {
        std::vector<AirCheckPiece> finished;
        std::vector<std::string> removed;
        std::optional<Message> trouble;
    };
    News news();

private:
    void run(const std::stop_token& stop);
    void tell();

    AirCheckWriter writer_;  // the thread's
    std::mutex mutex_;       // of the two below
    AirCheckLook look_;
    News news_;
    std::jthread thread_;
};

}  // namespace truyenthanh
