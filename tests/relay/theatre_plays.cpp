// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plays of the fault theatre: each is one thing that a server does wrong. See theatre.h.
#include <atomic>
#include <cstdlib>
#include <functional>
#include <memory>

#include "tests/relay/props.h"
#include "tests/relay/theatre.h"

namespace truyenthanh::test {
namespace {

using Script = ScriptedServer::Script;

constexpr const char* kListType = "application/vnd.apple.mpegurl";
constexpr const char* kGood = "HTTP/1.1 200 OK\r\nContent-Type: ";

Script says(const std::string& bytes) {
    return [=](const std::string&, Connection& client) { client.send(bytes); };
}

Script status(const std::string& line) { return says("HTTP/1.1 " + line + "\r\nContent-Length: 0\r\n\r\n"); }

Script redirects(const std::string& to) {
    return [=](const std::string&, Connection& client) { client.redirect(to); };
}

Script gives(const std::string& type, const std::string& bytes, int rate) {
    return [=](const std::string&, Connection& client) {
        client.begin(type);
        client.drip(bytes, rate);
    };
}

// Good sound for so many bytes, then whatever `after` does; the second time it begins there.
Script then(std::size_t bytes, int rate, const std::function<void(Connection&)>& after) {
    return [=](const std::string&, Connection& client) {
        client.begin("audio/mpeg");
        client.drip(props().mp3, rate, bytes);
        after(client);
    };
}

Script then_gives(const Tempo& tempo, const std::string& bytes) {
    auto visits = std::make_shared<std::atomic<int>>(0);
    return [=](const std::string&, Connection& client) {
        client.begin("audio/mpeg");
        if ((*visits)++ == 0) client.drip(props().mp3, tempo.rate, tempo.before);
        client.drip(bytes, tempo.rate);
    };
}

std::string damaged(std::string bytes, std::size_t every) {
    for (std::size_t i = 1000; i < bytes.size(); i += every) bytes[i] = static_cast<char>(bytes[i] ^ 0x5A);
    return bytes;
}

void put_number(std::string& text, std::size_t number, int bits) {
    for (int shift = 3 * bits; shift >= 0; shift -= bits)
        text += static_cast<char>(number >> static_cast<unsigned>(shift) & ((1U << static_cast<unsigned>(bits)) - 1));
}

// A tag of 200 kB with a title of quotes, line breaks and what is no UTF-8.
std::string tag_of_rubbish() {
    const std::string title = std::string("\x03\"'\n\r\xFF\xC3\x28", 8) + std::string(200'000, '\xE2');
    std::string body = "TIT2";
    put_number(body, title.size(), 8);
    body += std::string(2, '\0') + title;
    std::string tag("ID3\x03\0\0", 6);
    put_number(tag, body.size(), 7);
    return tag + body;
}

std::string playlist(int first, int count, const std::string& prefix = "s", bool is_over = false) {
    std::string text =
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first) + "\n";
    for (int i = first; i < first + count; ++i)
        text.append("#EXTINF:1.0,\n").append(prefix).append(std::to_string(i)).append(".ts\n");
    return text + (is_over ? "#EXT-X-ENDLIST\n" : "");
}

using Lists = std::function<std::string(int request)>;
using Segment = std::function<std::string(int number)>;

std::string whole_segment(int number) { return props().segments[static_cast<std::size_t>(number) % 10]; }

void answer_or_not_found(Connection& client, const std::string& type, const std::string& body) {
    if (body.empty())
        client.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    else
        client.answer(type, body);
}

// Empty text is "not found".
Script hls(const Lists& lists, const Segment& segment = whole_segment) {
    auto requests = std::make_shared<std::atomic<int>>(0);
    return [=](const std::string& path, Connection& client) {
        if (path == "/first") return answer_or_not_found(client, kListType, lists((*requests)++));
        answer_or_not_found(client, "video/mp2t", segment(std::atoi(path.c_str() + 2)));
    };
}

// FFmpeg looks twice a second.
std::string growing(int request) { return playlist(request / 2, 5); }

std::vector<Play> plays_of_nothing() {
    return {
        {"accepts the connection and says nothing", [](const std::string&, Connection& c) { c.stall(); }, "stalled"},
        {"sends headers and nothing", [](const std::string&, Connection& c) { c.begin("audio/mpeg"), c.stall(); },
         "stalled"},
        {"hangs up at once", [](const std::string&, Connection&) {}, "ended|not reachable"},
        {"has no such mount", status("404 Not Found"), "http error"},
        {"forbids", status("403 Forbidden"), "http error"},
        {"wants a password", status("401 Unauthorized"), "http error"},
        {"is broken", status("500 Internal Server Error"), "http error"},
        {"is overloaded", status("503 Service Unavailable"), "http error"},
        {"redirects in circles", redirects("/first"), "too many redirects"},
        {"redirects to another host", redirects("http://localhost:9/"), "host not allowed"},
        {"redirects to a file", redirects("file:///etc/passwd"), "bad address"},
        {"redirects to nowhere", redirects("http://"), "bad address"},
        {"speaks another protocol", says("SSH-2.0-OpenSSH_9.2p1\r\n"), "http error"},
        {"sends headers without end",
         [](const std::string&, Connection& c) { c.send("HTTP/1.1 200 OK\r\n"), c.drip("X-A: b\r\n", 4'000'000); },
         "stalled|http error|ended|not reachable"},
    };
}

std::vector<Play> plays_of_rubbish(const Tempo& tempo) {
    const Props& p = props();
    const std::string noise = damaged(std::string(5'000, '\x11'), 3);
    return {
        {"shows a web page", gives("text/html", "<html><body>Bảo trì</body></html>\n", tempo.rate), "no audio|stalled"},
        {"sends noise for sound", gives("audio/mpeg", noise, tempo.rate), "no audio|stalled"},
        {"sends nothing and says that was all", says(std::string(kGood) + "audio/mpeg\r\nContent-Length: 0\r\n\r\n"),
         "no audio|ended"},
        {"promises more than it sends",
         says(std::string(kGood) + "audio/mpeg\r\nContent-Length: 900000\r\n\r\n" + p.mp3.substr(0, 9'000)),
         "ended|no audio"},
        {"breaks its chunked encoding",
         says(std::string(kGood) + "audio/mpeg\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nxx"), "no audio|ended"},
        {"ends its Ogg after the headers",
         says(std::string(kGood) + "application/ogg\r\n\r\n" + p.ogg.substr(0, 3'000)), "no audio|ended"},
    };
}

std::vector<Play> plays_that_begin_well(const Tempo& tempo) {
    const Props& p = props();
    const auto after = [&](const std::function<void(Connection&)>& what) {
        return then(tempo.before, tempo.rate, what);
    };
    return {
        {"stalls without closing", after([](Connection& c) { c.stall(); }), "stalled"},
        {"drips a byte now and then", after([](Connection& c) { c.drip(std::string(1, '\0'), 20); }), "stalled"},
        {"hangs up", after([](Connection&) {}), "ended"},
        {"hangs up after a few bytes", then(500, tempo.rate, [](Connection&) {}), "ended|no audio"},
        {"turns to silence", then_gives(tempo, p.silence), "silent"},
        {"turns to one tone", then_gives(tempo, p.tone), "stuck", 1, 130},
        {"turns to rubbish", then_gives(tempo, std::string(5'000, '\x11')), "stalled|ended"},
    };
}

std::vector<Play> plays_that_are_mended(const Tempo& tempo) {
    const Props& p = props();
    return {
        {"begins with a tag of 200 kB of rubbish", gives("audio/mpeg", tag_of_rubbish() + p.mp3, 4 * tempo.rate), "",
         0},
        {"flips a bit now and then", gives("audio/mpeg", damaged(p.mp3, 9'000), tempo.rate), "", 0},
        {"changes rate on the way", gives("audio/aac", p.aac + p.slow, tempo.rate), "", 0},
        {"begins in the middle of a frame", gives("audio/mpeg", p.mp3.substr(777), tempo.rate), "", 0},
        {"says the wrong kind of sound", gives("audio/aac", p.mp3, tempo.rate), "", 0},
        {"says no kind of sound", gives("", p.mp3, tempo.rate), "", 0},
    };
}

void append(std::vector<Play>& all, std::vector<Play> more) {
    for (Play& play : more) all.push_back(std::move(play));
}

}  // namespace

std::vector<Play> stream_plays(const Tempo& tempo) {
    std::vector<Play> all = plays_of_nothing();
    append(all, plays_of_rubbish(tempo));
    append(all, plays_that_begin_well(tempo));
    append(all, plays_that_are_mended(tempo));
    return all;
}

std::vector<Play> hls_plays(const Tempo& tempo) {
    const int last = tempo.lists;
    const auto rubbish = [](int number) { return std::string(20'000, static_cast<char>(number)); };
    return {
        {"freezes its playlist", hls([=](int request) { return growing(std::min(request, last)); }), "stalled"},
        {"runs its playlist backwards",  // again and again: whoever was late the first time sees it the next
         hls([=](int request) { return request / last % 2 == 0 ? growing(100 + request) : playlist(10, 5); }),
         "went back"},
        {"has none of its segments", hls(growing, [](int) { return std::string(); }), "http error|stalled|no audio"},
        {"sends rubbish for segments", hls(growing, rubbish), "no audio|stalled|ended"},
        {"sends the same segment again and again", hls(growing, [](int) { return whole_segment(3); }), "stuck"},
        {"has an empty playlist", hls([](int) { return playlist(0, 0); }), "no audio|stalled|ended"},
        {"ends its playlist", hls([](int) { return playlist(0, 3, "s", true); }), "ended"},
        {"loses its playlist", hls([=](int request) { return request < last ? growing(request) : ""; }),
         "http error|stalled|ended"},
        {"points to another host", hls([](int) { return playlist(0, 5, "http://localhost:9/s"); }), "host not allowed"},
        {"points to files", hls([](int) { return playlist(0, 5, "file:///etc/s"); }), "bad address|no audio"},
        {"points to itself", hls([](int) { return "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=64000\nfirst\n"; }),
         "no audio|stalled|ended"},
        {"has a line of a megabyte", hls([](int) { return "#EXTM3U\n#" + std::string(1 << 20, 'x') + "\n"; }),
         "no audio|stalled|ended"},
        {"drops every third segment",
         hls(growing, [](int number) { return number % 3 == 2 ? "" : whole_segment(number); }), "", 0},
        {"damages its segments a little",
         hls(growing, [](int number) { return damaged(whole_segment(number), 9'000); }), "damaged"},
    };
}

}  // namespace truyenthanh::test
