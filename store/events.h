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

// Of [from, until), oldest first; at most the `most` newest of them.
// Who holds the programme by the diary: the newest hold that nobody has resumed.
std::optional<std::string> holder_on_record(Connection& connection);

std::vector<StationEvent> station_events(Connection& connection, WallTime from, WallTime until, int most = 1'000);

}  // namespace truyenthanh
