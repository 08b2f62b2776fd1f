// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See station_reader.h: days walked through on a copy of the station, how far a new station has come, its settings.
#include <stdlib.h>

#include <array>

#include "console/station_reader.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/desk_protocol.h"
#include "daemon/documents.h"
#include "daemon/planning.h"
#include "daemon/settings_document.h"
#include "scheduler/rehearsal.h"
#include "scheduler/virtual_air.h"
#include "store/events.h"
#include "store/ledger.h"
#include "store/station.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr int kMostEvents = 1000;

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (fs::temp_directory_path() / "truyenthanh-rehearsal-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw StoreError({"station.cannot_make", {{"path", name}, {"why", "mkdtemp"}}});
        }
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const fs::path& path() const noexcept { return path_; }

private:
    fs::path path_;
};

json entries_of(Connection& database, WallTime from, WallTime until, const Zone& zone) {
    AsRunFilter filter;
    filter.from = from;
    filter.until = until;
    json rows = json::array();
    for (const AsRunEntry& entry : as_run_entries(database, filter)) rows.push_back(document(entry, zone));
    return rows;
}

bool has_any(Connection& database, const char* sql) { return scalar(database, std::int64_t{0}, sql) != 0; }

}  // namespace

json StationReader::rehearsal(LocalDate first, int days) {
    const TemporaryFolder folder;
    Connection copy = make_rehearsal_copy(database(), folder.path() / "station.db");
    const WallTime from = zone_.to_utc(std::chrono::local_days{first});
    const WallTime until = zone_.to_utc(std::chrono::local_days{first} + std::chrono::days{days});
    MasterLibrary masters(copy, places_.masters, newsroom_rule);
    StationPlans plans(copy, zone_, settings(), masters);
    Ledger ledger(copy);
    Diary diary(copy);
    VirtualClock clock(from);
    VirtualAir air(clock);
    VirtualRelays relays(clock);
    UnreadLibrary library(masters);
    air.set_gauge([&relays](RelayId relay) { return relays.level(relay); });
    Rehearsal walked({clock, {clock, air, library, relays, ledger, diary, plans}, [&air](Frames n) { air.advance(n); }},
                     from);
    walked.walk(until - from);
    json document{{"from", to_string(from)}, {"to", to_string(until)}};
    document["entries"] = entries_of(copy, from, until, zone_);
    document["events"] = diary_rows(copy, from, until, kMostEvents);
    return document;
}

// In the order in which a new station is best set up.
json StationReader::guide() {
    struct Step {
        const char* name;
        bool is_done;
    };
    Connection& db = database();
    const Settings& now = settings();
    const std::array steps{
        Step{"accounts", has_any(db, "SELECT count(*) > 1 FROM account WHERE disabled_at IS NULL")},
        Step{"approver", has_any(db, "SELECT count(*) FROM role_grant WHERE role = 'approver'")},
        Step{"hours", !now.profile.permitted.empty() &&
                          has_any(db, "SELECT count(*) FROM audit_entry WHERE thing = 'settings'")},
        Step{"output", !now.audio.is_virtual()},
        Step{"recordings", has_any(db, "SELECT count(*) FROM recording")},
        Step{"approvals", has_any(db, "SELECT count(*) FROM approval WHERE revoked_at IS NULL")},
        Step{"programme", has_any(db, "SELECT count(*) FROM programme")},
        Step{"week", has_any(db, "SELECT count(*) FROM slot")},
    };
    json rows = json::array();
    for (const Step& step : steps) rows.push_back({{"step", step.name}, {"is_done", step.is_done}});
    return {{"steps", std::move(rows)}};
}

json StationReader::settings_page(bool with_notices) {
    json page = settings_document(settings());
    if (!with_notices) page.erase("notify");
    return page;
}

}  // namespace truyenthanh
