// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Playout: compares what should be on air with what is, and says the few commands that close the gap. Pure: the same
// state and situation give the same decision. There are no events: a restart, a clock step, a lost relay, a dead chain
// and an operator's order are differences like any other. docs/playout.md tells the rules on one page.
// Thread: any; the station calls it from its control thread, four to ten times a second.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/air.h"
#include "core/as_run.h"
#include "core/clock.h"
#include "core/relay_desk.h"
#include "core/station_log.h"
#include "core/transmission.h"
#include "scheduler/line.h"
#include "scheduler/occurrence.h"

namespace truyenthanh {

inline constexpr std::chrono::seconds kCueAhead{10};           // takes are ready and ordered so long before they sound
inline constexpr std::chrono::milliseconds kLead{300};         // the soonest a take not yet cued can sound
inline constexpr std::chrono::milliseconds kReadyLead{200};    // the soonest a take made ready can
inline constexpr std::chrono::milliseconds kCutFade{500};      // what is cut fades so long and is gone at the instant
inline constexpr std::chrono::milliseconds kRejoinFade{300};   // relay to filler, filler to relay, duck and back
inline constexpr std::chrono::milliseconds kLate{1'000};       // by more than this a start is late
inline constexpr std::chrono::seconds kOwnEndSlack{1};         // by so much the output may carry an end past its second
inline constexpr std::chrono::microseconds kAnchorSlack{500};  // a start is moved when the frame clock has
// So little left in the ring of a silent relay: fill. The filler is all there before the ring is empty: a look, the
// lead and the fade.
inline constexpr std::chrono::milliseconds kRelayLow{800};
inline constexpr std::chrono::milliseconds kRelayReady{750};  // so much again: back to it
inline constexpr std::chrono::milliseconds kBlink{50};        // silence shorter than this is no row
inline constexpr std::chrono::hours kPlanAhead{2};  // more than twice a plan's age and a relay's opening together
inline constexpr double kMuteDb = -120.0;

// Put on the air by a person, over whatever is on. `transmission.key` is a manual_key, its start the moment of asking;
// its items and its allowed_until are judged by the gate like any other's.
struct ManualTake {
    Transmission transmission;
    Rank rank = Rank::Bulletin;  // or Emergency
    std::string by;
};

struct OperatorState {
    std::optional<std::string> held_by;  // nothing scheduled plays until resumed
    std::vector<ManualTake> takes;       // until their transmission is settled
};

// What is, at one instant.
struct Situation {
    Now now;
    AirStatus air;
    std::optional<AirStatus> last_words;  // of the epoch the state was laid for, when the chain now lives another
    const Plan& plan;                     // everything that touches [accounted_from, now + kPlanAhead)
    const OperatorState& operators;
    std::map<RelayId, RelayHealth> relays;            // of those the state wants
    const std::map<TakeId, Message>& refused;         // cues the library would not open
    WallTime accounted_from;                          // what ended before is no business of ours
    std::function<bool(const PartKey&)> has_outcome;  // in the ledger
    // Until when sound may leave by hours and overrides alone; empty: not at all at that instant.
    std::function<std::optional<WallTime>(WallTime)> hours_until;
    std::uint64_t plan_version = 0;  // another one each time something the plan is made from has changed
    // Library::why_not: may a recording be heard that begins at that instant?
    std::function<std::optional<Message>(RecordingId, WallTime)> why_not;
};

// Commands, in the order in which they are to be carried out.
struct OpenEntry {
    PartKey part;
    EntryIntent intent;
};
struct RefreshEntries {
    std::vector<std::pair<PartKey, EntryCount>> counts;
};
// `intent` where the row was never opened: then it is opened and closed at once.
struct CloseEntry {
    PartKey part;
    std::optional<EntryIntent> intent;
    EntryCount count;
    Outcome outcome = Outcome::Aired;
    std::optional<Message> cause;
};
// `sha256`: the sound its row in the ledger names; no other one may be handed to the chain for it.
struct CueMaster {
    CueOrder order;
    RecordingId recording;
    Sha256 sha256;
};
struct CueRelay {
    CueOrder order;
    RelayId relay;
};
struct Take {
    TakeOrder order;
};
struct Release {
    TakeId take;
    Frames at;
    Frames fade;
};
struct SetGain {
    TakeId take;
    GainOrder order;
};
struct Drop {
    TakeId take;
};
struct Lease {
    SteadyTime until;
};
struct WantRelay {
    Relay relay;
    SteadyTime until;
    RelayReturn returns = RelayReturn::AtOnce;
};
struct UnwantRelay {
    RelayId relay;
};
struct Note {
    Severity severity;
    Message message;
};

using PlayoutCommand = std::variant<OpenEntry, RefreshEntries, CloseEntry, CueMaster, CueRelay, Take, Release, SetGain,
                                    Drop, Lease, WantRelay, UnwantRelay, Note>;

struct Decision {
    PlayoutState state;
    std::vector<PlayoutCommand> commands;
    SteadyTime next;  // nothing is due before then if nothing happens; for a virtual clock to jump to
};

Decision step(PlayoutState state, const Situation& situation);

// One line a command, as the scenarios show it.
std::string to_string(const PlayoutCommand& command);

}  // namespace truyenthanh
