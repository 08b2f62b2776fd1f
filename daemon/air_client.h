// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station's end of the air socket: the real chain behind the door of core/air.h. Connects by itself, again and
// again, keeps the pages of dead epochs, and never waits: orders that do not go through now are kept in order and sent
// with the next call; orders to a chain that is away are lost, which the next look at its state shows. Thread: one, the
// station's control thread.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>

#include "audio/meter_page.h"
#include "audio/shared_memory.h"
#include "audio/tape.h"
#include "core/air.h"
#include "core/clock.h"
#include "daemon/air_socket.h"

namespace truyenthanh {

class AirClient final : public Air {
public:
    AirClient(std::filesystem::path socket, const Clock& clock);

    AirStatus status() override;
    std::optional<AirStatus> last_words(std::uint64_t epoch) override;
    void cue(const CueOrder& order, OpenMaster master) override;
    void cue(const CueOrder& order, Descriptor ring) override;
    void take(const TakeOrder& order) override;
    void release(TakeId take, Frames at, Frames fade) override;
    void gain(TakeId take, double gain_db, Frames at, Frames ramp) override;
    void drop(TakeId take) override;
    void lease(SteadyTime until) override;
    // What leaves the chain we are connected to; nullptr while there is none. Stays good when the chain dies.
    std::shared_ptr<const TapeView> tape() const noexcept { return tape_; }
    // The same, to be handed to another process, which can only read it; empty while there is none. Throws DeviceError.
    Descriptor tape_to_hand_out() const { return tape_file_ ? duplicate(tape_file_) : Descriptor{}; }

private:
    struct Letter {
        AirMessage message;
        AirDescriptors descriptors;
    };

    void keep_contact();
    void try_connect();
    void hang_up();
    void greet(Received& welcome);
    void listen();
    void post(const AirMessage& message, AirDescriptors descriptors = {});
    void flush();

    std::filesystem::path path_;
    const Clock& clock_;
    Descriptor socket_;
    std::optional<MeterView> page_;  // of the epoch we are connected to
    std::shared_ptr<const TapeView> tape_;
    Descriptor tape_file_;
    std::map<std::uint64_t, MeterView> buried_;  // of earlier ones
    std::deque<Letter> unsent_;
    SteadyTime unsent_since_;
    SteadyTime next_try_;
};

}  // namespace truyenthanh
