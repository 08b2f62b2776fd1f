// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See listening.h.
#include "console/listening.h"

#include "core/error.h"

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 20ms;      // at the tape
constexpr auto kStandstill = 1s;  // of the tape, until another one is asked for
constexpr auto kNoSound = 500ms;  // between two tries, each told to the listeners

}  // namespace

Listening::Listening(Listeners& listeners, DeskDoor& desk, const Clock& clock, std::function<void(std::string)> publish)
    : listeners_(listeners),
      desk_(desk),
      clock_(clock),
      publish_(std::move(publish)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Listening::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void Listening::run(const std::stop_token& stop) {
    while (listeners_.wait(stop) && !stop.stop_requested()) {
        carry(stop);
        if (stop.stop_requested()) return;
        publish_(SoundPieces::none(clock_.now().wall));
        listeners_.pause(stop, kNoSound);
    }
}

// Until the tape stands still, which is how a chain that died looks, or nobody listens any more.
void Listening::carry(const std::stop_token& stop) {
    const auto view = tape();
    if (!view) return;
    auto still = 0ms;
    while (!stop.stop_requested() && listeners_.count() > 0 && still < kStandstill) {
        auto piece = pieces_.next(*view, clock_.now().wall);
        still = piece ? 0ms : still + kLook;
        if (piece) {
            publish_(*std::move(piece));
        } else {
            listeners_.pause(stop, kLook);
        }
    }
}

std::optional<TapeView> Listening::tape() {
    try {
        const Descriptor file = desk_.fetch("tape", {{"by", listeners_.newest()}});
        return file ? TapeView::attach(file) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;  // told to the listeners as no sound, and tried again
    }
}

}  // namespace truyenthanh
