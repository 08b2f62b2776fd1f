// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the routes work with, put together once. Thread: each part says; readers by worker.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "console/answers.h"
#include "console/desk_door.h"
#include "console/listeners.h"
#include "console/login_delay.h"
#include "console/sessions.h"
#include "console/station_reader.h"
#include "console/status_feed.h"
#include "console/turns.h"
#include "console/uploads.h"

namespace truyenthanh {

class ConsoleParts {
public:
    // `workers`: numbers 0 … workers, the urgent one included, get a reader each.
    ConsoleParts(const Places& places, const Settings& settings, const Zone& zone, const Clock& clock, DeskDoor& desk,
                 std::size_t workers, std::function<void(const Message&)> note);

    StationReader& reader(std::size_t worker) { return *readers_.at(worker); }
    // What the station says of name and password. Throws DeskRefusal, DeskUnreachable, and RequestError
    // console.login_busy where too many are being looked at.
    LoggedIn authenticate(const std::string& account, const std::string& password);
    // Sets the latch itself, then tells the station (decision 0052). Throws where neither could be done.
    nlohmann::json kill(const std::string& by, const std::string& reason);

    const Places& places;
    const Settings& settings;
    const Clock& clock;
    DeskDoor& desk;
    Answers answers;
    Sessions sessions;
    LoginDelay delay;
    StatusFeed feed;
    Uploads uploads;
    Listeners listeners;
    Turns relay_tests{1};
    Turns rehearsals{1};
    const std::function<void(const Message&)> note;  // one line for the program's log

private:
    std::vector<std::unique_ptr<StationReader>> readers_;
    Turns authenticating_{2};
};

}  // namespace truyenthanh
