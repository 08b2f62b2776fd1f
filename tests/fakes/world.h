// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole station on a virtual clock: a real week, plan, gate, playout and runner over a chain, relays, a library and a
// ledger that live in memory. Everything a test may break is public.
// Thread: one.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/profile.h"
#include "core/zone.h"
#include "scheduler/gate.h"
#include "scheduler/memory_ledger.h"
#include "scheduler/plan.h"
#include "scheduler/rehearsal.h"
#include "scheduler/virtual_air.h"

namespace truyenthanh {

// Recordings by number, each with its verdict and its length.
class PaperLibrary final : public Library {
public:
    std::variant<OpenMaster, Message> open(RecordingId recording, WallTime at) override;
    std::optional<Message> why_not(RecordingId recording, WallTime at) override;

    std::map<RecordingId, Frames> masters;
    std::map<RecordingId, Message> refused;    // known before: the plan says so
    std::map<RecordingId, Message> surprises;  // found only on opening
    std::map<RecordingId, Sha256> sounds;      // what is opened, where that is told
    int opened_refused = 0;                    // opened although refused: never above 0
};

class WeekPlans final : public PlanSource {
public:
    WeekPlans(std::unique_ptr<Zone> zone, Library& library) : zone_(std::move(zone)), library_(library) {}
    std::uint64_t version() override { return version_; }
    Plan make(WallTime from, WallTime until) override;
    std::optional<WallTime> hours_until(WallTime at) override;
    const Zone& zone() const { return *zone_; }
    void touch() { ++version_; }

    Week week;
    Profile profile;
    std::vector<Override> overrides;

private:
    std::unique_ptr<Zone> zone_;
    Library& library_;
    std::uint64_t version_ = 1;
};

class World {
public:
    World(const std::string& zone, LocalTime start);

    Item& add_item(const std::string& title, Frames frames, ItemKind kind);
    Item& item(const std::string& title);
    Relay& add_relay(const std::string& name);
    Relay& relay(const std::string& name);
    // Begins the rehearsal; the week is complete.
    void open();
    void power_cut(std::chrono::nanoseconds length);
    void take_now(const std::string& title, Rank rank, const std::string& by);

    std::string local(const std::optional<WallTime>& at) const;  // "07:30:00.000", "-" for none
    std::string as_run() const;

    VirtualClock clock;
    VirtualAir air;
    VirtualRelays relays;
    PaperLibrary library;
    MemoryLedger ledger;
    MemoryDiary diary;
    WeekPlans plans;
    std::optional<Rehearsal> rehearsal;
    Frames emitted_before_cut;

private:
    std::string as_run_line(const AsRunEntry& entry) const;
};

}  // namespace truyenthanh
