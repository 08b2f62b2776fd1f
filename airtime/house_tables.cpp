// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sections that need the newsroom beside the ledger: items by what they are about and whose they are, contributors,
// exchange with the portal, and what people answer for. In every table the parts add up to the total.
#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

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

// What is known of each heard item, in the order of Figures::heard: both lists are by number.
std::vector<const ItemFacts*> facts_of_heard(const ReportInput& input) {
    static const ItemFacts kNothing;
    std::vector<const ItemFacts*> facts(input.now.heard.size(), &kNothing);
    auto known = input.house->items.begin();
    for (std::size_t i = 0; i < facts.size(); ++i) {
        known = std::find_if(known, input.house->items.end(),
                             [&](const ItemFacts& one) { return input.now.heard[i].item <= one.item; });
        if (known == input.house->items.end()) break;
        if (known->item == input.now.heard[i].item) facts[i] = &*known;
    }
    return facts;
}

// Every counted item under what the member says of it, which `word_of` puts into words; what says nothing comes last.
template <class WordOf>
ReportTable breakdown(const std::string& key, const Figures& figures, const std::vector<const ItemFacts*>& facts,
                      std::string ItemFacts::*member, const Voice& voice, WordOf word_of) {
    std::map<std::string_view, ItemCount> counts;
    for (std::size_t i = 0; i < figures.heard.size(); ++i) {
        const ItemSum& item = figures.heard[i];
        if (is_counted(item.kind)) counts[facts[i]->*member] += count_of(item, figures.span);
    }
    std::vector<Group> groups;
    groups.reserve(counts.size());
    for (const auto& [said, count] : counts) groups.push_back({std::string(said), word_of(std::string(said)), count});
    if (!groups.empty() && groups.front().key.empty()) {
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
    std::unordered_map<std::int64_t, std::size_t> place;
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
    const std::vector<const ItemFacts*> facts = facts_of_heard(input);
    const auto by = [&](const char* key, std::string ItemFacts::*member, const char* family) {
        return breakdown(key, input.now, facts, member, voice, [&](const std::string& said) {
            return family == nullptr || said.empty() ? said : word_or_key(family, said, voice);
        });
    };
    return {by("block", &ItemFacts::block, nullptr), by("field", &ItemFacts::field, nullptr),
            by("column", &ItemFacts::column, nullptr), by("language", &ItemFacts::language, "language."),
            by("origin", &ItemFacts::origin, "origin.")};
}

ReportSection orientation_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("orientation", voice);
    const auto& documents = input.house->guidance;
    if (documents.empty()) section.sentences.push_back(voice.say({"report.no_guidance", {}}));
    if (documents.empty()) return section;
    ReportTable table =
        table_of("guidance", {"document_number", "document", "issued_by", "from", "until", "topics", "served"}, voice);
    std::int64_t topics = 0, served = 0;
    for (const GuidanceFacts& one : documents) {
        table.add(one.number.empty() ? one.title : one.number,
                  {one.number, one.title, one.issued_by, one.from, one.until, one.topics, one.served});
        topics += one.topics;
        served += one.served;
    }
    table.add("total", {voice.say({"report.total", {}}), {}, {}, {}, {}, topics, served});
    table.has_total = true;
    section.tables.push_back(std::move(table));
    return section;
}

// Pay stands in it where a rate holds.
ReportSection contributors_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("contributors", voice);
    std::vector<std::string> columns{"name", "unit", "written", "returned", "items", "airings", "length", "posted"};
    const bool is_paid = input.house->has_royalties;
    if (is_paid) columns.emplace_back("royalty");
    ReportTable table = table_of("contributors", columns, voice);
    const auto add = [&](const std::string& key, const Contributor& who, const ItemCount& heard, seconds length) {
        std::vector<Cell> row{who.name,    who.unit,      who.written, who.returned,
                              heard.items, heard.airings, length,      who.posted};
        if (is_paid) row.emplace_back(who.royalty);
        table.add(key, std::move(row));
    };
    const std::vector<Share> shares = shares_of(input);
    std::vector<Frames> parts;
    parts.reserve(shares.size());
    for (const Share& share : shares) parts.push_back(share.heard.heard);
    const seconds whole = whole_seconds(input.now.items.heard);
    const auto lengths = shared_out(whole, parts);
    Contributor nobody, all;
    nobody.name = voice.say({"report.no_author", {}});
    all.name = voice.say({"report.total", {}});
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const Contributor& who = shares[i].who == nullptr ? nobody : *shares[i].who;
        add(who.name, who, shares[i].heard, lengths[i]);
        all.written += who.written;
        all.returned += who.returned;
        all.posted += who.posted;
        all.royalty += who.royalty;
    }
    add("total", all, input.now.items, whole);
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
    if (input.house->submissions.empty()) return section;
    ReportTable sent = table_of("submissions", {"receiver", "sent", "accepted", "sent_aired", "sent_back"}, voice);
    SubmissionCount all;
    for (const SubmissionCount& one : input.house->submissions) {
        sent.add(one.receiver, {one.receiver, one.sent, one.accepted, one.aired, one.returned});
        all.sent += one.sent;
        all.accepted += one.accepted;
        all.aired += one.aired;
        all.returned += one.returned;
    }
    sent.add("total", {voice.say({"report.total", {}}), all.sent, all.accepted, all.aired, all.returned});
    sent.has_total = true;
    section.tables.push_back(std::move(sent));
    return section;
}

ReportSection compliance_section(const ReportInput& input, const Voice& voice) {
    ReportSection section = section_of("compliance", voice);
    section.sentences.push_back(voice.say({"report.outside",
                                           {{"length", voice.exact(seconds{input.house->outside_s})},
                                            {"transmissions", voice.count(input.house->outside_transmissions)}}}));
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
