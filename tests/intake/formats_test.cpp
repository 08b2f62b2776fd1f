// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every format a station is sent becomes the same sound, to the sample. One tone is cut into three, each part encoded
// by itself; the masters laid end to end must be the tone again.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/intake/taking.h"

using namespace truyenthanh;
using namespace truyenthanh::test;

namespace {

struct Encoder {
    std::string name;
    std::string suffix;
    std::string command;  // {in}, {out}
};

std::string filled(std::string command, const std::string& in, const std::string& out) {
    command.replace(command.find("{in}"), 4, "'" + in + "'");
    command.replace(command.find("{out}"), 5, "'" + out + "'");
    return command;
}

const std::string kFfmpeg = "ffmpeg -nostdin -v error -y -i {in} ";

std::vector<Encoder> exact_encoders() {
    return {{"WAV 16", "wav", "cp {in} {out}"},
            {"FLAC", "flac", kFfmpeg + "-c:a flac {out}"},
            {"MP3 with a LAME header", "mp3", kFfmpeg + "-c:a libmp3lame -b:a 128k {out}"},
            {"AAC in M4A", "m4a", kFfmpeg + "-c:a aac -b:a 128k {out}"},
            {"AAC in fast-start M4A", "m4a", kFfmpeg + "-c:a aac -b:a 128k -movflags +faststart {out}"},
            {"ALAC in M4A", "m4a", kFfmpeg + "-c:a alac {out}"},
            {"Vorbis", "ogg", kFfmpeg + "-c:a libvorbis -q:a 5 {out}"},
            {"Opus", "opus", kFfmpeg + "-c:a libopus -b:a 96k {out}"}};
}

std::int64_t at_48k(std::int64_t frames, int rate) { return (frames * 48'000 + rate / 2) / rate; }

// How far `sound` is from the tone at its best lag within ±`reach` frames: what the join would jump by.
int best_lag(const Sound& sound, std::int64_t first, double hertz, int reach) {
    int best = 0;
    double least = 1e9;
    const std::int64_t frames =
        std::min<std::int64_t>(static_cast<std::int64_t>(sound.samples.size()) / sound.channels, 20'000);
    for (int lag = -reach; lag <= reach; ++lag) {
        double error = 0.0;
        for (std::int64_t i = 4000; i < frames; i += 7) {
            const double phase = 2.0 * std::numbers::pi * hertz * static_cast<double>(first + i + lag) / 48'000.0;
            const double wanted = 0.5 * std::sin(phase);
            const double got = sound.samples[static_cast<std::size_t>(i * sound.channels)];
            error += (got - wanted) * (got - wanted);
        }
        if (error < least) {
            least = error;
            best = lag;
        }
    }
    return best;
}

}  // namespace

TEST_CASE("items cut from one tone join without a sample added or lost, whatever format they came in") {
    const auto encoder = GENERATE(from_range(exact_encoders()));
    const int rate = GENERATE(48'000, 44'100);
    const int channels = GENERATE(1, 2);
    if (encoder.name == "Opus" && rate != 48'000) return;  // its encoder resamples, with a rounding of its own
    CAPTURE(encoder.name, rate, channels);
    const Folder folder;
    constexpr double kHertz = 441.0;  // its period divides neither the cuts nor any codec's frame
    const std::vector<std::int64_t> cuts{0, rate * 2 + 1234, rate * 4 + 77, rate * 6 + 5001};
    for (std::size_t part = 0; part + 1 < cuts.size(); ++part) {
        const std::int64_t frames = cuts[part + 1] - cuts[part];
        write_wav(folder / "part.wav", tone(rate, channels, cuts[part], frames, kHertz));
        const auto coded = folder / ("coded." + encoder.suffix);
        run(filled(encoder.command, (folder / "part.wav").string(), coded.string()));
        const Taken taken = take_in(folder.path(), coded);
        CAPTURE(part, taken.result.refused ? to_string(*taken.result.refused) : "");
        REQUIRE(taken.result.measures);
        CHECK(taken.result.measures->frames.count == at_48k(frames, rate));
        CHECK(taken.result.measures->channels == channels);
        const Sound master = read_sound(taken.master);
        CHECK(static_cast<std::int64_t>(master.samples.size()) / channels == at_48k(frames, rate));
        CHECK(best_lag(master, at_48k(cuts[part], rate), kHertz, 50) == 0);
    }
}

TEST_CASE("a raw stream without a header begins at its first sample and loses the padding it ends with") {
    const std::vector<Encoder> raw{
        {"MP3 without a header", "mp3", kFfmpeg + "-c:a libmp3lame -b:a 128k -write_xing 0 {out}"},
        {"AAC in ADTS", "aac", kFfmpeg + "-c:a aac -b:a 128k {out}"}};
    const auto encoder = GENERATE_COPY(from_range(raw));
    CAPTURE(encoder.name);
    const Folder folder;
    constexpr double kHertz = 441.0;
    constexpr std::int64_t kFrames = 97'234;
    write_wav(folder / "part.wav", tone(48'000, 1, 0, kFrames, kHertz));
    const auto coded = folder / ("coded." + encoder.suffix);
    run(filled(encoder.command, (folder / "part.wav").string(), coded.string()));
    const Taken taken = take_in(folder.path(), coded);
    REQUIRE(taken.result.measures);
    CHECK(best_lag(read_sound(taken.master), 0, kHertz, 50) == 0);
    CHECK(std::llabs(taken.result.measures->frames.count - kFrames) <= 200);
}

TEST_CASE("a WMA file is taken in with its sound, whatever its writer left off at the end") {
    const Folder folder;
    write_wav(folder / "part.wav", tone(48'000, 1, 0, 97'234, 441.0));
    run(filled(kFfmpeg + "-c:a wmav2 -b:a 128k {out}", (folder / "part.wav").string(),
               (folder / "coded.wma").string()));
    const Taken taken = take_in(folder.path(), folder / "coded.wma");
    REQUIRE(taken.result.measures);
    CHECK(std::llabs(taken.result.measures->frames.count - 97'234) <= 4096);
}

namespace {

// An MP4 box.
std::string box(const std::string& name, const std::string& content) {
    const auto size = static_cast<std::uint32_t>(content.size() + 8);
    std::string head;
    for (const int shift : {24, 16, 8, 0}) head.push_back(static_cast<char>(size >> shift & 0xff));
    return head + name + content;
}

// What iTunes writes beside the sound: how many samples its encoder put before and behind it.
std::string itunes_comment(const std::string& value) {
    const std::string none(4, '\0');
    const std::string comment = box("mean", none + "com.apple.iTunes") + box("name", none + "iTunSMPB") +
                                box("data", std::string("\0\0\0\1", 4) + none + value);
    const std::string handler = box("hdlr", none + none + "mdirappl" + none + none + std::string(1, '\0'));
    return box("udta", box("meta", none + handler + box("ilst", box("----", comment))));
}

// Puts `boxes` at the end of the file's last box, which must be the index.
void add_to_index(const std::filesystem::path& path, const std::string& boxes) {
    std::vector<char> bytes = bytes_of(path);
    std::size_t last = 0;
    const auto size_at = [&](std::size_t at) {
        std::uint32_t size = 0;
        for (std::size_t i = 0; i < 4; ++i) size = size << 8U | static_cast<unsigned char>(bytes[at + i]);
        return size;
    };
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += size_at(at)) last = at;
    REQUIRE(std::string(&bytes[last + 4], 4) == "moov");
    const auto size = static_cast<std::uint32_t>(size_at(last) + boxes.size());
    for (const int i : {0, 1, 2, 3})
        bytes[last + static_cast<std::size_t>(i)] = static_cast<char>(size >> (24 - 8 * i) & 0xff);
    bytes.insert(bytes.end(), boxes.begin(), boxes.end());
    write_bytes(path, bytes);
}

}  // namespace

TEST_CASE("an M4A as iTunes writes it, with its delay in a comment and no edit list, loses delay and padding") {
    const Folder folder;
    constexpr double kHertz = 441.0;
    constexpr std::int64_t kFrames = 97'234;
    constexpr std::int64_t kDelay = 2112;    // of Apple's encoder
    constexpr std::int64_t kEncoder = 1024;  // of the one used here: the rest is silence before the tone
    Sound padded;
    padded.rate = 48'000;
    padded.samples.assign(static_cast<std::size_t>(kDelay - kEncoder), 0.0F);
    const Sound sound = tone(48'000, 1, 0, kFrames, kHertz);
    padded.samples.insert(padded.samples.end(), sound.samples.begin(), sound.samples.end());
    write_wav(folder / "part.wav", padded);
    run(filled(kFfmpeg + "-c:a aac -b:a 128k -use_editlist 0 {out}", (folder / "part.wav").string(),
               (folder / "coded.m4a").string()));
    const std::int64_t packets = (static_cast<std::int64_t>(padded.samples.size()) + kEncoder + 1023) / 1024;
    char value[120];
    std::snprintf(value, sizeof value, " 00000000 %08X %08X %016llX 00000000 00000000 00000000 00000000",
                  static_cast<unsigned>(kDelay), static_cast<unsigned>(packets * 1024 - kDelay - kFrames),
                  static_cast<unsigned long long>(kFrames));
    add_to_index(folder / "coded.m4a", itunes_comment(value));
    const Taken taken = take_in(folder.path(), folder / "coded.m4a");
    REQUIRE(taken.result.measures);
    CHECK(taken.result.measures->frames.count == kFrames);
    CHECK(best_lag(read_sound(taken.master), 0, kHertz, 50) == 0);
}
