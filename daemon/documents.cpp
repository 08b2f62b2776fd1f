// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See documents.h: writing.
#include "daemon/documents.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "core/names.h"
#include "daemon/desk_protocol.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

template <class Value>
json text_of(const std::optional<Value>& value) {
    return value ? json(to_string(*value)) : json();
}

template <class Tag>
json number_of(const std::optional<Id<Tag>>& id) {
    return id ? json(id->value) : json();
}

// An instant a few samples before a second is shown as that second.
constexpr std::chrono::milliseconds kNearlyNext{1};

std::string local_text(WallTime at, const Zone& zone) {
    const LocalTime local = zone.to_local(at + kNearlyNext);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(local - day)};
    std::array<char, 16> clock{};
    std::snprintf(clock.data(), clock.size(), "T%02d:%02d:%02d", static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return to_string(LocalDate{day}) + clock.data();
}

void put_content(json& object, const SlotContent& content) {
    if (content.programme) object["programme"] = content.programme->value;
    if (!content.series.empty()) object["series"] = content.series;
    if (content.relay) object["relay"] = content.relay->value;
}

json document(const RundownEntry& entry) {
    json object{{"item", entry.item.value}, {"mix", name(entry.mix)}};
    if (entry.at) object["at"] = to_string_duration(*entry.at);
    if (entry.fade.count() != 0) object["fade"] = to_string_duration(entry.fade);
    if (entry.pause_window.count() != 0) object["pause_window"] = to_string_duration(entry.pause_window);
    return object;
}

json document(const PlannedItem& item) {
    return {{"position", item.position},
            {"item", item.item.id.value},
            {"title", item.item.title},
            {"kind", name(item.item.kind)},
            {"offset_s", seconds_of(item.offset)},
            {"frames", item.frames.count},
            {"seconds", seconds_of(item.frames)},
            {"mix", name(item.mix)},
            {"fade_s", seconds_of(item.fade)},
            {"pause_window_s", seconds_of(item.pause_window)},
            {"gain_db", item.gain_db},
            {"refused", optional_message(item.refused)}};
}

}  // namespace

double seconds_of(Frames frames) {
    return std::round(static_cast<double>(frames.count) * 1000.0 / kSampleRate) / 1000.0;
}

void put_time(json& object, const char* field, const std::optional<WallTime>& at, const Zone& zone) {
    object[field] = text_of(at);
    object[std::string(field) + "_local"] = at ? json(local_text(*at, zone)) : json();
}

json optional_message(const std::optional<Message>& message) { return message ? message_json(*message) : json(); }

json document(const SlotContent& content) {
    json object = json::object();
    put_content(object, content);
    return object;
}

json document(const Slot& slot) {
    json object{{"id", slot.id.value},
                {"name", slot.name},
                {"days", to_string_weekdays(slot.days)},
                {"start", to_string_time_of_day(slot.start)},
                {"length", to_string_duration(slot.length)},
                {"start_rule", name(slot.start_rule)},
                {"grace", to_string_duration(slot.grace)},
                {"overrun", name(slot.overrun)},
                {"finish_within", to_string_duration(slot.finish_within)},
                {"late", name(slot.late)},
                {"restart_within", to_string_duration(slot.restart_within)},
                {"substitute", name(slot.substitute)},
                {"relay_return", name(slot.relay_return)},
                {"duck_db", slot.duck_db},
                {"gain_db", slot.gain_db},
                {"zones", slot.zones},
                {"priority", slot.priority}};
    put_content(object, slot.content);
    if (slot.from) object["from"] = to_string(*slot.from);
    if (slot.until) object["until"] = to_string(*slot.until);
    if (slot.sustainer) object["sustainer"] = slot.sustainer->value;
    return object;
}

json document(const Programme& programme) {
    json object{{"id", programme.id.value}, {"name", programme.name}, {"rundown", json::array()}};
    if (!programme.series.empty()) object["series"] = programme.series;
    if (programme.date) object["date"] = to_string(*programme.date);
    for (const RundownEntry& entry : programme.rundown) object["rundown"].push_back(document(entry));
    return object;
}

json document(const Relay& relay) {
    return {{"id", relay.id.value},
            {"name", relay.name},
            {"level", name(relay.level)},
            {"urls", relay.urls},
            {"allow_private", relay.allow_private},
            {"open_ahead", to_string_duration(relay.open_ahead)}};
}

json document(const CalendarException& exception) {
    json object{{"id", exception.id.value},
                {"date", to_string(exception.date)},
                {"kind", name(exception.kind)},
                {"reason", exception.reason}};
    if (exception.target) object["target"] = exception.target->value;
    if (exception.slot) object["slot"] = document(*exception.slot);
    if (exception.kind == ExceptionKind::Replace) object["content"] = document(exception.content);
    return object;
}

json document(const Override& permit, const Zone& zone) {
    json object{{"id", permit.id.value},
                {"reason", permit.reason},
                {"requested_by", permit.requested_by},
                {"confirmed_by", permit.confirmed_by ? json(*permit.confirmed_by) : json()},
                {"holds", permit.holds()}};
    put_time(object, "from", permit.from, zone);
    put_time(object, "until", permit.until, zone);
    put_time(object, "revoked_at", permit.revoked_at, zone);
    return object;
}

json document(const Recording& recording) {
    return {{"id", recording.id.value},
            {"sha256", recording.sha256},
            {"frames", recording.frames.count},
            {"seconds", seconds_of(recording.frames)},
            {"channels", recording.channels},
            {"loudness_lufs", recording.loudness_lufs},
            {"true_peak_dbtp", recording.true_peak_dbtp},
            {"head_silence_s", seconds_of(recording.head_silence)},
            {"tail_silence_s", seconds_of(recording.tail_silence)},
            {"source_name", recording.source_name},
            {"source_format", recording.source_format},
            {"added_by", recording.added_by},
            {"added_at", to_string(recording.added_at)}};
}

json document(const Item& item) {
    json object{{"item", item.id.value},
                {"title", item.title},
                {"kind", name(item.kind)},
                {"recording", item.recording ? document(*item.recording) : json()},
                {"approval", json()}};
    if (item.approval) {
        object["approval"] = {{"sha256", item.approval->sha256},
                              {"approved_by", item.approval->approved_by},
                              {"approved_at", to_string(item.approval->approved_at)},
                              {"valid_until", text_of(item.approval->valid_until)},
                              {"revoked_at", text_of(item.approval->revoked_at)}};
    }
    return object;
}

json document(const Transmission& transmission, const Zone& zone) {
    json object{{"transmission", to_string(transmission.key)},
                {"slot", transmission.slot.name},
                {"slot_id", transmission.slot.id.value},
                {"programme_id", number_of(transmission.programme)},
                {"programme", transmission.programme_name},
                {"relay", transmission.relay ? json(transmission.relay->name) : json()},
                {"relay_level", transmission.relay ? json(name(transmission.relay->level)) : json()},
                {"frames", transmission.length.count},
                {"seconds", seconds_of(transmission.length)},
                {"start_rule", name(transmission.slot.start_rule)},
                {"sustainer", transmission.sustainer ? json(transmission.sustainer->title) : json()},
                {"refused", optional_message(transmission.refused)},
                {"items", json::array()}};
    put_time(object, "start", transmission.start, zone);
    for (const PlannedItem& item : transmission.items) object["items"].push_back(document(item));
    return object;
}

json document(const AsRunEntry& entry, const Zone& zone) {
    const EntryIntent& intent = entry.intent;
    const EntryCount& count = entry.count;
    json object{{"id", entry.id.value},
                {"kind", name(intent.kind)},
                {"transmission", to_string(intent.transmission)},
                {"position", intent.position},
                {"slot", intent.slot_name},
                {"programme_id", number_of(intent.programme)},
                {"programme", intent.programme_name},
                {"item", number_of(intent.item)},
                {"recording", number_of(intent.recording)},
                {"relay", number_of(intent.relay)},
                {"relay_level", intent.relay_level ? json(name(*intent.relay_level)) : json()},
                {"title", intent.title},
                {"item_kind", intent.item_kind ? json(name(*intent.item_kind)) : json()},
                {"sha256", intent.sha256},
                {"approved_by", intent.approved_by},
                {"planned_frames", intent.planned_frames.count},
                {"frames", count.frames.count},
                {"starved", count.starved.count},
                {"silenced", count.silenced.count},
                {"heard_frames", count.heard().count},
                {"heard_s", seconds_of(count.heard())},
                {"is_estimated", count.is_estimated},
                {"outcome", entry.outcome ? json(name(*entry.outcome)) : json()},
                {"cause", optional_message(entry.cause)},
                {"hash", entry.hash}};
    put_time(object, "planned_start", intent.planned_start, zone);
    put_time(object, "started", count.started, zone);
    put_time(object, "ended", count.ended, zone);
    return object;
}

json document(const RelayHealth& health) {
    return {{"is_open", health.is_open},
            {"is_flowing", health.is_flowing},
            {"url", health.url},
            {"buffered_s", seconds_of(health.buffered)},
            {"decoded_s", seconds_of(health.decoded)},
            {"ppm", health.ppm_error > 0.0 ? json(health.ppm) : json()},
            {"ppm_error", health.ppm_error > 0.0 ? json(health.ppm_error) : json()},
            {"level_dbfs", health.level_dbfs},
            {"loudness_lufs", health.loudness_lufs ? json(*health.loudness_lufs) : json()},
            {"ride_db", health.ride_db},
            {"switches", health.switches},
            {"drops", health.drops},
            {"codec", health.codec},
            {"title", health.title},
            {"errors", health.errors},
            {"bytes_per_s", health.bytes_per_second},
            {"frames_per_s", health.frames_per_second},
            {"trend_s_per_min", health.trend},
            {"silent_for_s", health.silent_for},
            {"tone_for_s", health.tone_for},
            {"repeated", health.repeated},
            {"newest_segment", health.newest ? json(*health.newest) : json()},
            {"newest_for_s", health.newest_for},
            {"fault", optional_message(health.fault)}};
}

}  // namespace truyenthanh
