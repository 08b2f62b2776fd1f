// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fills the decks' rings from masters, seconds ahead. One thread for all decks; offline the same work is done in step.
// Thread: load() and unload() by control; fill() by the reader thread, or by control where there is none.
#pragma once

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "audio/command.h"
#include "audio/master_source.h"

namespace truyenthanh {

class MasterReader {
public:
    // Begins to fill `source` with at most `frames` frames of the master. The deck must be empty.
    void load(std::size_t deck, Source& source, std::unique_ptr<MasterSource> master, std::int64_t frames);
    // On return the source is not touched any more.
    void unload(std::size_t deck);
    // Decodes once into the ring with the least in it; false where every ring is full or at its end.
    bool fill();

private:
    struct Slot {
        std::mutex busy;  // names: everything below
        Source* source = nullptr;
        std::unique_ptr<MasterSource> master;
        std::int64_t left = 0;  // frames still to decode
        std::int64_t written = 0;
    };
    Slot* neediest();
    static bool fill(Slot& slot);

    std::array<Slot, kDecks> slots_;
};

// Runs fill() while there is work and rests a little when there is none.
class ReaderThread {
public:
    explicit ReaderThread(MasterReader& reader);
    ~ReaderThread();
    // A master was loaded: do not rest.
    void wake();

private:
    void run(const std::stop_token& stop);

    MasterReader& reader_;
    std::mutex mutex_;  // names: is_woken_
    std::condition_variable_any changed_;
    bool is_woken_ = false;
    std::jthread thread_;
};

}  // namespace truyenthanh
