// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See overrides.h.
#include "store/overrides.h"

#include "core/error.h"
#include "core/person_name.h"
#include "store/audit.h"
#include "store/people.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

#define OVERRIDE_COLUMNS                                                                \
    "id, from_at, until_at, reason, (SELECT name FROM person WHERE id = requested_by)," \
    " (SELECT name FROM person WHERE id = confirmed_by), revoked_at"

Override override_of(const Query& query) {
    Override o;
    query.read(o.id, o.from, o.until, o.reason, o.requested_by, o.confirmed_by, o.revoked_at);
    return o;
}

Override read_override(Connection& connection, OverrideId id) {
    Query query(connection, "SELECT " OVERRIDE_COLUMNS " FROM override WHERE id = ?", id);
    if (!query.next()) throw RequestError({"store.no_override", {{"override", std::to_string(id.value)}}});
    return override_of(query);
}

void note(Connection& connection, const char* key, OverrideId id, const Actor& actor, const std::string& before) {
    const Override found = read_override(connection, id);
    audit(connection, actor,
          {"override",
           id.value,
           {key,
            {{"override", std::to_string(id.value)},
             {"from", to_string(found.from)},
             {"until", to_string(found.until)},
             {"reason", found.reason}}},
           before,
           thing_text(connection, "override", id.value)});
}

}  // namespace

OverrideId request_override(Connection& connection, WallTime from, WallTime until, const std::string& reason,
                            const std::string& person, WallTime now) {
    if (until <= from || until <= now || until - from > kLongestOverride) {
        throw RequestError({"store.bad_override_time", {{"from", to_string(from)}, {"until", to_string(until)}}});
    }
    check_title(reason);
    Change change(connection);
    run(connection,
        "INSERT INTO override (from_at, until_at, reason, requested_by, requested_at) VALUES (?, ?, ?, ?, ?)", from,
        until, reason, person_named(connection, person, now), now);
    const OverrideId id{connection.last_row()};
    note(connection, "audit.override_requested", id, {person, now}, "");
    change.commit();
    return id;
}

void confirm_override(Connection& connection, OverrideId id, const std::string& person, WallTime now) {
    Change change(connection);
    const Override found = read_override(connection, id);
    const std::string number = std::to_string(id.value);
    if (is_same_person(found.requested_by, person)) {
        throw RequestError({"store.own_override", {{"override", number}, {"person", found.requested_by}}});
    }
    if (found.confirmed_by || found.revoked_at || found.until <= now) {
        throw RequestError({"store.override_settled", {{"override", number}}});
    }
    const std::string before = thing_text(connection, "override", id.value);
    run(connection, "UPDATE override SET confirmed_by = ?, confirmed_at = ? WHERE id = ?",
        person_named(connection, person, now), now, id);
    note(connection, "audit.override_confirmed", id, {person, now}, before);
    change.commit();
}

void revoke_override(Connection& connection, OverrideId id, const std::string& person, WallTime now) {
    Change change(connection);
    read_override(connection, id);
    const std::string before = thing_text(connection, "override", id.value);
    run(connection, "UPDATE override SET revoked_by = ?, revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
        person_named(connection, person, now), now, id);
    note(connection, "audit.override_revoked", id, {person, now}, before);
    change.commit();
}

std::vector<Override> list_overrides(Connection& connection, WallTime ending_after) {
    Query query(connection, "SELECT " OVERRIDE_COLUMNS " FROM override WHERE until_at > ? ORDER BY from_at, id",
                ending_after);
    std::vector<Override> overrides;
    while (query.next()) overrides.push_back(override_of(query));
    return overrides;
}

}  // namespace truyenthanh
