// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Uploads by tus: cut lines, several senders, names of malice.
#include <random>
#include <thread>

#include "tests/catch.h"
#include "tests/console/some_console.h"

using namespace truyenthanh;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

const std::string kTus = "Tus-Resumable: 1.0.0\r\n";

std::string base64(std::string_view text) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (count += 8; count >= 6; count -= 6) out += digits[bits >> (count - 6) & 63];
    }
    if (count > 0) out += digits[bits << (6 - count) & 63];
    return out;
}

std::string metadata(const std::string& file, const std::string& title = "", const std::string& kind = "news") {
    return "Upload-Metadata: filename " + base64(file) + ",title " + base64(title) + ",kind " + base64(kind) + "\r\n";
}

struct Sender {
    SomeConsole console;
    Session session = console.session("operator");

    Reply begin(std::size_t length, const std::string& words) {
        return console.ask(
            request("POST /api/v1/uploads HTTP/1.1",
                    of_change(session) + kTus + words + "Upload-Length: " + std::to_string(length) + "\r\n"));
    }
    std::string patch_head(const std::string& place, std::size_t offset, std::size_t length, const Session& who) const {
        return request("PATCH " + place + " HTTP/1.1",
                       of_change(who) + kTus + "Content-Type: application/offset+octet-stream\r\nUpload-Offset: " +
                           std::to_string(offset) + "\r\nContent-Length: " + std::to_string(length) + "\r\n");
    }
    Reply patch(const std::string& place, std::size_t offset, std::string_view bytes) {
        Visitor visitor(console.port());
        visitor.send(patch_head(place, offset, bytes.size(), session));
        visitor.send(bytes);
        const auto reply = visitor.reply();
        REQUIRE(reply);
        return *reply;
    }
    std::size_t offset(const std::string& place) {
        return std::stoul(
            console.ask(request("HEAD " + place + " HTTP/1.1", of_session(session) + kTus)).field("Upload-Offset"));
    }
    json state(const std::string& place) {
        return json::parse(console.ask(request("GET " + place + " HTTP/1.1", of_session(session))).body);
    }
    json finished(const std::string& place) {
        json now = state(place);
        while (now["stage"] == "waiting" || now["stage"] == "taking_in") {
            std::this_thread::sleep_for(1ms);  // each question is a connection: there are only so many ports
            now = state(place);
        }
        return now;
    }
};

std::string noise(std::size_t length) {
    std::mt19937 random(7);
    std::string bytes(length, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

}  // namespace

TEST_CASE("a file sent through two cut lines reaches the station whole") {
    Sender sender;
    const std::string bytes = noise(600'000);
    const Reply begun = sender.begin(bytes.size(), metadata("bản tin.mp3", "Bản tin sáng"));
    REQUIRE(begun.status == 201);
    const std::string place = begun.field("Location");
    std::size_t have = 0;
    for (int cut = 0; cut < 2; ++cut) {
        Visitor visitor(sender.console.port());
        visitor.send(sender.patch_head(place, have, bytes.size() - have, sender.session));
        visitor.send(std::string_view(bytes).substr(have, 200'000));
        while (sender.offset(place) < have + 3 * kBlock) sender.console.program->server().look_at_deadlines();
        visitor.hang_up();
        have = sender.offset(place);
    }
    CHECK(have == 6 * kBlock);
    while (sender.state(place)["stage"] == "receiving") {
        const Reply reply = sender.patch(place, have, std::string_view(bytes).substr(have));
        CHECK((reply.status == 204 || reply.status == 423));  // 423: it has not noticed yet that the line was cut
    }
    CHECK(sender.finished(place)["stage"] == "done");
    const auto asked = sender.console.desk.asked();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].method == "recording_add");
    CHECK(asked[0].file == bytes);
    CHECK(asked[0].params ==
          json{{"title", "Bản tin sáng"}, {"name", "bản tin.mp3"}, {"kind", "news"}, {"by", "operator an"}});
}

TEST_CASE("bytes go on from where they are, nowhere else, and never beyond the end") {
    Sender sender;
    const std::string place = sender.begin(1000, metadata("a.wav")).field("Location");
    CHECK(sender.patch(place, 0, std::string(400, 'a')).field("Upload-Offset") == "400");
    CHECK(sender.patch(place, 300, std::string(100, 'b')).status == 409);
    CHECK(sender.patch(place, 500, std::string(100, 'b')).status == 409);
    CHECK(sender.patch(place, 400, std::string(601, 'b')).status == 400);
    CHECK(sender.offset(place) == 400);
    CHECK(sender.patch(place, 400, std::string(600, 'b')).status == 204);
    CHECK(sender.finished(place)["stage"] == "done");
    CHECK(sender.patch(place, 1000, "c").status == 409);
}

TEST_CASE("an upload is its sender's alone") {
    Sender sender;
    const std::string place = sender.begin(1000, metadata("a.wav")).field("Location");
    const Session other = sender.console.program->parts().sessions.begin(person_of("operator", "operator binh"), {});
    CHECK(sender.console.ask(request("GET " + place + " HTTP/1.1", of_session(other))).status == 404);
    CHECK(sender.console.ask(request("DELETE " + place + " HTTP/1.1", of_change(other) + kTus)).status == 404);
    CHECK(sender.console.ask(sender.patch_head(place, 0, 3, other) + "abc").status == 404);
    CHECK(sender.console.ask(request("DELETE " + place + " HTTP/1.1", of_change(sender.session) + kTus)).status == 204);
    CHECK(sender.console.ask(request("GET " + place + " HTTP/1.1", of_session(sender.session))).status == 404);
}

TEST_CASE("what the station refuses is told to whoever sent it") {
    Sender sender;
    const std::string place = sender.begin(3, metadata("a.wav", "hỏng")).field("Location");
    CHECK(sender.patch(place, 0, "abc").status == 204);
    const json state = sender.finished(place);
    CHECK(state["stage"] == "refused");
    CHECK(state["result"]["key"] == "intake.no_audio");
    CHECK(state["result"]["text"]["vi"].is_string());
}

TEST_CASE("what is no tus, has no length, too much of it, or no kind there is, is refused") {
    Sender sender;
    const auto post = [&](const std::string& fields) {
        return sender.console.ask(request("POST /api/v1/uploads HTTP/1.1", of_change(sender.session) + fields)).status;
    };
    CHECK(post("Upload-Length: 5\r\n" + metadata("a")) == 412);
    CHECK(post("Tus-Resumable: 0.2.2\r\nUpload-Length: 5\r\n" + metadata("a")) == 412);
    CHECK(post(kTus + metadata("a")) == 400);
    CHECK(post(kTus + "Upload-Length: 0\r\n" + metadata("a")) == 400);
    CHECK(post(kTus + "Upload-Length: -5\r\n" + metadata("a")) == 400);
    CHECK(post(kTus + "Upload-Length: 99999999999\r\n" + metadata("a")) == 413);
    CHECK(post(kTus + "Upload-Length: 5\r\n" + metadata("a", "a", "opera")) == 400);
    CHECK(post(kTus + "Upload-Length: 5\r\nUpload-Metadata: filename ???\r\n") == 400);
    const Reply abilities = sender.console.ask(request("OPTIONS /api/v1/uploads HTTP/1.1"));
    CHECK(abilities.field("Tus-Version") == "1.0.0");
    CHECK(abilities.field("Tus-Extension") == "creation,termination");
}

TEST_CASE("one person cannot fill the disk with beginnings, and what is left alone goes after a day") {
    Sender sender;
    std::string place;
    for (std::size_t i = 0; i < kMostUploadsAPerson; ++i) {
        const Reply reply = sender.begin(1000, metadata("a.wav"));
        REQUIRE(reply.status == 201);
        place = reply.field("Location");
    }
    CHECK(sender.begin(1000, metadata("a.wav")).status == 429);
    sender.console.clock.pass(24h);
    sender.session = sender.console.session("operator");
    CHECK(sender.begin(1000, metadata("a.wav")).status == 201);
    CHECK(sender.console.ask(request("GET " + place + " HTTP/1.1", of_session(sender.session))).status == 404);
}

TEST_CASE("two hundred names of malice make no file anywhere and reach the station as words") {
    Sender sender;
    const auto seed = std::random_device{}();
    UNSCOPED_INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::vector<std::string> pieces{"../",
                                          "..\\",
                                          "/etc/passwd",
                                          "C:\\",
                                          "%2e%2e/",
                                          "\r\nX: y",
                                          std::string(1, '\0'),
                                          "~",
                                          "$(id)",
                                          "`id`",
                                          "; rm -rf",
                                          "<script>",
                                          "' OR 1=1",
                                          "con",
                                          "|",
                                          ".part",
                                          "&&",
                                          "\x1b[2J",
                                          "tin.mp3",
                                          "",
                                          ".",
                                          "\xe2\x80\xae",
                                          std::string(300, 'a')};
    const auto entries = [&] {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(sender.console.folder)) {
            (void)entry;
            ++count;
        }
        return count;
    };
    std::filesystem::create_directories(sender.console.places.uploads);
    const std::size_t before = entries();
    for (int round = 0; round < 200; ++round) {
        std::string name;
        for (std::size_t i = 1 + random() % 3; i > 0; --i) name += pieces[random() % pieces.size()];
        const Reply begun = sender.begin(1, metadata(name, "x"));
        INFO(name);
        REQUIRE(begun.status == 201);
        CHECK(sender.patch(begun.field("Location"), 0, "x").status == 204);
        CHECK(sender.finished(begun.field("Location"))["stage"] == "done");
        const std::string told = sender.console.desk.asked().back().params["name"].get<std::string>();
        CHECK(told.find_first_of("/\\\r\n") == std::string::npos);
        CHECK(told.size() <= 200);
        sender.console.ask(
            request("DELETE " + begun.field("Location") + " HTTP/1.1", of_change(sender.session) + kTus));
    }
    CHECK(entries() == before);
}
