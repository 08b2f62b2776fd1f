// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See planning.h.
#include "daemon/planning.h"

#include "core/error.h"
#include "scheduler/gate.h"
#include "scheduler/occurrence.h"
#include "store/overrides.h"
#include "store/recordings.h"
#include "store/week.h"

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;

constexpr ProgrammeId kByHand{-1};  // a programme that lasts one take
constexpr auto kTakeLead = 1s;      // to open, cue and make ready
constexpr auto kOverridesBack = std::chrono::days{8};

// The slot a person's take would have if the week knew it: from now, as long as its sound.
Slot slot_by_hand(const Programme& programme, LocalTime start, std::chrono::seconds length) {
    Slot slot;
    slot.name = programme.name;
    slot.start = std::chrono::floor<std::chrono::seconds>(start - std::chrono::floor<std::chrono::days>(start));
    slot.length = std::max(length, 1s);
    slot.content.programme = kByHand;
    slot.overrun = OverrunRule::Finish;
    slot.late = LateRule::Restart;
    return slot;
}

std::chrono::seconds length_of(const Week& week, const Programme& programme) {
    Frames frames;
    for (const RundownEntry& entry : programme.rundown) {
        const Item& item = week.items.at(entry.item);
        if (item.recording && entry.mix != Mix::Bed) frames += item.recording->frames;
    }
    return std::min<std::chrono::seconds>(std::chrono::ceil<std::chrono::seconds>(to_duration(frames)), 24h);
}

}  // namespace

template <class Use>
auto StationPlans::with_inputs(const Use& use) {
    const std::vector<Override> overrides = list_overrides(database_, WallTime{});
    return use(PlanInputs{week(), zone_, settings_.profile, overrides,
                          [this](RecordingId recording, WallTime at) { return library_.why_not(recording, at); },
                          settings_.audio.target_lufs});
}

// The version is read before the week: a change between the two is read once too often, never missed.
const Week& StationPlans::week() {
    const std::uint64_t now = version();
    if (!week_ || now != week_version_) week_ = read_week(database_);
    week_version_ = now;
    return *week_;
}

// Asked at each tick: what nobody has written to since is not read again. What a transaction under way shows may yet be
// undone, and is not kept.
std::uint64_t StationPlans::version() {
    const Written written{changes_by_others(database_), database_.all_changes()};
    if (written != written_) {
        generation_ = generation(database_);
        overrides_from_.reset();
        written_.reset();
        if (!database_.is_busy()) written_ = written;
    }
    return static_cast<std::uint64_t>(generation_) + (written.by_others << 32U);
}

Plan StationPlans::make(WallTime from, WallTime until) {
    return with_inputs([&](const PlanInputs& inputs) { return make_plan(inputs, from, until); });
}

std::optional<WallTime> StationPlans::hours_until(WallTime at) {
    const bool is_current = written_ && written_->by_us == database_.all_changes() && !database_.is_busy();
    if (!is_current) return truyenthanh::hours_until(settings_.profile, list_overrides(database_, at), zone_, at);
    if (!overrides_from_ || *overrides_from_ > at) {
        overrides_ = list_overrides(database_, at);
        overrides_from_ = at;
    }
    return truyenthanh::hours_until(settings_.profile, overrides_, zone_, at);
}

Plan StationPlans::day(LocalDate date) {
    const std::chrono::local_days begin{date};
    return make(zone_.to_utc(begin), zone_.to_utc(begin + std::chrono::days{1}));
}

std::vector<Finding> StationPlans::findings(LocalDate first, LocalDate last) {
    return with_inputs([&](const PlanInputs& inputs) { return lint(inputs, first, last); });
}

Transmission StationPlans::by_hand(const Programme& programme, WallTime now) {
    Week week;
    for (const RundownEntry& entry : programme.rundown) week.items[entry.item] = read_item(database_, entry.item);
    week.programmes[kByHand] = programme;
    week.programmes[kByHand].id = kByHand;
    const LocalTime start = std::chrono::ceil<std::chrono::seconds>(zone_.to_local(now + kTakeLead));
    CalendarException exception;
    exception.id = ExceptionId{1};
    exception.date = LocalDate{std::chrono::floor<std::chrono::days>(start)};
    exception.kind = ExceptionKind::Add;
    exception.slot = slot_by_hand(programme, start, length_of(week, programme));
    week.exceptions.push_back(exception);
    const std::vector<Override> overrides = list_overrides(database_, now - kOverridesBack);
    const PlanInputs inputs{week,
                            zone_,
                            settings_.profile,
                            overrides,
                            [this](RecordingId recording, WallTime at) { return library_.why_not(recording, at); },
                            settings_.audio.target_lufs};
    const Plan plan = make_plan(inputs, zone_.to_utc(start), zone_.to_utc(start) + 1s);
    if (plan.transmissions.empty()) throw RequestError({"station.nothing_to_take", {{"name", programme.name}}});
    Transmission transmission = plan.transmissions.front();
    if (transmission.refused) throw RequestError(*transmission.refused);
    for (const PlannedItem& item : transmission.items) {
        if (item.refused) throw RequestError(*item.refused);
    }
    transmission.key = manual_key(start);
    transmission.slot.id = SlotId{};
    transmission.programme = programme.id ? std::optional(programme.id) : std::nullopt;
    return transmission;
}

}  // namespace truyenthanh
