// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The door to relay jobs: the station says which relays it wants open until when; the jobs fill rings.
// Thread: the station's control thread; nothing here blocks on the network.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/descriptor.h"
#include "core/message.h"
#include "core/units.h"
#include "core/week.h"

namespace truyenthanh {

// What a relay gives now, judged by decoded audio and not by its socket.
struct RelayHealth {
    bool is_open = false;     // a job runs
    bool is_flowing = false;  // what is carried was well within the last 2 s
    int url = 0;              // which of the ranked ones, from 0
    Frames buffered;          // in the ring and on its way there
    Frames decoded;           // since the job began
    double ppm = 0.0;         // the stream's clock against ours
    double ppm_error = 0.0;   // either way; 0: not known yet
    double level_dbfs = -120.0;
    std::optional<double> loudness_lufs;  // of what it sends; empty as long as nobody knows
    double ride_db = 0.0;                 // what is done about it
    int switches = 0;                     // from one address to another, since the job began
    int drops = 0;                        // of the address that was carried
    std::string codec;                    // "mp3 128 kbit/s 44100 Hz stereo"
    std::string title;                    // what the stream says is being played, one line; empty where it does not
    int errors = 0;                       // pieces that could not be decoded, since the job began
    double bytes_per_second = 0.0;
    double frames_per_second = 0.0;      // decoded
    double trend = 0.0;                  // s of buffer gained a minute, or lost
    double silent_for = 0.0;             // s below −60 dBFS
    double tone_for = 0.0;               // s of one steady tone
    int repeated = 0;                    // segments sent before, in a row
    std::optional<std::int64_t> newest;  // number of the playlist's newest segment
    double newest_for = 0.0;             // s since there was a newer one
    // From what is drained of the ring now to the place in its newest pause where a voice may come in; below zero where
    // that has passed. Empty: it made none.
    std::optional<Frames> pause_ahead;
    std::optional<Message> fault;
};

class RelayDesk {
public:
    virtual ~RelayDesk() = default;
    // Wants the relay open until then; opens it if it is not. Called again to prolong. The job ends by itself after
    // `until`, whether or not the station lives. `returns`: when it goes back to a better address.
    virtual void want(const Relay& relay, SteadyTime until, RelayReturn returns) = 0;
    virtual void unwant(RelayId relay) = 0;
    virtual RelayHealth health(RelayId relay) = 0;
    // A descriptor of the relay's ring for the chain to drain; empty while there is none.
    virtual Descriptor ring(RelayId relay) = 0;
};

}  // namespace truyenthanh
