// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done to an attacked station, and what people do there by the rules.
#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "core/descriptor.h"
#include "core/error.h"
#include "store/hash.h"
#include "store/items.h"
#include "store/programmes.h"
#include "tests/daemon/attacked_station.h"

namespace truyenthanh::testing {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

Descriptor open_to_write(const fs::path& path, int flags = 0) {
    return Descriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | flags, 0644));
}

void put(const Descriptor& file, const std::string& bytes, std::int64_t offset) {
    if (file && ::pwrite(file.get(), bytes.data(), bytes.size(), offset) < 0) return;
}

}  // namespace

void AttackedStation::write_in_place(const fs::path& path, const std::string& bytes) {
    const Descriptor file = open_to_write(path, O_CREAT | O_TRUNC);
    put(file, bytes, 0);
}

void AttackedStation::rename_over(const fs::path& path, const std::string& bytes) {
    const fs::path draft = masters_ / "draft";
    std::error_code ignored;
    fs::remove(draft, ignored);
    write_in_place(draft, bytes);
    fs::rename(draft, path, ignored);
}

void AttackedStation::flip_bytes(const fs::path& path) {
    std::error_code unknown;
    const auto size = fs::file_size(path, unknown);
    if (unknown || size == 0) return;
    const Descriptor file = open_to_write(path);
    for (int i = 1 + dice_.below(20); file && i > 0; --i) {
        const std::int64_t at = dice_.below(static_cast<int>(size));
        char byte = 0;
        if (::pread(file.get(), &byte, 1, at) != 1) return;
        put(file, std::string(1, static_cast<char>(byte ^ (1 + dice_.below(255)))), at);
    }
}

void AttackedStation::strike() {
    Brought& target = brought_[static_cast<std::size_t>(dice_.one_in(5) ? dice_.below(kMarks) : dice_.below(8))];
    const int kind = dice_.below(9);
    try {
        if (kind < 4)
            strike_file(target);
        else if (kind < 7)
            strike_rows(target);
        else
            act_by_the_rules(target);
    } catch (const Error& error) {
        tell(std::string("  which the station refused: ") + error.what());
    }
    witness_.look(now());
}

void AttackedStation::strike_file(Brought& target) {
    Brought& other = brought_[static_cast<std::size_t>(dice_.below(kMarks))];
    const fs::path& path = target.path;
    std::error_code ignored;
    const int kind = dice_.below(11);
    tell("file blow " + std::to_string(kind) + " at sound" + std::to_string(target.sound->mark) + ", with sound" +
         std::to_string(other.sound->mark));
    switch (kind) {
        case 0:  // another's sound under its name
            return write_in_place(path, other.sound->bytes);
        case 1:
            return rename_over(path, other.sound->bytes);
        case 2: {  // two masters change places
            const fs::path aside = masters_ / "aside";
            fs::rename(path, aside, ignored);
            fs::rename(other.path, path, ignored);
            return fs::rename(aside, other.path, ignored);
        }
        case 3:
            return fs::resize_file(path, static_cast<std::uintmax_t>(dice_.below(400'000)), ignored);
        case 4:  // links: to another's sound, to a device, to the right sound elsewhere
            fs::remove(path, ignored);
            return fs::create_symlink(dice_.one_in(3) ? fs::path("/dev/zero") : other.path, path, ignored);
        case 5:
            fs::rename(path, masters_ / "elsewhere", ignored);
            return fs::create_symlink(masters_ / "elsewhere", path, ignored);
        case 6:
            if (path == other.path) return;
            fs::remove(path, ignored);
            return fs::create_hard_link(other.path, path, ignored);
        case 7:
        case 8:
            return flip_bytes(path);
        case 9:  // the folder above becomes a link to a forged one
            fs::rename(path.parent_path(), masters_ / "real", ignored);
            fs::create_directories(masters_ / "forged", ignored);
            fs::create_symlink(masters_ / "forged", path.parent_path(), ignored);
            return write_in_place(path, other.sound->bytes);
        default:  // put right again
            fs::remove(path, ignored);
            return rename_over(path, target.sound->bytes);
    }
}

// Rows of a recording and of its approval, one by one and, over several blows, both alike: an approval counts only as
// the audit has it.
void AttackedStation::strike_rows(Brought& target) {
    const Brought& other = brought_[static_cast<std::size_t>(dice_.below(kMarks))];
    const int kind = dice_.below(18);
    tell("row blow " + std::to_string(kind) + " at sound" + std::to_string(target.sound->mark) + ", with sound" +
         std::to_string(other.sound->mark));
    const Sha256 rubbish = sha256_of(story_);
    const auto change = [&](const char* sql, const auto&... values) { truyenthanh::run(intruder_, sql, values...); };
    switch (kind) {
        case 0:  // the sound of the recording, changed for another's
        case 1:
            change("UPDATE recording SET sha256 = ? WHERE id = ?", rubbish, other.recording);
            return change("UPDATE recording SET sha256 = ? WHERE id = ?", other.sound->sha256, target.recording);
        case 2:  // what was signed, changed for another's
            return change("UPDATE approval SET sha256 = ? WHERE recording_id = ?", other.sound->sha256,
                          target.recording);
        case 3:  // both at once
            change("UPDATE approval SET sha256 = ? WHERE recording_id = ?", other.sound->sha256, target.recording);
            change("UPDATE recording SET sha256 = ? WHERE id = ?", rubbish, other.recording);
            return change("UPDATE recording SET sha256 = ? WHERE id = ?", other.sound->sha256, target.recording);
        case 4:
            return change("UPDATE approval SET recording_id = ? WHERE recording_id = ?", other.recording,
                          target.recording);
        case 5:
            return change(
                "UPDATE approval SET approved_by = (SELECT added_by FROM recording WHERE id = ?1)"
                " WHERE recording_id = ?1",
                target.recording);
        case 6:
            return change("UPDATE approval SET valid_until = ? WHERE recording_id = ?",
                          now() + std::chrono::milliseconds{dice_.below(12'000)}, target.recording);
        case 7:
            return change("UPDATE approval SET revoked_at = ? WHERE recording_id = ?", now(), target.recording);
        case 8:
            return change("DELETE FROM approval WHERE recording_id = ?", target.recording);
        case 9:  // items and their recordings
            return change("UPDATE recording SET item_id = ? WHERE id = ?", target.item, other.recording);
        case 10:
            return change("UPDATE rundown_entry SET item_id = ? WHERE item_id = ?", other.item, target.item);
        case 11:
            return change("UPDATE rundown_entry SET position = position + 100 WHERE item_id = ?", target.item);
        case 12:
            return change("UPDATE recording SET frames = ?, channels = ? WHERE id = ?", 1 + dice_.below(400'000),
                          1 + dice_.below(2), target.recording);
        case 13:
            return change("UPDATE slot SET sustainer_id = ?", other.item);
        case 14:  // what the newsroom wrote down: words, state, authors
            return change("UPDATE item SET title = title || ?, edited_at = ? WHERE id = ?", "?", now(), target.item);
        case 15:
            return change("UPDATE item SET state = ? WHERE id = ?", dice_.one_in(2) ? "approved" : "archived",
                          target.item);
        case 16:
            return change(
                "INSERT OR IGNORE INTO item_author (item_id, person_id, share)"
                " SELECT ?, approved_by, 100 FROM approval WHERE recording_id = ?",
                target.item, target.recording);
        default:
            return change("DELETE FROM item_author WHERE item_id = ?", target.item);
    }
}

// Whatever sound the recording's row names by now: that is what the person hears and signs.
void AttackedStation::sign(Brought& target, std::optional<WallTime> until) {
    if (!target.is_approved) return;
    const Sha256 sound = read_recording(store_.connection, target.recording).recording.sha256;
    approve(store_.connection, target.recording, "Phạm Thị Lan", now(), until);
    signed_.insert(sound);
}

void AttackedStation::edit_by_the_rules(const Brought& target) {
    Connection& c = store_.connection;
    const Acting acting(c, {"Trần Văn Bình", now()});
    switch (dice_.below(4)) {
        case 0:
            return return_item(c, target.item, "sai");
        case 1:
            return archive_item(c, target.item, "cũ");
        case 2:
            return restore_item(c, target.item);
        default: {
            ItemDraft draft = read_item_on_file(c, target.item, now()).draft;
            draft.text += "?";
            edit_item(c, target.item, draft);
        }
    }
}

void AttackedStation::act_by_the_rules(Brought& target) {
    const Brought& other = brought_[static_cast<std::size_t>(dice_.below(kMarks))];
    const int kind = dice_.below(8);
    tell("by the rules " + std::to_string(kind) + ": sound" + std::to_string(target.sound->mark));
    switch (kind) {
        case 0:
        case 1:
            return revoke(store_.connection, target.recording, "Trần Văn Bình", now());
        case 2:
            return sign(target, {});
        case 3:
            return sign(target, now() + 1ms + std::chrono::milliseconds{dice_.below(12'000)});
        case 4:
        case 5:
            return edit_by_the_rules(target);
        default: {  // a newer recording of the item, which nobody has approved yet
            Recording recording = some_recording('0');
            recording.item = target.item;
            recording.sha256 = sha256_of(story_ + other.sound->sha256);
            add_recording(store_.connection, recording);
        }
    }
}

}  // namespace truyenthanh::testing
