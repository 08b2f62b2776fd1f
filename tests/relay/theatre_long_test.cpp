// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every play of the fault theatre as a station would meet it: servers send as fast as it sounds, by the law of every
// day, and somebody listens for a minute in real time to each. Needs a quiet machine.
#include "tests/catch.h"
#include "tests/relay/theatre.h"

using namespace truyenthanh::test;

namespace {

const Tempo kRealTime{17'000, 400'000, 30};
constexpr std::size_t kTogether = 16;

}  // namespace

TEST_CASE("no fault of a stream's server costs a frame where there is a second address") {
    CHECK(listen_to_all(stream_plays(kRealTime), kRealTime, kTogether) == "");
}

TEST_CASE("no fault of an HLS server costs a frame where there is a second address") {
    CHECK(listen_to_all(hls_plays(kRealTime), kRealTime, kTogether) == "");
}
