// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See station_log.h.
#include "airtime/station_log.h"

#include <algorithm>

#include "airtime/heard.h"
#include "airtime/rounding.h"
#include "airtime/tables.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

using Entries = std::vector<AsRunEntry>;

std::string content_word(const AsRunEntry& entry, const Voice& voice) {
    const EntryIntent& intent = entry.intent;
    const std::string title = intent.title.empty() ? intent.slot_name : intent.title;
    if (intent.kind != EntryKind::Item && intent.kind != EntryKind::Insert)
        return voice.say({"entry." + std::string(name(intent.kind)), {}}) + (title.empty() ? "" : ": " + title);
    if (!intent.item_kind) return title;
    return voice.say({"kind." + std::string(name(*intent.item_kind)), {}}) + ": " + title;
}

std::string result_word(const AsRunEntry& entry, const Voice& voice) {
    if (!entry.outcome) return voice.say({"outcome.open", {}});
    std::string text = voice.say({"outcome." + std::string(name(*entry.outcome)), {}});
    if (entry.cause) text += ": " + voice.say(*entry.cause);
    return text;
}

// The transmissions of a day, each with its entries, in the order in which they were to begin.
std::vector<Entries> by_transmission(const Entries& entries) {
    std::vector<Entries> list;
    for (const AsRunEntry& entry : entries) {
        const auto same = [&](const Entries& e) { return e[0].intent.transmission == entry.intent.transmission; };
        const auto found = std::find_if(list.begin(), list.end(), same);
        if (found == list.end()) {
            list.push_back({entry});
        } else {
            found->push_back(entry);
        }
    }
    return list;
}

std::string heading_of(const Entries& entries, const Zone& zone, const Voice& voice) {
    const EntryIntent& first = entries[0].intent;
    const std::string programme = first.programme_name.empty() ? "" : " – " + first.programme_name;
    return clock_words(first.planned_start, zone, voice) + " " + first.slot_name + programme;
}

// Planned on the left, heard on the right.
ReportTable items_table(const Entries& entries, const Zone& zone, const Voice& voice) {
    ReportTable table =
        table_of("log_items", {"planned_at", "content", "planned", "started", "heard", "result", "approved_by"}, voice);
    table.title = heading_of(entries, zone, voice);
    std::vector<Frames> planned, heard;
    planned.reserve(entries.size());
    heard.reserve(entries.size());
    for (const AsRunEntry& entry : entries) {
        planned.push_back(entry.intent.planned_frames);
        heard.push_back(entry.count.heard());
    }
    const auto plans = apportioned(planned), lengths = apportioned(heard);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const AsRunEntry& entry = entries[i];
        table.add(std::to_string(entry.id.value),
                  {clock_words(entry.intent.planned_start, zone, voice), content_word(entry, voice), plans[i],
                   entry.count.started ? clock_words(*entry.count.started, zone, voice) : std::string("–"),
                   entry.intent.kind == EntryKind::DeadAir ? Cell{} : Cell{lengths[i]}, result_word(entry, voice),
                   entry.intent.approved_by});
    }
    return table;
}

// Every cause once, in the order in which they came.
std::string causes_of(const Entries& entries, const Voice& voice) {
    std::string text;
    for (const AsRunEntry& entry : entries) {
        if (!entry.cause) continue;
        const std::string cause = voice.say(*entry.cause);
        if (text.find(cause) == std::string::npos) text.append(text.empty() ? "" : "; ").append(cause);
    }
    return text.empty() ? voice.say({"log.as_planned", {}}) : text;
}

struct Lengths {
    std::chrono::seconds planned{0}, aired{0}, lost{0};
};

Lengths lengths_of(const Figures& figures) {
    const DayFigures& whole = figures.whole;
    return {whole_seconds(sum(whole.planned)),
            whole_seconds(whole.airtime[index(Airtime::Local)] + relayed(whole.airtime)),
            whole_seconds(sum(whole.lost))};
}

ReportTable transmissions_table(const LogDay& day, const Zone& zone, const Voice& voice) {
    ReportTable table =
        table_of("log_transmissions", {"planned_at", "content", "planned", "aired", "lost", "causes"}, voice);
    for (const Entries& entries : by_transmission(day.entries)) {
        const DayRange span{day.date, day.date};
        const Lengths lengths = lengths_of(figures_of(sums_of(entries, span), span));
        const EntryIntent& first = entries[0].intent;
        const std::string programme = first.programme_name.empty() ? "" : " – " + first.programme_name;
        table.add(to_string(first.transmission),
                  {clock_words(first.planned_start, zone, voice), first.slot_name + programme, lengths.planned,
                   lengths.aired, lengths.lost, causes_of(entries, voice)});
    }
    return table;
}

std::string duty_words(const LogDay& day, const Voice& voice) {
    std::string names;
    for (const std::string& name : day.on_duty) names.append(names.empty() ? "" : ", ").append(name);
    return voice.say(names.empty() ? Message{"log.duty_open", {}} : Message{"log.duty", {{"names", names}}});
}

ReportSection day_section(const LogDay& day, bool is_whole, const Zone& zone, const Voice& voice) {
    ReportSection section{to_string(day.date), voice.weekday(day.date) + " " + voice.date(day.date), {}, {}};
    section.sentences.push_back(duty_words(day, voice));
    if (day.entries.empty()) {
        section.sentences.push_back(voice.say({"log.nothing", {}}));
        return section;
    }
    const DayRange span{day.date, day.date};
    const Figures figures = figures_of(sums_of(day.entries, span), span);
    const Lengths lengths = lengths_of(figures);
    section.sentences.push_back(voice.say({"log.day",
                                           {{"transmissions", voice.count(figures.whole.transmissions.heard)},
                                            {"planned", voice.exact(lengths.planned)},
                                            {"aired", voice.exact(lengths.aired)},
                                            {"lost", voice.exact(lengths.lost)}}}));
    if (!is_whole) {
        section.tables.push_back(transmissions_table(day, zone, voice));
        return section;
    }
    for (const Entries& entries : by_transmission(day.entries))
        section.tables.push_back(items_table(entries, zone, voice));
    return section;
}

std::string planned_word(const PlannedItem& item, const Voice& voice) {
    return voice.say({"kind." + std::string(name(item.item.kind)), {}}) + ": " + item.item.title;
}

ReportTable wall_table(const Transmission& transmission, const Zone& zone, const Voice& voice) {
    ReportTable table = table_of("wall_items", {"planned_at", "content", "length", "remark"}, voice);
    const std::string programme = transmission.programme_name.empty() ? "" : " – " + transmission.programme_name;
    table.title = clock_words(transmission.start, zone, voice) + " " + transmission.slot.name + programme + " (" +
                  voice.exact(whole_seconds(transmission.length)) + ")";
    const std::string refused = transmission.refused ? voice.say(*transmission.refused) : "";
    if (transmission.relay) {
        table.add("relay", {clock_words(transmission.start, zone, voice), transmission.relay->name,
                            whole_seconds(transmission.length), refused});
    }
    for (const PlannedItem& item : transmission.items) {
        const auto offset = std::chrono::microseconds{item.offset.count * 1'000'000 / kSampleRate};
        table.add(std::to_string(item.position),
                  {clock_words(transmission.start + offset, zone, voice), planned_word(item, voice),
                   whole_seconds(item.frames), item.refused ? voice.say(*item.refused) : refused});
    }
    if (table.rows.empty())
        table.add("none", {clock_words(transmission.start, zone, voice), transmission.slot.name,
                           whole_seconds(transmission.length), refused});
    return table;
}

Report page_of(const std::string& station, const Voice& voice) {
    Report page;
    page.language = voice.language();
    page.station = station;
    return page;
}

}  // namespace

Report station_log(const std::string& station, const std::vector<LogDay>& days, const Zone& zone, const Voice& voice) {
    Report page = page_of(station, voice);
    const bool is_day = days.size() == 1;
    const std::string from = voice.date(days.front().date), to = voice.date(days.back().date);
    page.title = voice.say({"log.title", {}});
    page.subtitle = is_day ? voice.say({"log.of_day", {{"day", voice.weekday(days.front().date) + " " + from}}})
                           : voice.say({"report.subtitle", {{"from", from}, {"to", to}}});
    for (const LogDay& day : days) page.sections.push_back(day_section(day, is_day, zone, voice));
    page.signatures = {voice.say({"log.signed_duty", {}}), voice.say({"report.signed_head", {}})};
    return page;
}

Report wall_page(const std::string& station, WallTime from, WallTime until,
                 const std::vector<Transmission>& transmissions, const Zone& zone, const Voice& voice) {
    Report page = page_of(station, voice);
    page.title = voice.say({"log.wall_title", {}});
    page.subtitle = voice.say(
        {"log.wall_span", {{"from", local_words(from, zone, voice)}, {"until", local_words(until, zone, voice)}}});
    for (const Transmission& transmission : transmissions) {
        const LocalDate date = transmission.key.date;
        if (page.sections.empty() || page.sections.back().key != to_string(date))
            page.sections.push_back({to_string(date), voice.weekday(date) + " " + voice.date(date), {}, {}});
        page.sections.back().tables.push_back(wall_table(transmission, zone, voice));
    }
    if (page.sections.empty()) page.sections.push_back({"nothing", voice.say({"log.wall_nothing", {}}), {}, {}});
    return page;
}

}  // namespace truyenthanh
