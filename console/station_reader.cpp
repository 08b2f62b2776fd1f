// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See station_reader.h.
#include "console/station_reader.h"

#include <fcntl.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "core/error.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/finding_document.h"
#include "daemon/item_documents.h"
#include "daemon/planning.h"
#include "store/ledger.h"
#include "store/migrations.h"
#include "store/overrides.h"
#include "store/programmes.h"
#include "store/recordings.h"
#include "store/relays.h"
#include "store/slots.h"
#include "store/week.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr int kMostProgrammes = 300;

LocalDate next_day(LocalDate date, int days = 1) {
    return LocalDate{std::chrono::local_days{date} + std::chrono::days{days}};
}

template <class Rows>
json list_of(const char* name, const Rows& rows) {
    json list = json::array();
    for (const auto& row : rows) list.push_back(document(row));
    return {{name, std::move(list)}};
}

}  // namespace

Connection& StationReader::database() {
    if (!database_) database_ = open_station_read_only(places_.database);
    return *database_;
}

MasterLibrary StationReader::masters() { return MasterLibrary(database(), places_.masters, newsroom_rule); }

template <class Use>
json StationReader::planned(const Use& use) {
    MasterLibrary library = masters();
    StationPlans plans(database(), zone_, settings(), library);
    return use(plans);
}

LocalDate StationReader::today() const {
    return LocalDate{std::chrono::floor<std::chrono::days>(zone_.to_local(clock_.now().wall))};
}

json StationReader::plan(LocalDate date) {
    return planned([&](StationPlans& plans) {
        json rows = json::array();
        for (const Transmission& row : plans.day(date).transmissions) rows.push_back(document(row, zone_));
        return json{{"date", to_string(date)}, {"zone", zone_.name()}, {"transmissions", std::move(rows)}};
    });
}

json StationReader::as_run(LocalDate date) {
    AsRunFilter filter;
    filter.from = zone_.to_utc(std::chrono::local_days{date});
    filter.until = zone_.to_utc(std::chrono::local_days{next_day(date)});
    json rows = json::array();
    for (const AsRunEntry& entry : as_run_entries(database(), filter)) rows.push_back(document(entry, zone_));
    return {{"date", to_string(date)}, {"zone", zone_.name()}, {"entries", std::move(rows)}};
}

json StationReader::findings(LocalDate first, int days) {
    const LocalDate last = next_day(first, days - 1);
    return planned([&](StationPlans& plans) {
        json rows = json::array();
        for (const Finding& finding : plans.findings(first, last)) rows.push_back(document(finding));
        return json{{"from", to_string(first)}, {"to", to_string(last)}, {"findings", std::move(rows)}};
    });
}

json StationReader::recordings(const Page& page) {
    const WallTime now = clock_.now().wall;
    const RecordingPage found =
        search_recordings(database(), {page.search, page.only_waiting, page.offset, page.most, now});
    json rows = json::array();
    for (const RecordingOnFile& row : found.rows) {
        rows.push_back(document(row, zone_, now));
    }
    return {{"recordings", std::move(rows)}, {"count", found.count}, {"offset", page.offset}};
}

json StationReader::programmes(const std::string& search) {
    return list_of("programmes", list_programmes(database(), search, kMostProgrammes));
}

json StationReader::relays() { return list_of("relays", list_relays(database())); }

json StationReader::slots() {
    const ReadSnapshot snapshot(database());
    json list = list_of("slots", list_slots(database()));
    list["version"] = generation(database());
    return list;
}

json StationReader::calendar() {
    const ReadSnapshot snapshot(database());
    json list = list_of("exceptions", list_exceptions(database()));
    list["version"] = generation(database());
    return list;
}

json StationReader::overrides() {
    json rows = json::array();
    const WallTime since = clock_.now().wall - std::chrono::days{1};
    for (const Override& permit : list_overrides(database(), since)) rows.push_back(document(permit, zone_));
    return {{"overrides", std::move(rows)}};
}

Descriptor StationReader::sound(RecordingId recording) {
    const RecordingOnFile row = read_recording(database(), recording);
    const auto path = master_path(places_.masters, row.recording.sha256);
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file) throw StoreError({"console.no_sound", {{"title", row.title}, {"why", std::strerror(errno)}}});
    return file;
}

// The earliest time where it cannot be told.
std::filesystem::file_time_type StationReader::changed_at(const Places& places) {
    std::error_code unknown;
    return std::filesystem::last_write_time(places.configuration, unknown);
}

const Settings& StationReader::settings() {
    const auto at = changed_at(places_);
    if (at == settings_at_ || at == std::filesystem::file_time_type::min()) return settings_;
    try {
        settings_ = load_settings(places_.configuration);
    } catch (const ConfigError&) {
        // Somebody is writing it by hand; the station itself would refuse to begin with it.
    }
    settings_at_ = at;
    return settings_;
}

std::int64_t StationReader::version() { return generation(database()); }

}  // namespace truyenthanh
