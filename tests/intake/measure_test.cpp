// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The measures, against the library that defines them.
#include <ebur128.h>
#include <sndfile.h>
#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>
#include <vector>

#include "audio/master_writer.h"
#include "audio/measure.h"
#include "audio/sound_level.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

std::vector<std::int16_t> noise(std::size_t samples, unsigned seed, double level) {
    std::minstd_rand random(seed);
    std::normal_distribution<double> normal(0.0, level * 32768.0);
    std::vector<std::int16_t> out(samples);
    double swell = 0.0;
    for (std::size_t i = 0; i < samples; ++i) {
        swell = 0.2 + 0.8 * std::fabs(std::sin(static_cast<double>(i) / 9000.0));
        out[i] = static_cast<std::int16_t>(std::clamp(normal(random) * swell, -32768.0, 32767.0));
    }
    return out;
}

double library_peak(const std::vector<std::int16_t>& samples, int channels) {
    ebur128_state* state = ebur128_init(static_cast<unsigned>(channels), 48'000, EBUR128_MODE_TRUE_PEAK);
    ebur128_add_frames_short(state, samples.data(), samples.size() / static_cast<std::size_t>(channels));
    double highest = 0.0;
    for (int c = 0; c < channels; ++c) {
        double peak = 0.0;
        ebur128_true_peak(state, static_cast<unsigned>(c), &peak);
        highest = std::max(highest, peak);
    }
    ebur128_destroy(&state);
    return highest;
}

}  // namespace

TEST_CASE("the true peak is the library's, though most of the sound is never interpolated") {
    const auto seed = static_cast<unsigned>(std::random_device{}());
    const int channels = GENERATE(1, 2);
    const double level = GENERATE(0.001, 0.1, 0.4);
    CAPTURE(seed, channels, level);
    const std::vector<std::int16_t> samples = noise(96'000, seed, level);
    TruePeak peak(channels);
    const int frames = static_cast<int>(samples.size()) / channels;
    for (int at = 0; at < frames; at += 1111) peak.add(samples.data() + at * channels, std::min(1111, frames - at));
    CHECK(peak.peak() == Approx(library_peak(samples, channels)).epsilon(0.0005));
}

TEST_CASE("a full-scale tone between the samples peaks above them") {
    std::vector<std::int16_t> samples(48'000);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<std::int16_t>(23'000.0 * (i % 4 < 2 ? 1.0 : -1.0));
    TruePeak peak(1);
    peak.add(samples.data(), static_cast<int>(samples.size()));
    CHECK(20.0 * std::log10(peak.peak()) > 20.0 * std::log10(23'000.0 / 32768.0) + 2.5);
}

TEST_CASE(
    "loudness is EBU R128's: a 997 Hz tone at minus 23 dBFS in both channels is minus 23 LUFS, one channel alike") {
    const int channels = GENERATE(1, 2);
    std::vector<std::int16_t> samples;
    for (int i = 0; i < 48'000 * 10; ++i) {
        const double value =
            32768.0 * std::pow(10.0, -23.0 / 20.0) * std::sin(2.0 * 3.14159265358979 * 997.0 * i / 48'000.0);
        for (int c = 0; c < channels; ++c) samples.push_back(static_cast<std::int16_t>(std::lrint(value)));
    }
    Measure measure(channels);
    measure.add(samples.data(), 48'000 * 10);
    CHECK(measure.loudness_lufs() == Approx(-23.0).margin(0.1));
    CHECK(measure.true_peak_dbtp() == Approx(-23.0).margin(0.1));
}

TEST_CASE("sixteen bits come out as they went in: anything finer is dithered without a bias") {
    std::vector<float> in;
    for (int value = -32768; value <= 32767; value += 7) in.push_back(static_cast<float>(value) / 32768.0F);
    std::vector<std::int16_t> out;
    Quantiser(1, true).run(in, out);
    for (std::size_t i = 0; i < in.size(); ++i) REQUIRE(out[i] == static_cast<int>(i) * 7 - 32768);
    Quantiser dithered(1, false);
    dithered.run(std::vector<float>(200'000, 0.25F / 32768.0F), out);
    double sum = 0.0;
    for (const std::int16_t value : out) sum += value;
    CHECK(sum / 200'000.0 == Approx(0.25).margin(0.01));
    dithered.run(std::vector<float>(1000, 0.0F), out);
    CHECK(std::count(out.begin(), out.end(), 0) == 1000);
    dithered.run({2.0F, -2.0F, std::nanf("")}, out);
    CHECK(out[0] == 32767);
    CHECK(out[1] == -32768);
    CHECK(out[2] == 0);
}

TEST_CASE("two channels that are alike stay alike when they are dithered") {
    std::vector<float> in;
    for (int i = 0; i < 10'000; ++i) {
        const auto value = static_cast<float>(0.3 * std::sin(i / 17.0));
        in.insert(in.end(), {value, value});
    }
    std::vector<std::int16_t> out;
    Quantiser(2, false).run(in, out);
    for (std::size_t i = 0; i < out.size(); i += 2) REQUIRE(out[i] == out[i + 1]);
}

TEST_CASE("a stretch of a sound file is as loud as its samples, and one past its end is not there") {
    const std::vector<std::int16_t> samples = noise(2 * std::size_t{48'000} * 4, 7, 0.1);
    std::string name = (std::filesystem::temp_directory_path() / "truyenthanh-level-XXXXXX.wav").string();
    const int fd = ::mkstemps(name.data(), 4);
    REQUIRE(fd >= 0);
    SF_INFO format{};
    format.samplerate = 48'000;
    format.channels = 2;
    format.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    SNDFILE* file = sf_open_fd(fd, SFM_WRITE, &format, SF_TRUE);
    REQUIRE(sf_writef_short(file, samples.data(), 48'000 * 4) == 48'000 * 4);
    sf_close(file);
    Measure second(2);
    second.add(samples.data() + 2 * 48'000, 48'000 * 3);
    const auto level = level_of(name, Frames{48'000}, Frames{48'000 * 9});
    CHECK_FALSE(level_of(name, Frames{48'000 * 4}, Frames{48'000}));
    CHECK_FALSE(level_of(name + ".none", Frames{0}, Frames{48'000}));
    std::filesystem::remove(name);
    REQUIRE(level);
    CHECK(level->loudness_lufs == second.loudness_lufs());
    CHECK(level->true_peak_dbtp == second.true_peak_dbtp());
}
