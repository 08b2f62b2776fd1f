// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See interchange.h.
#include "airtime/interchange.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "airtime/charts.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

using Entries = std::vector<const AsRunEntry*>;
using std::chrono::microseconds;

constexpr std::size_t kMediumName = 16, kLongName = 128, kShortDescription = 180;  // letters

// At most so many letters, none cut in two.
std::string cut(const std::string& text, std::size_t letters) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        if (begins && count++ == letters) break;
    }
    return text.substr(0, at);
}

std::string instant(WallTime at) { return to_string(std::chrono::round<std::chrono::seconds>(at)); }

std::string length(microseconds duration) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "PT%.3fS", static_cast<double>(duration.count()) / 1e6);
    return text.data();
}

microseconds length_of(Frames frames) { return microseconds{frames.count * 1'000'000 / kSampleRate}; }

WallTime planned_end(const AsRunEntry& entry) {
    return entry.intent.planned_start + length_of(entry.intent.planned_frames);
}

// When the sound of these entries began and ended.
struct Heard {
    std::optional<WallTime> from, until;
};

Heard heard_of(const Entries& entries) {
    Heard heard;
    for (const AsRunEntry* entry : entries) {
        const EntryCount& count = entry->count;
        if (!count.started || !count.ended || count.heard().count <= 0) continue;
        if (!heard.from || *count.started < *heard.from) heard.from = count.started;
        if (!heard.until || *heard.until < *count.ended) heard.until = count.ended;
    }
    return heard;
}

std::string names(const std::string& name) {
    return "<mediumName>" + escaped_markup(cut(name, kMediumName)) + "</mediumName><longName>" +
           escaped_markup(cut(name, kLongName)) + "</longName>";
}

std::string description(const std::string& text) {
    return "<mediaDescription><shortDescription>" + escaped_markup(cut(text, kShortDescription)) +
           "</shortDescription></mediaDescription>";
}

std::string event_xml(const AsRunEntry& entry, const std::string& crid, WallTime start,
                      const std::optional<WallTime>& began) {
    const EntryIntent& intent = entry.intent;
    std::string xml = "   <programmeEvent id=\"" + crid + "/" + std::to_string(entry.id.value) + "\" shortId=\"" +
                      std::to_string(entry.id.value & 0xFFFFFF) + "\">" +
                      names(intent.title.empty() ? intent.slot_name : intent.title) +
                      "<location><relativeTime time=\"" +
                      length(std::max(intent.planned_start - start, microseconds{0})) + "\" duration=\"" +
                      length(length_of(intent.planned_frames)) + "\"";
    if (began && entry.count.started && entry.count.heard().count > 0) {
        xml += " actualTime=\"" + length(std::max(*entry.count.started - *began, microseconds{0})) +
               "\" actualDuration=\"" + length(length_of(entry.count.heard())) + "\"";
    }
    std::string words = std::string(name(intent.kind)) + " " + std::string(name(*entry.outcome));
    if (entry.cause) words += " " + entry.cause->key;
    if (!intent.approved_by.empty()) words += "; " + intent.approved_by;
    return xml + "/></location>" + description(words) + "</programmeEvent>\n";
}

std::string programme_xml(const Entries& entries) {
    const EntryIntent& first = entries.front()->intent;
    const std::string crid = "crid://truyenthanh.invalid/" + to_string(first.transmission);
    WallTime end = planned_end(*entries.front());
    for (const AsRunEntry* entry : entries) end = std::max(end, planned_end(*entry));
    const Heard heard = heard_of(entries);
    std::string xml =
        "  <programme id=\"" + crid + "\" shortId=\"" + std::to_string(entries.front()->id.value & 0xFFFFFF) + "\">" +
        names(first.programme_name.empty() ? first.slot_name : first.programme_name) + "<location><time time=\"" +
        instant(first.planned_start) + "\" duration=\"" + length(end - first.planned_start) + "\"";
    if (heard.from)
        xml += " actualTime=\"" + instant(*heard.from) + "\" actualDuration=\"" + length(*heard.until - *heard.from) +
               "\"";
    xml += "/></location>" + description(first.slot_name) + "\n";
    for (const AsRunEntry* entry : entries) {
        if (entry->intent.kind != EntryKind::DeadAir && entry->intent.kind != EntryKind::Session)
            xml += event_xml(*entry, crid, first.planned_start, heard.from);
    }
    return xml + "  </programme>\n";
}

}  // namespace

std::string programme_information(const std::string& station, const std::string& language,
                                  const std::vector<AsRunEntry>& entries, WallTime now) {
    std::map<TransmissionKey, Entries> transmissions;
    for (const AsRunEntry& entry : entries) {
        if (entry.outcome) transmissions[entry.intent.transmission].push_back(&entry);
    }
    std::map<WallTime, std::string> programmes;
    std::optional<WallTime> from, until;
    for (auto& [key, list] : transmissions) {
        std::stable_sort(list.begin(), list.end(), [](const AsRunEntry* a, const AsRunEntry* b) {
            return a->intent.planned_start < b->intent.planned_start;
        });
        programmes[list.front()->intent.planned_start] += programme_xml(list);
        if (!from || list.front()->intent.planned_start < *from) from = list.front()->intent.planned_start;
        for (const AsRunEntry* entry : list) until = std::max(until.value_or(planned_end(*entry)), planned_end(*entry));
    }
    const std::string space = "http://www.worlddab.org/schemas/spi/31";
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<epg xmlns=\"" + space +
                      "\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"" + space +
                      " spi_31.xsd\" xml:lang=\"" + language + "\">\n <schedule creationTime=\"" + instant(now) +
                      "\" originator=\"" + escaped_markup(station) + "\">\n";
    if (from) xml += "  <scope startTime=\"" + instant(*from) + "\" stopTime=\"" + instant(*until) + "\"/>\n";
    for (const auto& [start, text] : programmes) xml += text;
    return xml + " </schedule>\n</epg>\n";
}

}  // namespace truyenthanh
