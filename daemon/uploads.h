// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings on their way in: a queue, of which one at a time goes through the sandboxed job, to its master, to its
// row. Either all of it is there at the end or nothing.
// Thread: the station's. The slow part at the end (hashing, fsync, the copy of the original) runs beside it.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "audio/intake.h"
#include "config/places.h"
#include "core/clock.h"
#include "daemon/desk_server.h"
#include "store/connection.h"

namespace truyenthanh {

// What somebody brings, and whom to tell what became of it; either is called once, on the station's thread.
struct BroughtSound {
    Descriptor file;
    std::string title;
    ItemKind kind = ItemKind::News;
    std::string name;  // of the file
    std::string by;
    std::optional<ItemId> item;  // whose sound it becomes; none: a new item's
    std::function<void(const nlohmann::json& result)> taken;
    std::function<void(const DeskFault& fault)> refused;
    std::function<void(const nlohmann::json& progress)> progress;
};

class Uploads {
public:
    // Told of each new recording whose sound a signed bundle had promised, with the hash of the file it was made from.
    using Entered = std::function<void(RecordingId, const Sha256& file)>;

    // Throws StoreError where the system has no descriptor left.
    Uploads(const Places& places, std::filesystem::path decode_program, Connection& database, DeskServer& desk);
    ~Uploads();
    Uploads(const Uploads&) = delete;
    Uploads& operator=(const Uploads&) = delete;

    // Takes the checked call recording_add; answers it when the recording is in. Throws RequestError for a bad kind.
    void add(DeskCall& call);
    // Takes in what the station has by itself. Throws store.no_item.
    void bring(BroughtSound sound);
    void on_entered(Entered entered) { entered_ = std::move(entered); }
    // Carries the one under way on and starts the next; to be called when poll_fd() is readable and at each tick.
    void advance(const Now& now);
    int poll_fd() const noexcept;
    std::size_t waiting_count() const noexcept { return waiting_.size() + (current_ ? 1 : 0); }

private:
    struct Kept {
        KeptMaster master;
        Sha256 file;  // as it was brought, where it was promised
    };

    void start(const Now& now);
    void copy();
    void take_in(const Now& now);
    void measured(const Now& now);
    void keep();
    void kept(const Now& now);
    RecordingId enter(const Now& now);
    void tell_progress(const Now& now);
    void answer(RecordingId recording, bool was_known);
    void give_up(const DeskFault& fault);
    void forget();

    const Places& places_;
    std::filesystem::path program_;
    Connection& database_;
    DeskServer& desk_;
    std::deque<BroughtSound> waiting_;
    std::optional<BroughtSound> current_;
    std::unique_ptr<Intake> intake_;
    Descriptor bell_;  // rings when keeping_ has its end
    std::future<Kept> keeping_;
    std::future<Descriptor> copying_;
    bool is_private_ = false;  // the file under way is a copy of our own
    SteadyTime told_at_;
    Entered entered_;
};

}  // namespace truyenthanh
