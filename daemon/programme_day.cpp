// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See programme_day.h.
#include "daemon/programme_day.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "core/names.h"
#include "daemon/desk_protocol.h"
#include "newsroom/freeze.h"
#include "scheduler/calendar.h"
#include "store/formats.h"
#include "store/programmes.h"
#include "store/recordings.h"
#include "store/slots.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using std::chrono::seconds;

Frames frames_of(Connection& database, ItemId item) {
    const Item found = read_item(database, item);
    return found.recording ? found.recording->frames : Frames{};
}

Frames sum_of(Connection& database, const std::vector<ItemId>& items) {
    Frames total;
    for (const ItemId item : items) total += frames_of(database, item);
    return total;
}

// When the series is first heard that day, as the week and the calendar have it.
struct FirstStart {
    WallTime at;
    seconds length{};
};

std::optional<FirstStart> first_start(const DeskContext& desk, const std::string& series, LocalDate date) {
    Week week;
    week.slots = list_slots(desk.database);
    week.exceptions = list_exceptions(desk.database);
    const std::chrono::local_days day{date};
    for (const Occurrence& one :
         occurrences(week, desk.zone, desk.zone.to_utc(day), desk.zone.to_utc(day + std::chrono::days{1}))) {
        if (one.key.date == date && one.content->series == series) return FirstStart{one.start, one.slot->length};
    }
    return std::nullopt;
}

BuildOrder order_of(Connection& database, const Format& format, LocalDate date, seconds length) {
    BuildOrder order;
    order.date = date;
    order.length = to_frames(length);
    order.opening = sum_of(database, format.opening);
    order.closing = sum_of(database, format.closing);
    if (format.stinger) order.stinger = frames_of(database, *format.stinger);
    order.places = format.places;
    order.no_repeat_days = format.no_repeat_days;
    return order;
}

// `format` absent: the programme it is copied from was made by hand.
ProgrammeBuild build_of(const DeskContext& desk, const std::string& series, const std::optional<Format>& format,
                        LocalDate date, const std::string& by) {
    ProgrammeBuild build;
    build.built_by = by;
    build.built_at = desk.clock.now().wall;
    if (format) {
        build.format = format->id;
        build.length = format->length;
    }
    if (const auto first = first_start(desk, series, date)) {
        build.length = first->length;
        build.starts_at = first->at;
        build.freezes_at = first->at - (format ? format->freeze_before : Format{}.freeze_before);
    }
    return build;
}

// An edition that nothing plays is worth a word before its day.
std::vector<Message> with_slot_looked_at(std::vector<Message> remarks, const ProgrammeBuild& build,
                                         const Programme& programme) {
    if (!build.starts_at) {
        remarks.push_back({"day.no_slot", {{"series", programme.series}, {"date", to_string(*programme.date)}}});
    }
    return remarks;
}

std::vector<RundownEntry> rows_of(const Format& format, const std::vector<ItemId>& items) {
    std::vector<ItemId> all = format.opening;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0 && format.stinger) all.push_back(*format.stinger);
        all.push_back(items[i]);
    }
    all.insert(all.end(), format.closing.begin(), format.closing.end());
    std::vector<RundownEntry> rows;
    for (const ItemId item : all) rows.emplace_back().item = item;
    return rows;
}

// The rows of a programme that are no frame.
std::vector<ItemId> content_of(Connection& database, const Programme& programme) {
    std::vector<ItemId> items;
    for (const RundownEntry& row : programme.rundown) {
        if (!is_frame(read_item(database, row.item).kind)) items.push_back(row.item);
    }
    return items;
}

std::vector<PoolItem> pool_for(const DeskContext& desk, LocalDate date, ProgrammeId programme, WallTime at) {
    std::vector<PoolItem> pool = read_pool(desk.database, desk.zone, date, programme);
    for (PoolItem& item : pool) {
        const Item found = read_item(desk.database, item.id);
        item.refused = desk.library.why_not(found.recording->id, at);
    }
    return pool;
}

json with_remarks(json page, const std::vector<Message>& remarks) {
    page["remarks"] = json::array();
    for (const Message& remark : remarks) page["remarks"].push_back(message_json(remark));
    return page;
}

// What of the rundown may not be heard when it starts.
std::vector<Message> refusals(const DeskContext& desk, const Programme& programme, WallTime at) {
    std::vector<Message> found;
    for (const RundownEntry& row : programme.rundown) {
        const Item item = read_item(desk.database, row.item);
        if (!item.recording) {
            found.push_back({"newsroom.no_sound", {{"title", item.title}}});
        } else if (const auto why = desk.library.why_not(item.recording->id, at)) {
            found.push_back(*why);
        }
    }
    return found;
}

void note_late(const DeskContext& desk, const Programme& programme, const std::string& by, const std::string& reason) {
    const auto build = find_build(desk.database, programme.id);
    if (!build || state_of(*build, desk.clock.now().wall) == ProgrammeState::Open) return;
    desk.note(Severity::Warning, {"station.changed_late", {{"by", by}, {"name", programme.name}, {"reason", reason}}});
}

std::size_t position_in(const json& edit, const char* field, std::size_t most) {
    const json value = edit.value(field, json());
    const bool is_there = value.is_number_integer() && value.get<std::int64_t>() >= 1 &&
                          value.get<std::int64_t>() <= static_cast<std::int64_t>(most);
    if (!is_there) throw RequestError({"day.bad_position", {{"most", std::to_string(most)}}});
    return value.get<std::size_t>() - 1;
}

ItemId item_in(const DeskContext& desk, const json& edit) {
    const json value = edit.value("item", json());
    if (!value.is_number_integer()) throw RequestError({"day.bad_edit", {}});
    const Item item = read_item(desk.database, ItemId{value.get<std::int64_t>()});
    if (is_frame(item.kind)) throw RequestError({"day.is_frame", {{"title", item.title}}});
    return item.id;
}

void apply(const DeskContext& desk, std::vector<ItemId>& items, const json& edit) {
    const json op = edit.is_object() ? edit.value("op", json()) : json();
    const auto place = [&](std::size_t at) { return items.begin() + static_cast<std::ptrdiff_t>(at); };
    if (op == "drop") {
        items.erase(place(position_in(edit, "position", items.size())));
    } else if (op == "insert") {
        items.insert(place(position_in(edit, "position", items.size() + 1)), item_in(desk, edit));
    } else if (op == "replace") {
        *place(position_in(edit, "position", items.size())) = item_in(desk, edit);
    } else if (op == "move") {
        const std::size_t from = position_in(edit, "position", items.size());
        const std::size_t to = position_in(edit, "to", items.size());
        const ItemId moved = items[from];
        items.erase(place(from));
        items.insert(place(to), moved);
    } else {
        throw RequestError({"day.bad_edit", {}});
    }
}

json bar_of(Frames total, seconds length) {
    const Frames over = total - to_frames(length);
    return {{"length_s", length.count()},
            {"total_s", seconds_of(total)},
            {"over_s", seconds_of(over)},
            {"fits", over <= Frames{0} && over >= Frames{-2 * kSampleRate}}};
}

}  // namespace

json build_programme(const DeskContext& desk, FormatId id, LocalDate date, const std::string& by,
                     const std::string& reason) {
    const Format format = read_format(desk.database, id);
    if (format.series.empty()) throw RequestError({"day.format_without_series", {{"format", format.name}}});
    Programme programme = find_edition(desk.database, format.series, date).value_or(Programme{});
    if (programme.id) check_may_change(desk, programme.id, reason);
    const ProgrammeBuild build = build_of(desk, format.series, format, date, by);
    const WallTime at = build.starts_at.value_or(desk.zone.to_utc(std::chrono::local_days{date}));
    const Proposal proposal =
        propose(pool_for(desk, date, programme.id, at), order_of(desk.database, format, date, build.length));
    std::vector<ItemId> items;
    for (const PlacedItem& placed : proposal.items) items.push_back(placed.item);
    programme.name = format.name + " " + to_string(date);
    programme.series = format.series;
    programme.date = date;
    programme.rundown = rows_of(format, items);
    if (programme.id) note_late(desk, programme, by, reason);
    programme.id = save_built(desk.database, programme, build);
    desk.note(Severity::Notice, {"station.programme_built", {{"by", by}, {"name", programme.name}}});
    return with_remarks(programme_page(desk.database, desk.zone, programme.id, desk.clock.now().wall),
                        with_slot_looked_at(proposal.remarks, build, programme));
}

json edit_programme(const DeskContext& desk, ProgrammeId id, const json& edits, const std::string& by,
                    const std::string& reason) {
    Programme programme = read_programme(desk.database, id);
    const auto build = find_build(desk.database, id);
    if (!build || !build->format) throw RequestError({"day.without_format", {{"name", programme.name}}});
    check_may_change(desk, id, reason);
    std::vector<ItemId> items = content_of(desk.database, programme);
    for (const json& edit : edits) apply(desk, items, edit);
    programme.rundown = rows_of(read_format(desk.database, *build->format), items);
    const WallTime now = desk.clock.now().wall;
    note_late(desk, programme, by, reason);
    update_programme(desk.database, programme);
    return with_remarks(programme_page(desk.database, desk.zone, id, now),
                        refusals(desk, programme, build->starts_at.value_or(now)));
}

json copy_programme(const DeskContext& desk, const std::string& series, LocalDate from, LocalDate to,
                    const std::string& by, const std::string& reason) {
    const auto source = find_edition(desk.database, series, from);
    if (!source) throw RequestError({"day.no_edition", {{"series", series}, {"date", to_string(from)}}});
    Programme programme = find_edition(desk.database, series, to).value_or(Programme{});
    if (programme.id) check_may_change(desk, programme.id, reason);
    const auto origin = find_build(desk.database, source->id);
    std::optional<Format> format;
    if (origin && origin->format) format = read_format(desk.database, *origin->format);
    const ProgrammeBuild build = build_of(desk, series, format, to, by);
    programme.name = series + " " + to_string(to);
    programme.series = series;
    programme.date = to;
    programme.rundown = source->rundown;
    if (programme.id) note_late(desk, programme, by, reason);
    programme.id = save_built(desk.database, programme, build);
    desk.note(Severity::Notice, {"station.programme_built", {{"by", by}, {"name", programme.name}}});
    const WallTime now = desk.clock.now().wall;
    return with_remarks(
        programme_page(desk.database, desk.zone, programme.id, now),
        with_slot_looked_at(refusals(desk, programme, build.starts_at.value_or(now)), build, programme));
}

json freeze_programme(const DeskContext& desk, ProgrammeId programme, const std::string& by) {
    const WallTime now = desk.clock.now().wall;
    freeze_programme(desk.database, programme, by, now);
    desk.note(Severity::Notice,
              {"station.programme_frozen", {{"by", by}, {"name", read_programme(desk.database, programme).name}}});
    return programme_page(desk.database, desk.zone, programme, now);
}

void check_may_change(const DeskContext& desk, ProgrammeId programme, const std::string& reason) {
    const auto build = find_build(desk.database, programme);
    if (!build) return;
    const std::string name = read_programme(desk.database, programme).name;
    if (const auto why = why_not_change(name, *build, desk.clock.now().wall, reason)) throw RequestError(*why);
}

void check_week_may_change(const DeskContext& desk, std::optional<SlotId> slot, const std::string& by,
                           const std::string& reason) {
    std::optional<std::string> series;
    for (const Slot& one : list_slots(desk.database)) {
        if (slot == one.id) series = one.content.series;
    }
    std::vector<Programme> late;
    for (const ProgrammeBuild& build : builds_not_over(desk.database, desk.clock.now().wall)) {
        const Programme programme = read_programme(desk.database, build.programme);
        if (slot && (!series || programme.series != *series)) continue;
        check_may_change(desk, build.programme, reason);
        late.push_back(programme);
    }
    for (const Programme& programme : late) note_late(desk, programme, by, reason);
}

json programme_page(Connection& database, const Zone& zone, ProgrammeId id, WallTime now) {
    const Programme programme = read_programme(database, id);
    json page = document(programme);
    Frames total;
    for (json& row : page["rundown"]) {
        const Item item = read_item(database, ItemId{row.at("item").get<std::int64_t>()});
        row["title"] = item.title;
        row["kind"] = name(item.kind);
        row["seconds"] = item.recording ? json(seconds_of(item.recording->frames)) : json();
        if (item.recording && row.at("mix") == "replace") total += item.recording->frames;
    }
    page["seconds"] = seconds_of(total);
    const auto build = find_build(database, id);
    if (!build) return page;
    static constexpr std::array<const char*, 3> states{"open", "frozen", "closed"};
    page["state"] = states.at(static_cast<std::size_t>(state_of(*build, now)));
    page["bar"] = bar_of(total, build->length);
    page["format"] = build->format ? json(build->format->value) : json();
    page["built_by"] = build->built_by;
    page["frozen_by"] = build->frozen_by;
    put_time(page, "starts_at", build->starts_at, zone);
    put_time(page, "freezes_at", build->freezes_at, zone);
    return page;
}

json pool_document(Connection& database, Library& library, const PoolItem& item, WallTime at) {
    const auto text_of = [](const std::optional<LocalDate>& date) { return date ? json(to_string(*date)) : json(); };
    const Item found = read_item(database, item.id);
    const auto refused = found.recording ? library.why_not(found.recording->id, at)
                                         : std::optional(Message{"newsroom.no_sound", {{"title", item.title}}});
    return {{"item", item.id.value},
            {"title", item.title},
            {"kind", name(item.kind)},
            {"seconds", seconds_of(item.frames)},
            {"recording", found.recording ? json(found.recording->id.value) : json()},
            {"priority", name(item.priority)},
            {"serves_guidance", item.serves_guidance},
            {"field", item.field},
            {"column", item.column ? json(item.column.value) : json()},
            {"added", to_string(item.added)},
            {"last_aired", text_of(item.last_aired)},
            {"valid_from", text_of(item.valid_from)},
            {"valid_until", text_of(item.valid_until)},
            {"refused", optional_message(refused)}};
}

}  // namespace truyenthanh
