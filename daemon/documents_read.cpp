// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See documents.h: reading.
#include "core/error.h"
#include "daemon/documents.h"
#include "daemon/fields.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

SlotContent read_content(Fields& fields) {
    return {fields.optional_id<ProgrammeTag>("programme"), fields.optional_text("series").value_or(""),
            fields.optional_id<RelayTag>("relay")};
}

void read_rules(Fields& fields, Slot& slot) {
    slot.start_rule = fields.optional_word<StartRule>("start_rule").value_or(slot.start_rule);
    slot.grace = fields.optional_seconds("grace").value_or(slot.grace);
    slot.overrun = fields.optional_word<OverrunRule>("overrun").value_or(slot.overrun);
    slot.finish_within = fields.optional_seconds("finish_within").value_or(slot.finish_within);
    slot.late = fields.optional_word<LateRule>("late").value_or(slot.late);
    slot.restart_within = fields.optional_seconds("restart_within").value_or(slot.restart_within);
    slot.substitute = fields.optional_word<SubstituteRule>("substitute").value_or(slot.substitute);
    slot.sustainer = fields.optional_id<ItemTag>("sustainer");
    slot.relay_return = fields.optional_word<RelayReturn>("relay_return").value_or(slot.relay_return);
    slot.duck_db = fields.optional_number("duck_db").value_or(slot.duck_db);
    slot.gain_db = fields.optional_number("gain_db").value_or(slot.gain_db);
}

std::uint32_t read_zones(Fields& fields) {
    const std::int64_t zones = fields.optional_integer("zones").value_or(1);
    if (zones < 1 || zones > 0xffffffffLL) fields.wrong("zones", "1…4294967295");
    return static_cast<std::uint32_t>(zones);
}

RundownEntry entry_from(const json& object) {
    Fields fields(object, "rundown");
    RundownEntry entry;
    entry.item = ItemId{fields.integer("item")};
    entry.at = fields.optional_duration("at");
    entry.mix = fields.optional_word<Mix>("mix").value_or(Mix::Replace);
    entry.fade = fields.optional_duration("fade").value_or(std::chrono::milliseconds{0});
    entry.pause_window = fields.optional_duration("pause_window").value_or(std::chrono::milliseconds{0});
    fields.end();
    return entry;
}

}  // namespace

SlotContent content_from(const json& object) {
    Fields fields(object, "content");
    const SlotContent content = read_content(fields);
    fields.end();
    return content;
}

Slot slot_from(const json& object) {
    Fields fields(object, "slot");
    Slot slot;
    slot.id = SlotId{fields.optional_integer("id").value_or(0)};
    slot.name = fields.text("name");
    slot.days = fields.optional_weekdays("days").value_or(kEveryDay);
    slot.start = fields.required(fields.optional_time_of_day("start"), "start");
    slot.length = fields.required(fields.optional_seconds("length"), "length");
    slot.content = read_content(fields);
    slot.from = fields.optional_date("from");
    slot.until = fields.optional_date("until");
    read_rules(fields, slot);
    slot.zones = read_zones(fields);
    slot.priority = static_cast<int>(fields.optional_integer("priority").value_or(0));
    fields.end();
    return slot;
}

Programme programme_from(const json& object) {
    Fields fields(object, "programme");
    Programme programme;
    programme.id = ProgrammeId{fields.optional_integer("id").value_or(0)};
    programme.name = fields.text("name");
    programme.series = fields.optional_text("series").value_or("");
    programme.date = fields.optional_date("date");
    for (const json& entry : fields.list("rundown")) programme.rundown.push_back(entry_from(entry));
    fields.end();
    return programme;
}

Relay relay_from(const json& object) {
    Fields fields(object, "relay");
    Relay relay;
    relay.id = RelayId{fields.optional_integer("id").value_or(0)};
    relay.name = fields.text("name");
    relay.level = fields.optional_word<RelayLevel>("level").value_or(RelayLevel::City);
    for (const json& url : fields.list("urls")) {
        if (!url.is_string()) fields.wrong("urls", "[\"https://…\"]");
        relay.urls.push_back(url.get<std::string>());
    }
    relay.allow_private = fields.optional_flag("allow_private").value_or(false);
    relay.open_ahead = fields.optional_seconds("open_ahead").value_or(relay.open_ahead);
    fields.end();
    return relay;
}

CalendarException exception_from(const json& object) {
    Fields fields(object, "exception");
    CalendarException exception;
    exception.id = ExceptionId{fields.optional_integer("id").value_or(0)};
    exception.date = fields.required(fields.optional_date("date"), "date");
    exception.kind = fields.required(fields.optional_word<ExceptionKind>("kind"), "kind");
    exception.target = fields.optional_id<SlotTag>("target");
    if (const json* slot = fields.optional_any("slot")) exception.slot = slot_from(*slot);
    if (const json* content = fields.optional_any("content")) exception.content = content_from(*content);
    exception.reason = fields.optional_text("reason").value_or("");
    fields.end();
    return exception;
}

}  // namespace truyenthanh
