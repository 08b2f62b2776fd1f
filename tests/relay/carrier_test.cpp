// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A relay's stream, carried by the job's own code in this process, from servers that behave and servers that do not.
// Deadlines are those of a test, milliseconds; nothing is asserted about how long a thing took.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <complex>
#include <functional>
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

constexpr int kBytesASecond = 16'000;

// Ten seconds of a tone as the codec's raw stream.
std::string stream_of(const std::string& options) {
    const Folder folder;
    const auto out = folder / "stream";
    run("ffmpeg -nostdin -v error -y -f lavfi -i sine=frequency=440:duration=10:sample_rate=44100 -ac 2 " + options +
        " '" + out.string() + "'");
    const std::vector<char> bytes = bytes_of(out);
    return {bytes.begin(), bytes.end()};
}

const std::string& mp3() {
    static const std::string bytes = stream_of("-c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0 -f mp3");
    return bytes;
}
const std::string& adts() {
    static const std::string bytes = stream_of("-c:a aac -b:a 128k -f adts");
    return bytes;
}

// For servers that behave: however slow the machine is, nothing is overdue.
ConductorLaw patient() {
    ConductorLaw law;
    law.first_sound = law.stall = law.ill = law.head_start = 120.0;
    law.first_pause = 0.05;
    law.longest_pause = 0.2;
    law.silence = law.stuck = 0.0;
    return law;
}

// For servers that do not: given up within the second.
ConductorLaw quick() {
    ConductorLaw law = patient();
    law.first_sound = 3.0;
    law.stall = 0.7;
    law.ill = 0.3;
    law.head_start = 0.5;
    law.prove = 1.0;
    return law;
}

// A carrier at work in a thread of its own, told to stop at the end.
class Carried {
public:
    explicit Carried(const wire::RelayOrder& order, const ConductorLaw& law = patient())
        : carrier_(ring_, order, law, [](const std::string&) {}) {
        ring_.job().run_until = INT64_MAX;
        thread_ = std::thread([this] { carrier_.run(); });
    }
    Carried(const Carried&) = delete;
    ~Carried() {
        ring_.job().stop = 1;
        thread_.join();
        CHECK(ring_.job().ended == 1);
    }

    Ring& ring() { return ring_; }
    JobLine& line() { return ring_.job(); }
    wire::RelayFault fault() { return static_cast<wire::RelayFault>(line().fault.load()); }

    // Waits for something that must come about; 60 s are for a machine on its knees.
    bool sees(const std::function<bool()>& condition) {
        for (int turn = 0; turn < 6000; ++turn) {
            if (condition()) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }

private:
    Ring ring_{1U << 18};
    RelayCarrier carrier_;
    std::thread thread_;
};

wire::RelayOrder order_for(std::vector<std::string> urls) {
    wire::RelayOrder order;
    order.urls = std::move(urls);
    order.allow_private = true;
    order.buffer_ms = 1000;
    return order;
}

}  // namespace

TEST_CASE("a stream of each kind fills the ring and says what it is") {
    struct Kind {
        std::string type, bytes, codec;
        int rate;
    };
    const auto kind = GENERATE(
        values<Kind>({{"audio/mpeg", "mp3", "mp3", kBytesASecond * 4},
                      {"audio/aac", "aac", "aac", kBytesASecond * 4},
                      {"application/ogg", "-c:a libvorbis -q:a 4 -f ogg", "vorbis", kBytesASecond * 4},
                      {"application/ogg", "-c:a libopus -b:a 96k -ar 48000 -f ogg", "opus", kBytesASecond * 4}}));
    CAPTURE(kind.codec);
    const std::string bytes = kind.bytes == "mp3" ? mp3() : kind.bytes == "aac" ? adts() : stream_of(kind.bytes);
    ScriptedServer server([&](const std::string&, Connection& client) {
        client.begin(kind.type);
        client.drip(bytes, kind.rate);
    });
    Carried relay(order_for({server.url("/live")}));
    CHECK(relay.sees([&] { return relay.line().decoded_frames > 48'000; }));
    CHECK(relay.sees([&] { return relay.ring().fill() > 24'000; }));
    CHECK(relay.line().codec().find(kind.codec) == 0);
    CHECK(relay.fault() == wire::RelayFault::None);
}

TEST_CASE("what a server gives whoever comes is enough to begin with, wherever in a frame it begins") {
    const std::string type = GENERATE("audio/mpeg", "audio/aac");
    const std::string bytes = (type == "audio/mpeg" ? mp3() : adts()).substr(100);
    CAPTURE(type);
    ScriptedServer server([&](const std::string&, Connection& client) {
        client.begin(type);
        client.drip(bytes, kBytesASecond * 100, 48'000);
        client.stall();
    });
    Carried relay(order_for({server.url("/live")}));
    CHECK(relay.sees([&] { return relay.line().decoded_frames > 48'000; }));
}

TEST_CASE("a server that is wrong about what it sends is heard all the same") {
    ScriptedServer server([&](const std::string&, Connection& client) {
        client.begin("audio/mpeg");
        client.drip(adts(), kBytesASecond * 4);
    });
    Carried relay(order_for({server.url("/live")}));
    CHECK(relay.sees([&] { return relay.line().decoded_frames > 48'000; }));
    CHECK(relay.line().codec().find("aac") == 0);
}

TEST_CASE("a Shoutcast server's own kind of greeting is understood") {
    ScriptedServer server([&](const std::string&, Connection& client) {
        client.begin("audio/mpeg", "ICY 200 OK");
        client.drip(mp3(), kBytesASecond * 4);
    });
    Carried relay(order_for({server.url("/;")}));
    CHECK(relay.sees([&] { return relay.line().decoded_frames > 48'000; }));
}

TEST_CASE("a stream that stalls without closing is left for the next address") {
    ScriptedServer server([&](const std::string& path, Connection& client) {
        client.begin("audio/mpeg");
        if (path == "/first") {
            client.drip(mp3(), kBytesASecond * 4, 60'000);
            return client.stall();
        }
        client.drip(mp3(), kBytesASecond * 4);
    });
    Carried relay(order_for({server.url("/first"), server.url("/second")}), quick());
    CHECK(relay.sees([&] { return relay.line().url_index == 1 && relay.line().decoded_frames > 200'000; }));
}

TEST_CASE("a server that sends a byte now and then counts as stalled: bytes are not sound") {
    ScriptedServer server([&](const std::string& path, Connection& client) {
        client.begin("audio/mpeg");
        if (path == "/drip") {
            client.drip(mp3(), kBytesASecond * 4, 60'000);
            return client.drip(std::string(1, '\0'), 20);
        }
        client.drip(mp3(), kBytesASecond * 4);
    });
    Carried relay(order_for({server.url("/drip"), server.url("/second")}), quick());
    CHECK(relay.sees([&] { return relay.line().url_index == 1 && relay.line().decoded_frames > 200'000; }));
}

TEST_CASE("a stream that ends is opened again, and again") {
    ScriptedServer server([&](const std::string&, Connection& client) {
        client.begin("audio/aac");
        client.drip(adts(), kBytesASecond * 8, 80'000);
    });
    Carried relay(order_for({server.url("/live")}));
    CHECK(relay.sees([&] { return server.requests() >= 3; }));
    CHECK(relay.sees([&] { return relay.line().decoded_frames > 400'000; }));
}

TEST_CASE("from a lower address the better one is opened beside it, and taken once it has proved itself") {
    std::atomic<bool> is_mended{false};
    ScriptedServer server([&](const std::string& path, Connection& client) {
        if (path == "/best" && !is_mended) return;
        client.begin("audio/mpeg");
        client.drip(mp3(), kBytesASecond * 4);
    });
    ConductorLaw law = patient();
    law.prove = 0.5;
    law.dwell = 0.1;
    law.linger = 600.0;  // the lower one stays open: had it been closed and opened again, it would count
    Carried relay(order_for({server.url("/best"), server.url("/second")}), law);
    CHECK(relay.sees([&] { return relay.line().url_index == 1 && relay.line().decoded_frames > 24'000; }));
    is_mended = true;
    const std::uint64_t before = relay.line().decoded_frames;
    CHECK(relay.sees([&] { return relay.line().url_index == 0 && relay.line().decoded_frames > before + 96'000; }));
    CHECK(relay.line().switches == 1);
    CHECK(relay.line().drops == 0);
    const auto paths = server.paths();
    CHECK(std::count(paths.begin(), paths.end(), "/second") == 1);
}

TEST_CASE("an address on this machine or in the private net is refused unless the relay may use it") {
    ScriptedServer server([&](const std::string&, Connection& client) { client.begin("audio/mpeg"); });
    const std::string host = GENERATE("127.0.0.1", "localhost", "[::ffff:127.0.0.1]");
    CAPTURE(host);
    wire::RelayOrder order = order_for({server.url("/live", host)});
    order.allow_private = false;
    Carried relay(order);
    CHECK(relay.sees([&] { return relay.fault() == wire::RelayFault::AddressNotAllowed; }));
    CHECK(server.requests() == 0);
}

TEST_CASE("a redirect is judged like the first address") {
    ScriptedServer elsewhere([&](const std::string&, Connection& client) {
        client.begin("audio/mpeg");
        client.drip(mp3(), kBytesASecond * 4);
    });
    std::string target;
    ScriptedServer server([&](const std::string&, Connection& client) { client.redirect(target); });
    wire::RelayOrder order = order_for({server.url("/live")});

    SECTION("to a host that is not on the list") {
        target = elsewhere.url("/live", "localhost");
        Carried relay(order);
        CHECK(relay.sees([&] { return relay.fault() == wire::RelayFault::HostNotAllowed; }));
        CHECK(elsewhere.requests() == 0);
    }
    SECTION("to another protocol") {
        target = "file:///etc/passwd";
        Carried relay(order);
        CHECK(relay.sees([&] { return relay.fault() != wire::RelayFault::None; }));
        CHECK(relay.line().decoded_frames == 0);
    }
    SECTION("round and round") {
        target = "/live";
        Carried relay(order);
        CHECK(relay.sees([&] { return relay.fault() == wire::RelayFault::TooManyRedirects; }));
        CHECK(server.requests() >= 4);
    }
    SECTION("to a host the station has named") {
        target = elsewhere.url("/live", "localhost");
        order.hosts = {"localhost"};
        Carried relay(order);
        CHECK(relay.sees([&] { return relay.line().decoded_frames > 48'000; }));
    }
}

TEST_CASE("what is no sound is said to be none") {
    ScriptedServer server([&](const std::string& path, Connection& client) {
        if (path == "/page") return client.answer("text/html", "<html>" + std::string(20'000, 'x') + "</html>");
        client.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    });
    SECTION("a page") {
        Carried relay(order_for({server.url("/page")}));
        CHECK(relay.sees([&] { return relay.fault() == wire::RelayFault::NotAudio; }));
    }
    SECTION("nothing there") {
        Carried relay(order_for({server.url("/gone")}));
        CHECK(relay.sees([&] { return relay.fault() == wire::RelayFault::HttpError; }));
    }
}

TEST_CASE("a stream that changes its rate and channels on the way plays on") {
    const std::string other = stream_of("-c:a aac -b:a 64k -ar 32000 -ac 1 -f adts");
    ScriptedServer server([&](const std::string&, Connection& client) {
        client.begin("audio/aac");
        client.drip(adts() + other, kBytesASecond * 16);
    });
    Carried relay(order_for({server.url("/live")}));
    CHECK(relay.sees([&] { return relay.line().decoded_frames > 48'000 * 25; }));
    CHECK(server.requests() == 1);
}

namespace {

// Two seconds of a tone and 0.6 s of nothing, again and again.
std::string speech(int hertz) {
    const std::string tone = "sine=frequency=" + std::to_string(hertz) + ":duration=2:sample_rate=48000";
    const Folder folder;
    const auto out = folder / "stream";
    run("ffmpeg -nostdin -v error -y -f lavfi -i " + tone +
        " -af apad=pad_dur=0.6 -ac 2 -c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0 -f mp3 '" + out.string() +
        "'");
    const std::vector<char> bytes = bytes_of(out);
    return {bytes.begin(), bytes.end()};
}

constexpr std::uint32_t kEar = kSampleRate / 20;

double power_at(const std::vector<float>& piece, double hertz) {
    std::complex<double> sum;
    for (std::size_t i = 0; i < piece.size() / 2; ++i)
        sum += static_cast<double>(piece[2 * i]) *
               std::polar(1.0, -6.283185307 * hertz * static_cast<double>(i) / kSampleRate);
    return std::norm(sum) / static_cast<double>(piece.size() * piece.size() / 4);
}

// What is heard in a twentieth of a second: a for 440 Hz, b for 660 Hz, - for neither.
char heard_in(const std::vector<float>& piece) {
    const double a = power_at(piece, 440.0), b = power_at(piece, 660.0);
    if (std::max(a, b) < 1e-5) return '-';
    return a > b ? 'a' : 'b';
}

}  // namespace

TEST_CASE("a slot that asks for it has its relay return to the better address in a pause, and no word is cut") {
    const std::string worse = speech(440), better = speech(660);
    std::atomic<bool> is_back{false};
    const auto stream = [](const std::string& bytes, Connection& client) {
        if (!client.begin("audio/mpeg") || !client.send(bytes + bytes)) return;
        client.drip(bytes, kBytesASecond);
    };
    ScriptedServer first([&](const std::string&, Connection& client) {
        if (is_back)
            stream(better, client);
        else
            client.begin("text/plain", "HTTP/1.0 503 Later");
    });
    ScriptedServer second([&](const std::string&, Connection& client) { stream(worse, client); });
    wire::RelayOrder order = order_for({first.url("/live"), second.url("/live")});
    order.buffer_ms = 8000;
    ConductorLaw law = patient();
    law.prove = 1.0;
    Carried relay(order, law);
    relay.line().returns_in_pause = 1;
    relay.line().reader_heartbeat = INT64_MAX / 2;
    REQUIRE(relay.sees([&] { return relay.ring().fill() > kSampleRate; }));
    CHECK(relay.line().url_index == 1);
    is_back = true;
    std::string heard;
    std::vector<float> piece(2 * kEar);
    auto next = std::chrono::steady_clock::now();
    for (int turn = 0; turn < 1200 && heard.find("bbbbb") == std::string::npos; ++turn) {
        if (relay.ring().fill() >= kEar && relay.ring().read(piece.data(), kEar) == kEar) heard += heard_in(piece);
        std::this_thread::sleep_until(next += 50ms);
    }
    const std::size_t last = heard.find_last_of('a');
    CAPTURE(heard);
    REQUIRE(last != std::string::npos);
    const std::size_t before = heard.find_last_not_of('a', last);
    REQUIRE(before != std::string::npos);
    CHECK(last - before >= 38);  // of 40: windows at its ends are half of it
    CHECK(heard.find("bbbbb") > last);
    CHECK(heard[last + 1] == '-');
}
