// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See world.h.
#include "tests/fakes/world.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "core/names.h"

namespace truyenthanh {
namespace {

WallTime utc(const std::string& zone, LocalTime local) { return make_zone(zone)->to_utc(local); }

}  // namespace

std::variant<OpenMaster, Message> PaperLibrary::open(RecordingId recording, WallTime at) {
    if (auto why = why_not(recording, at)) return *why;
    if (const auto bad = surprises.find(recording); bad != surprises.end()) return bad->second;
    OpenMaster master;
    master.frames = masters.at(recording);
    if (const auto sound = sounds.find(recording); sound != sounds.end()) master.sha256 = sound->second;
    return master;
}

std::optional<Message> PaperLibrary::why_not(RecordingId recording, WallTime) {
    const auto bad = refused.find(recording);
    return bad == refused.end() ? std::nullopt : std::optional{bad->second};
}

Plan WeekPlans::make(WallTime from, WallTime until) {
    const PlanInputs inputs{week, *zone_, profile, overrides,
                            [this](RecordingId recording, WallTime at) { return library_.why_not(recording, at); }};
    return make_plan(inputs, from, until);
}

std::optional<WallTime> WeekPlans::hours_until(WallTime at) {
    return truyenthanh::hours_until(profile, overrides, *zone_, at);
}

World::World(const std::string& zone, LocalTime start)
    : clock(utc(zone, start)), air(clock), relays(clock), plans(make_zone(zone), library) {
    air.set_gauge([this](RelayId relay) { return relays.level(relay); });
    plans.profile.permitted = {TimeWindow{}};
}

Item& World::add_item(const std::string& title, Frames frames, ItemKind kind) {
    const auto number = static_cast<std::int64_t>(plans.week.items.size()) + 1;
    Item item;
    item.id = ItemId{number};
    item.title = title;
    item.kind = kind;
    Recording recording;
    recording.id = RecordingId{number};
    recording.item = item.id;
    recording.frames = frames;
    recording.loudness_lufs = kTargetLufs;
    recording.sha256.assign(64, '0');
    recording.sha256.back() = static_cast<char>('a' + number % 6);
    item.recording = recording;
    Approval approval;
    approval.recording = recording.id;
    approval.sha256 = recording.sha256;
    approval.approved_by = "Bình";
    item.approval = approval;
    library.masters[recording.id] = frames;
    return plans.week.items[item.id] = item;
}

Item& World::item(const std::string& title) {
    for (auto& [id, item] : plans.week.items) {
        if (item.title == title) return item;
    }
    throw std::runtime_error("no item " + title);
}

Relay& World::add_relay(const std::string& name) {
    Relay relay;
    relay.id = RelayId{static_cast<std::int64_t>(plans.week.relays.size()) + 1};
    relay.name = name;
    relay.urls = {"http://relay.example/" + name};
    return plans.week.relays[relay.id] = relay;
}

Relay& World::relay(const std::string& name) {
    for (auto& [id, relay] : plans.week.relays) {
        if (relay.name == name) return relay;
    }
    throw std::runtime_error("no relay " + name);
}

void World::open() {
    const Doors doors{clock, air, library, relays, ledger, diary, plans};
    rehearsal.emplace(Stage{clock, doors, [this](Frames frames) { air.advance(frames); }}, std::nullopt);
}

void World::power_cut(std::chrono::nanoseconds length) {
    rehearsal->stop();
    air.crash();
    relays.end_all();
    const auto since = clock.now().steady - SteadyTime{std::chrono::hours{1}};
    rehearsal->at(since + length, [this] {
        air.restart();
        rehearsal->start();
    });
}

void World::take_now(const std::string& title, Rank rank, const std::string& by) {
    ManualTake take;
    take.rank = rank;
    take.by = by;
    const Now now = clock.now();
    Transmission& transmission = take.transmission;
    transmission.key = manual_key(plans.zone().to_local(now.wall));
    transmission.slot.name = title;
    transmission.start = now.wall;
    PlannedItem planned;
    planned.position = 1;
    planned.item = item(title);
    planned.frames = planned.item.recording->frames;
    transmission.items.push_back(planned);
    transmission.length = planned.frames;
    transmission.allowed_until = plans.hours_until(now.wall).value_or(now.wall);
    rehearsal->runner()->take(std::move(take));
}

std::string World::local(const std::optional<WallTime>& at) const {
    if (!at) return "-";
    const auto time = plans.zone().to_local(*at + std::chrono::microseconds{500});
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time - day).count();
    char text[32];
    std::snprintf(text, sizeof text, "%02d:%02d:%02d.%03d", static_cast<int>(ms / 3'600'000),
                  static_cast<int>(ms / 60'000 % 60), static_cast<int>(ms / 1'000 % 60), static_cast<int>(ms % 1'000));
    return text;
}

std::string World::as_run_line(const AsRunEntry& entry) const {
    char heard[32];
    std::snprintf(heard, sizeof heard, "%.3f", static_cast<double>(entry.count.heard().count) / kSampleRate);
    std::string line = local(entry.count.started) + " " + local(entry.count.ended) + " " + entry.intent.slot_name;
    line.append(" ").append(name(entry.intent.kind)).append(" ").append(std::to_string(entry.intent.position));
    line.append(" ").append(entry.intent.title.empty() ? "-" : entry.intent.title).append(" ");
    line.append(entry.outcome ? name(*entry.outcome) : "open").append(" ").append(heard);
    if (entry.count.is_estimated) line.append(" estimated");
    if (entry.cause) line.append(" ").append(entry.cause->key);
    return line;
}

// In the order of the planned times, as a person reads a log.
std::string World::as_run() const {
    std::vector<AsRunEntry> entries = ledger.entries();
    std::stable_sort(entries.begin(), entries.end(), [](const AsRunEntry& a, const AsRunEntry& b) {
        return a.intent.planned_start < b.intent.planned_start;
    });
    std::string text;
    for (const AsRunEntry& entry : entries) text.append(as_run_line(entry)).append("\n");
    return text;
}

}  // namespace truyenthanh
