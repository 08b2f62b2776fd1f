// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See air_program.h.
#include "daemon/air_program.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

#include <cmath>

#include "audio/portaudio_output.h"
#include "audio/virtual_output.h"
#include "core/error.h"
#include "daemon/notify.h"

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;

constexpr int kHungStatus = 75;      // EX_TEMPFAIL
constexpr int kTickMs = 200;         // orders are heeded at once
constexpr int kSettlingTickMs = 40;  // until the output runs and its clock is known
constexpr auto kFeedEvery = 400ms;
constexpr auto kFadeOut = 60ms;

std::uint64_t new_epoch() {
    std::uint64_t epoch = 0;
    while (epoch == 0)
        if (::getrandom(&epoch, sizeof epoch, 0) != sizeof epoch) epoch = static_cast<std::uint64_t>(::getpid());
    return epoch >> 1U | 1U;
}

float amplitude(double dbfs) { return static_cast<float>(std::pow(10.0, dbfs / 20.0)); }

std::unique_ptr<Capture> open_capture(const std::filesystem::path& file) {
    if (file.empty()) return nullptr;
    return std::make_unique<Capture>(file);
}

// Nothing is repaired here, and nothing may wait: destructors could hang in the driver.
void end_hung(const char* what) {
    spdlog::critical("hung: {}; ending so that a fresh process can begin", what);
    ::_exit(kHungStatus);
}

const char* word(Ignored reason) {
    switch (reason) {
        case Ignored::UnknownTake:
            return "no such take";
        case Ignored::TakeExists:
            return "the take exists already";
        case Ignored::TableFull:
            return "too many takes are held";
        case Ignored::NoRing:
            return "what was sent is no ring";
    }
    return "";
}

}  // namespace

AirProgram::AirProgram(const AirPlan& plan)
    : plan_(plan),
      latch_(plan.kill_latch),
      own_page_(new_epoch()),
      mixer_(own_page_.page(), &latch_, plan.zones, amplitude(plan.ceiling_dbtp)),
      capture_(open_capture(plan.capture)),
      tape_(own_page_.page().epoch),
      chain_(mixer_, clock_, capture_.get(), &tape_),
      reader_thread_(reader_),
      engine_(own_page_.page(), mixer_, reader_),
      server_(plan.socket, engine_, own_page_.page().epoch, own_page_.descriptor(), &tape_.descriptor()),
      keeper_(
          own_page_.page(), [this] { return open(); }, end_hung,
          [](const Message& why) { spdlog::warn("{}", to_string(why)); }) {
    const bool is_locked = ::mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0;
    warn(own_page_.page(), AirWarning::MemoryNotLocked, !is_locked);
    if (!is_locked) spdlog::warn("memory is not locked: {}", to_string(Message{"air.memory_not_locked", {}}));
    set_device(own_page_.page(), plan.device);
    engine_.on_ignored = [](TakeId take, Ignored why) { spdlog::warn("take {} ignored: {}", take.value, word(why)); };
    server_.on_station = [](bool is_here) { spdlog::info(is_here ? "station connected" : "station away, going on"); };
}

std::unique_ptr<Output> AirProgram::open() {
    if (plan_.device == "virtual")
        return std::make_unique<VirtualOutput>(chain_, mixer_.channels(), plan_.frames_per_buffer);
    return open_portaudio({plan_.device, mixer_.channels(), plan_.frames_per_buffer}, chain_);
}

void AirProgram::run(int stop) {
    spdlog::info("epoch {}, device {}", own_page_.page().epoch, plan_.device);
    while (true) {
        tick(steady_now());
        const auto [listener, station] = server_.wait_descriptors();
        std::array<pollfd, 3> waits{{{stop, POLLIN, 0}, {listener, POLLIN, 0}, {station, POLLIN, 0}}};
        const bool is_settled = keeper_.output() != nullptr && clock_.reading();
        ::poll(waits.data(), waits.size(), is_settled ? kTickMs : kSettlingTickMs);
        if (waits[0].revents != 0) return close();
        server_.serve();
        if (waits[1].revents != 0) server_.admit();
    }
}

void AirProgram::tick(SteadyTime now) {
    if (engine_.tick()) reader_thread_.wake();
    keeper_.look(now);
    if (keeper_.opened() != opened_) {
        opened_ = keeper_.opened();
        clock_.restart();
        spdlog::info("output running: {}", keeper_.output()->name());
    }
    clock_.update();
    publish_clock();
    if (capture_) warn(own_page_.page(), AirWarning::CaptureFailed, capture_->has_failed());
    tell_supervisor(now);
}

void AirProgram::publish_clock() {
    Output* output = keeper_.output();
    const auto reading = clock_.reading();
    own_page_.page().stalls.store(clock_.jumps());
    if (output == nullptr || !reading) return;
    mixer_.set_latency(output->latency());
    FrameClock heard = *reading;
    heard.steady = heard.steady + output->latency() + to_duration(Frames{kLimiterDelay});
    set_clock(own_page_.page(), heard);
}

// Only frames that left feed the watchdog; while a device is missing it is fed by looking for it.
void AirProgram::tell_supervisor(SteadyTime now) {
    if (now - fed_at_ < kFeedEvery) return;
    const std::int64_t emitted = own_page_.page().emitted.load();
    if (keeper_.output() != nullptr && emitted == fed_at_frame_) return;
    if (!is_ready_told_) notify_supervisor("READY=1");
    is_ready_told_ = true;
    notify_supervisor("WATCHDOG=1");
    fed_at_frame_ = emitted;
    fed_at_ = now;
}

void AirProgram::close() {
    notify_supervisor("STOPPING=1");
    spdlog::info("stopping");
    engine_.lease(steady_now() + std::chrono::nanoseconds{kFadeOut});
    std::this_thread::sleep_for(2 * kFadeOut);
    if (!keeper_.close(1s)) end_hung("closing the sound device");
}

}  // namespace truyenthanh
