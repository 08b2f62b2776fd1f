// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HLS with AAC: segments and playlist from a server that goes on, freezes, or points elsewhere.
#include <algorithm>
#include <atomic>
#include <map>
#include <string>
#include <thread>

#include "audio/relay_carrier.h"
#include "tests/catch.h"
#include "tests/intake/taking.h"
#include "tests/relay/scripted_server.h"

using namespace truyenthanh;
using namespace truyenthanh::test;
using namespace std::chrono_literals;

namespace {

constexpr int kSegments = 20;

// Twenty seconds of a tone as one-second segments, by file name; "init.mp4" where there is one.
std::map<std::string, std::string> segments(const std::string& type) {
    const Folder folder;
    const std::string suffix = type == "fmp4" ? "m4s" : "ts";
    run("cd '" + folder.path().string() +
        "' && ffmpeg -nostdin -v error -f lavfi -i sine=frequency=440:duration=20:sample_rate=48000 -c:a aac -b:a 96k "
        "-f "
        "hls -hls_time 1 -hls_list_size 0 -hls_segment_type " +
        type + " -hls_fmp4_init_filename init.mp4 -hls_segment_filename seg%03d." + suffix + " all.m3u8");
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        const std::vector<char> bytes = bytes_of(entry.path());
        files[entry.path().filename().string()] = {bytes.begin(), bytes.end()};
    }
    return files;
}

// A live playlist whose newest segment is `newest`.
std::string playlist(int newest, const std::string& suffix, const std::string& prefix = "") {
    const int first = std::max(0, newest - 4);
    std::string text =
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first) + "\n";
    if (suffix == "m4s") text += "#EXT-X-MAP:URI=\"" + prefix + "init.mp4\"\n";
    for (int i = first; i <= newest; ++i) {
        const std::string number = std::to_string(1000 + i).substr(1);
        text += "#EXTINF:1.0,\n" + prefix + "seg" + number + "." + suffix + "\n";
    }
    return text;
}

struct Waiting {
    Ring ring{1U << 18};
    RelayCarrier carrier;
    std::thread thread;

    explicit Waiting(const wire::RelayOrder& order) : carrier(ring, order, law(), [](const std::string&) {}) {
        ring.job().run_until = INT64_MAX;
        thread = std::thread([this] { carrier.run(); });
    }
    Waiting(const Waiting&) = delete;
    ~Waiting() {
        ring.job().stop = 1;
        thread.join();
    }
    // A stall is three segments: three seconds here.
    static ConductorLaw law() {
        ConductorLaw law;
        law.first_sound = 20.0;
        law.stall = 1.5;
        law.first_pause = 0.05;
        law.silence = law.stuck = 0.0;
        return law;
    }
    template <class Condition>
    static bool sees(Condition condition) {
        for (int turn = 0; turn < 6000; ++turn) {
            if (condition()) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
};

wire::RelayOrder order_for(const std::string& url) {
    wire::RelayOrder order;
    order.urls = {url};
    order.allow_private = true;
    order.buffer_ms = 1000;
    return order;
}

}  // namespace

TEST_CASE("HLS with AAC is carried, in transport streams and in fragmented MP4") {
    const std::string type = GENERATE("mpegts", "fmp4");
    const std::string suffix = type == "fmp4" ? "m4s" : "ts";
    CAPTURE(type);
    const auto files = segments(type);
    const auto began = std::chrono::steady_clock::now();
    ScriptedServer server([&](const std::string& path, Connection& client) {
        if (path == "/live.m3u8") {
            const auto seconds =
                std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
            const int newest = std::min(kSegments - 1, 4 + static_cast<int>(seconds.count()));
            return client.answer("application/vnd.apple.mpegurl", playlist(newest, suffix));
        }
        const auto file = files.find(path.substr(1));
        if (file != files.end()) client.answer("video/mp2t", file->second);
    });
    Waiting relay(order_for(server.url("/live.m3u8")));
    CHECK(Waiting::sees([&] { return relay.ring.job().decoded_frames > 5 * 48'000U; }));
    CHECK(relay.ring.fill() <= 48'000 + 2400);
    CHECK(relay.ring.job().codec().find("aac") == 0);
}

TEST_CASE("a playlist that no longer grows is given up and opened again") {
    const auto files = segments("mpegts");
    std::atomic<int> opened{0};
    ScriptedServer server([&](const std::string& path, Connection& client) {
        if (path == "/live.m3u8") {
            ++opened;
            return client.answer("application/vnd.apple.mpegurl", playlist(4, "ts"));
        }
        const auto file = files.find(path.substr(1));
        if (file != files.end()) client.answer("video/mp2t", file->second);
    });
    Waiting relay(order_for(server.url("/live.m3u8")));
    CHECK(
        Waiting::sees([&] { return relay.ring.job().fault == static_cast<std::uint32_t>(wire::RelayFault::Stalled); }));
}

TEST_CASE("a playlist that points to a host that is not on the list fetches nothing there") {
    ScriptedServer elsewhere([&](const std::string&, Connection& client) { client.answer("video/mp2t", "x"); });
    ScriptedServer server([&](const std::string&, Connection& client) {
        client.answer("application/vnd.apple.mpegurl", playlist(4, "ts", elsewhere.url("/", "localhost")));
    });
    Waiting relay(order_for(server.url("/live.m3u8")));
    CHECK(Waiting::sees(
        [&] { return relay.ring.job().fault == static_cast<std::uint32_t>(wire::RelayFault::HostNotAllowed); }));
    CHECK(elsewhere.requests() == 0);
}

TEST_CASE("a playlist cannot make the job read a file of this machine") {
    const Folder folder;
    write_bytes(folder / "secret.ts", std::vector<char>(2000, 'G'));
    ScriptedServer server([&](const std::string&, Connection& client) {
        client.answer("application/vnd.apple.mpegurl", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\nfile://" +
                                                           (folder / "secret.ts").string() + "\n#EXT-X-ENDLIST\n");
    });
    Waiting relay(order_for(server.url("/live.m3u8")));
    CHECK(Waiting::sees([&] { return relay.ring.job().fault != 0; }));
    CHECK(relay.ring.job().decoded_frames == 0);
}
