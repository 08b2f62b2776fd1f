// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Streams of real encoders that change on the way: rate, channels, codec, titles by the thousand. Each of them is one
// tone all along, so a second at the wrong speed would be another tone.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <complex>
#include <string>
#include <thread>
#include <vector>

#include "audio/relay_carrier.h"
#include "tests/catch.h"
#include "tests/intake/taking.h"
#include "tests/relay/scripted_server.h"

using namespace truyenthanh;
using namespace truyenthanh::test;
using namespace std::chrono_literals;

namespace {

constexpr double kHertz = 440.0;
constexpr std::size_t kWindow = kSampleRate / 20;

// So many seconds of the tone.
std::string tone_as(const std::string& options, int seconds = 6) {
    const Folder folder;
    const auto out = folder / "stream";
    run("ffmpeg -nostdin -v error -y -f lavfi -i sine=frequency=440:duration=" + std::to_string(seconds) +
        ":sample_rate=48000 " + options + " '" + out.string() + "'");
    const std::vector<char> bytes = bytes_of(out);
    return {bytes.begin(), bytes.end()};
}

constexpr const char* kMp3 = " -c:a libmp3lame -write_xing 0 -id3v2_version 0 -f mp3";

struct Heard {
    std::vector<float> samples;  // left
    std::string format;
    std::string title;
    int requests = 0;
};

// What a listener has after so many seconds of sound; what comes of a server that sends much faster than it sounds.
Heard hear(const std::string& type, const std::vector<std::string>& chapters, double seconds) {
    std::atomic<int> asked{0};
    ScriptedServer server([&](const std::string&, Connection& client) {
        client.begin(type);
        const int first = std::min<int>(asked++, static_cast<int>(chapters.size()) - 1);
        for (std::size_t i = static_cast<std::size_t>(first); i < chapters.size(); ++i)
            client.drip(chapters[i], 64'000, chapters[i].size());
        client.stall();
    });
    wire::RelayOrder order;
    order.urls = {server.url("/live")};
    order.allow_private = true;
    order.buffer_ms = 1000;
    ConductorLaw law;
    law.silence = law.stuck = law.damaged = 0.0;
    law.first_sound = law.stall = law.ill = 60.0;
    law.first_pause = law.longest_pause = 0.1;
    Ring ring{1U << 18};
    ring.job().run_until = INT64_MAX;
    ring.job().reader_heartbeat = INT64_MAX / 2;
    RelayCarrier carrier(ring, order, law, [](const std::string&) {});
    std::thread job([&] { carrier.run(); });
    const auto wanted = static_cast<std::size_t>(seconds * kSampleRate);
    Heard heard;
    std::vector<float> piece(2 * kWindow);
    for (int turn = 0; turn < 3000 && heard.samples.size() < wanted; ++turn) {
        const std::uint32_t got = ring.read(piece.data(), kWindow);
        for (std::uint32_t i = 0; i < got; ++i) heard.samples.push_back(piece[2 * i]);
        if (got == 0) std::this_thread::sleep_for(10ms);
    }
    heard.format = ring.job().codec();
    heard.title = ring.job().title();
    heard.requests = server.requests();
    ring.job().stop = 1;
    job.join();
    return heard;
}

// Windows of 50 ms that sound, and not at the tone's own pitch.
int foreign_windows(const std::vector<float>& samples) {
    int foreign = 0;
    for (std::size_t at = 0; at + kWindow <= samples.size(); at += kWindow) {
        std::complex<double> sum;
        double power = 0.0;
        for (std::size_t i = 0; i < kWindow; ++i) {
            const double value = samples[at + i];
            power += value * value / kWindow;
            sum += value * std::polar(1.0, -6.283185307 * kHertz * static_cast<double>(i) / kSampleRate) /
                   static_cast<double>(kWindow);
        }
        if (power > 1e-5 && 2.0 * std::norm(sum) < 0.9 * power) ++foreign;
    }
    return foreign;
}

}  // namespace

TEST_CASE("a stream that changes rate, channels or codec on the way is never heard at a wrong speed") {
    struct Change {
        std::string name, type;
        std::vector<std::string> chapters;  // each as ffmpeg makes it
        double seconds;                     // that are heard of it
    };
    const std::vector<Change> changes{
        {"AAC: rate and channels",
         "audio/aac",
         {"-ac 2 -ar 44100 -c:a aac -b:a 128k -f adts", "-ac 1 -ar 32000 -c:a aac -b:a 64k -f adts",
          "-ac 2 -ar 22050 -c:a aac -b:a 64k -f adts", "-ac 2 -ar 48000 -c:a aac -b:a 128k -f adts"},
         22.0},
        {"MP3: rate, channels and version",
         "audio/mpeg",
         {"-ac 2 -ar 44100 -b:a 128k" + std::string(kMp3), "-ac 1 -ar 22050 -b:a 64k" + std::string(kMp3),
          "-ac 2 -ar 32000 -b:a 96k" + std::string(kMp3)},
         16.0},
        {"Ogg Vorbis: a chapter of another rate",
         "application/ogg",
         {"-ac 2 -ar 48000 -c:a libvorbis -q:a 4 -f ogg", "-ac 1 -ar 22050 -c:a libvorbis -q:a 4 -f ogg"},
         10.0},
        {"Ogg: from Vorbis to Opus",
         "application/ogg",
         {"-ac 2 -ar 44100 -c:a libvorbis -q:a 4 -f ogg", "-ac 2 -ar 48000 -c:a libopus -b:a 96k -f ogg"},
         10.0},
    };
    for (const Change& change : changes) {
        DYNAMIC_SECTION(change.name) {
            std::vector<std::string> chapters;
            for (const std::string& options : change.chapters) chapters.push_back(tone_as(options));
            const Heard heard = hear(change.type, chapters, change.seconds);
            CAPTURE(heard.format, heard.requests);
            CHECK(static_cast<double>(heard.samples.size()) >= change.seconds * kSampleRate);
            // At a change the resampler and the encoder begin anew: a window or two of it.
            CHECK(foreign_windows(heard.samples) <= 2 * static_cast<int>(chapters.size()));
        }
    }
}

TEST_CASE("what is told of a stream's format is that of its sound now") {
    const Heard heard = hear(
        "audio/aac",
        {tone_as("-ac 2 -ar 44100 -c:a aac -b:a 128k -f adts"), tone_as("-ac 1 -ar 32000 -c:a aac -b:a 64k -f adts")},
        11.0);
    CHECK(heard.format.find("32000 Hz mono") != std::string::npos);
}

TEST_CASE("a storm of titles, hostile ones among them, costs the sound nothing and shows the last") {
    const std::string mp3 = tone_as("-ac 2 -ar 44100 -b:a 128k" + std::string(kMp3), 8);
    constexpr std::size_t interval = 64;  // some 250 titles a second
    std::string stream;
    int number = 0;
    for (std::size_t at = 0; at < mp3.size(); at += interval) {
        const std::string piece = mp3.substr(at, interval);
        stream += piece;
        if (piece.size() < interval) break;
        std::string text = "StreamTitle='\xFF\n\x1B[2J'; \"" + std::to_string(++number) + "\" – Tin buổi sáng';";
        text.resize((text.size() + 15) / 16 * 16, '\0');
        stream += static_cast<char>(text.size() / 16) + text;
    }
    const Heard heard = hear("audio/mpeg\r\nicy-metaint: 64", {stream}, 7.0);
    CHECK(heard.samples.size() >= 7 * kSampleRate);
    CHECK(foreign_windows(heard.samples) <= 1);
    CHECK(heard.title.find("\xEF\xBF\xBD [2J'; \"") == 0);
    CHECK(heard.title.find("– Tin buổi sáng") != std::string::npos);
}

TEST_CASE("each chapter of an Ogg stream brings its title") {
    const Heard heard =
        hear("application/ogg",
             {tone_as("-ac 2 -c:a libvorbis -q:a 4 -metadata title=Một -f ogg"),
              tone_as("-ac 2 -c:a libvorbis -q:a 4 -metadata title='Hai; \"ba\"' -metadata artist='Đài' -f ogg")},
             11.0);
    CHECK(heard.title == "Đài – Hai; \"ba\"");
}
