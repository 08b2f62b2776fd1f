// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The impure shell around playout's step: looks at the world through the doors, carries the decision's commands out in
// their order, and keeps what the commands brought back. The one place from which ledger rows are written.
// Thread: the station's control thread; nothing here is shared.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/air.h"
#include "core/as_run.h"
#include "core/clock.h"
#include "core/library.h"
#include "core/relay_desk.h"
#include "core/station_log.h"
#include "core/transmission.h"
#include "scheduler/playout.h"

namespace truyenthanh {

// Where plans come from: store and scheduler/plan put together by the program.
class PlanSource {
public:
    virtual ~PlanSource() = default;
    // Another number each time something a plan is made from has changed.
    virtual std::uint64_t version() = 0;
    // Every transmission that touches [from, until). Throws StoreError.
    virtual Plan make(WallTime from, WallTime until) = 0;
    // Until when sound may leave by hours and overrides alone; empty: not at all at that instant. As the gate's
    // hours_until. Of what others write, that counts which was there when the version was last asked for.
    virtual std::optional<WallTime> hours_until(WallTime at) = 0;
};

struct Doors {
    Clock& clock;
    Air& air;
    Library& library;
    RelayDesk& relays;
    AsRunLog& ledger;
    StationLog& diary;
    PlanSource& plans;
};

// What a person asks first: what is on, until when, what is next.
struct Picture {
    struct Line {
        TransmissionKey transmission;
        std::string slot_name;
        std::string programme_name;
        EntryKind kind = EntryKind::Item;
        std::string title;
        WallTime from;
        WallTime until;
    };
    std::vector<Line> on_air;  // loudest right first; empty: silence
    std::optional<Line> next;
    bool is_held = false;
    bool is_killed = false;
    AirStatus air;
    std::vector<Message> faults;
};

inline constexpr std::chrono::hours kCatchUp{24 * 7};

class Runner {
public:
    // `last_seen`: the last time the station is known to have looked; what should have been heard since is accounted
    // for, at most kCatchUp back. Absent: a new station, from now on.
    Runner(const Doors& doors, std::optional<WallTime> last_seen);

    // Call four to ten times a second. Throws StoreError when the ledger cannot be written: nothing is taken then.
    void tick();

    // Fades out what is on; nothing scheduled plays until resume().
    void hold(const std::string& by);
    void resume();
    // `take.transmission` as from make_plan: allowed_until set, gains worked out.
    void take(ManualTake take);

    Picture picture() const;
    // A transmission has the line; the chain was there, with a clock, at the last tick.
    bool is_running() const noexcept { return !state_.running.empty(); }
    bool has_chain() const noexcept { return has_chain_; }
    // When the next tick is worth while, on a virtual clock.
    SteadyTime next() const noexcept { return next_; }
    // What the last tick carried out.
    const std::vector<PlayoutCommand>& last_commands() const noexcept { return last_commands_; }

private:
    void reconcile(const Now& now);
    void refresh_plan(const Now& now);
    void forget_old(const Now& now);
    bool has_outcome(const PartKey& part);
    std::map<RelayId, RelayHealth> relay_health();
    void carry_out(const Now& now);
    void write(const OpenEntry& command, const Now& now);
    void write(const RefreshEntries& command, const Now& now);
    void write(const CloseEntry& command, const Now& now);
    void cue(const CueMaster& command, const Now& now);
    void cue(const CueRelay& command, const Now& now);

    Doors doors_;
    PlayoutState state_;
    OperatorState operators_;
    Plan plan_;
    std::uint64_t plan_version_ = 0;
    WallTime plan_made_{};
    WallTime accounted_from_;
    std::map<PartKey, EntryId> entries_;  // open rows
    std::map<PartKey, bool> outcomes_;    // known to the ledger, or known not to be
    std::map<TakeId, Message> refused_;
    std::map<TakeId, SteadyTime> rings_;  // handed over: the chain may need a moment to show it
    std::vector<PlayoutCommand> last_commands_;
    SteadyTime next_;
    bool has_looked_ = false;
    bool has_chain_ = false;
};

}  // namespace truyenthanh
