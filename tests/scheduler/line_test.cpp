// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scheduler/line.h"

#include "tests/catch.h"

using namespace truyenthanh;

namespace {

Running session_of(std::int64_t frames) {
    Running running;
    running.span = Span{Frames{0}, Frames{frames}};
    running.limit = Frames{frames};
    Part part;
    part.key.kind = EntryKind::Item;
    part.span = running.span;
    running.parts.push_back(part);
    return running;
}

}  // namespace

TEST_CASE("an end that another look at the clocks moved by some frames is not an end to fade out for") {
    Running running = session_of(48000);
    running.limit = Frames{48000 - 3};
    CHECK(running.end_of(running.parts[0]) == Frames{48000});
    running.limit = Frames{48000};
    running.span.end = Frames{48000 - 1};
    CHECK(running.end_of(running.parts[0]) == Frames{48000});
}

TEST_CASE("a session that may not go on to its end ends where it may not go on") {
    Running running = session_of(48000);
    running.limit = Frames{24000};
    CHECK(running.end_of(running.parts[0]) == Frames{24000});
    running.limit = Frames{48000};
    running.span.end = Frames{40000};
    CHECK(running.end_of(running.parts[0]) == Frames{40000});
}
