// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings on their way in: a queue, of which one at a time goes through the sandboxed job, to its master, to its
// row. Either all of it is there at the end or nothing.
// Thread: the station's. The slow part at the end (hashing, fsync, the copy of the original) runs beside it.
#pragma once

#include <deque>
#include <filesystem>
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

class Uploads {
public:
    // Throws StoreError where the system has no descriptor left.
    Uploads(const Places& places, std::filesystem::path decode_program, Connection& database, DeskServer& desk);
    ~Uploads();
    Uploads(const Uploads&) = delete;
    Uploads& operator=(const Uploads&) = delete;

    // Takes the checked call recording_add; answers it when the recording is in. Throws RequestError for a bad kind.
    void add(DeskCall& call);
    // Carries the one under way on and starts the next; to be called when poll_fd() is readable and at each tick.
    void advance(const Now& now);
    int poll_fd() const noexcept;
    std::size_t waiting_count() const noexcept { return waiting_.size() + (current_ ? 1 : 0); }

private:
    struct Upload {
        CallId call;
        Descriptor file;
        std::string title;
        ItemKind kind = ItemKind::News;
        std::string name;
        std::string by;
        std::optional<ItemId> item;
    };

    void start(const Now& now);
    void measured(const Now& now);
    void keep();
    void kept(const Now& now);
    void enter(const KeptMaster& master, const Now& now);
    void tell_progress(const Now& now);
    void answer(RecordingId recording, bool was_known);
    void give_up(const DeskFault& fault);

    const Places& places_;
    std::filesystem::path program_;
    Connection& database_;
    DeskServer& desk_;
    std::deque<Upload> waiting_;
    std::optional<Upload> current_;
    std::unique_ptr<Intake> intake_;
    Descriptor bell_;  // rings when keeping_ has its end
    std::future<KeptMaster> keeping_;
    SteadyTime told_at_;
};

}  // namespace truyenthanh
