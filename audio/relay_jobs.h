// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station's side of the relay jobs: starts one process a relay, and finds the ones that outlived an earlier
// station. A job holds a lock on its note (run/relay-ID.job) for as long as it lives, so there are never two; the note
// says where its ring is: descriptor 3 of that process.
// Thread: the station's control thread; nothing blocks.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audio/relay_wire.h"
#include "audio/ring.h"
#include "core/clock.h"
#include "core/relay_desk.h"

namespace truyenthanh {

struct RelayJobsOrder {
    std::filesystem::path program;           // truyenthanh-decode
    std::filesystem::path run_folder;        // notes; must exist
    std::vector<std::string> hosts;          // that redirects and segments may use besides the relays' own
    std::chrono::milliseconds buffer{5000};  // of sound against jitter
    std::chrono::seconds silence{5};         // of a relay until it counts as lost; 0: never
    std::filesystem::path error_file;        // the jobs' standard error; empty: ours
    std::filesystem::path inputs{};          // socket of truyenthanh-input
    std::optional<double> target_lufs{};     // all relays are brought to it; empty: they stay as they come
    // LUFS of an address, as it was when it was last carried; empty where nobody knows.
    std::function<std::optional<double>(const std::string& url)> known_loudness{};
};

class RelayJobs final : public RelayDesk {
public:
    RelayJobs(RelayJobsOrder order, const Clock& clock);
    RelayJobs(const RelayJobs&) = delete;
    ~RelayJobs() override;  // the jobs live on

    // Throws DecodeError (relay.no_note, intake.no_program).
    void want(const Relay& relay, SteadyTime until, RelayReturn returns) override;
    void unwant(RelayId relay) override;
    RelayHealth health(RelayId relay) override;
    Descriptor ring(RelayId relay) override;

private:
    struct Job {
        pid_t pid = -1;
        unsigned long long ticks = 0;  // its start; with the pid, its name for ever
        bool is_child = false;         // ours, not yet waited for
        std::string order;             // what it was started with
        std::optional<Ring> ring;
        SteadyTime started;
        SteadyTime not_before;  // of the next start, after a death
        std::chrono::seconds pause{0};
    };

    std::filesystem::path note(RelayId relay) const;
    bool is_alive(Job& job, SteadyTime now);
    void bury(Job& job, SteadyTime now);
    bool adopt(RelayId relay, Job& job);
    void remember(wire::RelayOrder& order) const;
    void start(RelayId relay, Job& job, const wire::RelayOrder& order, Descriptor note, SteadyTime until,
               RelayReturn returns);
    static void tell(Ring& ring, SteadyTime until, RelayReturn returns);

    RelayJobsOrder order_;
    const Clock& clock_;
    std::map<RelayId, Job> jobs_;
};

}  // namespace truyenthanh
