// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station: everything it is put together from, in the order in which it comes to be, and the loop that carries it.
// Thread: all state belongs to the one that calls run(); only reading ahead and keeping uploads happen beside it.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audio/kill_latch.h"
#include "audio/relay_jobs.h"
#include "config/places.h"
#include "config/settings.h"
#include "config/speech.h"
#include "core/zone.h"
#include "daemon/air_check_keeper.h"
#include "daemon/air_client.h"
#include "daemon/desk_context.h"
#include "daemon/desk_methods.h"
#include "daemon/desk_server.h"
#include "daemon/inbox.h"
#include "daemon/keeping.h"
#include "daemon/notices.h"
#include "daemon/password_desk.h"
#include "daemon/patient_ledger.h"
#include "daemon/planning.h"
#include "daemon/prepared_library.h"
#include "daemon/relay_tests.h"
#include "daemon/relay_watch.h"
#include "daemon/speech.h"
#include "daemon/status_document.h"
#include "daemon/system_clock.h"
#include "daemon/uploads.h"
#include "scheduler/runner.h"
#include "store/events.h"
#include "store/ledger.h"
#include "store/master_library.h"
#include "store/station.h"

namespace truyenthanh {

class Station {
public:
    // Takes the station's lock, opens (and migrates) the database, listens at the desk. Throws ConfigError, StoreError,
    // RequestError (another station runs, or the database is a rehearsal's).
    Station(Places places, Settings settings);
    ~Station();
    Station(const Station&) = delete;
    Station& operator=(const Station&) = delete;

    // Until `stop` (a descriptor) becomes readable, or, which is true, its settings have been changed: it is to end and
    // begin anew with them. What is on air plays on meanwhile, as when it is killed.
    bool run(int stop);

private:
    friend class StationMethods;

    void tick();
    void handle(DeskCall call);
    DeskContext desk_context();
    void watch_latch(const Now& now);
    void read_ahead(const Now& now);
    void note_seen_time(const Now& now);
    void note_duty(const Transmission& transmission);
    void feed_watchdog(const Now& now);
    void look_into_inbox(const Now& now);
    void check_wording(const std::string& text);
    void look_for_faults(const Now& now);
    std::vector<Message> standing_faults();
    void wait(int stop, bool is_hurried);
    std::chrono::milliseconds tick_every() const;
    void note(Severity severity, const Message& message);
    nlohmann::json status();
    std::vector<RelayState> relay_states();

    Places places_;
    Settings settings_;
    std::unique_ptr<Zone> zone_;
    StationLock lock_;
    Connection database_;
    SystemClock clock_;
    MasterLibrary masters_;
    PreparedLibrary library_;
    Ledger ledger_;
    Diary diary_;
    PatientLedger records_;  // in front of both
    StationPlans plans_;
    AirClient air_;
    RelayJobs relays_;
    KillLatch latch_;
    Runner runner_;
    AirCheckKeeper air_check_;
    RelayWatch relay_watch_;
    DeskServer desk_;
    Uploads uploads_;
    Speech speech_;
    Inbox inbox_;
    PasswordDesk passwords_;
    Keeping keeping_;
    Notices notices_;
    std::unique_ptr<MethodTable> methods_;
    RelayTests relay_tests_;
    std::set<std::string> duty_told_;
    bool was_killed_ = false;
    bool has_ticked_ = false;
    std::optional<Message> fault_;
    SteadyTime last_tick_;
    SteadyTime last_seen_at_;
    SteadyTime last_read_ahead_;
    std::uint64_t read_ahead_version_ = 0;
    SteadyTime last_watchdog_;
    SteadyTime last_inbox_;
    SteadyTime last_faults_;
    std::optional<SteadyTime> renews_at_;
};

}  // namespace truyenthanh
