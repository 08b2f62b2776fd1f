// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is no good recording is said to be none, in one sentence, and leaves nothing behind.
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>

#include "tests/catch.h"
#include "tests/intake/taking.h"

using namespace truyenthanh;
using namespace truyenthanh::test;

namespace {

struct Place {
    Folder uploads;
    Folder masters;

    std::string verdict(const std::filesystem::path& file, const IntakeLimits& limits = {}) {
        const Taken taken = take_in(masters.path(), file, limits);
        return taken.result.refused ? taken.result.refused->key : "taken";
    }
};

// A file of `seconds` of a tone in each format that promises its length.
std::filesystem::path encoded(const Folder& folder, const std::string& suffix, int seconds) {
    write_wav(folder / "tone.wav", tone(48'000, 1, 0, 48'000 * seconds));
    const auto out = folder / ("file." + suffix);
    run("ffmpeg -nostdin -v error -y -i '" + (folder / "tone.wav").string() + "' '" + out.string() + "'");
    return out;
}

}  // namespace

TEST_CASE("an empty file, a text and a picture's bytes are not taken for sound") {
    Place place;
    write_bytes(place.uploads / "empty.wav", {});
    CHECK(place.verdict(place.uploads / "empty.wav") == "intake.empty");
    const std::string text = "Kính thưa toàn thể bà con nhân dân. ";
    write_bytes(place.uploads / "text.mp3", std::vector<char>(text.begin(), text.end()));
    CHECK(place.verdict(place.uploads / "text.mp3") == "intake.not_audio");
    std::vector<char> picture(5000, '\x7f');
    const std::string png("\x89PNG\r\n\x1a\n", 8);
    std::copy(png.begin(), png.end(), picture.begin());
    write_bytes(place.uploads / "picture.png", picture);
    CHECK(place.verdict(place.uploads / "picture.png") == "intake.not_audio");
    CHECK(place.masters.files() == 0);
}

TEST_CASE("a folder or a pipe is no upload") {
    Place place;
    CHECK(place.verdict(place.uploads.path()) == "intake.not_a_file");
}

TEST_CASE("a silent file is refused, and silence at both ends of another is measured") {
    Place place;
    write_wav(place.uploads / "silent.wav", {48'000, 1, std::vector<float>(96'000, 0.0002F)});
    CHECK(place.verdict(place.uploads / "silent.wav") == "intake.silent");
    CHECK(place.masters.files() == 0);
    Sound sound = tone(48'000, 1, 0, 48'000);
    sound.samples.insert(sound.samples.begin(), 4'800, 0.0F);
    sound.samples.insert(sound.samples.end(), 9'600, 0.0F);
    write_wav(place.uploads / "ends.wav", sound);
    const Taken taken = take_in(place.masters.path(), place.uploads / "ends.wav");
    REQUIRE(taken.result.measures);
    CHECK(std::llabs(taken.result.measures->head_silence.count - 4'800) <= 2);
    CHECK(std::llabs(taken.result.measures->tail_silence.count - 9'600) <= 8);
}

TEST_CASE("a clipped file is taken with a warning that says in how many places") {
    Place place;
    Sound sound = tone(48'000, 1, 0, 48'000);
    for (float& sample : sound.samples) sample = std::clamp(sample * 4.0F, -1.0F, 1.0F);
    write_wav(place.uploads / "loud.wav", sound);
    const Taken taken = take_in(place.masters.path(), place.uploads / "loud.wav");
    REQUIRE(taken.result.measures);
    CHECK(taken.result.measures->clipped > 1900);
    REQUIRE(taken.result.warnings.size() == 1);
    CHECK(taken.result.warnings[0].key == "intake.clipped");
}

TEST_CASE("a file longer than allowed is refused") {
    Place place;
    write_wav(place.uploads / "long.wav", tone(48'000, 1, 0, 48'000 * 61));
    IntakeLimits limits;
    limits.longest = std::chrono::minutes{1};
    CHECK(place.verdict(place.uploads / "long.wav", limits) == "intake.too_long");
    CHECK(place.masters.files() == 0);
}

TEST_CASE(
    "a file cut short anywhere is refused, or taken whole up to the last frame of a format that promises nothing") {
    const std::string suffix = GENERATE("wav", "flac", "mp3", "m4a", "ogg", "opus");
    CAPTURE(suffix);
    Place place;
    const std::vector<char> bytes = bytes_of(encoded(place.uploads, suffix, 3));
    for (std::size_t length = 1; length < bytes.size() - 600; length += bytes.size() / 12) {
        CAPTURE(length);
        write_bytes(place.uploads / "cut", {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)});
        const std::string verdict = place.verdict(place.uploads / "cut");
        CHECK((verdict == "intake.truncated" || verdict == "intake.not_audio" || verdict == "intake.damaged"));
    }
    CHECK(place.masters.files() == 0);
}

TEST_CASE("the same sound is stored once, whatever lossless format brings it") {
    Place place;
    write_wav(place.uploads / "a.wav", tone(48'000, 2, 0, 96'000));
    run("ffmpeg -nostdin -v error -y -i '" + (place.uploads / "a.wav").string() + "' '" +
        (place.uploads / "a.flac").string() + "'");
    const Taken first = take_in(place.masters.path(), place.uploads / "a.wav");
    const Taken second = take_in(place.masters.path(), place.uploads / "a.flac");
    REQUIRE(second.result.measures);
    CHECK(first.result.measures->sha256 == second.result.measures->sha256);
    CHECK_FALSE(first.was_there);
    CHECK(second.was_there);
    CHECK(place.masters.files() == 1);
    const std::vector<float> original = read_sound(place.uploads / "a.wav").samples;
    CHECK(read_sound(first.master).samples == original);
}

TEST_CASE("two channels that are alike are one master, the same as of one channel") {
    Place place;
    const Sound one = tone(48'000, 1, 0, 200'000);
    Sound two{48'000, 2, {}};
    for (const float sample : one.samples) two.samples.insert(two.samples.end(), {sample, sample});
    write_wav(place.uploads / "one.wav", one);
    write_wav(place.uploads / "two.wav", two);
    const Taken first = take_in(place.masters.path(), place.uploads / "two.wav");
    const Taken second = take_in(place.masters.path(), place.uploads / "one.wav");
    REQUIRE(first.result.measures);
    CHECK(first.result.measures->channels == 1);
    CHECK(second.was_there);
    CHECK(read_sound(first.master).samples == read_sound(place.uploads / "one.wav").samples);
}

TEST_CASE("an upload whose channels part late keeps both of them whole") {
    Place place;
    constexpr std::int64_t kAlike = 48'000 * 30;
    Sound sound{48'000, 2, {}};
    const Sound one = tone(48'000, 1, 0, kAlike + 48'000);
    for (std::size_t i = 0; i < one.samples.size(); ++i) {
        const bool is_alike = i < kAlike;
        sound.samples.insert(sound.samples.end(), {one.samples[i], is_alike ? one.samples[i] : -one.samples[i] / 2});
    }
    write_wav(place.uploads / "late.wav", sound);
    const Taken taken = take_in(place.masters.path(), place.uploads / "late.wav");
    REQUIRE(taken.result.measures);
    CHECK(taken.result.measures->channels == 2);
    CHECK(taken.result.measures->frames.count == kAlike + 48'000);
    CHECK(read_sound(taken.master).samples == read_sound(place.uploads / "late.wav").samples);
    CHECK(place.masters.files() == 1);
}

TEST_CASE("a lossy file taken in twice gives the same master to the byte") {
    Place place;
    const auto file = encoded(place.uploads, "mp3", 2);
    const Taken first = take_in(place.masters.path(), file);
    const Taken second = take_in(place.masters.path(), file);
    CHECK(first.result.measures->sha256 == second.result.measures->sha256);
    CHECK(place.masters.files() == 1);
}

TEST_CASE("a master on disk whose bytes have changed is mended when its sound is taken in again") {
    Place place;
    write_wav(place.uploads / "a.wav", tone(48'000, 1, 0, 48'000));
    const Taken first = take_in(place.masters.path(), place.uploads / "a.wav");
    const std::vector<char> good = bytes_of(first.master);
    std::filesystem::permissions(first.master, std::filesystem::perms::owner_all);
    std::vector<char> bad = good;
    bad[good.size() / 2] ^= 1;
    write_bytes(first.master, bad);
    take_in(place.masters.path(), place.uploads / "a.wav");
    CHECK(bytes_of(first.master) == good);
    CHECK(place.masters.files() == 1);
}

TEST_CASE("flipped bits in an upload never harm the station and leave nothing behind but whole masters") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::minstd_rand random(seed);
    const std::string suffix = GENERATE("wav", "flac", "mp3", "m4a", "ogg", "opus", "wma", "aac");
    CAPTURE(suffix);
    Place place;
    const std::vector<char> bytes = bytes_of(encoded(place.uploads, suffix, 1));
    std::set<std::string> kept;
    for (int round = 0; round < 12; ++round) {
        std::vector<char> flipped = bytes;
        const int flips = 1 << (round % 6);
        // Half of the rounds aim at the head, where the parsers are.
        const std::size_t reach = round % 2 == 0 ? std::min<std::size_t>(flipped.size(), 600) : flipped.size();
        for (int i = 0; i < flips; ++i) flipped[random() % reach] ^= static_cast<char>(1U << (random() % 8));
        write_bytes(place.uploads / "flipped", flipped);
        const Taken taken = take_in(place.masters.path(), place.uploads / "flipped");
        CHECK(taken.result.measures.has_value() != taken.result.refused.has_value());
        if (taken.result.measures) kept.insert(taken.result.measures->sha256);
    }
    CHECK(place.masters.files() == static_cast<int>(kept.size()));
}

TEST_CASE("a cancelled take-in leaves nothing behind") {
    Place place;
    write_wav(place.uploads / "long.wav", tone(44'100, 2, 0, 44'100 * 30));
    Intake intake(decode_program(), place.masters.path(), open_upload(place.uploads / "long.wav"), {}, steady_now());
    intake.cancel();
    REQUIRE(intake.result());
    CHECK(intake.result()->refused->key == "intake.cancelled");
    CHECK(place.masters.files() == 0);
}

TEST_CASE("progress grows up to the whole file, and the waveform has a pair for each 1,024 frames") {
    Place place;
    write_wav(place.uploads / "a.wav", tone(44'100, 1, 0, 44'100 * 20));
    Intake intake(decode_program(), place.masters.path(), open_upload(place.uploads / "a.wav"), {}, steady_now());
    finish(intake);
    REQUIRE(intake.result()->measures);
    CHECK(intake.progress().frames == intake.result()->measures->frames);
    CHECK(intake.progress().bytes_read == intake.progress().bytes_total);
    const auto& peaks = intake.result()->measures->peaks;
    CHECK(peaks.size() == 2 * ((48'000 * 20 + 1023) / 1024));
    CHECK(*std::max_element(peaks.begin(), peaks.end()) == 64);
    CHECK(*std::min_element(peaks.begin(), peaks.end()) == -64);
}

TEST_CASE("six channels become two and a voice stays one") {
    Place place;
    write_wav(place.uploads / "one.wav", tone(48'000, 1, 0, 48'000));
    run("ffmpeg -nostdin -v error -y -i '" + (place.uploads / "one.wav").string() + "' -ac 6 '" +
        (place.uploads / "six.flac").string() + "'");
    CHECK(take_in(place.masters.path(), place.uploads / "one.wav").result.measures->channels == 1);
    CHECK(take_in(place.masters.path(), place.uploads / "six.flac").result.measures->channels == 2);
}
