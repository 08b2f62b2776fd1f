// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fault theatre: a relay of two addresses, the first of which does one thing wrong, the second of which is well. A
// play is over when sound is carried and the cause of the fault stands in the log.
#pragma once

#include <string>
#include <vector>

#include "audio/relay_conductor.h"
#include "tests/relay/scripted_server.h"

namespace truyenthanh::test {

// How fast the servers send, and how much of it is good before the fault.
struct Tempo {
    int rate = 64'000;            // bytes a second; 16,000 are as fast as it sounds
    std::size_t before = 80'000;  // bytes of a stream
    int lists = 3;                // looks at a playlist
};

struct Play {
    std::string name;
    ScriptedServer::Script first;  // what the first address does
    std::string cause;             // in the log, several with | between; empty: it is mended, nothing need be said
    std::size_t heard = 1;         // the address that is carried in the end
    int listened = 60;             // s, in real time: longer where the law takes longer
};

std::vector<Play> stream_plays(const Tempo& tempo);
std::vector<Play> hls_plays(const Tempo& tempo);

// What went wrong in each of them, one a line; empty: nothing. `together` at a time, each until it is over; a minute is
// for a machine on its knees.
std::string perform_all(const std::vector<Play>& plays, const ConductorLaw& law, std::size_t together);

// As a station would carry it: opened 15 s ahead, heard for a minute and more in real time, not one frame missing or
// silent.
std::string listen_to_all(const std::vector<Play>& plays, const Tempo& tempo, std::size_t together);

}  // namespace truyenthanh::test
