// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See schedule_document.h.
#include "daemon/schedule_document.h"

#include "core/error.h"
#include "daemon/documents.h"
#include "daemon/fields.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr const char* kFormat = "truyenthanh-week";
constexpr int kVersion = 1;

template <class Rows>
json all(const Rows& rows) {
    json list = json::array();
    for (const auto& row : rows) list.push_back(document(row));
    return list;
}

}  // namespace

json schedule_document(const WeekDocument& week) {
    return {{"format", kFormat},          {"version", kVersion},
            {"relays", all(week.relays)}, {"programmes", all(week.programmes)},
            {"slots", all(week.slots)},   {"exceptions", all(week.exceptions)}};
}

WeekDocument schedule_from(const json& object) {
    Fields fields(object, "schedule");
    if (fields.text("format") != kFormat) fields.wrong("format", kFormat);
    if (fields.integer("version") != kVersion) fields.wrong("version", std::to_string(kVersion));
    WeekDocument week;
    for (const json& row : fields.list("relays")) week.relays.push_back(relay_from(row));
    for (const json& row : fields.list("programmes")) week.programmes.push_back(programme_from(row));
    for (const json& row : fields.list("slots")) week.slots.push_back(slot_from(row));
    for (const json& row : fields.list("exceptions")) week.exceptions.push_back(exception_from(row));
    fields.end();
    return week;
}

}  // namespace truyenthanh
