// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ways to lead a relay to this machine or into the private net. Canaries listen wherever the tricks point, and prove
// that no connection came.
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "audio/http_door.h"
#include "core/descriptor.h"
#include "tests/catch.h"
#include "tests/relay/scripted_server.h"

using namespace truyenthanh;
using namespace truyenthanh::test;
using wire::RelayFault;

namespace {

// What the names of a test resolve to, one look-up after the other; the last answer stays.
std::vector<std::string> answers;
std::atomic<std::size_t> look_ups{0};
constexpr const char* kName = "relay.example";

}  // namespace

// libcurl's resolver asks us first.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** found) {
    using Resolver = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
    static const auto real = reinterpret_cast<Resolver>(dlsym(RTLD_NEXT, "getaddrinfo"));
    if (node == nullptr || std::string(node).find(".example") == std::string::npos || answers.empty())
        return real(node, service, hints, found);
    const std::size_t number = std::min(look_ups++, answers.size() - 1);
    return real(answers[number].c_str(), service, hints, found);
}

namespace {

class Canary {
public:
    explicit Canary(const std::string& address) {
        const bool is_six = address.find(':') != std::string::npos;
        sockaddr_in6 six{};
        sockaddr_in four{};
        six.sin6_family = AF_INET6;
        four.sin_family = AF_INET;
        inet_pton(is_six ? AF_INET6 : AF_INET, address.c_str(),
                  is_six ? static_cast<void*>(&six.sin6_addr) : static_cast<void*>(&four.sin_addr));
        auto* generic = is_six ? reinterpret_cast<sockaddr*>(&six) : reinterpret_cast<sockaddr*>(&four);
        socklen_t size = is_six ? sizeof six : sizeof four;
        listener_ = Descriptor{socket(generic->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        is_there_ = listener_ && bind(listener_.get(), generic, size) == 0 && listen(listener_.get(), 64) == 0;
        if (!is_there_) return;  // a machine without IPv6
        getsockname(listener_.get(), generic, &size);
        port = std::to_string(ntohs(is_six ? six.sin6_port : four.sin_port));
    }
    // Whether anybody has come: a finished connection waits to be accepted.
    bool was_met() const {
        pollfd watched{listener_.get(), POLLIN, 0};
        return is_there_ && poll(&watched, 1, 0) == 1;
    }
    std::string port = "9";

private:
    Descriptor listener_;
    bool is_there_ = false;
};

std::string with_port(std::string url, const std::string& port) {
    for (std::size_t at = url.find("PORT"); at != std::string::npos; at = url.find("PORT")) url.replace(at, 4, port);
    return url;
}

DoorRules rules_for(const std::string& url) {
    DoorRules rules;
    rules.hosts = {kName, "radio.example"};
    if (const auto host = host_of(url)) rules.hosts.push_back(*host);  // the relay's own address is on the list
    return rules;
}

RelayFault ask(const DoorRules& rules, const std::string& url) {
    HttpDoor door(rules, [] { return true; });
    HttpStream stream(door, url);
    return stream.open() ? RelayFault::None : stream.fault();
}

}  // namespace

TEST_CASE("no spelling of a private address is connected to, though the address is the relay's own") {
    const Canary four("127.0.0.1");
    const Canary six("::1");
    const std::vector<std::string> tricks{"http://127.0.0.1:PORT/",
                                          "http://127.1:PORT/",
                                          "http://127.0.1:PORT/",
                                          "http://2130706433:PORT/",
                                          "http://0x7f000001:PORT/",
                                          "http://0x7f.0.0.1:PORT/",
                                          "http://0x7f.1:PORT/",
                                          "http://0177.0.0.1:PORT/",
                                          "http://017700000001:PORT/",
                                          "http://127.0.0.1.:PORT/",
                                          "http://127.000.000.001:PORT/",
                                          "http://0:PORT/",
                                          "http://0.0.0.0:PORT/",
                                          "http://127.0.0.2:PORT/",
                                          "http://127.255.255.254:PORT/",
                                          "http://localhost:PORT/",
                                          "http://LOCALHOST:PORT/",
                                          "http://LocalHost:PORT/",
                                          "http://[::1]:PORT/",
                                          "http://[0:0:0:0:0:0:0:1]:PORT/",
                                          "http://[::]:PORT/",
                                          "http://[::ffff:127.0.0.1]:PORT/",
                                          "http://[::ffff:7f00:1]:PORT/",
                                          "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
                                          "http://[::127.0.0.1]:PORT/",
                                          "http://[64:ff9b::127.0.0.1]:PORT/",
                                          "http://[64:ff9b::7f00:1]:PORT/",
                                          "http://[2002:7f00:1::]:PORT/",
                                          "http://[2001:0:7f00:1::]:PORT/",
                                          "http://[fe80::1%25lo]:PORT/",
                                          "http://[fe80::1]:PORT/",
                                          "http://[fc00::1]:PORT/",
                                          "http://[fd00::1]:PORT/",
                                          "http://[ff02::1]:PORT/",
                                          "http://[2001:db8::1]:PORT/",
                                          "http://10.0.0.1:PORT/",
                                          "http://172.16.0.1:PORT/",
                                          "http://172.31.255.255:PORT/",
                                          "http://192.168.1.1:PORT/",
                                          "http://169.254.169.254/latest/meta-data/",
                                          "http://100.64.0.1:PORT/",
                                          "http://192.0.0.8:PORT/",
                                          "http://198.18.0.1:PORT/",
                                          "http://224.0.0.1:PORT/",
                                          "http://255.255.255.255:PORT/",
                                          "https://127.0.0.1:PORT/",
                                          "http://user@127.0.0.1:PORT/",
                                          "http://user:secret@127.0.0.1:PORT/",
                                          "http://radio.example@127.0.0.1:PORT/",
                                          "http://radio.example:80@127.0.0.1:PORT/",
                                          "http://radio.example#@127.0.0.1:PORT/",
                                          "http://radio.example\\@127.0.0.1:PORT/",
                                          "http://127.0.0.1%00.radio.example:PORT/",
                                          "http://127.0.0.1%2f@radio.example:PORT/",
                                          "http:///127.0.0.1:PORT/",
                                          "http:127.0.0.1:PORT/",
                                          "//127.0.0.1:PORT/",
                                          "127.0.0.1:PORT/",
                                          " http://127.0.0.1:PORT/",
                                          "http://127.0.0.1:PORT\r\nHost: radio.example/",
                                          "http://127.0.0.1:PORT@radio.example/",
                                          "http://127.0.0.1:99999/",
                                          "http://127.0.0.1:0/",
                                          "http://127.0.0.1:-1/",
                                          "http://[127.0.0.1]:PORT/",
                                          "http://[::1:PORT/",
                                          "file:///etc/passwd",
                                          "file://127.0.0.1/etc/passwd",
                                          "ftp://127.0.0.1:PORT/",
                                          "gopher://127.0.0.1:PORT/_GET%20/",
                                          "dict://127.0.0.1:PORT/x",
                                          "telnet://127.0.0.1:PORT/",
                                          "smb://127.0.0.1:PORT/x",
                                          "ws://127.0.0.1:PORT/",
                                          "unix:///run/truyenthanh/desk.sock",
                                          "data:audio/mpeg;base64,AAAA",
                                          "HTTP+UNIX://127.0.0.1:PORT/",
                                          "concat:http://127.0.0.1:PORT/"};
    CHECK(tricks.size() >= 60);
    for (const std::string& trick : tricks) {
        for (const std::string& port : {four.port, six.port}) {
            const std::string url = with_port(trick, port);
            CAPTURE(url);
            answers = {"127.0.0.1"};  // whoever asks for our name is led here as well
            CHECK(ask(rules_for(url), url) != RelayFault::None);
        }
    }
    CHECK_FALSE(four.was_met());
    CHECK_FALSE(six.was_met());
}

TEST_CASE("a name that leads to this machine is refused where the connection is made") {
    const Canary canary("127.0.0.1");
    answers = {GENERATE("127.0.0.1", "10.1.2.3", "::1", "::ffff:127.0.0.1", "169.254.169.254", "fd00::1")};
    look_ups = 0;
    CHECK(ask(rules_for(""), "http://relay.example:" + canary.port + "/") == RelayFault::AddressNotAllowed);
    CHECK(look_ups >= 1);
    CHECK_FALSE(canary.was_met());
}

TEST_CASE("a name that was good and leads elsewhere the second time is refused then") {
    ScriptedServer server([](const std::string&, Connection& client) { client.answer("audio/mpeg", "sound"); },
                          "127.0.0.2");
    const Canary canary("127.0.0.1");
    DoorRules rules = rules_for("");
    rules.is_allowed = [](const sockaddr& address) {  // in this test 127.0.0.2 plays a public address
        sockaddr_in in{};
        std::memcpy(&in, &address, sizeof in);
        return address.sa_family == AF_INET && ntohl(in.sin_addr.s_addr) == 0x7F000002;
    };
    answers = {"127.0.0.2", "127.0.0.1"};
    look_ups = 0;
    CHECK(ask(rules, server.url("/", kName)) == RelayFault::None);
    CHECK(ask(rules, "http://relay.example:" + canary.port + "/") == RelayFault::AddressNotAllowed);
    CHECK(ask(rules, server.url("/", kName)) == RelayFault::AddressNotAllowed);
    CHECK(server.requests() == 1);
    CHECK_FALSE(canary.was_met());
}

TEST_CASE("a redirect leads nowhere the first address might not have led") {
    const Canary four("127.0.0.2");
    const Canary six("::1");
    std::string target;
    ScriptedServer server([&](const std::string&, Connection& client) { client.redirect(target); });
    for (const std::string trick :
         {"http://127.0.0.2:PORT/", "http://127.2:PORT/", "http://2130706434:PORT/", "http://localhost:PORT/",
          "http://[::1]:PORT/", "http://[::ffff:127.0.0.2]:PORT/", "//127.0.0.2:PORT/", "//localhost:PORT/",
          "http://127.0.0.1@127.0.0.2:PORT/", "http://127.0.0.1:80@localhost:PORT/", "https://127.0.0.2:PORT/",
          "file:///etc/passwd", "ftp://127.0.0.2:PORT/", "gopher://127.0.0.2:PORT/", "dict://127.0.0.2:PORT/",
          "http:\\\\127.0.0.2:PORT/", "HTTP://127.0.0.2:PORT/", "http://127.0.0.2:PORT\\@127.0.0.1/"}) {
        for (const std::string& port : {four.port, six.port}) {
            target = with_port(trick, port);
            CAPTURE(target);
            DoorRules rules;
            rules.allow_private = true;
            rules.hosts = {"127.0.0.1"};
            CHECK(ask(rules, server.url("/live")) != RelayFault::None);
        }
    }
    CHECK_FALSE(four.was_met());
    CHECK_FALSE(six.was_met());
}
