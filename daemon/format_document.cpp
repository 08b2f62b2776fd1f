// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Formats as JSON and back: see programme_day.h.
#include "daemon/fields.h"
#include "daemon/programme_day.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::vector<ItemId> items_in(Fields& fields, const char* field) {
    std::vector<ItemId> items;
    for (const json& number : fields.list(field)) {
        if (!number.is_number_integer()) fields.wrong(field, "[1, 2]");
        items.push_back(ItemId{number.get<std::int64_t>()});
    }
    return items;
}

int whole(Fields& fields, const char* field, int absent) {
    const std::int64_t number = fields.optional_integer(field).value_or(absent);
    if (number < 0 || number > 1'000'000) fields.wrong(field, "0, 1, 2…");
    return static_cast<int>(number);
}

FormatPlace place_from(const json& object) {
    Fields fields(object, "place");
    FormatPlace place;
    for (const json& word : fields.list("kinds")) {
        const auto kind = word.is_string() ? parse<ItemKind>(word.get<std::string>()) : std::nullopt;
        if (!kind) fields.wrong("kinds", choices<ItemKind>());
        place.kinds.push_back(*kind);
    }
    place.column = fields.optional_id<ColumnTag>("column").value_or(ColumnId{});
    place.field = fields.optional_text("field").value_or("");
    place.least = whole(fields, "least", 1);
    place.most = whole(fields, "most", std::max(1, place.least));
    fields.end();
    return place;
}

}  // namespace

Format format_from(const json& object) {
    Fields fields(object, "format");
    Format format;
    format.name = fields.text("name");
    format.series = fields.optional_text("series").value_or("");
    format.length = fields.optional_seconds("length").value_or(format.length);
    format.opening = items_in(fields, "opening");
    format.stinger = fields.optional_id<ItemTag>("stinger");
    format.closing = items_in(fields, "closing");
    for (const json& place : fields.list("places")) format.places.push_back(place_from(place));
    format.no_repeat_days = whole(fields, "no_repeat_days", format.no_repeat_days);
    format.freeze_before = fields.optional_seconds("freeze_before").value_or(format.freeze_before);
    fields.end();
    return format;
}

json document(const Format& format) {
    const auto numbers = [](const std::vector<ItemId>& items) {
        json all = json::array();
        for (const ItemId item : items) all.push_back(item.value);
        return all;
    };
    json places = json::array();
    for (const FormatPlace& place : format.places) {
        json row{{"kinds", json::array()}, {"least", place.least}, {"most", place.most}};
        for (const ItemKind kind : place.kinds) row["kinds"].push_back(name(kind));
        if (place.column) row["column"] = place.column.value;
        if (!place.field.empty()) row["field"] = place.field;
        places.push_back(row);
    }
    return {{"id", format.id.value},
            {"name", format.name},
            {"series", format.series},
            {"length", to_string_duration(format.length)},
            {"opening", numbers(format.opening)},
            {"stinger", format.stinger ? json(format.stinger->value) : json()},
            {"closing", numbers(format.closing)},
            {"places", places},
            {"no_repeat_days", format.no_repeat_days},
            {"freeze_before", to_string_duration(format.freeze_before)}};
}

}  // namespace truyenthanh
