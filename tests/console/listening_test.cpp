// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hearing the output in a browser: how the tape is cut, and who gets it.
#include <cstring>
#include <numeric>
#include <thread>

#include "console/sound_pieces.h"
#include "tests/catch.h"
#include "tests/console/some_console.h"

using namespace truyenthanh;

namespace {

constexpr WallTime kNow{std::chrono::microseconds{1'795'000'000'123'456}};
constexpr std::size_t kHead = 32;

template <class Number>
Number number_at(const std::string& piece, std::size_t at) {
    Number value{};
    REQUIRE(piece.size() >= at + sizeof value);
    std::memcpy(&value, piece.data() + at, sizeof value);
    return value;
}

// Frames `from` … of a line on which frame n is n/32767 on the left and its negative on the right.
void write_line(Tape& tape, std::int64_t from, std::uint32_t frames) {
    std::vector<float> samples;
    for (std::int64_t n = from; n < from + frames; ++n) {
        const float value = static_cast<float>(n % 30'000) / 32'767.0F;
        samples.insert(samples.end(), {value, -value});
    }
    tape.write(samples.data(), frames, 2);
}

// Writes the same sound again and again, like a chain that is on air.
class Playing {
public:
    explicit Playing(Tape& tape)
        : thread_([&tape](const std::stop_token& stop) {
              const std::vector<float> block(960, 0.5F);
              while (!stop.stop_requested()) {
                  tape.write(block.data(), 480, 2);
                  std::this_thread::yield();
              }
          }) {}

private:
    std::jthread thread_;
};

std::string listen_line(const Session& session) { return request("GET /api/v1/listen HTTP/1.1", of_session(session)); }

}  // namespace

TEST_CASE("what left the mixer is cut into pieces, each frame once and in order, under a head that says which") {
    Tape tape(7, 1 << 16);
    const auto view = TapeView::attach(tape.descriptor());
    REQUIRE(view);
    SoundPieces pieces;
    CHECK_FALSE(pieces.next(*view, kNow));
    std::int64_t expected = 0;
    for (std::int64_t block = 0; block < 40; ++block) {
        write_line(tape, block * 960, 960);
        while (const auto piece = pieces.next(*view, kNow)) {
            REQUIRE(piece->size() == kHead + std::size_t{kPieceFrames} * 4);
            CHECK(piece->substr(0, 4) == "TTS1");
            CHECK(number_at<std::uint32_t>(*piece, 4) == kPieceFrames);
            CHECK(number_at<std::uint32_t>(*piece, 8) == 48'000);
            CHECK(number_at<std::uint32_t>(*piece, 12) == 2);
            CHECK(number_at<std::int64_t>(*piece, 16) == expected);
            CHECK(number_at<std::int64_t>(*piece, 24) == kNow.time_since_epoch().count());
            for (std::size_t frame = 0; frame < kPieceFrames; ++frame) {
                const auto value = static_cast<std::int16_t>((expected + static_cast<std::int64_t>(frame)) % 30'000);
                REQUIRE(number_at<std::int16_t>(*piece, kHead + frame * 4) == value);
                REQUIRE(number_at<std::int16_t>(*piece, kHead + frame * 4 + 2) == -value);
            }
            expected += kPieceFrames;
        }
    }
    CHECK(expected == 38'400);
}

TEST_CASE("full scale and beyond is full scale, not its opposite") {
    Tape tape(7, 1 << 16);
    const std::vector<float> loud(std::size_t{kPieceFrames} * 2, 1.5F);
    tape.write(loud.data(), kPieceFrames, 2);
    SoundPieces pieces;
    const auto piece = pieces.next(*TapeView::attach(tape.descriptor()), kNow);
    REQUIRE(piece);
    CHECK(number_at<std::int16_t>(*piece, kHead) == 32'767);
}

TEST_CASE("who begins late, falls behind, or finds another chain begins with the newest sound") {
    Tape tape(7, 1 << 16);
    const auto view = TapeView::attach(tape.descriptor());
    write_line(tape, 0, 40'000);
    SoundPieces pieces;
    CHECK(number_at<std::int64_t>(pieces.next(*view, kNow).value(), 16) == 40'000 - kPieceFrames);
    write_line(tape, 40'000, 40'000);
    CHECK(number_at<std::int64_t>(pieces.next(*view, kNow).value(), 16) == 80'000 - kPieceFrames);
    Tape other(8, 1 << 16);
    write_line(other, 0, 10'000);
    CHECK(number_at<std::int64_t>(pieces.next(*TapeView::attach(other.descriptor()), kNow).value(), 16) ==
          10'000 - kPieceFrames);
}

TEST_CASE("a listener hears what leaves, asked for in its own name") {
    SomeConsole console;
    Tape tape(7);
    console.desk.set_tape(&tape);
    const Playing playing(tape);
    Visitor listener(console.port());
    listener.send(listen_line(console.session("reviewer")));
    CHECK(listener.hears("Content-Type: application/octet-stream"));
    CHECK(listener.hears(std::string("TTS1\xc0\x12\0\0\x80\xbb\0\0\x02\0\0\0", 16)));
    CHECK(listener.hears(std::string("\0\x40\0\x40\0\x40\0\x40", 8)));
    CHECK(console.desk.asked().at(0).params["by"] == "reviewer an");
}

TEST_CASE("without a chain listeners are told that there is no sound, and hear the next chain") {
    SomeConsole console;
    Visitor listener(console.port());
    listener.send(listen_line(console.session("reviewer")));
    CHECK(listener.hears(std::string("TTS1\0\0\0\0", 8)));
    Tape tape(8);
    console.desk.set_tape(&tape);
    {
        const Playing playing(tape);
        CHECK(listener.hears(std::string("TTS1\xc0\x12\0\0", 8)));
    }
    CHECK(listener.hears(std::string("TTS1\0\0\0\0", 8)));  // it stands still: that chain is dead
}

TEST_CASE("so many may listen and one more is told so: who goes, or whose session ends, gives the place back") {
    SomeConsole console;
    const Session session = console.session("reviewer");
    std::vector<std::unique_ptr<Visitor>> all;
    for (int i = 0; i < kMostListeners; ++i) {
        all.push_back(std::make_unique<Visitor>(console.port()));
        all.back()->send(listen_line(session));
        CHECK(all.back()->hears("TTS1"));
    }
    const Reply full = console.ask(listen_line(session));
    CHECK(full.status == 429);
    CHECK(error_key(full) == "console.too_many_listeners");
    all.back()->hang_up();
    while (console.program->parts().listeners.count() == kMostListeners) console.program->server().look_at_deadlines();
    Visitor next(console.port());
    next.send(listen_line(session));
    CHECK(next.hears("TTS1"));
    console.program->parts().sessions.end(session.token);
    while (console.program->parts().listeners.count() > 0) console.program->server().look_at_deadlines();
}

TEST_CASE("a listener whose line is slow loses sound and is never far behind: the others lose nothing") {
    SomeConsole console;
    const Session session = console.session("reviewer");
    Visitor slow(console.port());
    slow.send(listen_line(session));
    CHECK(slow.hears("TTS1"));
    Visitor keen(console.port());
    keen.send(listen_line(session));
    CHECK(keen.hears("TTS1"));
    for (int i = 0; i < 400; ++i) {
        const std::string mark = "piece " + std::to_string(i) + " ";
        console.program->server().publish(Stream::Sound, mark + std::string(20'000, 's'));
        CHECK(keen.hears(mark));
    }
    console.program->server().publish(Stream::Sound, "the newest");
    CHECK(slow.hears("the newest"));
    CHECK(slow.received() < 150 * 20'000);  // of 400
}
