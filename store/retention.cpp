// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See retention.h.
#include "store/retention.h"

namespace truyenthanh {

std::vector<OldMaster> masters_out_of_use(Connection& connection, WallTime before) {
    Query query(connection,
                "SELECT r.id, r.sha256, i.title, r.frames,"
                " (SELECT max(coalesce(ended, started, planned_start)) FROM as_run WHERE item = i.id) AS heard"
                " FROM recording AS r JOIN item AS i ON i.id = r.item_id"
                " WHERE i.state = 'archived' AND r.added_at < ?1 AND (heard IS NULL OR heard < ?1)"
                " AND i.id NOT IN (SELECT item_id FROM rundown_entry)"
                " AND i.id NOT IN (SELECT sustainer_id FROM slot WHERE sustainer_id IS NOT NULL)"
                " AND NOT EXISTS (SELECT 1 FROM as_run WHERE item = i.id AND number IS NULL) ORDER BY r.id",
                before);
    std::vector<OldMaster> masters;
    while (query.next()) {
        OldMaster& master = masters.emplace_back();
        query.read(master.recording, master.sha256, master.title, master.frames, master.last_heard);
    }
    return masters;
}

}  // namespace truyenthanh
