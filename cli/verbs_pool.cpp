// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// pool ready | posted | aired
#include <algorithm>

#include "cli/grammar.h"
#include "cli/offline_plans.h"
#include "cli/show.h"
#include "cli/show_exchange.h"
#include "cli/verbs.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "daemon/item_documents.h"
#include "store/exchange.h"
#include "store/formats.h"
#include "store/recordings.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

json text_of(const std::optional<LocalDate>& date) { return date ? json(to_string(*date)) : json(); }

json row_of(const PoolItem& item) {
    return {{"item", item.id.value},
            {"title", item.title},
            {"kind", name(item.kind)},
            {"seconds", seconds_of(item.frames)},
            {"priority", name(item.priority)},
            {"serves_guidance", item.serves_guidance},
            {"field", item.field},
            {"column", item.column ? json(item.column.value) : json()},
            {"valid_until", text_of(item.valid_until)},
            {"last_aired", text_of(item.last_aired)}};
}

// What `programme build` may choose from for that day: approved, valid then, and in no other programme of it.
int show_ready(Session& session, const std::string& day) {
    OfflinePlans offline(session);
    const LocalDate date = date_from(day, session.today());
    const WallTime at = std::max(session.now(), session.zone().to_utc(std::chrono::local_days{date}));
    json rows = json::array();
    for (const PoolItem& item : read_pool(session.database(), session.zone(), date, ProgrammeId{})) {
        const bool is_valid = DateSpan{item.valid_from, item.valid_until}.holds(date) &&
                              !offline.library.why_not(read_item(session.database(), item.id).recording->id, at);
        if (is_valid) rows.push_back(row_of(item));
    }
    session.show({{"date", to_string(date)}, {"items", rows}}, show_pool_ready);
    return exit_code::kOk;
}

int show_pool(Session& session, const std::vector<ItemId>& pool) {
    json rows = json::array();
    for (const ItemId item : pool) {
        rows.push_back(document(read_item_on_file(session.database(), item, session.now()), session.zone()));
        rows.back().erase("text");
    }
    session.show({{"items", rows}}, show_items);
    return exit_code::kOk;
}

}  // namespace

void add_pool_verbs(CLI::App& app, Session& session) {
    CLI::App& pool = group(app, session, "pool", "pool");
    const auto day = std::make_shared<std::string>("today");
    verb(pool, session, "ready", "pool_ready", [&session, day] { return show_ready(session, *day); })
        .add_option("--date", *day, session.words().word("help.edition_date"))
        ->type_name("DATE");
    verb(pool, session, "posted", "pool_posted",
         [&session] { return show_pool(session, posted_never_aired(session.database())); });
    verb(pool, session, "aired", "pool_aired",
         [&session] { return show_pool(session, aired_never_posted(session.database())); });
}

}  // namespace truyenthanh
