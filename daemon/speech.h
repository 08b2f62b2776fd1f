// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items read by a machine: one after another, a child process with limits makes sound of an item's words, and the sound
// goes the way of every recording: taken in through the sandbox, approved by another person before it is heard.
// Thread: the station's; nothing blocks.
#pragma once

#include <sys/types.h>

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/descriptor.h"
#include "daemon/desk_methods.h"
#include "daemon/uploads.h"
#include "store/connection.h"

namespace truyenthanh {

struct SpeechLimits {
    std::chrono::seconds longest{180};    // of wall time
    std::chrono::seconds processor{120};  // of CPU time
    std::int64_t file_bytes = 512LL << 20;
    std::int64_t memory_bytes = 1LL << 30;  // of its own, each program that it starts too
};

class Speech {
public:
    struct Ends {
        std::function<void(const CallId&, const nlohmann::json&)> answer;
        std::function<void(const CallId&, const DeskFault&)> fail;
        std::function<void(const CallId&, const nlohmann::json&)> progress;  // while the sound is taken in
        std::function<void(BroughtSound)> bring;                             // Uploads::bring
    };

    // `command`: a program and its arguments, where {text} and {sound} stand for files to read and to write.
    Speech(std::vector<std::string> command, Connection& database, Ends ends, SpeechLimits limits = {});
    ~Speech();
    Speech(const Speech&) = delete;
    Speech& operator=(const Speech&) = delete;

    // `speak`: item, by. Answers as recording_add does.
    std::vector<Method> table();
    // To be called at each pass of the loop.
    void advance(const Now& now);
    bool is_busy() const noexcept { return pid_ > 0 || !waiting_.empty(); }

private:
    struct Order {
        CallId call;
        ItemId item;
        std::string title;
        ItemKind kind = ItemKind::News;
        std::string words;
        std::string by;
    };

    std::optional<nlohmann::json> queue(const DeskCall& call);
    void start(const Now& now);
    void end(int status);
    void tell_who_waits(const Now& now);
    void give_up(const Message& message);
    void kill_job() noexcept;

    std::vector<std::string> command_;
    Connection& database_;
    Ends ends_;
    SpeechLimits limits_;
    std::deque<Order> waiting_;
    std::optional<Order> current_;
    Descriptor sound_;
    pid_t pid_ = -1;
    SteadyTime deadline_;
    SteadyTime told_at_;
};

}  // namespace truyenthanh
