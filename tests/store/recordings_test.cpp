// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items, their recordings and approvals.
#include "store/recordings.h"

#include "store/search.h"
#include "store/week.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

TEST_CASE("an item keeps its title, kind, recording and measures") {
    TemporaryStation station;
    const RecordingId id = add_item_with_recording(station.connection, "Tiêm chủng mở rộng", ItemKind::Notice,
                                                   some_recording('a'), "\1\2");
    const RecordingOnFile found = read_recording(station.connection, id);
    CHECK(found.title == "Tiêm chủng mở rộng");
    CHECK(found.kind == ItemKind::Notice);
    CHECK(found.recording.sha256 == Sha256(64, 'a'));
    CHECK(found.recording.frames == Frames{48'000 * 90});
    CHECK(found.recording.loudness_lufs == -18.5);
    CHECK(found.recording.true_peak_dbtp == -3.25);
    CHECK(found.recording.head_silence == Frames{480});
    CHECK(found.recording.added_by == "Lê Thị Hoa");
    CHECK(found.recording.added_at == at());
    CHECK_FALSE(found.approval);
    CHECK(read_peaks(station.connection, id) == "\1\2");
    const Item item = read_item(station.connection, found.recording.item);
    REQUIRE(item.recording);
    CHECK(item.recording->id == id);
}

TEST_CASE("the same sound is not stored twice") {
    TemporaryStation station;
    add_item_with_recording(station.connection, "Tin 1", ItemKind::News, some_recording('a'));
    CHECK(refusal([&] { add_item_with_recording(station.connection, "Tin 2", ItemKind::News, some_recording('a')); }) ==
          "store.known_sound");
    CHECK(list_items(station.connection).size() == 1);
}

TEST_CASE("a new recording of an item takes the place of the old one and is not approved by its approval") {
    TemporaryStation station;
    const RecordingId first = add_item_with_recording(station.connection, "Tin", ItemKind::News, some_recording('a'));
    approve(station.connection, first, "Trần Văn Bình", at(1h));
    const ItemId item = read_recording(station.connection, first).recording.item;
    REQUIRE(read_item(station.connection, item).approval);
    const RecordingId second = add_recording(station.connection, some_recording('b', item));
    CHECK(read_item(station.connection, item).recording->id == second);
    CHECK_FALSE(read_item(station.connection, item).approval);
}

TEST_CASE("an approval binds the hash to a named person until its last day") {
    TemporaryStation station;
    const RecordingId id = add_item_with_recording(station.connection, "Tin", ItemKind::News, some_recording('a'));
    approve(station.connection, id, "  Trần  Văn Bình ", at(1h), at(48h));
    const std::optional<Approval> approval = read_recording(station.connection, id).approval;
    REQUIRE(approval);
    CHECK(approval->sha256 == Sha256(64, 'a'));
    CHECK(approval->approved_by == "Trần Văn Bình");
    CHECK(approval->approved_at == at(1h));
    CHECK(approval->valid_until == at(48h));
    CHECK_FALSE(approval->revoked_at);
}

TEST_CASE("whoever added a recording does not approve it, however the name is typed") {
    TemporaryStation station;
    const RecordingId id = add_item_with_recording(station.connection, "Tin", ItemKind::News, some_recording('a'));
    for (const char* name : {"Lê Thị Hoa", "lê thị hoa", "LÊ THỊ HOA", " Lê  Thị Hoa"}) {
        INFO(name);
        CHECK(refusal([&] { approve(station.connection, id, name, at(1h)); }) == "store.own_recording");
    }
    CHECK(approvals_of(station.connection, id).empty());
}

TEST_CASE("the table itself refuses an approval by the one who added the recording") {
    TemporaryStation station;
    add_item_with_recording(station.connection, "Tin", ItemKind::News, some_recording('a'));
    CHECK(refusal([&] {
              station.connection.run(
                  "INSERT INTO approval (recording_id, sha256, approved_by, approved_at)"
                  " SELECT id, sha256, added_by, 0 FROM recording");
          }) == "store.failed");
}

TEST_CASE("a revoked recording can be approved again and every approval stays on record") {
    TemporaryStation station;
    const RecordingId id = add_item_with_recording(station.connection, "Tin", ItemKind::News, some_recording('a'));
    CHECK(refusal([&] { revoke(station.connection, id, "Trần Văn Bình", at(1h)); }) == "store.not_approved");
    approve(station.connection, id, "Trần Văn Bình", at(1h));
    revoke(station.connection, id, "Phạm Thị Cúc", at(2h));
    CHECK(read_recording(station.connection, id).approval->revoked_at == at(2h));
    approve(station.connection, id, "Trần Văn Bình", at(3h));
    CHECK_FALSE(read_recording(station.connection, id).approval->revoked_at);
    CHECK(approvals_of(station.connection, id).size() == 2);
}

TEST_CASE("an approval that would already be over is refused") {
    TemporaryStation station;
    const RecordingId id = add_item_with_recording(station.connection, "Tin", ItemKind::News, some_recording('a'));
    CHECK(refusal([&] { approve(station.connection, id, "Trần Văn Bình", at(2h), at(1h)); }) == "store.validity_past");
}

TEST_CASE("recordings are found by words of their item without marks, by file name and by number") {
    TemporaryStation station;
    const RecordingId first =
        add_item_with_recording(station.connection, "Đường phố văn minh", ItemKind::Feature, some_recording('a'));
    Recording other = some_recording('b');
    other.source_name = "nhac-hieu.wav";
    const RecordingId second = add_item_with_recording(station.connection, "Nhạc hiệu", ItemKind::Tune, other);
    while (index_changes(station.connection)) {
    }
    CHECK(list_items(station.connection).size() == 2);
    const auto found = [&](const std::string& words) {
        std::vector<RecordingId> ids;
        for (const RecordingOnFile& row : list_recordings(station.connection, words)) ids.push_back(row.recording.id);
        return ids;
    };
    CHECK(found("") == std::vector{second, first});
    CHECK(found("ĐƯỜNG") == std::vector{first});
    CHECK(found("duong pho") == std::vector{first});
    CHECK(found("nhac-hieu.wav") == std::vector{second});
    CHECK(found(std::to_string(first.value)) == std::vector{first});
    CHECK(found("không có").empty());
    CHECK(found("…").empty());
    CHECK(find_recording(station.connection, Sha256(64, 'b'))->recording.id == second);
    CHECK_FALSE(find_recording(station.connection, RecordingId{99}));
}

TEST_CASE("what a person mistypes is refused and nothing is written") {
    TemporaryStation station;
    const std::int64_t before = generation(station.connection);
    CHECK(refusal([&] { add_item(station.connection, "", ItemKind::News, at()); }) == "store.bad_title");
    CHECK(refusal([&] { add_item(station.connection, "a\nb", ItemKind::News, at()); }) == "store.bad_title");
    CHECK(refusal([&] { add_recording(station.connection, some_recording('a', ItemId{7})); }) == "store.no_item");
    CHECK(refusal([&] { read_item(station.connection, ItemId{7}); }) == "store.no_item");
    CHECK(refusal([&] { approve(station.connection, RecordingId{7}, "B", at()); }) == "store.no_recording");
    const RecordingId id = add_item_with_recording(station.connection, "Tin", ItemKind::News, some_recording('a'));
    CHECK(refusal([&] { approve(station.connection, id, "a\tb", at()); }) == "store.bad_person");
    CHECK(generation(station.connection) == before + 1);
}

TEST_CASE("a page of recordings is found by words without marks, by the file's name, and by what still waits") {
    TemporaryStation station;
    const auto add = [&](const char* title, char hash, const char* file) {
        Recording recording = some_recording(hash);
        recording.source_name = file;
        return add_item_with_recording(station.connection, title, ItemKind::News, recording);
    };
    const RecordingId road = add("Đường phố văn minh", 'a', "0001.wav");
    const RecordingId tune = add("Nhạc hiệu", 'b', "TUNE-2026.WAV");
    const RecordingId street = add("Văn minh đường phố", 'c', "0003.wav");
    approve(station.connection, road, "Trần Văn Bình", at(1h));
    while (index_changes(station.connection)) {
    }
    const auto ids = [&](const RecordingSearch& search) {
        std::vector<RecordingId> found;
        for (const RecordingOnFile& row : search_recordings(station.connection, search).rows)
            found.push_back(row.recording.id);
        return found;
    };
    using Ids = std::vector<RecordingId>;
    CHECK(ids({}) == Ids{street, tune, road});
    CHECK(ids({"", false, 1, 1}) == Ids{tune});
    CHECK(search_recordings(station.connection, {"", false, 1, 1}).count == 3);
    CHECK(ids({"duong van mi"}) == Ids{street, road});
    CHECK(ids({"duong", false, 1, 5}) == Ids{road});
    CHECK(search_recordings(station.connection, {"duong", false, 1, 5}).count == 2);
    CHECK(ids({"tune-2026"}) == Ids{tune});
    CHECK(ids({"", true}) == Ids{street, tune});
    CHECK(ids({"duong", true}) == Ids{street});
    revoke(station.connection, road, "Phạm Thị Cúc", at(2h));
    CHECK(ids({"", true}) == Ids{street, tune, road});
    CHECK(ids({"không có"}).empty());
    CHECK(ids({"\"' OR 1=1 --"}).empty());
    CHECK(ids({"", false, 99, 5}).empty());
}
