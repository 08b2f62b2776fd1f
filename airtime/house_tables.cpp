// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sections that need the newsroom beside the ledger: items by what they are about and whose they are, contributors,
// exchange with the portal, and what people answer for. In every table the parts add up to the total.
#include <algorithm>
#include <map>

#include "airtime/rounding.h"
#include "airtime/tables.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

using std::chrono::seconds;

struct Group {
    std::string key;
    std::string word;
    ItemCount count;
};

ItemCount count_of(const ItemSum& item, DayRange span) {
    const bool is_older = item.first < span.from;
    return {is_older ? 0 : 1, is_older ? 1 : 0, item.airings, item.whole, item.heard};
}

// Whole seconds of each group that add up to the items' own.
std::vector<seconds> lengths_of(const std::vector<Group>& groups, const Figures& figures) {
    std::vector<Frames> parts;
    parts.reserve(groups.size());
    for (const Group& group : groups) parts.push_back(group.count.heard);
    return shared_out(whole_seconds(figures.items.heard), parts);
}

// Every counted item under the word `word_of` has for it; what has none comes last.
template <class WordOf>
ReportTable breakdown(const std::string& key, const Figures& figures, const Voice& voice, WordOf word_of) {
    std::map<std::string, ItemCount> counts;
    for (const ItemSum& item : figures.heard) {
        if (is_counted(item.kind)) counts[word_of(item.item)] += count_of(item, figures.span);
    }
    std::vector<Group> groups;
    groups.reserve(counts.size());
    for (const auto& [word, count] : counts) groups.push_back({word, word, count});
    if (!groups.empty() && groups.front().word.empty()) {
        groups.front() = {"none", voice.say({"report.not_noted", {}}), groups.front().count};
        std::rotate(groups.begin(), groups.begin() + 1, groups.end());
    }
    ReportTable table = table_of(key, {key, "items", "older", "airings", "whole", "length"}, voice);
    const std::vector<seconds> lengths = lengths_of(groups, figures);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const ItemCount& c = groups[i].count;
        table.add(groups[i].key, {groups[i].word, c.items, c.older, c.airings, c.whole, lengths[i]});
    }
    const ItemCount& all = figures.items;
    table.add("total", {voice.say({"report.total", {}}), all.items, all.older, all.airings, all.whole,
                        whole_seconds(all.heard)});
    table.has_total = true;
    return table;
}

std::string word_or_key(const std::string& family, const std::string& key, const Voice& voice) {
    const std::string sentence = family + key;
    return voice.knows(sentence) ? voice.say({sentence, {}}) : key;
}

struct Share {
    const Contributor* who = nullptr;  // absent: nobody was noted
    ItemCount heard;
};

std::vector<Share> shares_of(const ReportInput& input) {
    std::map<std::int64_t, std::size_t> place;
    std::vector<Share> shares;
    shares.reserve(input.house->contributors.size() + 1);
    for (const Contributor& who : input.house->contributors) {
        for (const ItemId item : who.items) place[item.value] = shares.size();
        shares.push_back({&who, {}});
    }
    Share nobody;
    for (const ItemSum& item : input.now.heard) {
        if (!is_counted(item.kind)) continue;
        const auto found = place.find(item.item.value);
        Share& share = found == place.end() ? nobody : shares[found->second];
        share.heard += count_of(item, input.now.span);
    }
    if (nobody.heard.airings > 0) shares.push_back(nobody);
    return shares;
}

ReportSection section_of(const std::string& key, const Voice& voice) {
    return {key, voice.say({"report.section." + key, {}}), {}, {}};
}

}  // namespace

std::vector<ReportTable> breakdown_tables(const ReportInput& input, const Voice& voice) {
    if (!input.house) return {};
    std::map<std::int64_t, const ItemFacts*> facts;
    for (const ItemFacts& item : input.house->items) facts[item.item.value] = &item;
    const auto by = [&](const char* key, auto member, const char* family) {
        return breakdown(key, input.now, voice, [&, member, family](ItemId item) {
            const auto found = facts.find(item.value);
            const std::string word = found == facts.end() ? std::string() : found->second->*member;
            return family == nullptr || word.empty() ? word : word_or_key(family, word, voice);
        });
    };
    return {by("block", &ItemFacts::block, nullptr), by("field", &ItemFacts::field, nullptr),
            by("language", &ItemFacts::language, "language."), by("origin", &ItemFacts::origin, "origin.")};
}

ReportSection contributors_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("contributors", voice);
    ReportTable table = table_of(
        "contributors", {"name", "unit", "written", "returned", "items", "airings", "length", "posted"}, voice);
    const std::vector<Share> shares = shares_of(input);
    std::vector<Frames> parts;
    parts.reserve(shares.size());
    for (const Share& share : shares) parts.push_back(share.heard.heard);
    const auto lengths = shared_out(whole_seconds(input.now.items.heard), parts);
    std::int64_t written = 0, returned = 0, posted = 0;
    const Contributor nobody{voice.say({"report.no_author", {}}), "", 0, 0, 0, {}};
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const Contributor& who = shares[i].who == nullptr ? nobody : *shares[i].who;
        const ItemCount& heard = shares[i].heard;
        table.add(who.name,
                  {who.name, who.unit, who.written, who.returned, heard.items, heard.airings, lengths[i], who.posted});
        written += who.written;
        returned += who.returned;
        posted += who.posted;
    }
    const ItemCount& all = input.now.items;
    table.add("total", {voice.say({"report.total", {}}),
                        {},
                        written,
                        returned,
                        all.items,
                        all.airings,
                        whole_seconds(all.heard),
                        posted});
    table.has_total = true;
    section.tables.push_back(std::move(table));
    return section;
}

ReportSection exchange_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("exchange", voice);
    const Exchange& e = input.house->exchange;
    ReportTable table = table_of("exchange", {"exchange", "count"}, voice);
    for (const auto& [key, count] : {std::pair("from_portal", e.from_portal),
                                     {"heard_posted", e.heard_posted},
                                     {"heard_unposted", e.heard_unposted},
                                     {"posted_unheard", e.posted_unheard}})
        table.add(key, {voice.say({std::string("report.exchange.") + key, {}}), count});
    section.tables.push_back(std::move(table));
    return section;
}

ReportSection compliance_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("compliance", voice);
    section.sentences.push_back(
        voice.say({"report.outside", {{"length", voice.exact(seconds{input.house->outside_s})}}}));
    if (input.house->acts.empty()) section.sentences.push_back(voice.say({"report.no_acts", {}}));
    if (input.house->acts.empty()) return section;
    ReportTable table = table_of("acts", {"date", "clock", "act"}, voice);
    for (const NamedAct& act : input.house->acts) {
        const WallTime local = act.at + act.ahead;
        const auto midnight = std::chrono::floor<std::chrono::days>(local);
        table.add(to_string(act.at),
                  {LocalDate{midnight}, voice.clock(std::chrono::floor<std::chrono::seconds>(local - midnight)),
                   voice.say(act.message)});
    }
    section.tables.push_back(std::move(table));
    return section;
}

}  // namespace truyenthanh
