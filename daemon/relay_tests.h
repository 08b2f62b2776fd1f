// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tries every address of a relay at once, each in a job of its own, and drains it as the chain would, so that its clock
// can be measured. What is on air is not touched. Thread: the station's; nothing blocks.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "audio/ring.h"
#include "core/clock.h"
#include "core/relay_desk.h"
#include "daemon/desk_server.h"

namespace truyenthanh {

class RelayTests {
public:
    using Answer = std::function<void(const CallId&, const nlohmann::json&)>;

    RelayTests(RelayDesk& desk, Answer answer) : desk_(desk), answer_(std::move(answer)) {}

    // From `kWholeLength` on it takes all of that time, and the clocks are measured; a shorter one ends as soon as
    // every address has given sound or failed.
    void add(const CallId& call, const Relay& relay, std::chrono::seconds length, const Now& now);
    // Some times a second. Throws DecodeError.
    void carry(const Now& now);

    static constexpr std::chrono::seconds kWholeLength{45};

private:
    struct Source {
        Relay relay;  // with that one address, under a number of its own
        std::optional<Ring> ring;
        std::optional<SteadyTime> first_sound;
        SteadyTime drained_at;
        RelayHealth health;
    };
    struct Test {
        CallId call;
        std::vector<Source> sources;
        SteadyTime begun;
        SteadyTime until;
    };

    void look(const Test& test, Source& source, SteadyTime now);
    static bool is_over(const Test& test, SteadyTime now);
    static nlohmann::json document_of(const Test& test);

    RelayDesk& desk_;
    Answer answer_;
    std::vector<Test> tests_;
};

}  // namespace truyenthanh
