// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See station_reader.h: texts, people, the audit, reports.
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <functional>

#include "airtime/render.h"
#include "console/station_reader.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/item_documents.h"
#include "daemon/people_documents.h"
#include "daemon/report_house.h"
#include "daemon/reporting.h"
#include "newsroom/approval.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/items.h"
#include "store/recordings.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

// What the writers of files write, without a file on a disk.
std::string written(const std::function<void(const std::string& path)>& write) {
    const Descriptor memory(::memfd_create("report", MFD_CLOEXEC));
    if (!memory) throw StoreError({"console.failed", {{"why", std::strerror(errno)}}});
    write("/proc/self/fd/" + std::to_string(memory.get()));
    std::string bytes;
    std::array<char, 65536> block{};
    off_t at = 0;
    while (true) {
        const ssize_t count = ::pread(memory.get(), block.data(), block.size(), at);
        if (count <= 0) return bytes;
        bytes.append(block.data(), static_cast<std::size_t>(count));
        at += count;
    }
}

std::string rendered(const ReportInput& input, const Voice& voice, const std::string& format) {
    const Report report = make_report(input, voice);
    if (format == "json") return report_json(report, input);
    if (format == "html") return report_html(report, input, voice);
    if (format == "csv") return report_csv(report);
    if (format == "pdf") return written([&](const std::string& path) { write_report_pdf(report, voice, path); });
    if (format == "xlsx") return written([&](const std::string& path) { write_report_xlsx(report, path); });
    throw RequestError({"report.bad_format", {{"text", format}, {"known", "json, html, csv, pdf, xlsx"}}});
}

}  // namespace

std::optional<Message> newsroom_rule(const std::string& title, const Recording& recording,
                                     const std::optional<Approval>& approval, WallTime at) {
    return why_not_heard(title, recording, approval, at);
}

json StationReader::items(const std::string& search, const std::string& stage) {
    ItemFilter filter;
    filter.search = search;
    if (!stage.empty()) {
        filter.stage = parse<ItemStage>(stage);
        if (!filter.stage) throw RequestError({"console.no_such_stage", {{"found", stage.substr(0, 40)}}});
    }
    json rows = json::array();
    for (const ItemOnFile& row : list_items_on_file(database(), filter, clock_.now().wall)) {
        rows.push_back(document(row, zone_));
        rows.back().erase("text");
    }
    return {{"items", std::move(rows)}};
}

json StationReader::item(ItemId item) {
    json row = document(read_item_on_file(database(), item, clock_.now().wall), zone_);
    row["life"] = json::array();
    for (const LifeStep& step : life_of(database(), item)) row["life"].push_back(document(step, zone_));
    return row;
}

json StationReader::people() { return people_document(database(), today()); }
json StationReader::accounts() { return accounts_document(database(), zone_); }
bool StationReader::wants_first_account() { return !has_accounts(database()); }
json StationReader::roles() { return roles_document(database(), today()); }
json StationReader::units() { return units_document(database()); }
json StationReader::blocks() { return blocks_document(database()); }
json StationReader::signers(const std::string& block) { return signers_document(database(), block, today()); }

json StationReader::audit(int most) {
    AuditFilter filter;
    filter.most = most;
    json rows = json::array();
    for (const AuditEntry& entry : audit_entries(database(), filter)) rows.push_back(document(entry, zone_));
    return {{"entries", std::move(rows)}};
}

std::string StationReader::report(const std::string& period, int first_day, const std::string& format,
                                  const Catalogue& words) {
    const auto asked = parse_period(period, first_day);
    if (!asked) throw RequestError({"report.bad_period", {{"text", period.substr(0, 40)}}});
    const CatalogueVoice voice(words);
    return rendered(read_whole_report(database(), settings(), places_, zone_, *asked, words.language()), voice, format);
}

std::string StationReader::peaks(RecordingId recording) {
    read_recording(database(), recording);
    return read_peaks(database(), recording);
}

}  // namespace truyenthanh
