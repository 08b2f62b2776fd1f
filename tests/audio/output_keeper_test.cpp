// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeping an output: back-off while a device is missing, again after a loss, and the end of a process that hangs.
#include "audio/output_keeper.h"

#include <thread>

#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

struct Device final : Output {
    explicit Device(const bool& alive) : is_here(alive) {}
    std::string name() const override { return "test: device"; }
    std::chrono::nanoseconds latency() const override { return 1ms; }
    bool is_alive() const override { return is_here; }
    bool is_realtime() const override { return false; }
    const bool& is_here;
};

struct Desk {
    // Looks, letting what is done aside finish, as `by` passes.
    void pass(std::chrono::milliseconds by) {
        now = now + by;
        for (int i = 0; i < 200; ++i) {
            keeper.look(now);
            std::this_thread::yield();
        }
    }
    OutputState state() const { return static_cast<OutputState>(page.page().output.load()); }

    OwnMeterPage page{1};
    bool is_here = true;
    bool is_missing = false;
    std::atomic<bool> may_open{true};
    std::atomic<int> tries{0};
    std::string hung;
    SteadyTime now{1h};
    OutputKeeper keeper{page.page(),
                        [this]() -> std::unique_ptr<Output> {
                            ++tries;
                            may_open.wait(false);
                            if (is_missing) throw DeviceError(Message{"air.no_such_device", {}});
                            return std::make_unique<Device>(is_here);
                        },
                        [this](const char* what) { hung = what; }, [](const Message&) {}};
};

void pass_until(Desk& desk, OutputState state) {
    for (int i = 0; i < 100'000 && desk.state() != state; ++i) desk.pass(0ms);
}

}  // namespace

TEST_CASE("an output that opens runs under its name, and a priority refused is told") {
    Desk desk;
    pass_until(desk, OutputState::Running);
    const AirStatus status = read_status(desk.page.page());
    CHECK(status.output == OutputState::Running);
    CHECK(status.device == "test: device");
    REQUIRE(status.warnings.size() == 1);
    CHECK(status.warnings[0].key == "air.not_realtime");
}

TEST_CASE("a missing device is looked for again with growing pauses, and its return clears the warning") {
    Desk desk;
    desk.is_missing = true;
    pass_until(desk, OutputState::Lost);
    CHECK(desk.tries == 1);
    desk.pass(50ms);
    CHECK(desk.tries == 1);
    desk.pass(60ms);
    while (desk.tries < 2) desk.pass(0ms);
    pass_until(desk, OutputState::Lost);
    desk.is_missing = false;
    desk.pass(5s);
    pass_until(desk, OutputState::Running);
    CHECK(desk.hung.empty());
    CHECK(desk.keeper.opened() == 1);
}

TEST_CASE("a device that says it is gone is opened again") {
    Desk desk;
    pass_until(desk, OutputState::Running);
    desk.is_here = false;
    desk.pass(100ms);
    pass_until(desk, OutputState::Lost);
    desk.is_here = true;
    for (int i = 0; i < 100'000 && desk.keeper.opened() < 2; ++i) desk.pass(i % 1'000 == 0 ? 110ms : 0ms);
    CHECK(desk.keeper.opened() == 2);
}

TEST_CASE("a callback that stands still for a second is the end of the process") {
    Desk desk;
    pass_until(desk, OutputState::Running);
    for (int i = 0; i < 30; ++i) {
        desk.page.page().emitted.fetch_add(512);
        desk.pass(100ms);
    }
    CHECK(desk.hung.empty());
    desk.pass(900ms);
    CHECK(desk.hung.empty());
    desk.pass(200ms);
    CHECK(desk.hung == "the sound device");
}

TEST_CASE("an opening that hangs for two seconds is the end of the process") {
    Desk desk;
    desk.may_open = false;
    desk.pass(0ms);
    desk.pass(1'900ms);
    CHECK(desk.hung.empty());
    desk.pass(200ms);
    CHECK(desk.hung == "opening the sound device");
    desk.may_open = true;
    desk.may_open.notify_all();
}
