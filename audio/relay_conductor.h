// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Decides which of a relay's ranked sources are open and which one is carried. A pure machine: it knows only what it is
// told, at the times it is told, and has no chance in it, so a recorded trace gives the same decisions again.
//
// The next source is opened as soon as the carried one falls ill, and is taken when what is held of the old one runs
// low: a source that recovers in time was never left. A better source is tried for as long as a worse one is carried,
// and returned to once it has proved itself, longer each time it failed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audio/relay_wire.h"

namespace truyenthanh {

// What is known of one source at one look; all times in seconds.
struct SourceFacts {
    enum class State : std::uint8_t { Closed, Opening, Flowing, Failed };

    State state = State::Closed;
    double since_sound = 0.0;  // since sound was last decoded, or since it was opened
    double usual_gap = 0.0;    // between two pieces of its sound: the length of an HLS segment, else 0
    double held = 0.0;         // of its sound waiting to be heard
    double silent_for = 0.0;   // below −60 dBFS
    double stuck_for = 0.0;    // one steady tone, or segments sent before
    double damaged_for = 0.0;  // pieces of its sound missing again and again
    bool goes_back = false;    // its playlist went backwards
    bool is_leavable = true;   // if carried: may be left for a better one now, well as it is
    wire::RelayFault fault = wire::RelayFault::None;
};

// Seconds.
struct ConductorLaw {
    double first_sound = 10.0;   // from opening a source
    double stall = 5.0;          // without sound until it is given up, or three segments
    double ill = 1.5;            // without sound until the next one is opened, or one segment and a half
    double head_start = 2.5;     // of a source that opens before the next one is opened too
    double ready = 1.0;          // so much held makes a source fit to be carried
    double low = 2.5;            // so little left of an ill source: the next is taken
    double silence = 5.0;        // so long without a sound: ill; 0: never
    double stuck = 90.0;         // so long one tone: ill if there is another; 0: never
    double damaged = 3.0;        // so long losing pieces: ill if there is another; 0: never
    double first_pause = 0.5;    // after a failure, doubled with each
    double longest_pause = 2.5;  // so that it is back within 10 s of the source's return
    double prove = 1.5;          // a better source must be fit for so long, doubled with each loss of it
    double longest_prove = 300.0;
    double dwell = 3.0;     // on a source before a better one is returned to
    double linger = 10.0;   // a source no longer needed stays open for so long
    int most_returns = 20;  // to a better source in one transmission
};

class RelayConductor {
public:
    struct Decision {
        std::vector<bool> open;              // which sources are to be open
        std::optional<std::size_t> carried;  // whose sound is to be heard
        // The newest seconds of what is held are worthless (silence, damage): cut them off; of silence let no more in.
        double cut = 0.0;
        bool is_muted = false;
        // The last source that was given up, and why; None while the carried one is well.
        std::optional<std::size_t> blamed;
        wire::RelayFault fault = wire::RelayFault::None;
        // Of each source, what it was last given up for or what ails it; None once it has proved itself again.
        std::vector<wire::RelayFault> faults;
        int switches = 0;  // from one source to another
        int drops = 0;     // of the carried source

        bool operator==(const Decision&) const = default;
    };

    RelayConductor(std::size_t sources, const ConductorLaw& law);

    // `now` in seconds, never less than before; facts of every source in order.
    const Decision& decide(double now, const std::vector<SourceFacts>& facts);

private:
    struct Track {
        double not_before = 0.0;  // of its next opening
        double pause = 0.0;
        double opened_at = 0.0;
        double unneeded_since = -1.0;
        double fit_since = -1.0;
        double prove = 0.0;
        bool has_failed = false;  // since it last gave sound
    };

    bool is_ill(const SourceFacts& facts) const;
    bool is_silent(const SourceFacts& facts) const;
    bool is_stuck(const SourceFacts& facts) const;
    bool is_damaged(const SourceFacts& facts) const;
    bool is_sounding(const SourceFacts& facts) const;
    wire::RelayFault what_ails(const SourceFacts& facts) const;
    bool is_fit(std::size_t source) const;
    wire::RelayFault why_lost(std::size_t source) const;
    void fail(std::size_t source, wire::RelayFault fault);
    void blame(std::size_t source, wire::RelayFault fault);
    void watch(std::size_t source);
    void choose();
    void carry(std::size_t source);
    std::optional<std::size_t> best_fit() const;
    std::optional<std::size_t> better_proven() const;
    void choose_open();
    void want_open(std::size_t source, bool is_needed);

    ConductorLaw law_;
    std::vector<Track> tracks_;
    Decision decision_;
    double now_ = 0.0;
    const std::vector<SourceFacts>* facts_ = nullptr;  // of the call under way
    double carried_since_ = 0.0;
    std::optional<std::size_t> last_carried_;
    int returns_ = 0;
};

// One look as a line of text, and back; what a trace is made of. Empty where the line is none.
struct Look {
    double now = 0.0;
    std::vector<SourceFacts> facts;
};
std::string to_text(const Look& look);
std::optional<Look> look_from(const std::string& line);

}  // namespace truyenthanh
