// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a relay job tells people of a stream: titles, gauges, its clock, its damage. Arrays and numbers in, numbers out.
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "audio/clock_measure.h"
#include "audio/damage_watch.h"
#include "audio/icy_titles.h"
#include "audio/one_line.h"
#include "audio/relay_gauges.h"
#include "audio/sound_patch.h"
#include "core/units.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

// A text as it stands in a stream: its length in sixteens, and zeros to the end.
std::string text_block(const std::string& text) {
    const std::size_t blocks = (text.size() + 15) / 16;
    return static_cast<char>(blocks) + text + std::string(16 * blocks - text.size(), '\0');
}

std::string titled(const std::string& raw) { return text_block("StreamTitle='" + raw + "';"); }

struct Stripped {
    std::string sound;
    std::string title;
};

// Passed through in pieces of at most so many bytes.
Stripped strip(const std::string& stream, std::size_t interval, std::size_t most, std::minstd_rand& random) {
    IcyTitles titles(interval);
    Stripped result;
    for (std::size_t at = 0; at < stream.size();) {
        std::string piece = stream.substr(at, std::uniform_int_distribution<std::size_t>(1, most)(random));
        at += piece.size();
        piece.resize(titles.strip(reinterpret_cast<std::uint8_t*>(piece.data()), piece.size()));
        result.sound += piece;
    }
    result.title = titles.title();
    return result;
}

std::string title_of(const std::string& raw) {
    std::minstd_rand random(1);
    return strip("abcd" + titled(raw) + "efgh", 4, 100, random).title;
}

bool is_clean(const std::string& line) {
    for (const char c : line) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
    }
    return one_line(line, 1000) == line;
}

}  // namespace

TEST_CASE("titles are taken out of a stream to the byte, however its pieces fall") {
    const auto seed = static_cast<unsigned>(std::random_device{}());
    CAPTURE(seed);
    std::minstd_rand random(seed);
    for (int round = 0; round < 200; ++round) {
        const std::size_t interval = std::uniform_int_distribution<std::size_t>(1, 300)(random);
        std::string sound;
        std::string stream;
        for (int block = 0; block < 20; ++block) {
            std::string piece;
            for (std::size_t i = 0; i < interval; ++i) piece += static_cast<char>(random() & 0xFFU);
            sound += piece;
            stream += piece + (block % 3 == 0 ? titled("Bài " + std::to_string(block)) : std::string(1, '\0'));
        }
        const Stripped got = strip(stream, interval, 1 + random() % 500, random);
        REQUIRE(got.sound == sound);
        REQUIRE(got.title == "Bài 18");
    }
}

TEST_CASE("a title with quotes, semicolons and line breaks of its own is one line with all of its letters") {
    CHECK(title_of("Don't stop 'til you get enough") == "Don't stop 'til you get enough");
    CHECK(title_of("it's; 'so' it is") == "it's; 'so' it is");
    CHECK(title_of("first\r\nsecond\tthird") == "first second third");
    CHECK(title_of("  Tiếng nói Việt Nam \n") == "Tiếng nói Việt Nam");
    CHECK(title_of("").empty());
    CHECK(title_of("$(reboot) `id` {0} %s <b>&amp;</b> {name}") == "$(reboot) `id` {0} %s <b>&amp;</b> {name}");
}

TEST_CASE("a title that is no UTF-8, commands a terminal or turns the writing round is made harmless") {
    CHECK(title_of("caf\xE9") == "caf\xEF\xBF\xBD");
    CHECK(title_of("\xC3\x28 \xED\xA0\x80 \xF5") == "\xEF\xBF\xBD( \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD \xEF\xBF\xBD");
    CHECK(title_of("\x1B[2J\x1B]0;owned\x07 ok \xC2\x9B"
                   "31m") == "[2J ]0;owned ok 31m");
    CHECK(title_of("a\xE2\x80\xAE"
                   "b\xE2\x81\xA6"
                   "c\xE2\x80\xA8"
                   "d") == "a b c d");
}

TEST_CASE("a title longer than anybody reads is cut between two letters") {
    CHECK(one_line(std::string(2'000, 'a'), 20) == "aaaaaaaaaaaaaaaaa…");
    for (std::size_t shift = 0; shift < 4; ++shift) {
        std::string title(shift, 'x');
        for (int i = 0; i < 100; ++i) title += "ế";
        const std::string cut = title_of(title);
        CHECK(cut.size() <= kMostTitle);
        CHECK(cut.size() > kMostTitle - 6);
        CHECK(is_clean(cut));
    }
}

TEST_CASE("whatever bytes a title is made of, a clean line of bounded length comes out") {
    const auto seed = static_cast<unsigned>(std::random_device{}());
    CAPTURE(seed);
    std::minstd_rand random(seed);
    for (int round = 0; round < 5'000; ++round) {
        std::string raw;
        for (std::size_t left = random() % 400; left > 0; --left) raw += static_cast<char>(random() >> 8U & 0xFFU);
        const std::string line = one_line(raw, kMostTitle);
        REQUIRE(line.size() <= kMostTitle);
        REQUIRE(is_clean(line));
    }
}

TEST_CASE("a text without a title, or one that never ends, changes nothing") {
    std::minstd_rand random(1);
    CHECK(strip("ab" + titled("one") + "cd" + text_block("StreamUrl='http://x/';") + "ef", 2, 9, random).title ==
          "one");
    CHECK(strip("ab" + text_block("StreamTitle='open") + "cd", 2, 9, random).title == "open");
    CHECK(strip("ab" + text_block("StreamTitle='a';StreamUrl='b';"), 2, 9, random).title == "a");
    CHECK(strip("ab\xFFonly the beginning", 2, 9, random).sound == "ab");
}

TEST_CASE("one piece missing is a mishap, three in a row are damage, until it is whole again for a while") {
    DamageWatch damage;
    const auto pass = [&](double seconds) {
        for (double at = 0.0; at < seconds; at += 0.02) damage.hear(0.02);
    };
    pass(60.0);
    damage.miss(0.02);
    pass(30.0);
    damage.miss(0.02);
    CHECK(damage.damaged_for() == 0.0);
    pass(1.0);
    damage.miss(0.02);
    CHECK(damage.damaged_for() == 0.0);
    pass(1.0);
    damage.miss(0.02);
    CHECK(std::fabs(damage.damaged_for() - 2.06) < 0.05);
    pass(3.0);
    CHECK(damage.damaged_for() > 5.0);
    pass(1.5);
    CHECK(damage.damaged_for() == 0.0);
    CHECK(damage.pieces() == 4);
    CHECK(std::fabs(damage.lost() - 0.08) < 1e-9);
}

TEST_CASE("a hole is covered so that time goes on and nothing steps") {
    SoundPatch patch;
    std::vector<float> before;
    std::vector<float> after;
    for (int i = 0; i < 4'800; ++i) {
        const auto value = 0.5F * static_cast<float>(std::sin(6.283185307 * 440.0 * i / kSampleRate));
        before.insert(before.end(), {value, -value});
    }
    after = before;
    patch.mend(0, before);
    CHECK(before.size() == 2 * 4'800);
    patch.mend(1'024, after);
    CHECK(after.size() == 2 * (4'800 + 1'024));
    std::vector<float> all = before;
    all.insert(all.end(), after.begin(), after.end());
    float step = 0.0F;
    for (std::size_t i = 2; i < all.size(); ++i) step = std::max(step, std::fabs(all[i] - all[i - 2]));
    CHECK(step < 0.05F);  // a sine of 440 Hz steps by 0.029 itself
    std::vector<float> first(2 * 480, 0.5F);
    SoundPatch fresh;
    fresh.mend(100, first);  // nothing before: silence
    CHECK(first.size() == 2 * 580);
    CHECK(first[0] == 0.0F);
}

TEST_CASE("gauges tell bytes and frames a second, and where the buffer is heading") {
    RelayGauges gauges;
    double held = 10.0;
    std::uint64_t bytes = 0;
    std::uint64_t frames = 0;
    for (int turn = 0; turn < 20 * 400; ++turn) {
        bytes += 800;
        frames += 2'400;
        held -= 0.01 / 20.0;  // a line that carries 99 %
        gauges.advance(0.05, bytes, frames, held);
    }
    CHECK(std::fabs(gauges.bytes_per_second() - 16'000.0) < 200.0);
    CHECK(std::fabs(gauges.frames_per_second() - kSampleRate) < 500.0);
    CHECK(std::fabs(gauges.trend() + 0.6) < 0.05);
    gauges.restart();
    CHECK(gauges.trend() == 0.0);
}

TEST_CASE("a clock is measured within what is said of the error, in a minute and better in ten") {
    const double ppm = GENERATE(-150.0, 0.0, 40.0, 300.0);
    const double segment = GENERATE(0.0, 4.0);
    const auto seed = static_cast<unsigned>(std::random_device{}());
    CAPTURE(ppm, segment, seed);
    std::minstd_rand random(seed);
    std::exponential_distribution<double> late(1.0 / (segment > 0.0 ? 0.3 : 0.02));
    ClockMeasure clock;
    const double piece = segment > 0.0 ? segment : 0.09;
    double heard = 0.0;
    double after_a_minute = 0.0;
    for (double due = 0.0; due < 610.0; due += piece / (1.0 + ppm * 1e-6)) {
        heard += piece;
        clock.note(1000.0 + due + late(random), heard, segment);
        if (after_a_minute == 0.0 && due > 80.0) after_a_minute = clock.result().error;
    }
    const ClockMeasure::Result result = clock.result();
    CHECK(result.error > 0.0);
    CHECK(result.error < after_a_minute);
    CHECK(std::fabs(result.ppm - ppm) < 3.0 * result.error);  // one in 10⁸ would be beyond that
    CHECK(result.error < (segment > 0.0 ? 600.0 : 30.0));
}

TEST_CASE("a playlist that is looked at a little later after each segment is not taken for a clock that runs slow") {
    const double every = GENERATE(4.025, 4.1, 3.99);  // s between two looks
    const double ppm = -100.0;
    CAPTURE(every);
    ClockMeasure clock;
    double heard = 0.0;
    double published = 4.0 / (1.0 + ppm * 1e-6);  // the next segment
    for (double look = 0.0; look < 1800.0; look += every) {
        for (; published <= look; published += 4.0 / (1.0 + ppm * 1e-6)) {
            heard += 4.0;
            clock.note(1000.0 + look, heard, 4.0);
        }
        const ClockMeasure::Result result = clock.result();
        CHECK((result.error == 0.0 || std::fabs(result.ppm - ppm) < 2.0 * result.error));
    }
}

TEST_CASE("before there is enough to tell, nothing is said of a clock") {
    ClockMeasure clock;
    for (double at = 0.0; at < 15.0; at += 0.1) clock.note(at, at, 0.0);
    CHECK(clock.result().error == 0.0);
}
