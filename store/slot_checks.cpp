// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See slot_checks.h.
#include "store/slot_checks.h"

#include "core/error.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;

void check_field(bool is_right, const Slot& slot, const char* field) {
    if (!is_right) throw RequestError({"store.bad_slot", {{"slot", slot.name}, {"field", field}}});
}

bool is_decibels(double value) { return value >= -60.0 && value <= 12.0; }

template <class Tag>
void check_exists(Connection& connection, const char* key, const char* name, const char* sql, Id<Tag> id) {
    if (scalar(connection, std::int64_t{0}, sql, id) == 0) {
        throw RequestError({key, {{name, std::to_string(id.value)}}});
    }
}

void check_content(Connection& connection, const std::string& who, const SlotContent& content) {
    if (!content.programme && content.series.empty() && !content.relay) {
        throw RequestError({"store.nothing_to_play", {{"slot", who}}});
    }
    if (content.programme && !content.series.empty()) {
        throw RequestError({"store.programme_and_series", {{"slot", who}}});
    }
    if (content.programme) {
        check_exists(connection, "store.no_programme", "programme", "SELECT count(*) FROM programme WHERE id = ?",
                     *content.programme);
    }
    if (content.relay) {
        check_exists(connection, "store.no_relay", "relay", "SELECT count(*) FROM relay WHERE id = ?", *content.relay);
    }
}

}  // namespace

void check_slot(Connection& connection, const Slot& slot, bool is_weekly) {
    check_title(slot.name);
    check_field(slot.days <= kEveryDay && (slot.days != 0 || !is_weekly), slot, "days");
    check_field(slot.start >= 0s && slot.start < 24h, slot, "start");
    check_field(slot.length > 0s && slot.length <= 24h, slot, "length");
    check_field(!slot.from || !slot.until || *slot.from <= *slot.until, slot, "until");
    check_field(slot.grace >= 0s && slot.grace <= 24h, slot, "grace");
    check_field(slot.finish_within >= 0s && slot.finish_within <= 24h, slot, "finish_within");
    check_field(slot.restart_within >= 0s && slot.restart_within <= 24h, slot, "restart_within");
    check_field(is_decibels(slot.duck_db), slot, "duck_db");
    check_field(is_decibels(slot.gain_db), slot, "gain_db");
    check_field(slot.zones != 0, slot, "zones");
    check_field(slot.substitute != SubstituteRule::Sustainer || slot.sustainer, slot, "sustainer");
    check_content(connection, slot.name, slot.content);
    if (slot.sustainer) {
        check_exists(connection, "store.no_item", "item", "SELECT count(*) FROM item WHERE id = ?", *slot.sustainer);
    }
}

void check_exception(Connection& connection, const CalendarException& exception) {
    const std::string date = to_string(exception.date);
    const bool is_add = exception.kind == ExceptionKind::Add;
    const bool is_replace = exception.kind == ExceptionKind::Replace;
    const bool is_whole = is_add ? exception.slot && !exception.target : !exception.slot;
    if (!exception.date.ok() || !is_whole || (is_replace && !exception.target)) {
        throw RequestError({"store.bad_exception", {{"date", date}, {"kind", std::string(name(exception.kind))}}});
    }
    if (exception.reason.empty()) throw RequestError({"store.bad_reason", {{"date", date}}});
    check_title(exception.reason);
    if (is_add) check_slot(connection, *exception.slot, false);
    if (is_replace) check_content(connection, date, exception.content);
    if (exception.target) {
        check_exists(connection, "store.no_slot", "slot",
                     "SELECT count(*) FROM slot WHERE id = ? AND exception_id IS NULL", *exception.target);
    }
}

}  // namespace truyenthanh
