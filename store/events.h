// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station's diary: table station_event, only ever added to. Thread: that of the connection.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/station_log.h"
#include "store/connection.h"

namespace truyenthanh {

class Diary final : public StationLog {
public:
    explicit Diary(Connection& connection) : connection_(connection) {}
    void note(Severity severity, const Message& message, WallTime now) override;

private:
    Connection& connection_;
};

struct StationEvent {
    std::int64_t number = 0;  // from 1, without a hole
    WallTime at;
    Severity severity = Severity::Notice;
    Message message;
};

// Who holds the programme by the diary: the newest hold that nobody has resumed.
std::optional<std::string> holder_on_record(Connection& connection);

// What held at that instant of what begins with one sentence and ends with another – the output lost, the chain gone,
// the latch, a hold, the clock – since the station had last been started.
std::vector<Message> states_at(Connection& connection, WallTime at);

// Of [from, until), oldest first; at most the `most` newest of them.
std::vector<StationEvent> station_events(Connection& connection, WallTime from, WallTime until, int most = 1'000);

}  // namespace truyenthanh
