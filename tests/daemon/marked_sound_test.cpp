// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The measure itself: whose a frame is, in the middle of a fade too.
#include "tests/daemon/marked_sound.h"

#include <algorithm>
#include <random>
#include <vector>

#include "tests/catch.h"

using namespace truyenthanh::testing;

namespace {

constexpr int kSecond = 48'000;

// Frames of two marks, of which the second takes over by and by; `share` of the first: 1 to 0.
class Fade {
public:
    void add(int from, int to, double share) {
        const double first = share * loudness_(engine_);
        const double second = (1.0 - share) * loudness_(engine_);
        samples_.push_back(static_cast<float>(first + second));
        samples_.push_back(static_cast<float>(first * ratio_of(from) + second * ratio_of(to)));
    }
    void add_steady(int mark, int frames) {
        for (int i = 0; i < frames; ++i) add(mark, mark, 1.0);
    }
    void add_fade(int from, int to, int frames) {
        for (int i = 0; i < frames; ++i) add(from, to, 1.0 - (i + 0.5) / frames);
    }
    Heard heard() const {
        Heard heard;
        heard.add(samples_);
        return heard;
    }

private:
    std::mt19937 engine_{3};
    std::uniform_real_distribution<double> loudness_{0.05, 0.3};
    std::vector<float> samples_;
};

// In how many runs a mark is said to sound.
int times_named(const Heard& heard, int mark) {
    int times = 0;
    for (std::size_t i = 0; i < heard.runs.size(); ++i) {
        const auto marks = heard.marks_of(i);
        times += std::find(marks.begin(), marks.end(), mark) != marks.end();
    }
    return times;
}

}  // namespace

TEST_CASE("a fade between two sounds names no third one whose ratio it passes") {
    Fade fade;
    fade.add_steady(3, kSecond);
    fade.add_fade(3, 0, kSecond);
    fade.add_steady(0, kSecond);
    const Heard heard = fade.heard();
    CHECK(heard.frames_of(1) + heard.frames_of(2) > 0);  // it does pass them
    CHECK(times_named(heard, 1) == 0);
    CHECK(times_named(heard, 2) == 0);
    CHECK(times_named(heard, 3) > 0);
    CHECK(times_named(heard, 0) > 0);
}

TEST_CASE("a sound of three frames in the middle of a fade is named") {
    Fade fade;
    fade.add_steady(3, kSecond);
    fade.add_fade(3, 0, 500);
    fade.add_steady(1, 3);
    fade.add_fade(3, 0, 500);
    fade.add_steady(0, kSecond);
    CHECK(times_named(fade.heard(), 1) == 1);
}

TEST_CASE("a sound that is heard in a fade alone is named, on whichever side it lies") {
    const int hidden = GENERATE(9, 1);
    Fade fade;
    fade.add_steady(6, kSecond);
    fade.add_fade(6, hidden, kSecond);
    fade.add_steady(4, kSecond);
    CHECK(times_named(fade.heard(), hidden) > 0);
}

TEST_CASE("what lies beyond its neighbours and comes near no mark is nobody's") {
    Fade fade;
    fade.add_steady(6, kSecond);
    for (int i = 0; i < 500; ++i) fade.add(6, 9, 0.5);
    fade.add_steady(4, kSecond);
    const Heard heard = fade.heard();
    int nobodys = 0;
    for (std::size_t i = 0; i < heard.runs.size(); ++i) nobodys += heard.marks_of(i).empty();
    CHECK(nobodys > 0);
}

TEST_CASE("what no marks could give is nobody's") {
    Heard heard;
    const float left = 0.1F;
    const std::vector<float> strange(200, left);  // right ÷ left beyond the last mark's
    heard.add(strange);
    CHECK(heard.marks_of(0).empty());
}
