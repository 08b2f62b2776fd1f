// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small weeks for tests: say what matters, the rest is a plain ward station that may always play.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/names.h"
#include "core/profile.h"
#include "core/week.h"
#include "core/zone.h"
#include "scheduler/plan.h"

namespace truyenthanh {

inline LocalDate day(const char* text) { return parse_date(text).value(); }
inline WallTime utc(const char* text) { return parse_wall_time(text).value(); }
inline std::chrono::seconds clock_time(const char* text) { return parse_time_of_day(text).value(); }

struct TestStation {
    Week week;
    Profile profile;
    std::vector<Override> overrides;
    std::unique_ptr<Zone> zone = make_zone("Asia/Ho_Chi_Minh");
    std::vector<RecordingId> refused;  // by the approval

    TestStation() { profile.permitted = {TimeWindow{}}; }

    // An approved item whose recording has the item's number.
    ItemId item(std::int64_t id, std::chrono::milliseconds length, double lufs = kTargetLufs) {
        Recording recording;
        recording.id = RecordingId{id};
        recording.item = ItemId{id};
        recording.frames = to_frames(length);
        recording.loudness_lufs = lufs;
        Item item;
        item.id = ItemId{id};
        item.title = "item " + std::to_string(id);
        item.recording = recording;
        week.items[item.id] = item;
        return item.id;
    }

    Programme& programme(std::int64_t id, std::vector<RundownEntry> rundown) {
        Programme& programme = week.programmes[ProgrammeId{id}];
        programme.id = ProgrammeId{id};
        programme.name = "programme " + std::to_string(id);
        programme.rundown = std::move(rundown);
        return programme;
    }

    Relay& relay(std::int64_t id) {
        Relay& relay = week.relays[RelayId{id}];
        relay.id = RelayId{id};
        relay.name = "relay " + std::to_string(id);
        return relay;
    }

    // A daily slot of programme `programme`; the reference holds until the next slot.
    Slot& slot(std::int64_t id, const char* start, std::chrono::seconds length, std::int64_t programme = 1) {
        Slot slot;
        slot.id = SlotId{id};
        slot.name = "slot " + std::to_string(id);
        slot.start = clock_time(start);
        slot.length = length;
        if (programme != 0) slot.content.programme = ProgrammeId{programme};
        week.slots.push_back(slot);
        return week.slots.back();
    }

    CalendarException& exception(std::int64_t id, const char* date, ExceptionKind kind) {
        CalendarException exception;
        exception.id = ExceptionId{id};
        exception.date = day(date);
        exception.kind = kind;
        week.exceptions.push_back(exception);
        return week.exceptions.back();
    }

    // An override that two people stand behind.
    Override& permit(WallTime from, WallTime until) {
        Override one;
        one.from = from;
        one.until = until;
        one.requested_by = "Lan";
        one.confirmed_by = "Minh";
        overrides.push_back(one);
        return overrides.back();
    }

    PlanInputs inputs() const {
        return {week, *zone, profile, overrides, [this](RecordingId recording, WallTime) -> std::optional<Message> {
                    for (const RecordingId id : refused) {
                        if (id == recording) return Message{"approval.missing", {}};
                    }
                    return std::nullopt;
                }};
    }

    // By local midnights of the station's zone; `until` excluded.
    Plan plan(const char* from, const char* until) const {
        return make_plan(inputs(), zone->to_utc(std::chrono::local_days{day(from)}),
                         zone->to_utc(std::chrono::local_days{day(until)}));
    }
};

}  // namespace truyenthanh
