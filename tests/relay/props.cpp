// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See props.h.
#include "tests/relay/props.h"

#include <algorithm>

#include "tests/intake/taking.h"

namespace truyenthanh::test {
namespace {

constexpr const char* kMp3 = "-ar 44100 -c:a libmp3lame -b:a 128k -reservoir 0 -write_xing 0 -id3v2_version 0 -f mp3";
constexpr const char* kNoise = "anoisesrc=color=pink:duration=10:amplitude=0.3";

std::string text_of(const std::filesystem::path& file) {
    const std::vector<char> bytes = bytes_of(file);
    return {bytes.begin(), bytes.end()};
}

std::string made_by_ffmpeg(const std::string& source, const std::string& options) {
    const Folder folder;
    const auto out = folder / "stream";
    run("ffmpeg -nostdin -v error -y -f lavfi -i " + source + " -ac 2 " + options + " '" + out.string() + "'");
    return text_of(out);
}

// An encoder begins and ends with silence of its own, which a theatre that counts silence must not play.
std::string without_its_ends(const std::string& adts) {
    std::vector<std::size_t> frames;
    for (std::size_t at = 0; at + 7 <= adts.size();) {
        frames.push_back(at);
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(adts[at + i]); };
        at += std::max(7U, (byte(3) & 3U) << 11U | static_cast<unsigned>(byte(4)) << 3U | byte(5) >> 5U);
    }
    constexpr std::size_t few = 3;
    return adts.substr(frames.at(few), frames.at(frames.size() - few) - frames.at(few));
}

}  // namespace

Props::Props()
    : mp3(made_by_ffmpeg(kNoise, kMp3)),
      aac(without_its_ends(made_by_ffmpeg(kNoise, "-ar 44100 -c:a aac -b:a 128k -f adts"))),
      slow(without_its_ends(made_by_ffmpeg(kNoise, "-ar 22050 -c:a aac -b:a 48k -f adts"))),
      ogg(made_by_ffmpeg(kNoise, "-ar 48000 -c:a libvorbis -q:a 4 -f ogg")),
      silence(made_by_ffmpeg("anullsrc=duration=10", kMp3)),
      tone(made_by_ffmpeg("sine=frequency=1000:duration=150", kMp3)) {
    const Folder folder;
    run("cd '" + folder.path().string() + "' && ffmpeg -nostdin -v error -f lavfi -i " + kNoise +
        " -ar 48000 -c:a aac -b:a 96k -f hls -hls_time 1 -hls_list_size 0 -hls_segment_filename s%03d.ts all.m3u8");
    for (int i = 0; i < 10; ++i) segments.push_back(text_of(folder / ("s00" + std::to_string(i) + ".ts")));
}

const Props& props() {
    static const Props made;
    return made;
}

}  // namespace truyenthanh::test
