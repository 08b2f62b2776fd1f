// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Masters read ahead of their time.
#include "daemon/prepared_library.h"

#include <fcntl.h>

#include <atomic>
#include <semaphore>

#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kNow{1h};

// Opens /dev/null for odd recordings and refuses even ones.
struct OddLibrary final : Library {
    std::atomic<int>& opened;
    std::counting_semaphore<>* gate = nullptr;
    std::counting_semaphore<>* done = nullptr;
    bool breaks = false;
    Sha256 sound = "one";

    explicit OddLibrary(std::atomic<int>& count) : opened(count) {}
    std::variant<OpenMaster, Message> open(RecordingId recording, WallTime at) override {
        if (gate != nullptr) gate->acquire();
        ++opened;
        if (done != nullptr) done->release();
        if (breaks) throw StoreError({"desk.failed", {{"why", "disk"}}});
        if (auto no = why_not(recording, at)) return *no;
        OpenMaster master;
        master.file = Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        master.bytes = recording.value;
        master.sha256 = sound;
        return master;
    }
    std::optional<Message> why_not(RecordingId recording, WallTime) override {
        if (recording.value % 2 == 0) return Message{"desk.failed", {{"why", "even"}}};
        return std::nullopt;
    }
};

struct Scene {
    std::atomic<int> direct_count = 0;
    std::atomic<int> ahead_count = 0;
    std::counting_semaphore<> gate{0};
    std::counting_semaphore<> done{0};
    bool breaks = false;
    OddLibrary direct{direct_count};
    PreparedLibrary library{direct, [this](RecordingId) { return direct.sound; },
                            [this] {
                                auto worker = std::make_unique<OddLibrary>(ahead_count);
                                worker->gate = &gate;
                                worker->done = &done;
                                worker->breaks = breaks;
                                return worker;
                            }};

    void let_one_through() {
        gate.release();
        done.acquire();
        for (int i = 0; i < 1000 && library.ready_count() == 0; ++i) std::this_thread::yield();
    }
};

bool is_open(const std::variant<OpenMaster, Message>& opened) { return std::holds_alternative<OpenMaster>(opened); }

}  // namespace

TEST_CASE("a master read ahead is handed over without being read again") {
    Scene scene;
    scene.library.prepare(RecordingId{1}, kNow);
    scene.library.prepare(RecordingId{1}, kNow);
    scene.let_one_through();
    while (scene.library.ready_count() == 0) std::this_thread::yield();
    CHECK(is_open(scene.library.open(RecordingId{1}, kNow)));
    CHECK(scene.direct_count == 0);
    CHECK(scene.ahead_count == 1);
    CHECK(scene.library.ready_count() == 0);
}

TEST_CASE("a master read ahead is not handed over once its recording names another sound") {
    Scene scene;
    scene.library.prepare(RecordingId{1}, kNow);
    scene.let_one_through();
    while (scene.library.ready_count() == 0) std::this_thread::yield();
    scene.direct.sound = "another";
    const auto opened = scene.library.open(RecordingId{1}, kNow);
    REQUIRE(is_open(opened));
    CHECK(std::get<OpenMaster>(opened).sha256 == "another");
    CHECK(scene.direct_count == 1);
}

TEST_CASE("a master nobody asked for ahead is read on the spot") {
    Scene scene;
    CHECK(is_open(scene.library.open(RecordingId{3}, kNow)));
    CHECK(scene.direct_count == 1);
    CHECK_FALSE(is_open(scene.library.open(RecordingId{4}, kNow)));
}

TEST_CASE("what is refused is not kept ready") {
    Scene scene;
    scene.library.prepare(RecordingId{2}, kNow);
    scene.gate.release();
    scene.done.acquire();
    scene.library.prepare(RecordingId{5}, kNow);
    scene.let_one_through();
    while (scene.library.ready_count() == 0) std::this_thread::yield();
    CHECK(scene.library.ready_count() == 1);
    CHECK_FALSE(is_open(scene.library.open(RecordingId{2}, kNow)));
}

TEST_CASE("what was made ready and never taken is closed again") {
    Scene scene;
    scene.library.prepare(RecordingId{1}, kNow);
    scene.let_one_through();
    while (scene.library.ready_count() == 0) std::this_thread::yield();
    scene.library.forget_before(kNow);
    CHECK(scene.library.ready_count() == 1);
    scene.library.forget_before(kNow + 1s);
    CHECK(scene.library.ready_count() == 0);
}

TEST_CASE("a disk that fails ahead of time is met again at the time") {
    Scene scene;
    scene.breaks = true;
    scene.library.prepare(RecordingId{1}, kNow);
    scene.gate.release();
    scene.done.acquire();
    CHECK(is_open(scene.library.open(RecordingId{1}, kNow)));
    CHECK(scene.direct_count == 1);
}
