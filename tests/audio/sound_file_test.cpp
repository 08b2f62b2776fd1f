// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The file that a capture or a render leaves.
#include "audio/sound_file.h"

#include <sndfile.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "audio/sound_belt.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

std::vector<std::int16_t> kept(const std::filesystem::path& file) {
    SF_INFO format{};
    SNDFILE* sound = sf_open(file.c_str(), SFM_READ, &format);
    REQUIRE(sound != nullptr);
    std::vector<std::int16_t> samples(static_cast<std::size_t>(format.frames * format.channels));
    sf_readf_short(sound, samples.data(), format.frames);
    sf_close(sound);
    return samples;
}

// No file of this process grows beyond so many bytes: a full disk, for as long as it lives.
class SmallFiles {
public:
    explicit SmallFiles(rlim_t bytes) : before_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &usual_);
        const rlimit small{bytes, usual_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallFiles() {
        ::setrlimit(RLIMIT_FSIZE, &usual_);
        std::signal(SIGXFSZ, before_);
    }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;

private:
    rlimit usual_{};
    void (*before_)(int);
};

}  // namespace

TEST_CASE("what is written is the nearest of sixteen bits, and full scale where it is beyond") {
    const std::string ending = GENERATE(".wav", ".flac");
    const auto file = std::filesystem::temp_directory_path() / ("sound-file-" + std::to_string(::getpid()) + ending);
    const float step = 1.0F / 32768.0F;
    const std::array<float, 10> samples{0.0F,           -1.0F,       1.0F,        2.5F,         -2.5F,
                                        1234.0F * step, 0.4F * step, 0.6F * step, -0.4F * step, -0.6F * step};
    {
        SoundFile sound(file);
        CHECK(sound.write(samples));
        CHECK(sound.close());
    }
    const auto found = kept(file);
    std::filesystem::remove(file);
    CHECK(found == std::vector<std::int16_t>{0, -32768, 32767, 32767, -32768, 1234, 0, 1, 0, -1});
}

TEST_CASE("what two channels have in common is on the air-check's disk once") {
    std::vector<float> alike;
    std::vector<float> unlike;
    std::minstd_rand chance(7);
    std::uniform_real_distribution<float> sample(-0.3F, 0.3F);
    for (int i = 0; i < 96'000; ++i) {
        const float left = sample(chance);
        alike.insert(alike.end(), {left, left});
        unlike.insert(unlike.end(), {left, sample(chance)});
    }
    const auto bytes_of = [](const std::vector<float>& samples) {
        const auto file = std::filesystem::temp_directory_path() / ("hurried-" + std::to_string(::getpid()) + ".flac");
        SoundFile sound(file, true);
        CHECK(sound.write(samples));
        CHECK(sound.close());
        const auto bytes = static_cast<double>(std::filesystem::file_size(file));
        const bool is_same = kept(file).size() == samples.size();
        CHECK(is_same);
        std::filesystem::remove(file);
        return bytes;
    };
    CHECK(bytes_of(alike) < 0.55 * bytes_of(unlike));
}

TEST_CASE("what is handed over to be written is in the file, whole and in order") {
    const std::string ending = GENERATE(".wav", ".flac");
    const auto file = std::filesystem::temp_directory_path() / ("sound-belt-" + std::to_string(::getpid()) + ending);
    constexpr std::int32_t kSamples = 1'000'000;  // many batches, and a part of one
    {
        SoundBelt belt(file);
        std::vector<float> block;
        for (std::int32_t at = 0; at < kSamples;) {
            block.clear();
            for (; block.size() < 7'778 && at < kSamples; ++at)
                block.push_back(static_cast<float>(at % 20'011) / 32768.0F);
            REQUIRE(belt.write(block));
        }
        CHECK(belt.close());
    }
    const auto found = kept(file);
    std::filesystem::remove(file);
    REQUIRE(found.size() == kSamples);
    bool is_same = true;
    for (std::int32_t at = 0; at < kSamples; ++at)
        is_same = is_same && found[static_cast<std::size_t>(at)] == at % 20'011;
    CHECK(is_same);
}

TEST_CASE("a disk that refuses is told by the next word or at the end, and nobody waits for ever") {
    const std::string ending = GENERATE(".wav", ".flac");
    const auto file = std::filesystem::temp_directory_path() / ("belt-refused-" + std::to_string(::getpid()) + ending);
    const SmallFiles limit(1U << 20);
    SoundBelt belt(file);
    std::vector<float> second(96'000);
    std::minstd_rand chance(3);
    std::uniform_real_distribution<float> sample(-0.5F, 0.5F);
    std::generate(second.begin(), second.end(), [&] { return sample(chance); });
    bool is_written = true;
    for (int i = 0; i < 20 && is_written; ++i) is_written = belt.write(second);
    const bool is_closed = belt.close();
    std::filesystem::remove(file);
    CHECK_FALSE((is_written && is_closed));
}
