// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a relay job hears, sees pass and holds back: arrays in, numbers and arrays out.
#include <cmath>
#include <string>
#include <vector>

#include "audio/held_sound.h"
#include "audio/playlist_watch.h"
#include "audio/sound_watch.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

std::vector<float> sine(double seconds, double hertz, float level) {
    std::vector<float> samples;
    for (int i = 0; i < static_cast<int>(seconds * kSampleRate); ++i) {
        const auto value = level * static_cast<float>(std::sin(6.283185307 * hertz * i / kSampleRate));
        samples.insert(samples.end(), {value, value});
    }
    return samples;
}

void listen(SoundWatch& ear, const std::vector<float>& samples) { ear.listen(samples.data(), samples.size() / 2); }

// Two voices that wander: like nothing steady.
std::vector<float> programme(double seconds) {
    std::vector<float> samples = sine(seconds, 440.0, 0.2F);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] +=
            0.1F * static_cast<float>(std::sin(0.05 * static_cast<double>(i) + 1e-9 * static_cast<double>(i * i)));
    return samples;
}

void pass(PlaylistWatch& watch, const std::string& bytes) {
    PlaylistWatch::Answer answer;
    for (std::size_t at = 0; at < bytes.size(); at += 100) {
        const std::string piece = bytes.substr(at, 100);
        answer.take(reinterpret_cast<const std::uint8_t*>(piece.data()), piece.size());
    }
    watch.judge(answer);
}

std::string playlist(int first, int count, int length = 6) {
    std::string text = "#EXTM3U\n#EXT-X-TARGETDURATION:" + std::to_string(length) +
                       "\n#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first) + "\n";
    for (int i = 0; i < count; ++i) text += "#EXTINF:6.0,\nsegment" + std::to_string(first + i) + ".ts\n";
    return text;
}

}  // namespace

TEST_CASE("silence is counted from where it begins, and ends with the first sound") {
    SoundWatch ear;
    listen(ear, programme(2.0));
    CHECK(ear.silent_for() == 0.0);
    CHECK(ear.level() > -20.0);
    listen(ear, sine(3.0, 440.0, 0.0005F));
    CHECK(std::fabs(ear.silent_for() - 3.0) < 0.15);
    listen(ear, std::vector<float>(2 * kSampleRate, 0.0F));
    CHECK(std::fabs(ear.silent_for() - 4.0) < 0.15);
    CHECK(ear.level() == -120.0);
    listen(ear, programme(0.2));
    CHECK(ear.silent_for() == 0.0);
}

TEST_CASE("one steady tone is told from a programme, at every pitch a tuner hums or a test generator gives") {
    const double hertz = GENERATE(50.0, 100.0, 400.0, 1000.0, 3000.0);
    CAPTURE(hertz);
    SoundWatch ear;
    listen(ear, sine(5.0, hertz, 0.3F));
    CHECK(ear.tone_for() > 4.5);
    listen(ear, programme(0.3));
    CHECK(ear.tone_for() == 0.0);
}

TEST_CASE("two tones in turn are no stuck tone") {
    SoundWatch ear;
    for (int i = 0; i < 10; ++i) {
        listen(ear, sine(0.5, 440.0, 0.3F));
        listen(ear, sine(0.5, 660.0, 0.3F));
        CHECK(ear.tone_for() < 0.7);
    }
}

TEST_CASE("a playlist tells how long its segments are, and whether it runs backwards") {
    PlaylistWatch watch;
    pass(watch, "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=64000\nlow.m3u8\n");
    CHECK(watch.segment_length() == 0.0);
    pass(watch, playlist(100, 6));
    CHECK(watch.segment_length() == 6.0);
    pass(watch, playlist(101, 6));
    pass(watch, playlist(100, 6));  // an older copy from another cache
    CHECK_FALSE(watch.went_backwards());
    pass(watch, playlist(3, 6));
    CHECK(watch.went_backwards());
}

TEST_CASE("absurd numbers of a playlist are cut down to possible ones") {
    PlaylistWatch watch;
    pass(watch, playlist(0, 3, 2'000'000'000));
    CHECK(watch.segment_length() == 30.0);
    pass(watch, "#EXTM3U\n#EXT-X-TARGETDURATION:-5\n");
    CHECK(watch.segment_length() == 0.0);
    pass(watch, "#EXTM3U\n#EXT-X-TARGETDURATION:99999999999999999999999\n");
    CHECK(watch.segment_length() == 0.0);
}

TEST_CASE("segments that come again are counted, those that merely have a twin are not") {
    PlaylistWatch watch;
    pass(watch, playlist(0, 3));
    for (char name = 'a'; name < 'f'; ++name) pass(watch, std::string(2000, name));
    CHECK(watch.repeated() == 0);
    for (const char name : {'c', 'd', 'e'}) pass(watch, std::string(2000, name));
    CHECK(watch.repeated() == 3);
    pass(watch, std::string(2000, 'z'));
    CHECK(watch.repeated() == 0);
}

TEST_CASE("held sound gives back what it was given, less what was cut") {
    HeldSound held;
    std::vector<float> counted;
    for (int i = 0; i < 10'000; ++i) counted.insert(counted.end(), {static_cast<float>(i), static_cast<float>(-i)});
    held.append(counted);
    held.append(counted);
    held.drop_oldest(9'000);
    CHECK(held.frames() == 11'000);
    CHECK(held.oldest()[0] == 9'000.0F);
    CHECK(held.oldest()[1] == -9'000.0F);
    held.drop_newest(10'500);
    CHECK(held.frames() == 500);
    CHECK(held.oldest()[2 * 499] == 9'499.0F);
    held.drop_newest(1'000'000);
    CHECK(held.frames() == 0);
}

TEST_CASE("two sources are joined at equal power, without a step") {
    HeldSound held;
    held.append(std::vector<float>(2 * 10'000, 0.5F));
    held.join(std::vector<float>(2 * 10'000, -0.5F));
    REQUIRE(held.frames() == 20'000 - kJoinFrames);
    float largest = 0.0F;
    for (std::size_t i = 1; i < held.frames(); ++i)
        largest = std::max(largest, std::fabs(held.oldest()[2 * i] - held.oldest()[2 * i - 2]));
    CHECK(largest < 0.002F);
    CHECK(held.oldest()[0] == 0.5F);
    CHECK(held.oldest()[2 * (held.frames() - 1)] == -0.5F);
}

TEST_CASE("sound that follows nothing rises from nothing") {
    HeldSound held;
    held.join(std::vector<float>(2 * 5'000, 0.5F));
    CHECK(held.frames() == 5'000);
    CHECK(held.oldest()[0] == 0.0F);
    CHECK(held.oldest()[2 * kJoinFrames] == 0.5F);
}

TEST_CASE("a pause is found where it lies, and not in a breath, in music or in what was dropped again") {
    const std::vector<float> quiet = sine(0.6, 300.0, 0.001F), breath = sine(0.3, 300.0, 0.001F);
    const auto is_about = [](auto frames, double seconds) {
        return frames && std::fabs(static_cast<double>(*frames) / kSampleRate - seconds) < 0.02;
    };
    HeldSound held;
    held.append(programme(2.0));
    held.append(breath);
    held.append(programme(2.0));
    CHECK_FALSE(held.since_held_pause());
    held.append(quiet);
    held.append(programme(1.0));
    CHECK(is_about(held.since_held_pause(), 1.2));  // 0.2 s before what of the pause was heard last
    CHECK_FALSE(held.since_gone_pause());
    held.append(quiet);
    held.append(programme(1.0));
    held.drop_oldest(held.frames() - 2 * kSampleRate);
    CHECK(is_about(held.since_held_pause(), 1.2));
    CHECK(is_about(held.since_gone_pause(), 2.8));
    held.drop_newest(held.frames());
    CHECK_FALSE(held.since_held_pause());
    CHECK(is_about(held.since_gone_pause(), 0.8));

    HeldSound other;
    other.append(programme(2.0));
    other.append(quiet);
    other.append(programme(1.0));
    other.drop_newest(3 * kSampleRate / 2);
    CHECK_FALSE(other.since_held_pause());
    other.join(programme(1.0));
    CHECK_FALSE(other.since_held_pause());
    other.append(quiet);
    other.append(quiet);
    CHECK(is_about(other.since_held_pause(), 0.2));
}
