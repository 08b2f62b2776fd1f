// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// heard, log
#include <algorithm>

#include "airtime/heard.h"
#include "airtime/station_log.h"
#include "audio/sound_level.h"
#include "cli/grammar.h"
#include "cli/offline_plans.h"
#include "cli/pages.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "daemon/reporting.h"
#include "store/air_checks.h"
#include "store/columns.h"
#include "store/events.h"
#include "store/ledger_days.h"
#include "store/overrides.h"
#include "store/recordings.h"
#include "store/slots.h"
#include "store/station.h"
#include "store/verify.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;

struct HeardOptions {
    std::string at;
    std::string zone;
    PageOptions page;
};

// By number from 1 or by name.
HeardQuestion question_of(Session& session, const HeardOptions& options) {
    HeardQuestion question;
    question.at = instant_from(options.at, session.zone(), session.now(), Edge::Beginning);
    if (question.at > session.now()) throw RequestError({"heard.future", {{"text", options.at}}});
    if (options.zone.empty()) return question;
    const auto& zones = session.settings().audio.zones;
    std::string known;
    for (std::size_t i = 0; i < zones.size(); ++i) {
        known.append(known.empty() ? "" : ", ").append(zones[i].name);
        if (options.zone != std::to_string(i + 1) && folded(options.zone) != folded(zones[i].name)) continue;
        question.zones = std::uint32_t{1} << i;
        question.zone_name = zones[i].name;
        return question;
    }
    throw RequestError({"heard.no_zone", {{"text", options.zone}, {"known", known}}});
}

// Wide enough to hold what sounds at the instant, and then as wide as it takes to find its neighbours.
HeardAnswer answer_of(Connection& database, const HeardQuestion& question) {
    HeardAnswer answer;
    for (const days reach : {days{2}, days{32}, days{400}, days{8'000}}) {
        answer = heard_at(entries_planned(database, question.at - reach, question.at + reach), question);
        if (answer.before && answer.after) break;
    }
    return answer;
}

bool is_kept(const std::filesystem::path& masters, const Sha256& sha256) {
    std::error_code ignored;
    return std::filesystem::exists(master_path(masters, sha256), ignored);
}

// The instant within the piece of the air-check over it, and how loud the seconds around it are.
std::optional<HeardGrounds::Sound> air_check_at(Session& session, WallTime at) {
    constexpr std::chrono::microseconds around = std::chrono::milliseconds{1'500};
    const std::vector<AirCheckPiece> pieces = air_checks(session.database(), at, at + std::chrono::microseconds{1});
    if (pieces.empty()) return std::nullopt;
    const AirCheckPiece& piece = pieces.back();
    const auto file = session.places().air_checks / piece.file;
    const WallTime from = std::max(piece.started, at - around);
    const auto level = level_of(file, to_frames(from - piece.started), to_frames(at + around - from));
    HeardGrounds::Sound sound{file.string(), std::chrono::floor<std::chrono::seconds>(at - piece.started), {}};
    if (level) sound.loudness_lufs = level->loudness_lufs;
    if (level) sound.true_peak_dbtp = level->true_peak_dbtp;
    return sound;
}

HeardGrounds grounds_of(Session& session, const HeardQuestion& question, const HeardAnswer& answer) {
    Connection& database = session.database();
    const LedgerVerdict ledger = verify_ledger(database);
    HeardGrounds grounds;
    grounds.entries = ledger.closed;
    grounds.head = ledger.head;
    grounds.fault = ledger.fault;
    const WallTime created = scalar(database, WallTime{}, "SELECT created_at FROM meta");
    if (question.at < created && !answer.before) grounds.begins = created;
    const std::optional<WallTime> seen = last_seen(database);
    if (seen && *seen < question.at) grounds.unseen_from = seen;
    for (const Override& exception : list_overrides(database, question.at)) {
        if (exception.from <= question.at && exception.confirmed_by) grounds.overrides.push_back(exception);
    }
    for (const StationEvent& event : station_events(database, question.at - hours{12}, question.at + hours{1}, 12))
        grounds.notes.push_back({event.at, event.severity, event.message});
    grounds.states = states_at(database, question.at);
    grounds.air_check = air_check_at(session, question.at);
    for (const AsRunEntry& entry : answer.sounding) {
        if (!entry.intent.recording) continue;
        const auto found = find_recording(database, *entry.intent.recording);
        if (found)
            grounds.masters.push_back({*entry.intent.recording, found->recording.loudness_lufs,
                                       is_kept(session.places().masters, found->recording.sha256)});
    }
    return grounds;
}

json documents_of(const std::vector<AsRunEntry>& entries, const Zone& zone) {
    json list = json::array();
    for (const AsRunEntry& entry : entries) list.push_back(document(entry, zone));
    return list;
}

json document(const HeardGrounds::Sound& sound) {
    const bool is_read = sound.loudness_lufs.has_value();
    return {{"file", sound.file},
            {"into_s", sound.into.count()},
            {"loudness_lufs", is_read ? json(*sound.loudness_lufs) : json()},
            {"true_peak_dbtp", is_read ? json(sound.true_peak_dbtp) : json()}};
}

json masters_of(const HeardGrounds& grounds) {
    json list = json::array();
    for (const auto& master : grounds.masters)
        list.push_back({{"recording", master.recording.value},
                        {"loudness_lufs", master.loudness_lufs},
                        {"is_kept", master.is_kept}});
    return list;
}

json answer_document(const HeardQuestion& question, const HeardAnswer& answer, const HeardGrounds& grounds,
                     const Zone& zone) {
    constexpr std::array<const char*, 4> kVerdicts{"on", "silent", "off", "unproved"};
    json notes = json::array();
    for (const auto& note : grounds.notes)
        notes.push_back({{"at", to_string(note.at)}, {"message", message_json(note.message)}});
    json states = json::array();
    for (const Message& state : grounds.states) states.push_back(message_json(state));
    json overrides = json::array();
    for (const Override& exception : grounds.overrides) overrides.push_back(document(exception, zone));
    return {{"at", to_string(question.at)},
            {"zone", question.zone_name.empty() ? json() : json(question.zone_name)},
            {"answer", kVerdicts.at(static_cast<std::size_t>(verdict_of(answer, grounds)))},
            {"sounding", documents_of(answer.sounding, zone)},
            {"silent", documents_of(answer.silent, zone)},
            {"before", answer.before ? document(*answer.before, zone) : json()},
            {"after", answer.after ? document(*answer.after, zone) : json()},
            {"entries", grounds.entries},
            {"head", grounds.head},
            {"fault", optional_message(grounds.fault)},
            {"masters", masters_of(grounds)},
            {"states", states},
            {"air_check", grounds.air_check ? document(*grounds.air_check) : json()},
            {"overrides", overrides},
            {"notes", notes}};
}

int heard(Session& session, const HeardOptions& options) {
    const HeardQuestion question = question_of(session, options);
    const HeardAnswer answer = answer_of(session.database(), question);
    const HeardGrounds grounds = grounds_of(session, question, answer);
    if (session.is_json()) {
        session.show(answer_document(question, answer, grounds, session.zone()), Message{});
        return exit_code::kOk;
    }
    const CatalogueVoice voice(session.words());
    return write_page(session, options.page,
                      reply_sheet(session.settings().station_name, question, answer, grounds, session.zone(), voice),
                      voice);
}

struct LogOptions {
    std::string date = "today";
    bool is_week = false;
    bool is_next = false;
    PageOptions page;
};

// "Lê Thị Hoa", or "Lê Thị Hoa (Sáng)" of one slot.
std::vector<std::string> duty_names(Session& session, LocalDate date, const std::vector<Slot>& slots) {
    std::vector<std::string> names;
    for (const Duty& duty : list_duties(session.database(), date, date)) {
        const auto slot = std::find_if(slots.begin(), slots.end(), [&](const Slot& s) { return s.id == duty.slot; });
        names.push_back(slot == slots.end() ? duty.person : duty.person + " (" + slot->name + ")");
    }
    return names;
}

std::vector<LogDay> days_of(Session& session, LocalDate first, int count) {
    std::vector<LogDay> list;
    list.reserve(static_cast<std::size_t>(count));
    const std::vector<Slot> slots = list_slots(session.database());
    for (int i = 0; i < count; ++i) {
        LogDay& day = list.emplace_back();
        day.date = LocalDate{std::chrono::local_days{first} + days{i}};
        day.on_duty = duty_names(session, day.date, slots);
        day.entries = entries_of_days(session.database(), day.date, day.date);
    }
    return list;
}

Report next_hours(Session& session, const Voice& voice) {
    OfflinePlans offline(session);
    const WallTime from = session.now(), until = from + hours{24};
    std::vector<Transmission> coming;
    for (const Transmission& transmission : offline.plans.make(from, until).transmissions) {
        if (transmission.start >= from && transmission.start < until) coming.push_back(transmission);
    }
    return wall_page(session.settings().station_name, from, until, coming, session.zone(), voice);
}

// The week of a day begins on its Monday.
int log(Session& session, const LogOptions& options) {
    const CatalogueVoice voice(session.words());
    if (options.is_next) return write_page(session, options.page, next_hours(session, voice), voice);
    LocalDate first = date_from(options.date, session.today());
    if (options.is_week) {
        const std::chrono::local_days day{first};
        first = LocalDate{day - days{std::chrono::weekday{day}.iso_encoding() - 1}};
    }
    const std::vector<LogDay> list = days_of(session, first, options.is_week ? 7 : 1);
    return write_page(session, options.page, station_log(session.settings().station_name, list, session.zone(), voice),
                      voice);
}

}  // namespace

void add_log_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    const auto asked = std::make_shared<HeardOptions>();
    CLI::App& hearing = verb(app, session, "heard", "heard", [&session, asked] { return heard(session, *asked); });
    hearing.add_option("--at", asked->at, words.word("help.heard_at"))->type_name("INSTANT")->required();
    hearing.add_option("--zone", asked->zone, words.word("help.heard_zone"))->type_name("ZONE");
    add_page_options(hearing, session, asked->page);

    const auto options = std::make_shared<LogOptions>();
    CLI::App& logging = verb(app, session, "log", "log", [&session, options] { return log(session, *options); });
    logging.add_option("DATE", options->date, words.word("help.date"));
    logging.add_flag("--week", options->is_week, words.word("help.log_week"));
    logging.add_flag("--next", options->is_next, words.word("help.log_next"));
    add_page_options(logging, session, options->page);
}

}  // namespace truyenthanh
