// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ten thousand edits, through the station's doors and straight in the rows, with the triggers there and without: what
// opens is only what somebody else approved, as it was approved.
#include <map>
#include <random>

#include "newsroom/approval.h"
#include "store/items.h"
#include "store/master_library.h"
#include "store/people.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

constexpr int kPeople = 4;
constexpr int kItems = 4;

// The whole of what an approval was given for, kept aside and compared as text.
struct Witness {
    std::string words;
    Sha256 sha256;
};

class Room {
public:
    explicit Room(std::mt19937& random) : random_(random) {
        c_.run("PRAGMA synchronous = OFF");
        if (random_() % 2 == 0) drop_triggers();
        for (int i = 0; i < kPeople; ++i) person_named(c_, "Người " + std::to_string(i), at());
        for (int i = 0; i < kItems; ++i) items_.push_back(add());
    }

    void edit() {
        const Acting acting(c_, {person(), now_ += 1s});
        try {
            random_() % 2 == 0 ? through_the_doors() : in_the_rows();
        } catch (const Error&) {
            ++refused;
        }
    }

    void check() {
        for (const RecordingId recording : recordings_) {
            const auto no = library_.why_not(recording, now_);
            if (no) continue;
            ++heard;
            const RecordingOnFile row = read_recording(c_, recording);
            const auto witness = approved_.find(recording);
            REQUIRE(witness != approved_.end());
            REQUIRE(witness->second.words == words(row.recording.item));
            REQUIRE(witness->second.sha256 == row.recording.sha256);
            REQUIRE_FALSE(is_same_author(row));
            REQUIRE_FALSE(row.approval->approved_by == row.recording.added_by);
        }
    }

    int heard = 0;
    int refused = 0;

private:
    ItemId add() {
        const Acting acting(c_, {person(), at()});
        ItemDraft draft;
        draft.title = "Tin";
        draft.text = "lời";
        const ItemId item = add_item(c_, draft);
        record(item);
        return item;
    }
    void record(ItemId item) {
        Recording sound = some_recording('0', item);
        sound.sha256 = new_hash();
        sound.added_by = person();
        recordings_.push_back(add_recording(c_, sound));
    }
    Sha256 new_hash() {
        const std::string number = std::to_string(++hashes_);
        return Sha256(64 - number.size(), '0') + number;
    }
    std::string person() { return "Người " + std::to_string(random_() % kPeople); }
    ItemId item() { return items_[random_() % items_.size()]; }
    RecordingId recording() { return recordings_[random_() % recordings_.size()]; }
    std::string word() { return "từ " + std::to_string(random_() % 3); }

    std::string words(ItemId id) {
        std::string text;
        Query query(c_,
                    "SELECT title || '|' || kind || '|' || text || '|' || coalesce(block_id, '-') || '|' ||"
                    " coalesce(field_id, '-') FROM item WHERE id = ?",
                    id);
        if (query.next()) query.read(text);
        return text;
    }
    bool is_same_author(const RecordingOnFile& row) {
        return scalar(c_, false,
                      "SELECT 1 FROM item_author a JOIN person p ON p.id = a.person_id WHERE a.item_id = ?"
                      " AND p.name = ?",
                      row.recording.item, row.approval->approved_by);
    }

    void approve_one() {
        const RecordingId id = recording();
        approve(c_, id, person(), now_, now_ + std::chrono::seconds(random_() % 2'000 + 1));
        const RecordingOnFile row = read_recording(c_, id);
        approved_[id] = {words(row.recording.item), row.recording.sha256};
    }
    void end_approvals(ItemId id) {
        std::erase_if(approved_,
                      [&](const auto& entry) { return read_recording(c_, entry.first).recording.item == id; });
    }

    void through_the_doors() {
        const ItemId id = item();
        switch (random_() % 8) {
            case 0: {
                ItemDraft draft = read_item_on_file(c_, id, now_).draft;
                draft.text = word();
                return edit_item(c_, id, draft);
            }
            case 1:
                return_item(c_, id, "sai");
                return end_approvals(id);
            case 2:
                return submit_item(c_, id);
            case 3: {
                const RecordingId which = recording();
                revoke(c_, which, person(), now_);
                approved_.erase(which);
                return;
            }
            case 4:
                if (recordings_.size() < 10) record(id);
                return;
            default:
                return approve_one();
        }
    }

    void in_the_rows() {
        const std::int64_t some = static_cast<std::int64_t>(random_() % 5);
        switch (random_() % 14) {
            case 0:
                return run(c_, "UPDATE item SET text = ? WHERE id = ?", word(), item());
            case 1:
                return run(c_, "UPDATE item SET title = ? WHERE id = ?", word(), item());
            case 2:
                return run(c_, "UPDATE item SET block_id = ? WHERE id = ?", some % 2 + 1, item());
            case 3:
                return run(c_, "UPDATE item SET field_id = NULL, block_id = NULL WHERE id = ?", item());
            case 4:
                return run(c_, "UPDATE item SET state = 'approved' WHERE id = ?", item());
            case 5:
                return run(c_, "INSERT INTO item_author (item_id, person_id, share) VALUES (?, ?, 50)", item(), some);
            case 6:
                return run(c_, "DELETE FROM item_author WHERE item_id = ?", item());
            case 7:
                return run(c_,
                           "INSERT INTO approval (recording_id, sha256, approved_by, approved_at)"
                           " SELECT id, sha256, ?, 0 FROM recording WHERE id = ?",
                           some, recording());
            case 8:
                return run(
                    c_,
                    "INSERT INTO approval (recording_id, sha256, approved_by, approved_at, item_sha256, audit_id)"
                    " SELECT ?, r.sha256, a.approved_by, a.approved_at, a.item_sha256, a.audit_id"
                    " FROM approval a, recording r WHERE r.id = ?1 ORDER BY a.id DESC LIMIT 1",
                    recording());
            case 9:
                return run(c_, "UPDATE approval SET revoked_at = NULL, revoked_by = NULL WHERE recording_id = ?",
                           recording());
            case 10:
                return run(c_, "UPDATE approval SET valid_until = NULL WHERE recording_id = ?", recording());
            case 11:
                return run(c_, "UPDATE approval SET approved_by = ? WHERE recording_id = ?", some, recording());
            case 12:
                return run(c_, "UPDATE recording SET sha256 = ? WHERE id = ?", new_hash(), recording());
            default:
                return run(c_, "UPDATE recording SET item_id = ? WHERE id = ?", item(), recording());
        }
    }

    void drop_triggers() {
        c_.run(
            "DROP TRIGGER recording_is_final; DROP TRIGGER approval_is_final; DROP TRIGGER approval_stays_revoked;"
            "DROP TRIGGER approval_grounds_are_final; DROP TRIGGER approval_by_another_person;"
            "DROP TRIGGER approval_by_no_author; DROP TRIGGER edit_voids_approvals;"
            "DROP TRIGGER author_voids_own_approval; DROP TRIGGER approval_is_never_deleted;");
    }

    std::mt19937& random_;
    TemporaryStation station_;
    Connection& c_ = station_.connection;
    MasterLibrary library_{
        c_, station_.folder.path(),
        [](const std::string& title, const Recording& recording, const std::optional<Approval>& approval,
           WallTime when) { return why_not_heard(title, recording, approval, when); }};
    std::vector<ItemId> items_;
    std::vector<RecordingId> recordings_;
    std::map<RecordingId, Witness> approved_;
    WallTime now_ = at();
    int hashes_ = 0;
};

}  // namespace

TEST_CASE("ten thousand edits, in rows and out of them, let no unapproved sound be opened") {
    const unsigned seed = std::random_device()();
    UNSCOPED_INFO("seed " << seed);
    std::mt19937 random(seed);
    int heard = 0;
    int refused = 0;
    for (int station = 0; station < 20; ++station) {
        Room room(random);
        for (int edit = 0; edit < 500; ++edit) {
            room.edit();
            room.check();
        }
        heard += room.heard;
        refused += room.refused;
    }
    CHECK(heard > 200);
    CHECK(refused > 200);
}
