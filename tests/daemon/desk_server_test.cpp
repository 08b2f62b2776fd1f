// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk socket under honest and hostile clients. Time is a number the test moves; nothing sleeps.
#include "daemon/desk_server.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <thread>

#include "daemon/desk_address.h"
#include "daemon/desk_client.h"
#include "daemon/desk_methods.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

fs::path fresh_folder() {
    std::string name = (fs::temp_directory_path() / "desk-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    return name;
}

// A desk with three methods: echo answers at once, later keeps the call, size reads the file that came along.
struct Desk {
    fs::path folder = fresh_folder();
    std::vector<CallId> kept;
    int echoed = 0;
    MethodTable methods{{
        {"echo",
         {{"text"}},
         [this](DeskCall& call) {
             ++echoed;
             return std::optional<json>(call.params);
         }},
        {"later",
         {},
         [this](DeskCall& call) {
             kept.push_back(call.id);
             return std::optional<json>();
         }},
        {"size",
         {},
         [](DeskCall& call) -> std::optional<json> {
             std::array<char, 64> text{};
             return json::object({{"bytes", ::pread(call.file.get(), text.data(), text.size(), 0)}});
         },
         true},
        {"lend",
         {},
         [this](DeskCall& call) -> std::optional<json> {
             Descriptor file(::memfd_create("lent", MFD_CLOEXEC));
             CHECK(::write(file.get(), "tiếng", 7) == 7);
             server.answer(call.id, json{{"bytes", 7}}, std::move(file));
             return std::nullopt;
         }},
        {"whoami",
         {},
         [](DeskCall& call) {
             return json::object({{"uid", call.peer.uid}});
         }},
    }};
    DeskServer server{folder / "desk.sock", "", [this](DeskCall call) { methods.run(std::move(call), server); }};
    SteadyTime now{1h};

    ~Desk() { fs::remove_all(folder); }

    void serve() {
        while (server.serve(now)) {
        }
    }
    void pass(std::chrono::seconds time) {
        now = now + time;
        serve();
    }
};

// A client that does not wait, so that one thread can be both ends.
struct Visitor {
    Descriptor socket;
    std::string received;

    explicit Visitor(Desk& desk) : socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
        const auto address = desk_address(desk.folder / "desk.sock");
        REQUIRE(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0);
        desk.serve();
    }
    // Sends all of it, the desk serving whenever the socket is full; false once the desk hung up.
    bool say(Desk& desk, const std::string& text) {
        for (std::size_t sent = 0; sent < text.size();) {
            const ssize_t count = ::send(socket.get(), text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
            if (count < 0 && errno != EAGAIN) return false;
            if (count > 0) sent += static_cast<std::size_t>(count);
            desk.serve();
        }
        for (int i = 0; i < 40; ++i) desk.serve();
        return true;
    }
    // True while the connection stands; what has come is in `received`.
    bool listen() {
        std::array<char, 65536> chunk;
        while (true) {
            const ssize_t count = ::recv(socket.get(), chunk.data(), chunk.size(), 0);
            if (count == 0) return false;
            if (count < 0) return errno == EAGAIN;
            received.append(chunk.data(), static_cast<std::size_t>(count));
        }
    }
};

std::string echo(int id, const std::string& text) { return request_line({id, "echo", {{"text", text}}}); }

}  // namespace

TEST_CASE("a request is answered on the connection it came by") {
    Desk desk;
    Visitor first(desk);
    Visitor second(desk);
    CHECK(first.say(desk, echo(1, "chào")));
    CHECK(second.say(desk, echo(2, "đài")));
    CHECK(first.listen());
    CHECK(second.listen());
    CHECK(first.received == answer_line(1, {{"text", "chào"}}));
    CHECK(second.received == answer_line(2, {{"text", "đài"}}));
}

TEST_CASE("a request sent in pieces and several sent at once are all answered in order") {
    Desk desk;
    Visitor visitor(desk);
    for (const char letter : echo(1, "từng chữ")) CHECK(visitor.say(desk, std::string(1, letter)));
    CHECK(visitor.say(desk, echo(2, "hai") + echo(3, "ba") + echo(4, "bốn")));
    CHECK(visitor.listen());
    CHECK(visitor.received == answer_line(1, {{"text", "từng chữ"}}) + answer_line(2, {{"text", "hai"}}) +
                                  answer_line(3, {{"text", "ba"}}) + answer_line(4, {{"text", "bốn"}}));
}

TEST_CASE("a later request waits until the one before it is answered") {
    Desk desk;
    Visitor visitor(desk);
    CHECK(visitor.say(desk, request_line({1, "later", json::object()}) + echo(2, "sau")));
    REQUIRE(desk.kept.size() == 1);
    CHECK(desk.echoed == 0);
    desk.server.progress(desk.kept[0], {{"percent", 40}});
    desk.server.answer(desk.kept[0], {{"ok", true}});
    desk.serve();
    CHECK(visitor.listen());
    CHECK(visitor.received ==
          progress_line(1, {{"percent", 40}}) + answer_line(1, {{"ok", true}}) + answer_line(2, {{"text", "sau"}}));
}

TEST_CASE("the answer to a client that left goes nowhere and harms nobody") {
    Desk desk;
    {
        Visitor visitor(desk);
        CHECK(visitor.say(desk, request_line({1, "later", json::object()})));
    }
    desk.serve();
    CHECK(desk.server.client_count() == 0);
    REQUIRE(desk.kept.size() == 1);
    desk.server.progress(desk.kept[0], {});
    desk.server.answer(desk.kept[0], {});
    Visitor other(desk);
    CHECK(other.say(desk, echo(1, "còn đây")));
    CHECK(other.listen());
    CHECK(other.received == answer_line(1, {{"text", "còn đây"}}));
}

TEST_CASE("who closes its sending side still gets its answer") {
    Desk desk;
    Visitor visitor(desk);
    CHECK(visitor.say(desk, echo(1, "xong")));
    ::shutdown(visitor.socket.get(), SHUT_WR);
    desk.serve();
    CHECK_FALSE(visitor.listen());
    CHECK(visitor.received == answer_line(1, {{"text", "xong"}}));
    CHECK(desk.server.client_count() == 0);
}

TEST_CASE("who sends what is no request is told once and cut") {
    const std::vector<std::string> lines{"GET / HTTP/1.0\r\n\r\n", "[1,2]\n", "\x01\x02\n", "\n\n\n\n\n"};
    for (const std::string& bad : lines) {
        Desk desk;
        Visitor visitor(desk);
        visitor.say(desk, bad + echo(1, "không tới"));
        CHECK_FALSE(visitor.listen());
        CHECK(std::count(visitor.received.begin(), visitor.received.end(), '\n') == 1);
        CHECK(visitor.received.find("\"error\"") != std::string::npos);
        CHECK(desk.echoed == 0);
        CHECK(desk.server.client_count() == 0);
    }
}

TEST_CASE("a line beyond 1 MiB is cut before it is kept") {
    Desk desk;
    Visitor visitor(desk);
    visitor.say(desk, std::string(3 * kDeskLineLimit, 'a'));
    CHECK(desk.server.client_count() == 0);
}

TEST_CASE("a line of just under 1 MiB is answered") {
    Desk desk;
    Visitor visitor(desk);
    CHECK(visitor.say(desk, echo(1, std::string(kDeskLineLimit - 200, 'a'))));
    for (int i = 0; i < 100; ++i) {
        CHECK(visitor.listen());
        desk.serve();
    }
    CHECK(visitor.received.size() > kDeskLineLimit - 200);
    CHECK(visitor.received.back() == '\n');
}

TEST_CASE("half a line is cut after ten seconds, a quiet client is not") {
    Desk desk;
    Visitor quiet(desk);
    Visitor half(desk);
    CHECK(half.say(desk, "{\"jsonrpc\""));
    for (int i = 0; i < 9; ++i) {
        desk.pass(1s);
        CHECK(half.say(desk, " "));
    }
    CHECK(desk.server.client_count() == 2);
    desk.pass(3s);
    CHECK(desk.server.client_count() == 1);
    desk.pass(1h);
    CHECK(quiet.say(desk, echo(1, "vẫn đây")));
    CHECK(quiet.listen());
    CHECK_FALSE(quiet.received.empty());
}

TEST_CASE("who never reads its answers is cut and holds nobody up") {
    Desk desk;
    Visitor deaf(desk);
    std::string many;
    for (int i = 0; i < 40; ++i) many += echo(i, std::string(20'000, 'x'));
    deaf.say(desk, many);
    Visitor other(desk);
    CHECK(other.say(desk, echo(1, "nhanh")));
    CHECK(other.listen());
    CHECK(other.received == answer_line(1, {{"text", "nhanh"}}));
    desk.pass(1s);
    CHECK(desk.server.client_count() == 2);
    desk.pass(11s);
    CHECK(desk.server.client_count() == 1);
}

TEST_CASE("a seat is found for a newcomer by sending the idlest client away") {
    Desk desk;
    std::vector<std::unique_ptr<Visitor>> idle;
    for (int i = 0; i < 200; ++i) {
        idle.push_back(std::make_unique<Visitor>(desk));
        desk.pass(2s);
    }
    CHECK(desk.server.client_count() == 64);
    CHECK_FALSE(idle.front()->listen());
    CHECK(idle.back()->listen());
    CHECK(idle.back()->say(desk, echo(1, "có chỗ")));
    CHECK(idle.back()->listen());
    CHECK_FALSE(idle.back()->received.empty());
}

TEST_CASE("a file crosses with its request and its sender's uid is the kernel's word") {
    Desk desk;
    const fs::path file = desk.folder / "tin.wav";
    Descriptor written(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    REQUIRE(::write(written.get(), "0123456789", 10) == 10);
    std::atomic<bool> is_done = false;
    std::thread station([&] {
        while (!is_done) {
            pollfd wait{desk.server.wait_descriptor(), POLLIN, 0};
            ::poll(&wait, 1, 20);
            desk.serve();
        }
    });
    json size;
    json who;
    std::string refused;
    {
        DeskClient client(desk.folder / "desk.sock");
        size = client.call("size", json::object(), written.get());
        who = client.call("whoami", json::object());
        try {
            client.call("whoami", {{"name", "x"}});
        } catch (const DeskRefusal& refusal) {
            refused = refusal.message().key;
        }
    }
    is_done = true;
    station.join();
    CHECK(size.at("bytes") == 10);
    CHECK(who.at("uid") == ::getuid());
    CHECK(refused == "desk.unknown_parameter");
}

TEST_CASE("a file crosses with an answer, with that answer only, and none with the next") {
    Desk desk;
    std::atomic<bool> is_done = false;
    std::thread station([&] {
        while (!is_done) {
            pollfd wait{desk.server.wait_descriptor(), POLLIN, 0};
            ::poll(&wait, 1, 20);
            desk.serve();
        }
    });
    std::string content(16, '\0');
    bool has_more = true;
    {
        DeskClient client(desk.folder / "desk.sock");
        CHECK(client.call("lend", json::object()).at("bytes") == 7);
        const Descriptor lent = client.take_file();
        content.resize(static_cast<std::size_t>(std::max<ssize_t>(0, ::pread(lent.get(), content.data(), 16, 0))));
        client.call("echo", {{"text", "x"}});
        has_more = static_cast<bool>(client.take_file());
    }
    is_done = true;
    station.join();
    CHECK(content == "tiếng");
    CHECK_FALSE(has_more);
}

TEST_CASE("a desk that is not there is said to be unreachable") {
    const fs::path folder = fresh_folder();
    CHECK_THROWS_AS(DeskClient(folder / "desk.sock"), DeskUnreachable);
    CHECK_THROWS_AS(DeskClient(folder / std::string(200, 'x')), DeskUnreachable);
    fs::remove_all(folder);
}

TEST_CASE("ten thousand random lines leave the desk serving") {
    Desk desk;
    std::uint64_t seed = 0x2545F4914F6CDD1D;
    UNSCOPED_INFO("seed " << seed);
    const std::string alphabet = "{}[]\",:0123456789abc\\ \n\xff";
    for (int i = 0; i < 500; ++i) {
        Visitor visitor(desk);
        std::string noise;
        for (int k = 0; k < 20; ++k) {
            seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
            noise += alphabet[seed % alphabet.size()];
        }
        visitor.say(desk, noise);
        visitor.listen();
    }
    Visitor honest(desk);
    CHECK(honest.say(desk, echo(1, "yên")));
    CHECK(honest.listen());
    CHECK(honest.received == answer_line(1, {{"text", "yên"}}));
}
