// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See marked_sound.h.
#include "tests/daemon/marked_sound.h"

#include <sndfile.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>

#include "core/descriptor.h"
#include "store/hash.h"

namespace truyenthanh::testing {
namespace {

constexpr double kStep = 1.0 / 16.0;  // between the numbers of two marks
constexpr double kNear = 1e-3;        // the master's ratio is exact, the mixer's floats are off by 1e-7
constexpr double kReached = 0.1;      // of the step between two marks: a fade's end is as near to its sound
constexpr std::int64_t kRampFrames = 480;
constexpr std::int64_t kPassing = 2;    // frames in a row: one in about 500 of a fade is within kNear of a mark between
constexpr unsigned kCoarse = 1U << 19;  // of 2^31: below -8 dBFS, and right / left is exact in 24 bits

std::vector<int> noise_of(int mark, std::int64_t frames) {
    std::mt19937 engine(static_cast<unsigned>(mark) + 1);
    std::vector<int> samples;
    samples.reserve(static_cast<std::size_t>(2 * frames));
    for (std::int64_t i = 0; i < frames; ++i) {
        const auto left = static_cast<int>(kCoarse * (200 + engine() % 1000));
        samples.insert(samples.end(), {left, left / 16 * (mark + 1)});
    }
    return samples;
}

std::string read_whole(int fd) {
    std::string bytes(static_cast<std::size_t>(::lseek(fd, 0, SEEK_END)), '\0');
    if (::pread(fd, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("no bytes");
    return bytes;
}

MarkedSound make_sound(int mark, Frames frames) {
    const Descriptor file(::memfd_create("marked", MFD_CLOEXEC));
    SF_INFO format{};
    format.samplerate = kSampleRate;
    format.channels = 2;
    format.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_24;
    SNDFILE* sound = sf_open_fd(file.get(), SFM_WRITE, &format, 0);
    if (sound == nullptr) throw std::runtime_error("no FLAC");
    sf_writef_int(sound, noise_of(mark, frames.count).data(), frames.count);
    sf_close(sound);
    MarkedSound made{mark, frames, read_whole(file.get()), {}};
    made.sha256 = sha256_of(made.bytes);
    return made;
}

}  // namespace

const std::vector<MarkedSound>& marked_sounds() {
    static const std::vector<MarkedSound> sounds = [] {
        std::vector<MarkedSound> made;
        for (int mark = 0; mark < kMarks; ++mark)
            made.push_back(make_sound(mark, Frames{kSampleRate + kSampleRate / 2 * (mark * 5 % 9)}));
        return made;
    }();
    return sounds;
}

double ratio_of(int mark) { return (mark + 1) * kStep; }

int mark_of(float left, float right) {
    if (left == 0.0F && right == 0.0F) return kSilence;
    if (left == 0.0F) return kUnknown;
    const double number = static_cast<double>(right) / static_cast<double>(left) / kStep;
    const double whole = std::round(number);
    if (std::fabs(number - whole) > kNear || whole < 1.0 || whole > kMarks) return kUnknown;
    return static_cast<int>(whole) - 1;
}

void Heard::add(std::span<const float> samples) {
    for (std::size_t i = 0; i + 1 < samples.size(); i += 2, ++frames) {
        const int mark = mark_of(samples[i], samples[i + 1]);
        const double ratio = mark == kSilence ? 0.0 : double{samples[i + 1]} / double{samples[i]};
        if (runs.empty() || runs.back().mark != mark) runs.push_back({mark, frames, frames, ratio, ratio});
        runs.back().end = frames + 1;
        runs.back().lowest = std::min(runs.back().lowest, ratio);
        runs.back().highest = std::max(runs.back().highest, ratio);
    }
}

int Heard::steady_beside(const Run& run, bool is_before) const {
    int found = kUnknown;
    for (const Run& other : runs) {
        if (other.mark < 0 || other.length() <= kRampFrames) continue;
        if (is_before && other.end <= run.begin) found = other.mark;
        if (!is_before && other.begin >= run.end) return other.mark;
    }
    return found;
}

std::vector<int> Heard::marks_of(std::size_t index) const {
    return is_of_a_mix(index) ? mix_at(index) : std::vector{runs[index].mark};
}

bool Heard::is_of_a_mix(std::size_t index) const {
    if (runs[index].mark < 0) return runs[index].mark == kUnknown;
    const auto is_unknown = [this](std::size_t at) { return at < runs.size() && runs[at].mark == kUnknown; };
    return runs[index].length() <= kPassing && (is_unknown(index - 1) || is_unknown(index + 1));
}

// A mix lies between the ratios of what is mixed: what lies beyond the neighbours' is of a mark further out, and which
// one the fade tells where it comes near it.
std::vector<int> Heard::mix_at(std::size_t index) const {
    std::size_t first = index;
    while (first > 0 && is_of_a_mix(first - 1)) --first;
    double lowest = runs[first].lowest;
    double highest = runs[first].highest;
    for (std::size_t i = first; i < runs.size() && is_of_a_mix(i); ++i) {
        lowest = std::min(lowest, runs[i].lowest);
        highest = std::max(highest, runs[i].highest);
    }
    std::vector<int> marks;
    for (const int mark : {steady_beside(runs[index], true), steady_beside(runs[index], false)})
        if (mark != kUnknown) marks.push_back(mark);
    const auto is_beyond = [&marks](auto lies_beyond) { return std::all_of(marks.begin(), marks.end(), lies_beyond); };
    const int below = static_cast<int>(std::floor(lowest / kStep + kNear)) - 1;
    const int above = static_cast<int>(std::ceil(highest / kStep - kNear)) - 1;
    const bool is_low = is_beyond([below](int mark) { return below < mark; });
    const bool is_high = is_beyond([above](int mark) { return above > mark; });
    if (is_low && (below < 0 || lowest / kStep - (below + 1) > kReached)) return {};
    if (is_high && (above >= kMarks || above + 1 - highest / kStep > kReached)) return {};
    if (is_low) marks.push_back(below);
    if (is_high) marks.push_back(above);
    return marks;
}

std::int64_t Heard::frames_of(int mark) const {
    std::int64_t sum = 0;
    for (const Run& run : runs) {
        if (run.mark == mark) sum += run.end - run.begin;
    }
    return sum;
}

}  // namespace truyenthanh::testing
