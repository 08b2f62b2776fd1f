// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See input_program.h.
#include "daemon/input_program.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "audio/input_line.h"
#include "audio/output.h"
#include "core/error.h"
#include "daemon/air_socket.h"
#include "daemon/notify.h"

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kInputFrames = 1U << 18;  // of the tape: 5 s
constexpr std::size_t kMostGuests = 16;
constexpr int kLookEvery = 500;  // ms
constexpr auto kSilentFor = 2s;  // without a frame, silence included: the device is lost
constexpr unsigned kDeviceSeconds = 10;

// A sound system that hangs within ends the program.
class Deadline {
public:
    Deadline() { ::alarm(kDeviceSeconds); }
    ~Deadline() { ::alarm(0); }
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;
};

}  // namespace

InputProgram::InputProgram(const std::filesystem::path& socket, Opener opener)
    : opener_(std::move(opener)), door_(listen_at(socket)) {}

void InputProgram::run(int stop) {
    notify_supervisor("READY=1");
    while (!is_stopped_) {
        wait(stop);
        close_unused();
        look(steady_now());
        notify_supervisor("WATCHDOG=1");
    }
    const Deadline deadline;
    devices_.clear();
}

void InputProgram::wait(int stop) {
    std::vector<pollfd> ends{{stop, POLLIN, 0}, {door_.get(), POLLIN, 0}};
    for (const Guest& guest : guests_) ends.push_back({guest.line.get(), POLLIN, 0});
    if (::poll(ends.data(), ends.size(), kLookEvery) <= 0) return;
    is_stopped_ = ends[0].revents != 0;
    for (std::size_t i = 0; i < guests_.size(); ++i)
        if (ends[i + 2].revents != 0) hear(guests_[i]);
    std::erase_if(guests_, [](const Guest& guest) { return !guest.line; });
    if (ends[1].revents != 0) welcome();
}

void InputProgram::welcome() {
    Descriptor line{::accept4(door_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
    if (!line || !is_peer_ours(line) || guests_.size() == kMostGuests) return;
    guests_.push_back({std::move(line), {}});
}

// One request a guest; whatever else comes, its end included, ends it.
void InputProgram::hear(Guest& guest) {
    const auto request = receive_request(guest.line);
    if (!request || !guest.device.empty() || request->device[0] == '\0') return guest.line.reset();
    const std::string name = request->device.data();
    wire::InputAnswer answer;
    try {
        Device& device = devices_[name];
        if (!device.sound) open(name, device);
        answer.verdict = wire::InputVerdict::Open;
        answer.rate = static_cast<std::uint32_t>(device.sound->rate());
        guest.device = name;
        if (!send_answer(guest.line, answer, &device.tape->descriptor())) guest.line.reset();
    } catch (const DeviceError& error) {
        spdlog::warn("{}", error.what());
        const bool is_known = error.message().key != "air.no_such_device";
        answer.verdict = is_known ? wire::InputVerdict::Refused : wire::InputVerdict::NoSuchInput;
        devices_.erase(name);
        send_answer(guest.line, answer, nullptr);
        guest.line.reset();
    }
}

void InputProgram::open(const std::string& name, Device& device) {
    const Deadline deadline;
    device.tape = std::make_unique<Tape>(++epoch_, kInputFrames);
    device.seen = TapeView::attach(device.tape->descriptor());
    device.sound = opener_(name, *device.tape);
    device.end = 0;
    device.moved_at = steady_now();
    spdlog::info("listening to {} at {} Hz", name, device.sound->rate());
}

void InputProgram::close_unused() {
    for (auto entry = devices_.begin(); entry != devices_.end();) {
        const bool is_used = std::any_of(guests_.begin(), guests_.end(),
                                         [&entry](const Guest& guest) { return guest.device == entry->first; });
        if (is_used) {
            ++entry;
            continue;
        }
        const Deadline deadline;
        spdlog::info("no longer listening to {}", entry->first);
        entry = devices_.erase(entry);
    }
}

void InputProgram::look(SteadyTime now) {
    for (auto& [name, device] : devices_) {
        const std::int64_t end = device.seen->end();
        if (end != std::exchange(device.end, end)) device.moved_at = now;
        if (now - device.moved_at > kSilentFor) throw DeviceError({"input.lost", {{"device", name}}});
    }
}

}  // namespace truyenthanh
