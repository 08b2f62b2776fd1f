// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What needs no network: hosts, origins, ranges, cookies, names of files.
#include <random>

#include "console/answers.h"
#include "console/byte_range.h"
#include "console/guard.h"
#include "console/sessions.h"
#include "console/uploads.h"
#include "daemon/desk_protocol.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

HttpRequest with(std::multimap<std::string, std::string> head, bool is_loopback = true, bool is_tls = false) {
    HttpRequest request;
    request.head = std::move(head);
    request.peer = {is_loopback ? "127.0.0.1" : "192.168.1.7", is_loopback, is_tls};
    return request;
}

}  // namespace

TEST_CASE("a refusal tells of an instant by the station's clock, and keeps it as it was beside") {
    const auto zone = make_zone("Asia/Ho_Chi_Minh");
    const Answers answers(*zone);
    const Message late{"desk.changed_meanwhile_by", {{"by", "Nam"}, {"at", "2026-12-05T17:30:00Z"}}};
    const auto error = nlohmann::json::parse(answers.refusal(412, late).body)["error"];
    CHECK(error["args"]["at"] == "2026-12-05T17:30:00Z");
    CHECK(error["text"]["vi"].get<std::string>().find("lúc 00:30 ngày 06/12/2026,") != std::string::npos);
    CHECK(error["text"]["en"].get<std::string>().find("at 2026-12-06 00:30,") != std::string::npos);
}

TEST_CASE("a day in a Vietnamese sentence is written as it is there, and a title that looks like one is left alone") {
    const auto zone = make_zone("Asia/Ho_Chi_Minh");
    const Answers answers(*zone);
    nlohmann::json said =
        message_json({"plan.no_programme", {{"slot", "2026-11-01"}, {"date", "2026-11-30"}, {"what", "Bản tin"}}});
    answers.speak(said);
    CHECK(said["text"]["vi"].get<std::string>().find("30/11/2026") != std::string::npos);
    CHECK(said["text"]["vi"].get<std::string>().find("2026-11-01") != std::string::npos);
    CHECK(said["text"]["en"].get<std::string>().find("2026-11-30") != std::string::npos);
}

TEST_CASE("the console answers to its own names only") {
    ConsoleSettings settings;
    settings.listen = "192.168.1.10";
    settings.hosts = {"loa.phuong.vn"};
    for (const char* host :
         {"localhost", "localhost:8088", "127.0.0.1:1", "[::1]:8088", "192.168.1.10", "LOA.phuong.VN:443"}) {
        CHECK(is_our_host(host, settings));
    }
    for (const char* host : {"", "evil.com", "localhost.evil.com", "localhost:8088@evil.com", "127.0.0.1.evil.com",
                             "[::1", "loa.phuong.vn.", "localhost:", "localhost:abc"}) {
        INFO(host);
        CHECK_FALSE(is_our_host(host, settings));
    }
}

TEST_CASE("a page of ours has the very host as its origin") {
    const ConsoleSettings settings;
    CHECK(is_our_origin(with({{"host", "localhost:8088"}, {"origin", "http://localhost:8088"}}), settings));
    CHECK_FALSE(is_our_origin(with({{"host", "localhost:8088"}}), settings));
    CHECK_FALSE(is_our_origin(with({{"host", "localhost:8088"}, {"origin", "null"}}), settings));
    CHECK_FALSE(is_our_origin(with({{"host", "localhost:8088"}, {"origin", "http://localhost:9"}}), settings));
    CHECK_FALSE(is_our_origin(with({{"host", "localhost:8088"}, {"origin", "https://localhost:8088"}}), settings));
    CHECK_FALSE(is_our_origin(with({{"host", "a"}, {"origin", "http://a"}, {"origin", "http://evil"}}), settings));
    ConsoleSettings proxied;
    proxied.behind_proxy = true;
    CHECK(is_our_origin(with({{"host", "loa.vn"}, {"origin", "https://loa.vn"}}), proxied));
}

TEST_CASE("who comes through a proxy is not this machine itself, and is counted by the address the proxy saw") {
    ConsoleSettings proxied;
    proxied.behind_proxy = true;
    CHECK(is_of_this_machine(with({})));
    CHECK_FALSE(is_of_this_machine(with({}, false)));
    CHECK_FALSE(is_of_this_machine(with({{"x-forwarded-for", "203.0.113.5"}})));
    CHECK(address_of(with({{"x-forwarded-for", "1.2.3.4, 203.0.113.5"}}), proxied) == "203.0.113.5");
    CHECK(address_of(with({{"x-forwarded-for", "203.0.113.5"}}), {}) == "127.0.0.1");
    CHECK(address_of(with({{"x-forwarded-for", "203.0.113.5"}}, false), proxied) == "192.168.1.7");
}

TEST_CASE("one range of a file is a part, none or several are the whole, beyond the end is none") {
    const auto same = [](const ByteRange& range, std::uint64_t first, std::uint64_t length) {
        return range.is_part && !range.is_outside && range.first == first && range.length == length;
    };
    CHECK(same(byte_range("bytes=0-99", 1000), 0, 100));
    CHECK(same(byte_range("bytes=900-", 1000), 900, 100));
    CHECK(same(byte_range("bytes=-100", 1000), 900, 100));
    CHECK(same(byte_range("bytes=-5000", 1000), 0, 1000));
    CHECK(same(byte_range("bytes=990-5000", 1000), 990, 10));
    CHECK(content_range(byte_range("bytes=0-99", 1000), 1000) == "bytes 0-99/1000");
    for (const char* whole : {"", "bytes=", "bytes=0-1,5-9", "lines=0-1", "bytes=9-3", "bytes=a-b", "bytes=-",
                              "bytes=99999999999999999999999-"}) {
        INFO(whole);
        CHECK_FALSE(byte_range(whole, 1000).is_part);
        CHECK(byte_range(whole, 1000).length == 1000);
    }
    CHECK(byte_range("bytes=1000-", 1000).is_outside);
    CHECK(byte_range("bytes=-0", 1000).is_outside);
    CHECK(byte_range("bytes=0-", 0).is_outside);
}

TEST_CASE("a cookie is found by its whole name") {
    CHECK(cookie("a=1; truyenthanh=abc; b=2", "truyenthanh") == "abc");
    CHECK(cookie("truyenthanh=abc", "truyenthanh") == "abc");
    CHECK_FALSE(cookie("xtruyenthanh=abc", "truyenthanh"));
    CHECK_FALSE(cookie("truyenthanhx=abc", "truyenthanh"));
    CHECK_FALSE(cookie("", "truyenthanh"));
}

TEST_CASE("no two tokens are the same, and tokens are compared whole") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(random_token());
    CHECK(seen.size() == 1000);
    CHECK(seen.begin()->size() == 32);
    CHECK(is_same_token("abc", "abc"));
    CHECK_FALSE(is_same_token("abc", "abd"));
    CHECK_FALSE(is_same_token("abc", "ab"));
    CHECK_FALSE(is_same_token("", ""));
}

TEST_CASE("a file's name is a word without folders, whatever was sent") {
    CHECK(tidy_file_name("bản tin.mp3") == "bản tin.mp3");
    CHECK(tidy_file_name("../../etc/passwd") == "passwd");
    CHECK(tidy_file_name("C:\\Users\\an\\tin.wav") == "tin.wav");
    CHECK(tidy_file_name("..") == "upload");
    CHECK(tidy_file_name("") == "upload");
    CHECK(tidy_file_name("a/") == "upload");
    CHECK(tidy_file_name(std::string("a\0b.mp3", 7)) == "ab.mp3");
    CHECK(tidy_file_name(std::string(5000, 'a')).size() == 200);
    const auto seed = std::random_device{}();
    UNSCOPED_INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 500; ++round) {
        std::string name;
        for (std::size_t i = random() % 40; i > 0; --i) name.push_back(static_cast<char>(random() % 256));
        const std::string tidy = tidy_file_name(name);
        CHECK_FALSE(tidy.empty());
        CHECK(tidy.find_first_of("/\\\n\r") == std::string::npos);
        CHECK_FALSE(tidy.starts_with('.'));
    }
}

TEST_CASE("what goes with an upload is read, or refused whole") {
    const auto words = upload_metadata("filename YmFuIHRpbi5tcDM=,kind bmV3cw==, empty");
    REQUIRE(words);
    CHECK(words->at("filename") == "ban tin.mp3");
    CHECK(words->at("kind") == "news");
    CHECK(words->at("empty").empty());
    CHECK_FALSE(upload_metadata("filename !!!"));
    CHECK_FALSE(upload_metadata("filename /w=="));
    CHECK_FALSE(upload_metadata("a YQ==,a YQ=="));
}
