// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole station in a folder of its own – database, masters, library, plans, playout, ledger, reader and mixer are the
// real ones, only the clock is virtual and the loudspeaker a list of marks – and somebody who may write every file and
// every row of it.
//
// What must hold. A master leaves the store only where the rows, at that moment, bind its very bytes to a person other
// than the one who brought it, neither revoked nor expired. What has not begun is looked at again: it is not heard
// where that was no longer so for kNotice before its first frame. What has begun plays to its end, as the frozen
// snapshot it is, but never a byte that is not the approved one.
// Thread: one, and the reader-ahead's, which is waited for.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "audio/offline_air.h"
#include "config/settings.h"
#include "daemon/planning.h"
#include "daemon/prepared_library.h"
#include "scheduler/rehearsal.h"
#include "scheduler/runner.h"
#include "store/events.h"
#include "store/ledger.h"
#include "store/master_library.h"
#include "tests/daemon/marked_sound.h"
#include "tests/store/temporary_station.h"

namespace truyenthanh::testing {

// By so much the station may be behind what the database says.
inline constexpr std::chrono::milliseconds kNotice{750};

class Dice {
public:
    explicit Dice(unsigned seed) : engine_(seed) {}
    int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
    bool one_in(int n) { return below(n) == 0; }
    template <class Value>
    const Value& among(const std::vector<Value>& values) {
        return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
    }

private:
    std::mt19937 engine_;
};

// Which sounds the rows approve, and when: read with statements of its own after each blow.
class Witness {
public:
    explicit Witness(const std::filesystem::path& database) : database_(database, DatabaseAccess::ReadWrite) {}
    void look(WallTime now);
    // At some moment of [from, until].
    bool has_approved(const Sha256& sound, WallTime from, WallTime until) const;

private:
    struct Sight {
        WallTime at;
        std::map<Sha256, WallTime> approved;  // until when
    };
    Connection database_;
    std::vector<Sight> sights_;
};

class AttackedStation {
public:
    explicit AttackedStation(unsigned seed);
    ~AttackedStation();

    // To the end of the last slot and a little further.
    void play();

    // Why what was heard, or what is on record, is not as it must be; empty: all is well.
    std::string verdict();
    const std::string& story() const { return story_; }
    std::int64_t frames_heard() const;

private:
    struct Brought {
        RecordingId recording;
        ItemId item;
        const MarkedSound* sound = nullptr;
        bool is_approved = false;  // by a person, at the beginning
        std::filesystem::path path;
    };

    void bring(const MarkedSound& sound, bool is_approved);
    void add_slots();
    void add_slot(std::chrono::seconds start, std::chrono::seconds length);
    void tick();
    void read_ahead();
    void strike();
    void strike_file(Brought& target);
    void strike_rows(Brought& target);
    void act_by_the_rules(Brought& target);
    void edit_by_the_rules(const Brought& target);
    void sign(Brought& target, std::optional<WallTime> until);
    void write_in_place(const std::filesystem::path& path, const std::string& bytes);
    void rename_over(const std::filesystem::path& path, const std::string& bytes);
    void flip_bytes(const std::filesystem::path& path);
    void tell(const std::string& what);
    WallTime now() const { return clock_.now().wall; }
    WallTime wall_at(std::int64_t frame) const;

    std::string wrong_sound() const;
    std::string wrong_mark(int mark, WallTime at) const;
    std::string wrong_rows();
    std::string wrong_counts();

    Dice dice_;
    TemporaryStation store_;
    std::filesystem::path masters_ = store_.folder.path() / "masters";
    Settings settings_;
    std::unique_ptr<Zone> zone_ = make_zone("Asia/Ho_Chi_Minh");
    VirtualClock clock_;
    WallTime begin_;
    MasterLibrary direct_;
    PreparedLibrary library_;
    Ledger ledger_{store_.connection};
    Diary diary_{store_.connection};
    VirtualRelays relays_{clock_};
    StationPlans plans_;
    Heard heard_;
    OfflineAir air_;
    std::optional<Runner> runner_;
    Connection intruder_;
    Witness witness_;
    std::vector<Brought> brought_;
    std::set<Sha256> signed_;  // ever, by a person
    std::set<std::size_t> rundown_sizes_;
    std::string story_;
};

}  // namespace truyenthanh::testing
