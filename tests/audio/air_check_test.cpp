// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tape that the callback writes, and the air-check that reads it: arrays in, files out.
#include "audio/air_check.h"

#include <sndfile.h>
#include <stdlib.h>

#include <cmath>
#include <fstream>

#include "audio/limiter.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "truyenthanh-check-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
    int files() const {
        return static_cast<int>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
    fs::path path;
};

const WallTime kMorning{std::chrono::sys_days{std::chrono::year{2026} / 12 / 5} + 30min};

// A chain that gives a ramp of known numbers, and the station's looks at it.
struct Room {
    Folder folder;
    Tape tape{7, 1U << 17};
    AirCheckLook look{
        std::make_shared<const TapeView>(*TapeView::attach(tape.descriptor())), kMorning, true, kMorning, {}};
    std::int64_t frame = 0;

    static float value(std::int64_t at) { return static_cast<float>(at % 20'000) / 32768.0F; }
    AirCheckRule rule(const std::string& format = "flac") const {
        AirCheckRule made;
        made.folder = folder.path / "air-checks";
        made.format = format;
        made.most_bytes = 1U << 30;
        return made;
    }
    void sound(std::int64_t frames) {
        std::vector<float> samples;
        for (std::int64_t i = 0; i < frames; ++i, ++frame) samples.insert(samples.end(), {value(frame), -value(frame)});
        tape.write(samples.data(), static_cast<std::uint32_t>(frames), 2);
    }
    void pass(AirCheckWriter& writer, int quarters) {
        for (int i = 0; i < quarters; ++i) {
            sound(kSampleRate / 4);
            look.now += 250ms;
            writer.advance(look);
        }
    }
    void sound_on_unlooked(AirCheckWriter& writer) {
        on_air(1);
        pass(writer, 8);
        sound(kSampleRate / 5);
    }
    void on_air(int slot) {
        look.subject = {{LocalDate{std::chrono::year{2026} / 12 / 5}, SlotId{slot}, {}},
                        "Slot " + std::to_string(slot)};
    }
};

// One past its last frame of the tape.
std::int64_t end_of(const AirCheckPiece& piece) { return piece.first.count + kLimiterDelay + piece.frames.count; }

std::vector<float> read_all(const fs::path& file) {
    SF_INFO format{};
    const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> sound{sf_open(file.c_str(), SFM_READ, &format), sf_close};
    REQUIRE(sound);
    std::vector<float> samples(2 * static_cast<std::size_t>(format.frames));
    sf_readf_float(sound.get(), samples.data(), format.frames);
    return samples;
}

}  // namespace

TEST_CASE("the tape gives back what left the mixer, and says what it no longer has") {
    Tape tape(7, 1U << 12);
    const auto view = TapeView::attach(tape.descriptor());
    REQUIRE(view);
    CHECK(view->epoch() == 7);
    std::vector<float> six;
    for (int i = 0; i < 6000 * 6; ++i) six.push_back(static_cast<float>(i));
    for (int block = 0; block < 12; ++block) tape.write(six.data() + std::size_t(block) * 500 * 6, 500, 6);
    CHECK(view->end() == 6000);
    std::vector<float> got(200);
    REQUIRE(view->read(5900, got.data(), 100));
    CHECK(got[0] == 5900.0F * 6);
    CHECK(got[199] == 5999.0F * 6 + 1);
    CHECK(view->read(view->begin(), got.data(), 100));
    CHECK_FALSE(view->read(1000, got.data(), 100));
    CHECK_FALSE(view->read(5950, got.data(), 100));
    CHECK_FALSE(view->read(-1, got.data(), 100));
}

TEST_CASE("what is no tape is not taken for one, and nobody but the chain can write it") {
    Mapping mapping;
    const Descriptor other = make_shared_memory("other", 1U << 16, Others::ReadWrite, mapping);
    CHECK_FALSE(TapeView::attach(other));
    CHECK_FALSE(TapeView::attach(Descriptor{}));
    const Tape tape(7, 1U << 12);
    CHECK_FALSE(map_shared(tape.descriptor(), Access::ReadWrite, 1, 1U << 30));
}

TEST_CASE("each transmission has a file of its own, and every sample of it is there") {
    Room room;
    AirCheckWriter writer(room.rule());
    room.pass(writer, 12);
    CHECK(writer.take_finished().empty());
    room.on_air(1);
    room.pass(writer, 40);
    room.on_air(2);
    room.pass(writer, 20);
    room.look.subject.reset();
    room.pass(writer, 20);
    const auto pieces = writer.take_finished();
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0].subject.transmission.slot == SlotId{1});
    CHECK(pieces[1].subject.slot_name == "Slot 2");
    CHECK(pieces[0].first + pieces[0].frames == pieces[1].first);
    CHECK(pieces[0].started <= kMorning + 3s);
    CHECK(pieces[0].frames >= Frames{10 * kSampleRate});
    for (const AirCheckPiece& piece : pieces) {
        const std::vector<float> samples = read_all(room.rule().folder / piece.file);
        REQUIRE(samples.size() == 2 * static_cast<std::size_t>(piece.frames.count));
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < samples.size() / 2; ++i) {
            const float meant = Room::value(piece.first.count + kLimiterDelay + static_cast<std::int64_t>(i));
            if (samples[2 * i] != meant || samples[2 * i + 1] != -meant) ++wrong;
        }
        CHECK(wrong == 0);
    }
    CHECK(!writer.trouble());
}

TEST_CASE("an air-check in Opus is a tenth of the size") {
    Room room;
    AirCheckWriter writer(room.rule("opus"));
    room.on_air(1);
    room.pass(writer, 40);
    writer.close();
    const auto pieces = writer.take_finished();
    REQUIRE(pieces.size() == 1);
    CHECK(pieces[0].bytes < pieces[0].frames.count / 2);
    SoundFile out(room.folder.path / "out.wav");
    CHECK(copy_sound(room.rule().folder / pieces[0].file, Frames{kSampleRate}, Frames{kSampleRate}, out));
}

TEST_CASE("a long transmission is cut into minutes, and a stretch of it is copied to the frame") {
    Room room;
    AirCheckWriter writer(room.rule());
    room.on_air(1);
    room.pass(writer, 4 * 61);
    writer.close();
    const auto pieces = writer.take_finished();
    REQUIRE(pieces.size() == 2);
    {
        SoundFile out(room.folder.path / "out.flac");
        REQUIRE(copy_sound(room.rule().folder / pieces[0].file, Frames{1000}, Frames{5000}, out));
        CHECK_FALSE(copy_sound(room.rule().folder / pieces[1].file, Frames{}, Frames{1'000 * kSampleRate}, out));
        CHECK_FALSE(copy_sound(room.rule().folder / "none.flac", Frames{}, Frames{1}, out));
        out.close();
    }
    CHECK(read_all(room.folder.path / "out.flac")[0] == Room::value(pieces[0].first.count + kLimiterDelay + 1000));
}

TEST_CASE("after a station that was killed, what the tape still has is written too") {
    Room room;
    room.sound(2 * kSampleRate);
    room.on_air(1);
    AirCheckWriter writer(room.rule());
    room.pass(writer, 4);
    writer.close();
    const auto pieces = writer.take_finished();
    REQUIRE(pieces.size() == 1);
    CHECK(pieces[0].frames > Frames{2 * kSampleRate});
}

TEST_CASE("what a chain still sounded before it died is written, though another one is there at the next look") {
    Room room;
    AirCheckWriter writer(room.rule());
    room.sound_on_unlooked(writer);
    const std::int64_t last = room.frame;
    const Tape next{8, 1U << 17};
    room.look.tape = std::make_shared<const TapeView>(*TapeView::attach(next.descriptor()));
    writer.advance(room.look);
    const auto pieces = writer.take_finished();
    REQUIRE(pieces.size() == 1);
    CHECK(end_of(pieces[0]) == last);
}

TEST_CASE("a piece that is ended has what was sounded until then") {
    Room room;
    AirCheckWriter writer(room.rule());
    room.sound_on_unlooked(writer);
    writer.close();
    const auto pieces = writer.take_finished();
    REQUIRE(pieces.size() == 1);
    CHECK(end_of(pieces[0]) == room.frame);
}

TEST_CASE("a writer that was too slow leaves a hole and goes on") {
    Room room;
    AirCheckWriter writer(room.rule());
    room.on_air(1);
    room.pass(writer, 4);
    for (int i = 0; i < 20; ++i) room.sound(kSampleRate / 4);
    room.pass(writer, 4);
    writer.close();
    const auto pieces = writer.take_finished();
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[1].first > pieces[0].first + pieces[0].frames);
}

TEST_CASE("the oldest pieces go when the room is spent, and the newest stay") {
    Room room;
    AirCheckRule rule = room.rule();
    rule.most_bytes = 50'000;
    AirCheckWriter writer(rule);
    std::vector<AirCheckPiece> pieces;
    for (int slot = 1; slot <= 8; ++slot) {
        room.on_air(slot);
        room.pass(writer, 8);
        for (AirCheckPiece& piece : writer.take_finished()) pieces.push_back(std::move(piece));
    }
    const auto removed = writer.take_removed();
    REQUIRE(!removed.empty());
    CHECK(removed[0] == pieces[0].file);
    CHECK_FALSE(fs::exists(rule.folder / pieces[0].file));
    CHECK(fs::exists(rule.folder / pieces.back().file));
}

TEST_CASE("pieces older than the days they are kept go") {
    Room room;
    AirCheckWriter writer(room.rule());
    room.on_air(1);
    room.pass(writer, 8);
    writer.close();
    REQUIRE(writer.take_finished().size() == 1);
    room.look.now += 24h * 31;
    room.look.zero += 24h * 31;
    room.look.is_trusted = false;
    room.pass(writer, 4);
    CHECK(writer.take_removed().empty());
    writer.close();
    room.look.now += 61s;
    room.look.is_trusted = true;
    room.pass(writer, 4);
    CHECK(writer.take_removed().size() == 1);
}

TEST_CASE("a full disk ends the air-check and nothing else: pieces go first, then it says so and tries again") {
    static std::uint64_t left = 0;
    Room room;
    AirCheckRule rule = room.rule();
    rule.reserve_bytes = 1000;
    rule.free_bytes = [](const fs::path&) { return left; };
    left = 5000;
    AirCheckWriter writer(rule);
    room.on_air(1);
    room.pass(writer, 8);
    left = 10;
    room.on_air(2);
    room.pass(writer, 8);
    REQUIRE(writer.trouble());
    CHECK(writer.trouble()->key == "air_check.no_room");
    CHECK(writer.take_removed().size() == 1);
    left = 5000;
    room.pass(writer, 4 * 31);
    CHECK(!writer.trouble());
    writer.close();
    CHECK(!writer.take_finished().empty());
}

TEST_CASE("a folder that cannot be is said to be so, and sound goes on") {
    Room room;
    std::ofstream(room.folder.path / "air-checks") << "a file";
    AirCheckWriter writer(room.rule());
    room.on_air(1);
    room.pass(writer, 8);
    REQUIRE(writer.trouble());
    CHECK(writer.take_finished().empty());
}

TEST_CASE("the thread of the air-check ends its piece when it is told to stop") {
    Room room;
    room.sound(kSampleRate);
    room.on_air(1);
    AirCheck check(room.rule());
    check.look(room.look);
    for (int i = 0; i < 3000 && !fs::exists(room.rule().folder); ++i) std::this_thread::sleep_for(10ms);
    check.stop();
    const AirCheck::News news = check.news();
    REQUIRE(news.finished.size() == 1);
    CHECK(fs::exists(room.rule().folder / news.finished[0].file));
}
