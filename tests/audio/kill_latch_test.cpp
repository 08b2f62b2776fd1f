// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The kill latch: the file, its damage, and silence within a block.
#include "audio/kill_latch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "audio/mixer.h"
#include "core/error.h"
#include "tests/audio/studio.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace truyenthanh::test;

namespace {

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "truyenthanh-latch-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path latch() const { return path_ / "kill.latch"; }

private:
    std::filesystem::path path_;
};

const WallTime kNow{std::chrono::microseconds{1'700'000'000'000'000}};

// A chain with a latch, block by block.
struct Room {
    explicit Room(const KillLatch& latch)
        : page(7), mixer(page.page(), &latch, {ZoneOutput{}}), engine(page.page(), mixer, reader) {
        engine.lease(SteadyTime{std::chrono::hours{2}});
        CueOrder order;
        order.take = TakeId{1};
        order.loops = true;
        engine.cue(order, make_master(48'000, 1, [](std::int64_t) { return 0.25F; }));
        engine.take({TakeId{1}, Frames{0}, Frames{kForEver}, Frames{}, Frames{}});
    }
    void render() {
        engine.tick();
        while (reader.fill()) continue;
        mixer.render(out.data(), 512,
                     SteadyTime{std::chrono::hours{1}} + to_duration(Frames{page.page().emitted.load()}));
    }
    bool is_silent() const {
        return std::all_of(out.begin(), out.end(), [](float s) { return s == 0.0F; });
    }

    std::vector<float> out = std::vector<float>(1'024);
    OwnMeterPage page;
    Mixer mixer;
    MasterReader reader;
    Engine engine;
};

}  // namespace

TEST_CASE("a latch set in one process is seen in another, with who and why") {
    const Folder folder;
    KillLatch chain{folder.latch()};
    KillLatch person{folder.latch()};
    CHECK_FALSE(chain.is_set());
    person.set("Lan", "wrong hour", kNow);
    CHECK(chain.is_set());
    const KillLatchState state = chain.state();
    CHECK(state.who == "Lan");
    CHECK(state.why == "wrong hour");
    CHECK(state.at == kNow);
    person.release("Minh", kNow);
    CHECK_FALSE(chain.is_set());
    CHECK(chain.state().who == "Minh");
}

TEST_CASE("a latch outlives everybody who had it open") {
    const Folder folder;
    KillLatch{folder.latch()}.set("Lan", "storm", kNow);
    CHECK(KillLatch{folder.latch()}.is_set());
}

TEST_CASE("the latch may be written by the owner's group and nobody else") {
    const Folder folder;
    const KillLatch latch{folder.latch()};
    struct stat status {};
    REQUIRE(::stat(folder.latch().c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0660);
}

TEST_CASE("a damaged latch file holds silence until it is released") {
    const Folder folder;
    SECTION("empty, as after a power cut") { std::ofstream{folder.latch()}; }
    SECTION("somebody's text") { std::ofstream{folder.latch()} << "hello, this is not a latch"; }
    KillLatch latch{folder.latch()};
    CHECK(latch.is_set());
    latch.release("Lan", kNow);
    CHECK_FALSE(KillLatch{folder.latch()}.is_set());
}

TEST_CASE("a latch that cannot be opened is an error that names the file") {
    CHECK_THROWS_AS(KillLatch{"/proc/no/such/folder/kill.latch"}, StoreError);
}

TEST_CASE("the latch silences within 5 ms of the block that sees it and ends what was on air") {
    const Folder folder;
    KillLatch latch{folder.latch()};
    Room room{latch};
    for (int i = 0; i < 20; ++i) room.render();
    CHECK(room.out.back() == 0.25F);
    latch.set("Lan", "test", kNow);
    room.render();
    CHECK(room.out[2 * 240] == 0.0F);
    CHECK(room.out.back() == 0.0F);
    const TakeMeter meter = room.page.page().rows[0].load();
    CHECK(meter.cause == EndCause::Killed);
    CHECK(read_status(room.page.page()).is_killed);
    for (int i = 0; i < 20; ++i) {
        room.render();
        CHECK(room.is_silent());
    }
}

TEST_CASE("under the latch nothing begins, after it the next take does") {
    const Folder folder;
    KillLatch latch{folder.latch()};
    latch.set("Lan", "test", kNow);
    Room room{latch};
    for (int i = 0; i < 20; ++i) room.render();
    CHECK(room.is_silent());
    CHECK(room.page.page().rows[0].load().cause == EndCause::Killed);
    latch.release("Lan", kNow);
    CueOrder order;
    order.take = TakeId{2};
    room.engine.cue(order, make_master(48'000, 1, [](std::int64_t) { return 0.25F; }));
    room.engine.take({TakeId{2}, Frames{0}, Frames{kForEver}, Frames{}, Frames{}});
    for (int i = 0; i < 20; ++i) room.render();
    CHECK(room.out.back() == 0.25F);
}
