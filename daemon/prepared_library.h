// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A Library that reads and hashes masters before they are due, on a thread of its own, so that the station's tick does
// not wait for a disk. What was not prepared is opened on the spot.
// Thread: the station's for all methods.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "core/library.h"

namespace truyenthanh {

class PreparedLibrary final : public Library {
public:
    // The sound a recording's row names now; empty where there is no such row.
    using Named = std::function<Sha256(RecordingId)>;

    // `direct` decides and opens on the station's thread, where `named` is asked. `make_worker` is called once on the
    // worker's thread and makes the Library that reads ahead there (its own database connection).
    PreparedLibrary(Library& direct, Named named, std::function<std::unique_ptr<Library>()> make_worker);
    ~PreparedLibrary() override;
    PreparedLibrary(const PreparedLibrary&) = delete;
    PreparedLibrary& operator=(const PreparedLibrary&) = delete;

    // Asks for the master to be ready soon. Again for one that is ready or being read: nothing happens.
    void prepare(RecordingId recording, WallTime at);
    // Closes what was prepared for before `at` and never taken.
    void forget_before(WallTime at);

    std::variant<OpenMaster, Message> open(RecordingId recording, WallTime at) override;
    std::optional<Message> why_not(RecordingId recording, WallTime at) override;
    // How many masters are ready now.
    std::size_t ready_count();
    // Something asked for is still to be read.
    bool is_reading();

private:
    struct Wish {
        RecordingId recording;
        WallTime at;
    };
    struct Ready {
        OpenMaster master;
        WallTime at;
    };
    void work();

    Library& direct_;
    Named named_;
    std::function<std::unique_ptr<Library>()> make_worker_;
    std::mutex mutex_;  // guards all below
    std::condition_variable wake_;
    std::deque<Wish> wishes_;
    std::map<RecordingId, Ready> ready_;
    std::optional<RecordingId> reading_;
    bool is_stopping_ = false;
    std::thread worker_;
};

}  // namespace truyenthanh
