// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every play of the fault theatre, quickly: servers send four times as fast as it sounds, sources are given up within a
// second or two. Nothing is asserted about how long a thing took.
#include "tests/relay/theatre.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace truyenthanh::test;

namespace {

constexpr std::size_t kTogether = 12;

ConductorLaw quick() {
    ConductorLaw law;
    law.first_sound = 2.5;
    law.stall = 1.0;
    law.ill = 0.5;
    law.head_start = 0.5;
    law.first_pause = 0.1;
    law.longest_pause = 0.5;
    law.prove = 1.0;
    law.silence = 1.0;
    law.stuck = 2.0;
    return law;
}

}  // namespace

TEST_CASE("whatever a stream's server does wrong, sound is carried and the cause is in the log") {
    const auto plays = stream_plays({});
    REQUIRE(plays.size() == 33);
    CHECK(perform_all(plays, quick(), kTogether) == "");
}

TEST_CASE("whatever an HLS server does wrong, sound is carried and the cause is in the log") {
    const auto plays = hls_plays({});
    REQUIRE(plays.size() == 14);
    CHECK(perform_all(plays, quick(), kTogether) == "");
}
