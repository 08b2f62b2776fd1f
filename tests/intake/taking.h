// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder of masters for one test, files made by the usual encoders, and one take-in from beginning to end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "audio/intake.h"

namespace truyenthanh::test {

// A folder of its own, gone afterwards.
class Folder {
public:
    Folder();
    Folder(const Folder&) = delete;
    ~Folder();

    const std::filesystem::path& path() const noexcept { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    // Files in it and below, temporary ones included.
    int files() const;

private:
    std::filesystem::path path_;
};

struct Sound {
    int rate = 48'000;
    int channels = 1;
    std::vector<float> samples;  // interleaved
};

// A tone whose phase runs on from `first`; amplitude 0.5, the right channel a little quieter.
Sound tone(int rate, int channels, std::int64_t first, std::int64_t frames, double hertz = 997.0);
void write_wav(const std::filesystem::path& path, const Sound& sound, int format_bits = 16);
Sound read_sound(const std::filesystem::path& path);

std::vector<char> bytes_of(const std::filesystem::path& path);
void write_bytes(const std::filesystem::path& path, const std::vector<char>& bytes);
// A command that must succeed, run by the shell.
void run(const std::string& command);

// Takes `file` in with masters in `masters`, waits for the end. The master's path when it was kept.
struct Taken {
    IntakeResult result;
    std::filesystem::path master;
    bool was_there = false;
};
Taken take_in(const std::filesystem::path& masters, const std::filesystem::path& file, const IntakeLimits& limits = {});

std::filesystem::path decode_program();
Descriptor open_upload(const std::filesystem::path& file);
SteadyTime steady_now();
// Waits on the intake's descriptor until it has a result.
void finish(Intake& intake);

}  // namespace truyenthanh::test
