// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See heard.h.
#include "airtime/heard.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "airtime/rounding.h"
#include "airtime/tables.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

bool is_sound(const AsRunEntry& entry) {
    return entry.intent.kind != EntryKind::DeadAir && entry.intent.kind != EntryKind::Session;
}

bool lies_over(const AsRunEntry& entry, WallTime at) {
    if (!entry.count.started || *entry.count.started > at) return false;
    return !entry.outcome || (entry.count.ended && at < *entry.count.ended);
}

ReportSection section_of(const std::string& key, const Voice& voice) {
    return {key, voice.say({"heard.section." + key, {}}), {}, {}};
}

std::string measured(const char* form, double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), form, value);
    return text.data();
}

std::string decibels(double value) { return measured("%+.1f dB", value); }

std::string loudness_of(const AsRunEntry& entry, const HeardGrounds& grounds) {
    for (const auto& master : grounds.masters) {
        if (master.recording != entry.intent.recording) continue;
        return measured("%.1f LUFS", master.loudness_lufs + entry.intent.gain_db);
    }
    return "–";
}

std::string outcome_word(const AsRunEntry& entry, const Voice& voice) {
    return voice.say({"outcome." + (entry.outcome ? std::string(name(*entry.outcome)) : "open"), {}});
}

// The entries beside the instant, or over it: what, when, how long, who approved, its place in the chain.
ReportTable entry_table(const std::string& key, const std::vector<AsRunEntry>& entries, const HeardGrounds& grounds,
                        const Zone& zone, const Voice& voice) {
    ReportTable table = table_of(
        key, {"title", "started", "ended", "length", "result", "approved_by", "gain", "loudness", "number"}, voice);
    for (const AsRunEntry& entry : entries) {
        const auto time = [&](const std::optional<WallTime>& at) {
            return at ? local_words(*at, zone, voice) : std::string("–");
        };
        table.add(
            std::to_string(entry.id.value),
            {entry.intent.title.empty() ? entry.intent.slot_name : entry.intent.title, time(entry.count.started),
             time(entry.count.ended), whole_seconds(entry.count.heard()), outcome_word(entry, voice),
             entry.intent.approved_by, decibels(entry.intent.gain_db), loudness_of(entry, grounds), entry.number});
    }
    return table;
}

std::vector<AsRunEntry> neighbours(const HeardAnswer& answer) {
    std::vector<AsRunEntry> list;
    if (answer.before) list.push_back(*answer.before);
    if (answer.after) list.push_back(*answer.after);
    return list;
}

ReportSection line_section(const HeardAnswer& answer, const HeardGrounds& grounds, const Zone& zone,
                           const Voice& voice) {
    ReportSection section = section_of("line", voice);
    if (!answer.sounding.empty())
        section.tables.push_back(entry_table("heard_on", answer.sounding, grounds, zone, voice));
    if (!answer.silent.empty())
        section.tables.push_back(entry_table("heard_silent", answer.silent, grounds, zone, voice));
    section.tables.push_back(entry_table("heard_around", neighbours(answer), grounds, zone, voice));
    for (const AsRunEntry& entry : answer.sounding) {
        const auto master = std::find_if(grounds.masters.begin(), grounds.masters.end(),
                                         [&](const auto& m) { return m.recording == entry.intent.recording; });
        if (master == grounds.masters.end()) continue;
        section.sentences.push_back(voice.say({master->is_kept ? "heard.master_kept" : "heard.master_gone",
                                               {{"title", entry.intent.title}, {"sha256", entry.intent.sha256}}}));
    }
    return section;
}

// What the line itself gave: the output's state, and the sound kept of it.
ReportSection output_section(const HeardGrounds& grounds, const Voice& voice) {
    ReportSection section = section_of("output", voice);
    for (const Message& state : grounds.states)
        section.sentences.push_back(voice.say({"heard.state", {{"state", voice.say(state)}}}));
    if (grounds.states.empty()) section.sentences.push_back(voice.say({"heard.state_normal", {}}));
    if (!grounds.air_check) {
        section.sentences.push_back(voice.say({"heard.no_air_check", {}}));
        return section;
    }
    const HeardGrounds::Sound& sound = *grounds.air_check;
    section.sentences.push_back(
        voice.say({"heard.air_check", {{"file", sound.file}, {"into", voice.exact(sound.into)}}}));
    if (!sound.loudness_lufs) {
        section.sentences.push_back(voice.say({"heard.air_check_unread", {}}));
    } else {
        section.sentences.push_back(voice.say({"heard.air_check_level",
                                               {{"loudness", measured("%.1f LUFS", *sound.loudness_lufs)},
                                                {"peak", measured("%.1f dBTP", sound.true_peak_dbtp)}}}));
    }
    return section;
}

ReportSection diary_section(const HeardGrounds& grounds, const Zone& zone, const Voice& voice) {
    ReportSection section = section_of("diary", voice);
    ReportTable table = table_of("heard_diary", {"at", "note"}, voice);
    for (const auto& note : grounds.notes)
        table.add(to_string(note.at), {local_words(note.at, zone, voice), voice.say(note.message)});
    if (!table.rows.empty()) section.tables.push_back(std::move(table));
    if (grounds.notes.empty()) section.sentences.push_back(voice.say({"heard.no_notes", {}}));
    for (const Override& exception : grounds.overrides) {
        section.sentences.push_back(voice.say({"heard.override",
                                               {{"from", local_words(exception.from, zone, voice)},
                                                {"until", local_words(exception.until, zone, voice)},
                                                {"reason", exception.reason},
                                                {"requested", exception.requested_by},
                                                {"confirmed", exception.confirmed_by.value_or("")}}}));
    }
    return section;
}

ReportSection ground_of(const HeardGrounds& grounds, const Zone& zone, const Voice& voice) {
    ReportSection section = section_of("ground", voice);
    if (grounds.fault) {
        section.sentences.push_back(voice.say({"heard.broken", {{"fault", voice.say(*grounds.fault)}}}));
    } else {
        section.sentences.push_back(
            voice.say({"heard.whole", {{"entries", voice.count(grounds.entries)}, {"head", grounds.head}}}));
    }
    if (grounds.begins)
        section.sentences.push_back(voice.say({"heard.begins", {{"at", local_words(*grounds.begins, zone, voice)}}}));
    if (grounds.unseen_from)
        section.sentences.push_back(
            voice.say({"heard.unseen", {{"at", local_words(*grounds.unseen_from, zone, voice)}}}));
    return section;
}

}  // namespace

std::string local_words(WallTime at, const Zone& zone, const Voice& voice) {
    const LocalDate date{std::chrono::floor<std::chrono::days>(zone.to_local(at))};
    return clock_words(at, zone, voice) + " " + voice.date(date);
}

std::string clock_words(WallTime at, const Zone& zone, const Voice& voice) {
    const LocalTime local = zone.to_local(at);
    return voice.clock(std::chrono::floor<std::chrono::seconds>(local - std::chrono::floor<std::chrono::days>(local)));
}

HeardAnswer heard_at(const std::vector<AsRunEntry>& near, const HeardQuestion& question) {
    HeardAnswer answer;
    for (const AsRunEntry& entry : near) {
        if ((entry.intent.zones & question.zones) == 0 || !entry.count.started) continue;
        if (lies_over(entry, question.at)) {
            (is_sound(entry) ? answer.sounding : answer.silent).push_back(entry);
        } else if (!is_sound(entry) || entry.count.heard().count <= 0) {
            continue;
        } else if (*entry.count.started > question.at) {
            if (!answer.after || *entry.count.started < *answer.after->count.started) answer.after = entry;
        } else if (entry.count.ended && (!answer.before || *answer.before->count.ended < *entry.count.ended)) {
            answer.before = entry;
        }
    }
    return answer;
}

HeardVerdict verdict_of(const HeardAnswer& answer, const HeardGrounds& grounds) {
    if (grounds.fault) return HeardVerdict::Unproved;
    if (!answer.sounding.empty()) return HeardVerdict::On;
    if (!answer.silent.empty()) return HeardVerdict::Silent;
    return grounds.begins ? HeardVerdict::Unproved : HeardVerdict::Off;
}

Report reply_sheet(const std::string& station, const HeardQuestion& question, const HeardAnswer& answer,
                   const HeardGrounds& grounds, const Zone& zone, const Voice& voice) {
    const std::string at = local_words(question.at, zone, voice);
    constexpr std::array<const char*, 4> kAnswers{"heard.on", "heard.silent", "heard.off", "heard.unproved"};
    const HeardVerdict verdict = verdict_of(answer, grounds);
    std::string titles;
    for (const AsRunEntry& entry : verdict == HeardVerdict::Silent ? answer.silent : answer.sounding) {
        const std::string& title = entry.intent.title.empty() ? entry.intent.slot_name : entry.intent.title;
        titles.append(titles.empty() ? "" : ", ").append(title);
    }
    Report sheet;
    sheet.language = voice.language();
    sheet.station = station;
    sheet.title = voice.say({"heard.title", {{"at", at}}});
    sheet.subtitle = question.zone_name.empty() ? voice.say({"heard.all_zones", {}})
                                                : voice.say({"heard.zone", {{"zone", question.zone_name}}});
    sheet.sentence = voice.say({kAnswers.at(static_cast<std::size_t>(verdict)), {{"at", at}, {"title", titles}}});
    sheet.sections = {line_section(answer, grounds, zone, voice), output_section(grounds, voice),
                      diary_section(grounds, zone, voice), ground_of(grounds, zone, voice)};
    sheet.signatures = {voice.say({"heard.signed", {}}), voice.say({"report.signed_head", {}})};
    return sheet;
}

}  // namespace truyenthanh
