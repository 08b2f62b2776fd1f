// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See taking.h.
#include "tests/intake/taking.h"

#include <fcntl.h>
#include <poll.h>
#include <sndfile.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <numbers>

#include "tests/catch.h"

namespace truyenthanh::test {

namespace fs = std::filesystem;

Folder::Folder() {
    std::string name = (fs::temp_directory_path() / "truyenthanh-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

int Folder::files() const {
    int count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(path_)) count += entry.is_regular_file() ? 1 : 0;
    return count;
}

Sound tone(int rate, int channels, std::int64_t first, std::int64_t frames, double hertz) {
    Sound sound{rate, channels, {}};
    for (std::int64_t i = 0; i < frames; ++i) {
        const double phase = 2.0 * std::numbers::pi * hertz * static_cast<double>(first + i) / rate;
        for (int c = 0; c < channels; ++c)
            sound.samples.push_back(static_cast<float>(0.5 * std::sin(phase) * (c == 0 ? 1.0 : 0.9)));
    }
    return sound;
}

void write_wav(const fs::path& path, const Sound& sound, int format_bits) {
    SF_INFO info{};
    info.samplerate = sound.rate;
    info.channels = sound.channels;
    info.format = SF_FORMAT_WAV | (format_bits == 24 ? SF_FORMAT_PCM_24 : SF_FORMAT_PCM_16);
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    REQUIRE(file != nullptr);
    sf_command(file, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    sf_writef_float(file, sound.samples.data(), static_cast<sf_count_t>(sound.samples.size()) / sound.channels);
    sf_close(file);
}

Sound read_sound(const fs::path& path) {
    SF_INFO info{};
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
    REQUIRE(file != nullptr);
    Sound sound{info.samplerate, info.channels, {}};
    sound.samples.resize(static_cast<std::size_t>(info.frames * info.channels));
    CHECK(sf_readf_float(file, sound.samples.data(), info.frames) == info.frames);
    sf_close(file);
    return sound;
}

std::vector<char> bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const fs::path& path, const std::vector<char>& bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void run(const std::string& command) {
    INFO(command);
    REQUIRE(std::system(command.c_str()) == 0);
}

fs::path decode_program() { return DECODE_PROGRAM; }

Descriptor open_upload(const fs::path& file) { return Descriptor{open(file.c_str(), O_RDONLY | O_CLOEXEC)}; }

SteadyTime steady_now() { return {std::chrono::steady_clock::now().time_since_epoch()}; }

void finish(Intake& intake) {
    while (!intake.advance(steady_now())) {
        pollfd watched{intake.poll_fd(), POLLIN, 0};
        poll(&watched, 1, 200);
    }
}

Taken take_in(const fs::path& masters, const fs::path& file, const IntakeLimits& limits) {
    Intake intake(decode_program(), masters, open_upload(file), limits, steady_now());
    finish(intake);
    Taken taken;
    taken.result = *intake.result();
    if (!taken.result.measures) return taken;
    KeptMaster kept = intake.keep();
    taken.master = kept.path;
    taken.was_there = kept.was_there;
    return taken;
}

}  // namespace truyenthanh::test
