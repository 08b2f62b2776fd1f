// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See people.h.
#include "store/people.h"

#include "core/error.h"
#include "core/person_name.h"

namespace truyenthanh {

PersonId person_named(Connection& connection, const std::string& name, WallTime now) {
    const std::optional<std::string> tidy = tidy_name(name);
    if (!tidy) throw RequestError({"store.bad_person", {{"name", name}}});
    const std::string folded = folded_case(*tidy);
    const PersonId known = scalar(connection, PersonId{}, "SELECT id FROM person WHERE folded = ?", folded);
    if (known) return known;
    run(connection, "INSERT INTO person (name, folded, added_at) VALUES (?, ?, ?)", *tidy, folded, now);
    return PersonId{connection.last_row()};
}

}  // namespace truyenthanh
