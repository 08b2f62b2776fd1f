// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See station_reader.h: the day's programme and what it is made of, guidance, duty, royalties, the diary.
#include <array>

#include "console/station_reader.h"
#include "core/names.h"
#include "daemon/desk_protocol.h"
#include "daemon/documents.h"
#include "daemon/editorial_documents.h"
#include "daemon/programme_day.h"
#include "daemon/technical_documents.h"
#include "store/columns.h"
#include "store/events.h"
#include "store/exchange.h"
#include "store/formats.h"
#include "store/pool.h"
#include "store/royalties.h"
#include "store/search.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

template <class Rows>
json list_of(const char* name, const Rows& rows) {
    json list = json::array();
    for (const auto& row : rows) list.push_back(document(row));
    return {{name, std::move(list)}};
}

json row_of(const Submission& one, const Zone& zone) {
    json row{{"submission", one.id.value}, {"item", one.item.value},   {"title", one.title}, {"receiver", one.receiver},
             {"sent_by", one.sent_by},     {"state", name(one.state)}, {"note", one.note}};
    put_time(row, "sent_at", one.sent_at, zone);
    put_time(row, "state_at", one.state_at, zone);
    return row;
}

}  // namespace

json StationReader::pool(LocalDate date, ProgrammeId programme, const Page& page) {
    const PoolPage found = search_pool(database(), zone_, date, programme, {page.search, page.offset, page.most});
    const auto build = programme ? find_build(database(), programme) : std::nullopt;
    const WallTime at = build && build->starts_at ? *build->starts_at : zone_.to_utc(std::chrono::local_days{date});
    MasterLibrary library = masters();
    json rows = json::array();
    for (const PoolItem& item : found.items) rows.push_back(pool_document(database(), library, item, at));
    return {
        {"date", to_string(date)}, {"has_more", found.has_more}, {"offset", page.offset}, {"items", std::move(rows)}};
}

json StationReader::programme(ProgrammeId programme) {
    return programme_page(database(), zone_, programme, clock_.now().wall);
}

json StationReader::formats() { return list_of("formats", list_formats(database())); }
json StationReader::columns() { return list_of("columns", list_columns(database())); }
json StationReader::guidance() { return list_of("guidance", list_guidance(database(), zone_)); }

json StationReader::coverage(LocalDate from, LocalDate until) {
    return coverage_document(database(), zone_, from, until, today());
}

json StationReader::duties(LocalDate from, LocalDate until) {
    return list_of("duties", list_duties(database(), from, until));
}

json StationReader::royalties(LocalDate from, LocalDate until) {
    json sheet = royalty_document(database(), zone_, from, until);
    sheet["rates"] = list_of("rates", list_rates(database()))["rates"];
    return sheet;
}

json StationReader::submissions() {
    json rows = json::array();
    for (const Submission& one : list_submissions(database())) rows.push_back(row_of(one, zone_));
    return {{"submissions", std::move(rows)}};
}

json StationReader::technical() {
    return technical_document(database(), zone_, clock_.now().wall, settings().inspections.a_month);
}

json StationReader::diary(std::chrono::local_days first, std::chrono::local_days last, int most) {
    return {{"events", diary_rows(database(), zone_.to_utc(first), zone_.to_utc(last + std::chrono::days{1}), most)}};
}

json StationReader::diary_rows(Connection& database, WallTime from, WallTime until, int most) const {
    json rows = json::array();
    for (const StationEvent& event : station_events(database, from, until, most)) {
        json row{{"severity", name(event.severity)}, {"message", message_json(event.message)}};
        put_time(row, "at", event.at, zone_);
        rows.push_back(std::move(row));
    }
    return rows;
}

json StationReader::search(const std::string& words) {
    constexpr std::array things{"item", "programme", "guidance", "topic", "column", "person"};
    json rows = json::array();
    for (const Found& one : find_words(database(), words)) {
        rows.push_back({{"what", things.at(static_cast<std::size_t>(one.thing))},
                        {"id", one.id},
                        {"title", one.title},
                        {"detail", one.detail}});
    }
    return {{"found", std::move(rows)}};
}

}  // namespace truyenthanh
