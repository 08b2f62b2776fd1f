// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The section on the loudspeaker system: inspections against what they are to be, equipment good and broken, faults and
// the airtime they took. In every table the parts add up to the total.
#include <algorithm>
#include <array>
#include <numeric>

#include "airtime/rounding.h"
#include "airtime/tables.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

using std::chrono::seconds;

std::string total_word(const Voice& voice) { return voice.say({"report.total", {}}); }

// A month of a period that counts from the 20th to the 19th is a month, too.
ReportTable inspections_table(const ReportInput& input, const Technical& technical, const Voice& voice) {
    ReportTable table = table_of("inspections", {"month", "done", "target", "percent"}, voice);
    std::int64_t done = 0, target = 0;
    const auto row = [&](const std::string& key, const std::string& word, std::int64_t did, std::int64_t wanted) {
        table.add(key, {word, did, wanted, percent_of(did, wanted)});
    };
    for (const Period& month : months_of(input.period)) {
        const std::int64_t here = std::count_if(technical.inspections.begin(), technical.inspections.end(),
                                                [&](LocalDate day) { return month.span.contains(day); });
        row(to_string(month), period_words(month, voice), here, technical.inspections_a_month);
        done += here;
        target += technical.inspections_a_month;
    }
    row("total", total_word(voice), done, target);
    table.has_total = true;
    return table;
}

struct Condition {
    std::int64_t all = 0, good = 0, seen = 0;
};

ReportTable equipment_table(const Technical& technical, const Voice& voice) {
    ReportTable table = table_of("equipment", {"equipment", "pieces", "good", "broken", "inspected"}, voice);
    std::array<Condition, 2> kinds;
    Condition total;
    for (const EquipmentFacts& one : technical.equipment) {
        for (Condition* sum : {&kinds.at(static_cast<std::size_t>(one.kind)), &total}) {
            ++sum->all;
            sum->good += one.is_good ? 1 : 0;
            sum->seen += one.inspections > 0 ? 1 : 0;
        }
    }
    const auto row = [&](const std::string& key, const std::string& word, const Condition& c) {
        table.add(key, {word, c.all, c.good, c.all - c.good, c.seen});
    };
    for (const EquipmentKind kind : {EquipmentKind::Cluster, EquipmentKind::Amplifier}) {
        const std::string key(name(kind));
        row(key, voice.say({"equipment_kind." + key, {}}), kinds.at(static_cast<std::size_t>(kind)));
    }
    row("total", total_word(voice), total);
    table.has_total = true;
    return table;
}

std::string thing_word(const TicketFacts& ticket, const Voice& voice) {
    if (!ticket.thing.empty()) return ticket.thing;
    return voice.say({"fault_part." + std::string(name(ticket.part)), {}});
}

// What no ticket explains has a row of its own, so that all is what was lost in the period.
ReportTable tickets_table(const ReportInput& input, const Technical& technical, const Voice& voice) {
    ReportTable table = table_of(
        "faults", {"ticket", "part", "symptom", "opened", "closed", "broken_for", "cause", "unheard", "lost"}, voice);
    const Frames all = sum(input.now.whole.lost);
    std::vector<Frames> parts;
    Frames explained;
    seconds broken{0}, unheard{0};
    for (const TicketFacts& ticket : technical.tickets) {
        parts.push_back(ticket.lost);
        explained += ticket.lost;
        broken += ticket.broken;
        unheard += ticket.unheard;
    }
    parts.push_back(std::max(all - explained, Frames{}));
    const auto planned_lost = apportioned(input.now.whole.lost);
    const seconds lost = std::accumulate(planned_lost.begin(), planned_lost.end(), seconds{0});
    const auto lengths = shared_out(lost, parts);
    for (std::size_t i = 0; i < technical.tickets.size(); ++i) {
        const TicketFacts& t = technical.tickets[i];
        table.add(std::to_string(t.ticket.value),
                  {t.ticket.value, thing_word(t, voice), t.symptom, t.opened, t.closed ? Cell{*t.closed} : Cell{},
                   t.broken, t.cause, t.unheard, lengths[i]});
    }
    table.add("none", {{}, voice.say({"report.no_ticket", {}}), {}, {}, {}, {}, {}, {}, lengths.back()});
    table.add("total", {{}, total_word(voice), {}, {}, {}, broken, {}, unheard, lost});
    table.has_total = true;
    return table;
}

}  // namespace

ReportSection technical_section(const ReportInput& input, const Voice& voice) {
    const Technical& technical = input.house->technical;
    ReportSection section{"technical", voice.say({"report.section.technical", {}}), {}, {}};
    const auto count_if = [&](auto is) {
        return voice.count(std::count_if(technical.tickets.begin(), technical.tickets.end(), is));
    };
    section.sentences.push_back(
        voice.say({"report.technical",
                   {{"inspections", voice.count(static_cast<std::int64_t>(technical.inspections.size()))},
                    {"opened", count_if([](const TicketFacts& t) { return t.is_new; })},
                    {"closed", count_if([](const TicketFacts& t) { return t.closed.has_value(); })},
                    {"open", count_if([](const TicketFacts& t) { return !t.closed; })}}}));
    section.tables.push_back(inspections_table(input, technical, voice));
    if (!technical.equipment.empty()) section.tables.push_back(equipment_table(technical, voice));
    if (!technical.tickets.empty()) section.tables.push_back(tickets_table(input, technical, voice));
    return section;
}

}  // namespace truyenthanh
