// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program that holds the inputs, with devices made of paper, and a relay job's end of the line.
#include "daemon/input_program.h"

#include <stdlib.h>
#include <sys/eventfd.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <thread>

#include "audio/input_line.h"
#include "audio/input_stream.h"
#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

// Gives 480 frames of one value every 10 ms, at a rate of its own.
class PaperInput final : public SoundInput {
public:
    PaperInput(Tape& tape, std::atomic<int>& open, std::atomic<bool>& is_frozen)
        : open_(open), thread_([&tape, &is_frozen](const std::stop_token& stop) {
              const std::vector<float> piece(480, 0.25F);
              while (!stop.stop_requested()) {
                  if (!is_frozen) tape.write(piece.data(), 480, 1);
                  std::this_thread::sleep_for(10ms);
              }
          }) {
        ++open_;
    }
    ~PaperInput() override { --open_; }
    int rate() const override { return 44'100; }

private:
    std::atomic<int>& open_;
    std::jthread thread_;
};

// The program in a thread of its own, with one device "tuner".
struct Room {
    Room() {
        std::string name = (std::filesystem::temp_directory_path() / "truyenthanh-input-XXXXXX").string();
        folder = ::mkdtemp(name.data());
        program.emplace(socket(), [this](const std::string& device, Tape& tape) -> std::unique_ptr<SoundInput> {
            if (device == "broken") throw DeviceError({"air.device_refused", {{"device", device}, {"reason", "busy"}}});
            if (device != "tuner") throw DeviceError({"air.no_such_device", {{"device", device}}});
            return std::make_unique<PaperInput>(tape, open, is_frozen);
        });
        thread = std::thread([this] {
            try {
                program->run(stop.get());
            } catch (const DeviceError& error) {
                lost = error.message().key;
            }
            program.reset();
            has_ended = true;
        });
    }
    ~Room() {
        ::eventfd_write(stop.get(), 1);
        thread.join();
        std::filesystem::remove_all(folder);
    }
    std::filesystem::path socket() const { return folder / "input.sock"; }

    std::filesystem::path folder;
    Descriptor stop{::eventfd(0, EFD_CLOEXEC)};
    std::atomic<int> open{0};
    std::atomic<bool> is_frozen{false};
    std::atomic<bool> has_ended{false};
    std::string lost;
    std::optional<InputProgram> program;
    std::thread thread;
};

const auto kPatient = [] { return true; };

template <class Condition>
bool comes_true(const Condition& condition) {
    for (int i = 0; i < 1'500 && !condition(); ++i) std::this_thread::sleep_for(10ms);
    return condition();
}

}  // namespace

TEST_CASE("an input is opened for whoever asks, heard by several, and closed when nobody listens") {
    Room room;
    {
        InputStream first(room.socket(), kPatient);
        InputStream second(room.socket(), kPatient);
        REQUIRE(first.open("tuner"));
        REQUIRE(second.open("tuner"));
        CHECK(room.open == 1);
        CHECK(first.format() == "input 44100 Hz stereo");
        for (InputStream* stream : {&first, &second}) {
            const AVFrame* frame = stream->next();
            REQUIRE(frame != nullptr);
            CHECK(frame->sample_rate == 44'100);
            CHECK(frame->nb_samples > 0);
            CHECK(reinterpret_cast<const float*>(frame->data[0])[1] == 0.25F);
        }
    }
    CHECK(comes_true([&] { return room.open == 0; }));
}

TEST_CASE("a name that is not there is never another, and one that is busy is said to be so") {
    Room room;
    InputStream none(room.socket(), kPatient);
    CHECK_FALSE(none.open("tune"));
    CHECK(none.fault() == wire::RelayFault::NoSuchInput);
    InputStream broken(room.socket(), kPatient);
    CHECK_FALSE(broken.open("broken"));
    CHECK(broken.fault() == wire::RelayFault::InputRefused);
    CHECK(room.open == 0);
    InputStream away(room.folder / "nobody.sock", kPatient);
    CHECK_FALSE(away.open("tuner"));
    CHECK(away.fault() == wire::RelayFault::InputAway);
}

TEST_CASE("an input that gives no more frames ends the program, and whoever listens is told by the end of the line") {
    Room room;
    InputStream stream(room.socket(), kPatient);
    REQUIRE(stream.open("tuner"));
    REQUIRE(stream.next() != nullptr);
    room.is_frozen = true;
    while (stream.next() != nullptr) continue;
    CHECK(stream.fault() == wire::RelayFault::Ended);
    CHECK(comes_true([&] { return room.has_ended.load(); }));
    CHECK(room.lost == "input.lost");
}

TEST_CASE("what is no request ends its line and nobody else's") {
    Room room;
    InputStream stream(room.socket(), kPatient);
    REQUIRE(stream.open("tuner"));
    const InputLine nameless(room.socket(), "", kPatient);
    CHECK_FALSE(nameless.verdict());
    CHECK(stream.next() != nullptr);
    CHECK(room.open == 1);
}
