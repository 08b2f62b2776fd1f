// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Masters are handed out for air only when they are, byte for byte, what another person approved.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <set>

#include "newsroom/approval.h"
#include "store/hash.h"
#include "store/master_library.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using namespace std::chrono_literals;

namespace {

std::string read_all(int fd) {
    std::string bytes(static_cast<std::size_t>(::lseek(fd, 0, SEEK_END)), '\0');
    const ssize_t got = ::pread(fd, bytes.data(), bytes.size(), 0);
    bytes.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return bytes;
}

struct SoundStation : TemporaryStation {
    std::filesystem::path masters = folder.path() / "masters";
    MasterLibrary library{
        connection, masters,
        [](const std::string& title, const Recording& recording, const std::optional<Approval>& approval,
           WallTime when) { return why_not_heard(title, recording, approval, when); }};

    std::filesystem::path place(const std::string& bytes) {
        const std::filesystem::path path = master_path(masters, sha256_of(bytes));
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    RecordingId take_in(const std::string& bytes) {
        place(bytes);
        Recording recording = some_recording('0');
        recording.sha256 = sha256_of(bytes);
        return add_item_with_recording(connection, "Tin", ItemKind::News, recording);
    }
    RecordingId approved(const std::string& bytes) {
        const RecordingId id = take_in(bytes);
        approve(connection, id, "Trần Văn Bình", at());
        return id;
    }
    std::filesystem::path path_of(RecordingId id) {
        return master_path(masters, read_recording(connection, id).recording.sha256);
    }
    // The key of the refusal, or "" where the master was opened.
    std::string refused(RecordingId id, WallTime when = at(1h)) {
        const std::variant<OpenMaster, Message> opened = library.open(id, when);
        const Message* message = std::get_if<Message>(&opened);
        return message == nullptr ? "" : message->key;
    }
};

const std::string kSound = std::string(150'000, 'x') + "the end";

}  // namespace

TEST_CASE("an approved master is opened with a hash for every block of it") {
    SoundStation station;
    const RecordingId id = station.approved(kSound);
    std::variant<OpenMaster, Message> opened = station.library.open(id, at(1h));
    REQUIRE(std::holds_alternative<OpenMaster>(opened));
    const OpenMaster& master = std::get<OpenMaster>(opened);
    CHECK(master.bytes == static_cast<std::int64_t>(kSound.size()));
    CHECK(master.frames == Frames{48'000 * 90});
    CHECK(master.channels == 1);
    CHECK(read_all(master.file.get()) == kSound);
    const std::string table = read_all(master.block_hashes.get());
    CHECK(table.size() == 3 * static_cast<std::size_t>(kBlockHashBytes));
    CHECK(table.substr(0, 32) == table.substr(32, 32));
    CHECK(table.substr(32, 32) != table.substr(64, 32));
}

TEST_CASE("the table of block hashes can be changed by nobody") {
    SoundStation station;
    std::variant<OpenMaster, Message> opened = station.library.open(station.approved(kSound), at(1h));
    const int table = std::get<OpenMaster>(opened).block_hashes.get();
    CHECK(::pwrite(table, "x", 1, 0) == -1);
    CHECK(::ftruncate(table, 0) == -1);
    CHECK(::mmap(nullptr, 32, PROT_READ | PROT_WRITE, MAP_SHARED, table, 0) == MAP_FAILED);
}

TEST_CASE("what is not approved is not opened") {
    SoundStation station;
    const RecordingId id = station.take_in(kSound);
    CHECK(station.refused(id) == "newsroom.not_approved");
    approve(station.connection, id, "Trần Văn Bình", at(), at(2h));
    CHECK(station.refused(id).empty());
    CHECK(station.refused(id, at(2h)) == "newsroom.expired");
    CHECK(station.library.why_not(id, at(2h))->key == "newsroom.expired");
    revoke(station.connection, id, "Phạm Thị Cúc", at(1h));
    CHECK(station.refused(id) == "newsroom.revoked");
    CHECK(station.refused(RecordingId{99}) == "store.no_recording");
}

TEST_CASE("one changed, missing or added byte is refused") {
    SoundStation station;
    const RecordingId id = station.approved(kSound);
    std::string bytes = kSound;
    bytes[70'000] = 'y';
    std::ofstream(station.path_of(id)) << bytes;
    CHECK(station.refused(id) == "store.master_changed");
    std::ofstream(station.path_of(id)) << kSound << ' ';
    CHECK(station.refused(id) == "store.master_changed");
    std::filesystem::resize_file(station.path_of(id), kSound.size() - 1);
    CHECK(station.refused(id) == "store.master_changed");
    std::filesystem::remove(station.path_of(id));
    CHECK(station.refused(id) == "store.master_missing");
}

TEST_CASE("a link, a pipe or a folder in a master's place is refused at once") {
    SoundStation station;
    const RecordingId id = station.approved(kSound);
    const auto path = station.path_of(id);
    const auto elsewhere = station.folder.path() / "elsewhere.flac";
    std::filesystem::rename(path, elsewhere);
    std::filesystem::create_symlink(elsewhere, path);
    CHECK(station.refused(id) == "store.master_missing");
    std::filesystem::remove(path);
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    CHECK(station.refused(id) == "store.master_missing");
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    CHECK(station.refused(id) == "store.master_missing");
}

TEST_CASE("what was opened stays what it was when another file takes its name") {
    SoundStation station;
    const RecordingId id = station.approved(kSound);
    std::variant<OpenMaster, Message> opened = station.library.open(id, at(1h));
    std::filesystem::remove(station.path_of(id));
    std::ofstream(station.path_of(id)) << "something else";
    CHECK(read_all(std::get<OpenMaster>(opened).file.get()) == kSound);
}

TEST_CASE("approvals and recordings are not edited in the table") {
    SoundStation station;
    const RecordingId id = station.approved(kSound);
    const auto is_refused = [&](const char* sql) {
        return refusal([&] { station.connection.run(sql); }) == "store.failed";
    };
    CHECK(is_refused("UPDATE recording SET sha256 = printf('%064d', 1)"));
    CHECK(is_refused("UPDATE recording SET added_by = 2"));
    CHECK(is_refused("UPDATE approval SET sha256 = printf('%064d', 1)"));
    CHECK(is_refused("UPDATE approval SET valid_until = NULL"));
    revoke(station.connection, id, "Phạm Thị Cúc", at(1h));
    CHECK(is_refused("UPDATE approval SET revoked_at = NULL"));
}

namespace {

// Somebody with the folder and the database in his hands, but without a second person.
class Intruder {
public:
    Intruder(SoundStation& station, std::mt19937& random) : station_(station), random_(random) {
        station.connection.run(
            "DROP TRIGGER recording_is_final; DROP TRIGGER approval_is_final;"
            "DROP TRIGGER approval_stays_revoked;");
    }

    void strike(RecordingId victim, RecordingId other) {
        const auto path = station_.path_of(victim);
        const auto another = station_.path_of(other);
        std::error_code ignored;
        switch (random_() % 10) {
            case 0:
                spoil(path);
                break;
            case 1:
                std::filesystem::resize_file(path, random_() % 200'000, ignored);
                break;
            case 2:
                replace(path, another, false);
                break;
            case 3:
                replace(path, another, true);
                break;
            case 4:
                std::filesystem::remove(path, ignored);
                break;
            case 5:
                swap(path, another);
                break;
            case 6:
                edit("UPDATE recording SET sha256 = printf('%064d', ?) WHERE id = ?", victim);
                break;
            case 7:
                edit("UPDATE approval SET sha256 = printf('%064d', ?) WHERE recording_id = ?", victim);
                break;
            case 8:
                edit("UPDATE approval SET valid_until = ? WHERE recording_id = ?", victim);
                break;
            default:
                point_at(victim, other);
        }
    }

private:
    void spoil(const std::filesystem::path& path) {
        std::error_code ignored;
        const auto size = std::filesystem::file_size(path, ignored);
        if (ignored || size == 0) return;
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(random_() % size));
        file.put(static_cast<char>(random_() % 256));
    }
    void replace(const std::filesystem::path& path, const std::filesystem::path& by, bool by_link) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
        if (by_link) {
            std::filesystem::create_symlink(by, path, ignored);
        } else {
            std::filesystem::copy_file(by, path, ignored);
        }
    }
    void swap(const std::filesystem::path& a, const std::filesystem::path& b) {
        std::error_code ignored;
        const std::filesystem::path aside = a.string() + ".aside";
        std::filesystem::rename(a, aside, ignored);
        std::filesystem::rename(b, a, ignored);
        std::filesystem::rename(aside, b, ignored);
    }
    void edit(const char* sql, RecordingId victim) {
        run(station_.connection, sql, static_cast<std::int64_t>(random_() % 1'000'000), victim);
    }
    // Makes the recording row name the other one's master, as if it had been that all along.
    void point_at(RecordingId victim, RecordingId other) {
        const Sha256 sha256 = read_recording(station_.connection, other).recording.sha256;
        run(station_.connection, "UPDATE recording SET sha256 = printf('%064d', ?) WHERE id = ?",
            static_cast<std::int64_t>(random_() % 1'000'000), other);
        run(station_.connection, "UPDATE recording SET sha256 = ? WHERE id = ?", sha256, victim);
    }

    SoundStation& station_;
    std::mt19937& random_;
};

std::string random_sound(std::mt19937& random) {
    std::string bytes(1'000 + random() % 150'000, '\0');
    for (std::size_t i = 0; i < bytes.size(); i += 1 + random() % 64) bytes[i] = static_cast<char>(random());
    return bytes;
}

}  // namespace

TEST_CASE("however masters and rows are swapped, cut, linked and edited, no unapproved byte is handed out") {
    const unsigned seed = std::random_device()();
    UNSCOPED_INFO("seed " << seed);
    std::mt19937 random(seed);
    int opened_count = 0;
    int refused_count = 0;
    for (int round = 0; round < 40; ++round) {
        SoundStation station;
        station.connection.run("PRAGMA synchronous = OFF");
        std::set<std::string> approved_bytes;
        std::vector<RecordingId> recordings;
        for (int i = 0; i < 6; ++i) {
            const std::string bytes = random_sound(random);
            const bool is_approved = i % 3 != 2;
            recordings.push_back(is_approved ? station.approved(bytes) : station.take_in(bytes));
            if (is_approved) approved_bytes.insert(bytes);
        }
        Intruder intruder(station, random);
        for (int strike = 0; strike < 8; ++strike) {
            intruder.strike(recordings[random() % recordings.size()], recordings[random() % recordings.size()]);
            for (const RecordingId id : recordings) {
                const std::variant<OpenMaster, Message> opened = station.library.open(id, at(1h));
                const auto* master = std::get_if<OpenMaster>(&opened);
                if (master != nullptr && !approved_bytes.contains(read_all(master->file.get()))) {
                    FAIL("recording " << id.value << " opened with unapproved bytes");
                }
                ++(master != nullptr ? opened_count : refused_count);
            }
        }
    }
    CHECK(opened_count > 100);
    CHECK(refused_count > 100);
}
