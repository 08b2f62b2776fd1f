// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tells people elsewhere of faults that stand for a while, and of their end: by a webhook, by mail. curl does it as a
// child process, one at a time, with a time of its own; a receiver that is dead, slow or hostile costs a line in the
// diary and nothing else (docs/decisions/0141). Thread: the station's; nothing blocks.
#pragma once

#include <sys/types.h>

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "core/clock.h"
#include "core/descriptor.h"
#include "core/message.h"
#include "core/station_log.h"

namespace truyenthanh {

class Notices {
public:
    struct Ends {
        std::function<std::string(const Message&)> render;  // in the station's language
        std::function<std::string(WallTime)> local;         // an instant as people read it
        std::function<void(Severity, const Message&)> note;
    };

    Notices(NotifySettings settings, std::string station, Ends ends, std::filesystem::path curl = "/usr/bin/curl");
    ~Notices();
    Notices(const Notices&) = delete;
    Notices& operator=(const Notices&) = delete;

    // What stands now; a fault is told once it has stood for `after`, and its end if it was told.
    void look(const Now& now, const std::vector<Message>& faults);
    // Something to try the receivers with. Throws RequestError notify.nobody where there are none.
    void try_out(const Now& now, const std::string& by);
    // To be called at each pass of the loop.
    void advance(const Now& now);
    std::size_t waiting() const noexcept { return letters_.size() + (pid_ > 0 ? 1U : 0U); }

private:
    struct Standing {
        Message fault;
        WallTime at;
        SteadyTime since;
        bool is_told = false;
    };
    // One request of curl: its configuration, and what it sends.
    struct Letter {
        std::string receiver;
        std::string configuration;
        std::string body;
    };

    void tell(const char* event, const Message& message, WallTime at);
    Letter webhook(const char* event, const Message& message, WallTime at) const;
    Letter mail(const char* event, const Message& message, WallTime at) const;
    void start(const Now& now);
    void finish(bool is_good);
    void kill_job() noexcept;

    const NotifySettings settings_;
    const std::string station_;
    const Ends ends_;
    const std::filesystem::path curl_;
    std::map<std::string, Standing> standing_;
    std::deque<Letter> letters_;
    std::string receiver_;                 // of the letter under way
    std::map<std::string, bool> is_deaf_;  // by receiver: the last letter did not arrive
    pid_t pid_ = -1;
    SteadyTime deadline_;
};

}  // namespace truyenthanh
