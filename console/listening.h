// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Carries the output to those who listen in a browser: while there are any, a thread of its own asks the station for
// the chain's tape, reads it, and makes each piece once for all. Nothing it does or fails to do is felt on air.
// Thread: construction, stop() and destruction one; the rest its own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "console/desk_door.h"
#include "console/listeners.h"
#include "console/sound_pieces.h"
#include "core/clock.h"

namespace truyenthanh {

class Listening {
public:
    Listening(Listeners& listeners, DeskDoor& desk, const Clock& clock, std::function<void(std::string)> publish);
    // Idempotent; publishes nothing afterwards.
    void stop();

private:
    void run(const std::stop_token& stop);
    void carry(const std::stop_token& stop);
    std::optional<TapeView> tape();

    Listeners& listeners_;
    DeskDoor& desk_;
    const Clock& clock_;
    std::function<void(std::string)> publish_;
    SoundPieces pieces_;
    std::jthread thread_;
};

}  // namespace truyenthanh
