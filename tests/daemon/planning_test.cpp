// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A new station's folder, its plans, and what a person puts on air by hand.
#include "daemon/planning.h"

#include <fcntl.h>

#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "daemon/new_station.h"
#include "daemon/originals.h"
#include "newsroom/approval.h"
#include "scheduler/occurrence.h"
#include "store/master_library.h"
#include "store/migrations.h"
#include "store/overrides.h"
#include "store/programmes.h"
#include "store/recordings.h"
#include "store/slots.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

const WallTime kNow = *parse_wall_time("2026-12-05T00:00:00Z");

Profile all_day() {
    Profile profile;
    profile.permitted.push_back(TimeWindow{});
    return profile;
}

struct Home {
    fs::path folder;
    Places places;

    Home() {
        std::string name = (fs::temp_directory_path() / "station-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
        places = places_at(folder);
        make_station(places, kNow);
    }
    ~Home() { fs::remove_all(folder); }
};

struct Newsroom : Home {
    Connection database = open_station(places.database, places.backups, kNow);
    Settings settings = load_settings(places.configuration);
    std::unique_ptr<Zone> zone = make_zone(settings.time_zone);
    MasterLibrary library{
        database, places.masters,
        [](const std::string& title, const Recording& recording, const std::optional<Approval>& approval, WallTime at) {
            return why_not_heard(title, recording, approval, at);
        }};
    StationPlans plans{database, *zone, settings, library};

    Newsroom() { settings.profile = all_day(); }

    RecordingId bring(const std::string& title, char digit, std::chrono::seconds length) {
        Recording recording;
        recording.sha256 = std::string(64, digit);
        recording.frames = to_frames(length);
        recording.loudness_lufs = -20.0;
        recording.source_name = "x.wav";
        recording.source_format = "wav";
        recording.added_by = "An";
        recording.added_at = kNow;
        const RecordingId id = add_item_with_recording(database, title, ItemKind::News, recording);
        approve(database, id, "Bình", kNow);
        return id;
    }
    Programme of(const RecordingId& recording) {
        Programme programme;
        programme.name = "Thông báo khẩn";
        programme.rundown = {{read_recording(database, recording).recording.item, {}, Mix::Replace, 0ms}};
        return programme;
    }
};

}  // namespace

TEST_CASE("a new station has its folders, a configuration and a database, and keeps what is there") {
    const Home home;
    CHECK(fs::exists(home.places.database));
    CHECK(fs::is_directory(home.places.masters));
    CHECK(fs::is_directory(home.places.runtime));
    CHECK_NOTHROW(load_settings(home.places.configuration));
    std::ofstream(home.places.configuration) << "# mine\n";
    make_station(home.places, kNow);
    CHECK(fs::file_size(home.places.configuration) == 7);
}

TEST_CASE("a day's plan has what begins on it, and a change gives it another number") {
    Newsroom room;
    Programme programme = room.of(room.bring("Tin", 'a', 60s));
    const ProgrammeId id = add_programme(room.database, programme);
    const auto before = room.plans.version();
    Slot slot;
    slot.name = "Sáng";
    slot.start = 7h + 30min;
    slot.length = 60s;
    slot.content.programme = id;
    add_slot(room.database, slot);
    CHECK(room.plans.version() != before);
    const Plan plan = room.plans.day(*parse_date("2026-12-05"));
    REQUIRE(plan.transmissions.size() == 1);
    CHECK(to_string(plan.transmissions[0].start) == "2026-12-05T00:30:00Z");
    CHECK(plan.transmissions[0].items.size() == 1);
    CHECK_FALSE(plan.transmissions[0].items[0].refused);
    CHECK(room.plans.findings(*parse_date("2026-12-05"), *parse_date("2026-12-06")).empty());
}

TEST_CASE("an override counts from the moment it is confirmed to the moment it is revoked, whoever writes it") {
    Newsroom room;
    room.settings.profile = Profile{};  // no hour permits anything
    const auto hours = [&] {
        room.plans.version();
        return room.plans.hours_until(kNow);
    };
    CHECK_FALSE(hours());
    const OverrideId own = request_override(room.database, kNow, kNow + 1h, "Bão", "An", kNow);
    CHECK_FALSE(hours());
    confirm_override(room.database, own, "Bình", kNow);
    CHECK(room.plans.hours_until(kNow) == kNow + 1h);  // what we wrote ourselves, without the version asked for
    CHECK(hours() == kNow + 1h);
    CHECK_FALSE(room.plans.hours_until(kNow + 2h));
    CHECK_FALSE(room.plans.hours_until(kNow - 2h));
    {
        const Transaction undone(room.database);
        run(room.database, "UPDATE override SET until_at = ?", kNow + 3h);
        CHECK(hours() == kNow + 3h);
    }
    CHECK(room.plans.hours_until(kNow) == kNow + 1h);
    CHECK(hours() == kNow + 1h);
    Connection another(room.places.database, DatabaseAccess::ReadWrite);
    revoke_override(another, own, "An", kNow);
    CHECK_FALSE(hours());
    const OverrideId theirs = request_override(another, kNow, kNow + 2h, "Lũ", "Bình", kNow);
    confirm_override(another, theirs, "An", kNow);
    CHECK(hours() == kNow + 2h);
}

TEST_CASE("what a person puts on air lasts as long as its sound and stands outside the week") {
    Newsroom room;
    const Transmission taken = room.plans.by_hand(room.of(room.bring("Khẩn", 'b', 42s)), kNow + 500ms);
    CHECK(is_manual(taken.key));
    CHECK(taken.start == kNow + 2s);
    CHECK(taken.length == to_frames(42s));
    CHECK_FALSE(taken.programme);
    CHECK(taken.items.size() == 1);
    CHECK(taken.items[0].gain_db == Approx(4.0));
}

TEST_CASE("what a person puts on air is refused outside the hours and without approval") {
    Newsroom room;
    const RecordingId recording = room.bring("Khẩn", 'c', 42s);
    const Programme programme = room.of(recording);
    room.settings.profile = Profile{};
    CHECK_THROWS_AS(room.plans.by_hand(programme, kNow), RequestError);
    room.settings.profile = all_day();
    CHECK_NOTHROW(room.plans.by_hand(programme, kNow));
    revoke(room.database, recording, "Bình", kNow + 1s);
    CHECK_THROWS_AS(room.plans.by_hand(programme, kNow + 2s), RequestError);
    CHECK_THROWS_AS(room.plans.by_hand(Programme{}, kNow), RequestError);
}

TEST_CASE("an original is kept under its master's hash with a plain ending only") {
    const Home home;
    const Sha256 hash(64, 'd');
    CHECK(original_path("/o", hash, "Tin sáng.MP3") == fs::path("/o/dd") / (hash + ".MP3"));
    CHECK(original_path("/o", hash, "a.b/../..") == fs::path("/o/dd") / hash);
    CHECK(original_path("/o", hash, "x.wav;rm") == fs::path("/o/dd") / hash);
    CHECK(original_path("/o", hash, "") == fs::path("/o/dd") / hash);
    const fs::path brought = home.folder / "brought";
    std::ofstream(brought) << std::string(300'000, 'x');
    const Descriptor file(::open(brought.c_str(), O_RDONLY | O_CLOEXEC));
    const fs::path kept = original_path(home.places.originals, hash, "a.wav");
    keep_original(file.get(), kept);
    keep_original(file.get(), kept);
    CHECK(fs::file_size(kept) == 300'000);
    CHECK_THROWS_AS(keep_original(file.get(), "/dev/null/x/y"), StoreError);
    CHECK_THROWS_AS(keep_original(-1, home.folder / "z"), StoreError);
    CHECK_FALSE(fs::exists(home.folder / "z.part"));
}
