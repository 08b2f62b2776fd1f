// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who is told of faults, of which, and what becomes of a receiver that is dead.
#include "daemon/notices.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

const Message kLost{"playout.output_lost", {{"device", "hw:0"}}};

NotifySettings webhook() {
    NotifySettings settings;
    settings.webhook = "https://tin.example/hook/secret?key=1";
    return settings;
}

NotifySettings mail() {
    NotifySettings settings;
    settings.mail_to = {"truc@phuong.vn", "chu.tich@phuong.vn"};
    settings.mail_server = "smtp://mail.phuong.vn:587";
    settings.mail_user = "loa";
    settings.mail_password = "mat-khau";
    return settings;
}

// A program in curl's place that keeps what it was given.
struct Told {
    explicit Told(const NotifySettings& settings, const std::string& ends_with = "exit 0") {
        std::string name = (fs::temp_directory_path() / "notices-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
        const fs::path program = folder / "curl";
        std::ofstream(program) << "#!/bin/sh\necho \"$@\" >> " << name << "/arguments\ncat /proc/self/fd/4 >> " << name
                               << "/configuration\ncat /proc/self/fd/3 >> " << name << "/body\necho >> " << name
                               << "/body\n"
                               << ends_with << "\n";
        ::chmod(program.c_str(), 0700);
        notices.emplace(settings, "Đài phường", ends, program);
    }
    ~Told() {
        notices.reset();
        fs::remove_all(folder);
    }
    // Looks once a second, so many times, and lets what was written leave.
    void pass(int seconds, const std::vector<Message>& faults) {
        for (int second = 0; second < seconds; ++second) {
            now.steady = now.steady + 1s;
            now.wall = now.wall + 1s;
            notices->look(now, faults);
            settle();
        }
    }
    void settle() {
        while (notices->waiting() > 0) {
            notices->advance(now);
            ::poll(nullptr, 0, 1);
        }
    }
    std::string kept(const char* file) const {
        std::ifstream in(folder / file);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::size_t letters() const {
        const std::string all = kept("arguments");
        return static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n'));
    }

    fs::path folder;
    std::vector<std::string> diary;
    Now now{WallTime{std::chrono::hours{500'000}}, SteadyTime{1h}, ClockTrust::Trusted};
    Notices::Ends ends{[](const Message& message) { return "«" + to_string(message) + "»"; },
                       [](WallTime) { return std::string("05:25"); },
                       [this](Severity, const Message& message) { diary.push_back(to_string(message)); }};
    std::optional<Notices> notices;
};

}  // namespace

TEST_CASE("a fault that stands is told once, and its end once") {
    Told told(webhook());
    told.pass(15, {kLost});
    CHECK(told.letters() == 0);
    told.pass(60, {kLost});
    CHECK(told.letters() == 1);
    const json body = json::parse(told.kept("body"));
    CHECK(body["event"] == "fault");
    CHECK(body["station"] == "Đài phường");
    CHECK(body["key"] == "playout.output_lost");
    CHECK(body["args"]["device"] == "hw:0");
    CHECK(body["text"] == "«playout.output_lost(device=hw:0)»");
    told.pass(60, {});
    CHECK(told.letters() == 2);
    CHECK(told.kept("body").find("\"over\"") != std::string::npos);
    CHECK(told.diary.empty());
}

TEST_CASE("a fault that is over soon is not told, however often it comes") {
    Told told(webhook());
    for (int i = 0; i < 20; ++i) {
        told.pass(14, {kLost});
        told.pass(1, {});
    }
    CHECK(told.letters() == 0);
}

TEST_CASE("no secret stands in an argument, and nothing but what is meant is allowed to curl") {
    Told told(mail());
    told.notices->try_out(told.now, "an");
    told.settle();
    CHECK(told.kept("arguments") == "--disable --config /proc/self/fd/4\n");
    const std::string configuration = told.kept("configuration");
    CHECK(configuration.find("user = \"loa:mat-khau\"\n") != std::string::npos);
    CHECK(configuration.find("proto = \"=smtp,smtps\"\n") != std::string::npos);
    CHECK(configuration.find("mail-rcpt = \"chu.tich@phuong.vn\"\n") != std::string::npos);
    CHECK(configuration.find("location") == std::string::npos);
    const std::string body = told.kept("body");
    CHECK(body.find("To: truc@phuong.vn, chu.tich@phuong.vn\r\n") != std::string::npos);
    CHECK(body.find("«notify.test(by=an)»\r\n05:25\r\n") != std::string::npos);
}

TEST_CASE("a message of a person with line ends in it makes no line of a mail's head") {
    Told told(mail());
    told.notices->try_out(told.now, "an\r\nBcc: ai@do.vn");
    told.settle();
    CHECK(told.kept("body").find("\nBcc:") == std::string::npos);
}

TEST_CASE("a receiver that is dead, hangs or floods costs one line in the diary, and one when it is back") {
    for (const char* end : {"exit 7", "kill -9 $$", "cat /dev/zero", "yes > /dev/null"}) {
        INFO(end);
        Told told(webhook(), end);
        const bool hangs =
            std::string(end).find("exit") == std::string::npos && std::string(end).find("kill") == std::string::npos;
        for (int i = 0; i < 3; ++i) {
            told.notices->try_out(told.now, "an");
            if (i > 0) told.diary.clear();  // each trial is told again
            told.notices->advance(told.now);
            if (hangs) told.now.steady = told.now.steady + 21s;
            told.settle();
            CHECK(told.diary.size() == 1);
        }
        CHECK(told.diary[0].find("https://tin.example)") != std::string::npos);
        CHECK(told.diary[0].find("secret") == std::string::npos);
    }
}

TEST_CASE("a hundred faults at once make no more letters than may wait, and the newest are among them") {
    Told told(webhook());
    std::vector<Message> faults;
    for (int i = 0; i < 100; ++i) faults.push_back({"relay.lost", {{"relay", std::to_string(1'000 + i)}}});
    told.pass(16, faults);
    CHECK(told.letters() == 32);
    CHECK(told.kept("body").find("1099") != std::string::npos);
}

TEST_CASE("with nobody to be told a trial is refused with a sentence") {
    Told told(NotifySettings{});
    CHECK_THROWS_AS(told.notices->try_out(told.now, "an"), RequestError);
    told.pass(60, {kLost});
    CHECK(told.letters() == 0);
}
