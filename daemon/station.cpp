// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See station.h.
#include "daemon/station.h"

#include <poll.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>

#include "audio/job_process.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/bundle.h"
#include "daemon/desk_rights.h"
#include "daemon/documents.h"
#include "daemon/new_station.h"
#include "daemon/notify.h"
#include "daemon/reporting.h"
#include "daemon/station_methods.h"
#include "daemon/technical_documents.h"
#include "newsroom/approval.h"
#include "store/columns.h"
#include "store/migrations.h"
#include "store/recordings.h"
#include "store/relays.h"
#include "store/search.h"
#include "store/week.h"
#include "text/catalogue.h"

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr auto kTickEvery = 150ms;
constexpr auto kSearchEvery = 40ms;  // while the chain is away: the sooner it is seen, the sooner there is sound
constexpr auto kSeenEvery = 5s;
constexpr auto kReadAheadEvery = 20s;  // or when the plan has changed
constexpr auto kReadAhead = 90s;
constexpr auto kForgetAfter = 10min;
constexpr auto kPasswordPatience = 10ms;  // while something runs beside the station
constexpr auto kInboxEvery = 3s;
constexpr auto kFaultsEvery = 1s;
constexpr auto kRenewAfter = 300ms;  // so that the answer leaves before

std::optional<Message> station_rule(const std::string& title, const Recording& recording,
                                    const std::optional<Approval>& approval, WallTime at) {
    return why_not_heard(title, recording, approval, at);
}

std::string local_text(const Zone& zone, WallTime at) {
    const auto local = zone.to_local(at);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    return to_string_time_of_day(std::chrono::floor<std::chrono::seconds>(local - day)) + " " +
           to_string(LocalDate{day});
}

PasswordDesk::Replies replies(DeskServer& desk) {
    return {[&desk](const CallId& call, const json& result) { desk.answer(call, result); },
            [&desk](const CallId& call, const DeskFault& fault) { desk.fail(call, fault); }};
}

Speech::Ends speech_ends(DeskServer& desk, Uploads& uploads) {
    return {[&desk](const CallId& call, const json& result) { desk.answer(call, result); },
            [&desk](const CallId& call, const DeskFault& fault) { desk.fail(call, fault); },
            [&desk](const CallId& call, const json& progress) { desk.progress(call, progress); },
            [&uploads](BroughtSound sound) { uploads.bring(std::move(sound)); }};
}

Speech speech_of(const SpeechSettings& settings, Connection& database, Speech::Ends ends) {
    SpeechLimits limits;
    limits.memory_bytes = std::int64_t{settings.memory_mb} << 20;
    return Speech(settings.command, database, std::move(ends), limits);
}

Language language_of(const Settings& settings) {
    return settings.language == "en" ? Language::English : Language::Vietnamese;
}

const Places& with_folders(const Places& places) {
    make_folders(places);
    return places;
}

Connection open_for_air(const Places& places) {
    Connection database = open_station(places.database, places.backups, wall_now());
    check_is_for_air(database);
    return database;
}

// A Library of its own for the thread that reads ahead, on a connection of its own.
class AheadLibrary final : public Library {
public:
    explicit AheadLibrary(const Places& places)
        : database_(open_station_read_only(places.database)), masters_(database_, places.masters, station_rule) {}
    std::variant<OpenMaster, Message> open(RecordingId recording, WallTime at) override {
        return masters_.open(recording, at);
    }
    std::optional<Message> why_not(RecordingId recording, WallTime at) override {
        return masters_.why_not(recording, at);
    }

private:
    Connection database_;
    MasterLibrary masters_;
};

RelayJobsOrder relay_order(const Places& places, const Settings& settings, Connection& database) {
    RelayJobsOrder order;
    order.program = decode_program_beside_us();
    order.run_folder = places.relays;
    order.hosts = settings.relay.allowed_hosts;
    order.buffer = settings.relay.jitter_buffer;
    order.silence = settings.relay.silence;
    order.inputs = places.input_socket;
    if (settings.relay.ride_loudness) order.target_lufs = settings.audio.target_lufs;
    order.known_loudness = [&database](const std::string& url) { return loudness_of(database, url); };
    return order;
}

}  // namespace

Station::Station(Places places, Settings settings)
    : places_(std::move(places)),
      settings_(std::move(settings)),
      zone_(make_zone(settings_.time_zone)),
      lock_(with_folders(places_).lock),
      database_(open_for_air(places_)),
      clock_(last_seen(database_)),
      masters_(database_, places_.masters, station_rule),
      library_(
          masters_, [this](RecordingId recording) { return sound_of(database_, recording); },
          [this] { return std::make_unique<AheadLibrary>(places_); }),
      ledger_(database_),
      diary_(database_),
      records_(ledger_, diary_),
      plans_(database_, *zone_, settings_, library_),
      air_(places_.air_socket, clock_),
      relays_(relay_order(places_, settings_, database_), clock_),
      latch_(places_.kill_latch),
      runner_(Doors{clock_, air_, library_, relays_, records_, records_, plans_}, last_seen(database_)),
      air_check_(places_, settings_.air_check, database_,
                 [this](Severity severity, const Message& message) { note(severity, message); }),
      relay_watch_(database_, relays_),
      desk_(places_.desk_socket, settings_.desk.socket_group, [this](DeskCall call) { handle(std::move(call)); }),
      uploads_(places_, decode_program_beside_us(), database_, desk_),
      speech_(speech_of(load_speech(places_.configuration), database_, speech_ends(desk_, uploads_))),
      inbox_(
          places_.database.parent_path() / "inbox", desk_context(),
          [this](BroughtSound sound) { uploads_.bring(std::move(sound)); },
          [words = Catalogue(language_of(settings_))](const Message& message) { return words.render(message); }),
      passwords_(database_, clock_, *zone_, places_.database.parent_path() / kFirstCodeFile, replies(desk_)),
      keeping_(desk_context(), {[this](const CallId& call, const json& result) { desk_.answer(call, result); },
                                [this](const CallId& call, const DeskFault& fault) { desk_.fail(call, fault); },
                                [this] { renews_at_ = clock_.now().steady + kRenewAfter; },
                                [this](const std::string& text) { check_wording(text); }}),
      notices_(settings_.notify, settings_.station_name,
               {[words = Catalogue(language_of(settings_))](const Message& message) { return words.render(message); },
                [this](WallTime at) { return local_text(*zone_, at); },
                [this](Severity severity, const Message& message) { note(severity, message); }}),
      methods_(std::make_unique<MethodTable>(StationMethods(*this).table())),
      relay_tests_(relays_, [this](const CallId& call, const json& result) { desk_.answer(call, result); }) {
    uploads_.on_entered(
        [this](RecordingId recording, const Sha256& file) { approve_promised(desk_context(), recording, file); });
    note(Severity::Notice, {"station.started", {{"version", TRUYENTHANH_VERSION}}});
    if (const auto holder = holder_on_record(database_)) runner_.hold(*holder);
    if (const auto file = passwords_.code_file()) {
        spdlog::info("{}", to_string({"station.first_code", {{"file", file->string()}}}));
    }
}

Station::~Station() {
    try {
        air_check_.stop();
        relay_watch_.keep(clock_.now());
        note(Severity::Notice, {"station.stopped", {}});
    } catch (const Error& error) {
        spdlog::error("{}", error.what());
    }
}

// By the report of today's month, made with it.
void Station::check_wording(const std::string& text) {
    const LocalDate today{std::chrono::floor<std::chrono::days>(zone_->to_local(clock_.now().wall))};
    const Catalogue words(language_of(settings_));
    const auto month = static_cast<int>(static_cast<unsigned>(today.month()));
    ReportInput input = read_report(database_, settings_.station_name,
                                    period_of(PeriodKind::Month, static_cast<int>(today.year()), month));
    input.wording = text;
    make_report(input, CatalogueVoice(words));
}

void Station::note(Severity severity, const Message& message) {
    spdlog::info("{}", to_string(message));
    records_.note(severity, message, clock_.now().wall);
}

DeskContext Station::desk_context() {
    return {database_,
            clock_,
            *zone_,
            places_,
            [this](Severity severity, const Message& message) { note(severity, message); },
            library_};
}

// A call is first seen to be one, then to be allowed; what it changes is changed by whom it names.
void Station::handle(DeskCall call) {
    const WallTime now = clock_.now().wall;
    try {
        const LocalDate today{std::chrono::floor<std::chrono::days>(zone_->to_local(now))};
        check_version(database_, call.params);
        if (!methods_->fault_of(call)) check_right(database_, call.method, call.params, today);
    } catch (const RequestError& error) {
        return desk_.fail(call.id, {desk_code::kRefused, error.message()});
    } catch (const Error& error) {
        return desk_.fail(call.id, {desk_code::kFailed, error.message()});
    }
    const Acting acting(database_, {named_in(call.params), now});
    methods_->run(std::move(call), desk_);
}

bool Station::run(int stop) {
    bool is_hurried = false;
    while (true) {
        wait(stop, is_hurried);
        pollfd asked{stop, POLLIN, 0};
        if (::poll(&asked, 1, 0) > 0) return false;
        const Now now = clock_.now();
        is_hurried = desk_.serve(now.steady);
        uploads_.advance(now);
        speech_.advance(now);
        passwords_.advance();
        keeping_.advance();
        notices_.advance(now);
        if (renews_at_ && now.steady >= *renews_at_ && !keeping_.is_busy()) return true;
        if (!has_ticked_ || now.steady - last_tick_ >= tick_every()) tick();
    }
}

std::chrono::milliseconds Station::tick_every() const {
    const bool is_on_air_soon = runner_.is_running() && !runner_.has_chain();
    return is_on_air_soon ? kSearchEvery : kTickEvery;
}

void Station::wait(int stop, bool is_hurried) {
    const auto passed = clock_.now().steady - last_tick_;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(tick_every() - passed);
    const long longest = passwords_.is_busy() || speech_.is_busy() ? kPasswordPatience.count() : kTickEvery.count();
    const int patience = is_hurried || !has_ticked_ ? 0 : static_cast<int>(std::clamp<long>(left.count(), 0, longest));
    std::array<pollfd, 3> waits{
        {{stop, POLLIN, 0}, {desk_.wait_descriptor(), POLLIN, 0}, {uploads_.poll_fd(), POLLIN, 0}}};
    ::poll(waits.data(), waits.size(), patience);
}

// A database that cannot be read, or a job that cannot be started, is told and tried again: what is on air plays on.
void Station::tick() {
    const Now now = clock_.now();
    last_tick_ = now.steady;
    try {
        runner_.tick();
        feed_watchdog(now);
        records_.write_waiting(now.wall);
        watch_latch(now);
        read_ahead(now);
        relay_tests_.carry(now);
        air_check_.advance(now, runner_, air_.tape());
        relay_watch_.look(now);
        note_seen_time(now);
        look_into_inbox(now);
        look_for_faults(now);
        index_changes(database_);
        fault_ = records_.trouble();
    } catch (const Error& error) {
        if (!fault_) spdlog::error("{}", error.what());
        fault_ = error.message();
    }
    if (!has_ticked_) notify_supervisor("READY=1");
    has_ticked_ = true;
}

void Station::watch_latch(const Now&) {
    if (latch_.is_set() == was_killed_) return;
    was_killed_ = latch_.is_set();
    const KillLatchState state = latch_.state();
    if (was_killed_) {
        note(Severity::Warning, {"station.kill_noticed", {{"by", state.who}, {"reason", state.why}}});
    } else {
        note(Severity::Notice, {"station.release_noticed", {{"by", state.who}}});
    }
}

void Station::read_ahead(const Now& now) {
    const std::uint64_t version = plans_.version();
    if (version == read_ahead_version_ && now.steady - last_read_ahead_ < kReadAheadEvery) return;
    last_read_ahead_ = now.steady;
    read_ahead_version_ = version;
    library_.forget_before(now.wall - kForgetAfter);
    for (const Transmission& transmission : plans_.make(now.wall, now.wall + kReadAhead).transmissions) {
        if (transmission.refused) continue;
        note_duty(transmission);
        for (const PlannedItem& item : transmission.items) {
            const WallTime due =
                transmission.start + std::chrono::floor<std::chrono::microseconds>(to_duration(item.offset));
            const bool is_near = due >= now.wall && due < now.wall + kReadAhead;
            if (is_near && !item.refused && item.item.recording) library_.prepare(item.item.recording->id, due);
        }
    }
}

// Who answers for a session goes into the diary once, before it begins.
void Station::note_duty(const Transmission& transmission) {
    if (transmission.start < clock_.now().wall || !transmission.key.slot) return;
    const std::string person = on_duty(database_, transmission.key.date, transmission.key.slot);
    const std::string session = to_string(transmission.key);
    if (person.empty() || !duty_told_.insert(session + person).second) return;
    note(Severity::Notice,
         {"station.on_duty", {{"by", person}, {"slot", transmission.slot.name}, {"session", session}}});
}

void Station::note_seen_time(const Now& now) {
    const bool is_due = now.steady - last_seen_at_ >= kSeenEvery;
    if (!is_due || now.trust == ClockTrust::Untrusted) return;
    last_seen_at_ = now.steady;
    note_seen(database_, now.wall);
    clock_.seen(now.wall);
}

void Station::look_into_inbox(const Now& now) {
    if (now.steady - last_inbox_ < kInboxEvery) return;
    last_inbox_ = now.steady;
    inbox_.look();
}

void Station::look_for_faults(const Now& now) {
    if (now.steady - last_faults_ < kFaultsEvery) return;
    last_faults_ = now.steady;
    notices_.look(now, standing_faults());
}

std::vector<Message> Station::standing_faults() {
    std::vector<Message> faults = runner_.picture().faults;
    if (fault_) faults.push_back(*fault_);
    if (air_check_.trouble()) faults.push_back(*air_check_.trouble());
    return faults;
}

void Station::feed_watchdog(const Now& now) {
    const auto period = watchdog_period();
    if (!period || now.steady - last_watchdog_ < *period / 3) return;
    last_watchdog_ = now.steady;
    notify_supervisor("WATCHDOG=1");
}

std::vector<RelayState> Station::relay_states() {
    std::vector<RelayState> states;
    const WallTime now = clock_.now().wall;
    for (const Relay& relay : list_relays(database_))
        states.push_back({relay, relays_.health(relay.id), relay_evidence(database_, relay.id, now - 24h, now)});
    return states;
}

json Station::status() {
    Picture picture = runner_.picture();
    picture.is_killed = latch_.is_set();
    picture.faults = standing_faults();
    const Now now = clock_.now();
    json status = status_document(settings_.station_name, now, *zone_, picture, relay_states());
    status["reminders"] = reminders_document(database_, *zone_, now.wall, settings_.inspections.a_month);
    return status;
}

}  // namespace truyenthanh
