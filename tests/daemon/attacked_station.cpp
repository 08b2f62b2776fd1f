// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See attacked_station.h.
#include "tests/daemon/attacked_station.h"

#include <algorithm>
#include <fstream>
#include <thread>

#include "core/error.h"
#include "core/names.h"
#include "newsroom/approval.h"
#include "store/programmes.h"
#include "store/recordings.h"
#include "store/slots.h"
#include "store/verify.h"

namespace truyenthanh::testing {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr int kApproved = 8;  // of the marks; a person has approved these, nobody the others
constexpr auto kLook = 150ms;
constexpr auto kLength = 31s;
// 07:00 in the station's place.
const WallTime kSeven = *parse_wall_time("2026-12-07T00:00:00Z");

std::optional<Message> rule(const std::string& title, const Recording& recording,
                            const std::optional<Approval>& approval, WallTime at) {
    return why_not_heard(title, recording, approval, at);
}

// Reads ahead on a connection of its own, as the station's does.
class AheadLibrary final : public Library {
public:
    AheadLibrary(const fs::path& database, const fs::path& masters)
        : database_(database, DatabaseAccess::ReadOnly), masters_(database_, masters, rule) {}
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

}  // namespace

void Witness::look(WallTime now) {
    Sight sight{now, {}};
    Query query(database_,
                "SELECT a.sha256, coalesce(a.valid_until, 9000000000000000) FROM recording r, approval a"
                " WHERE a.recording_id = r.id AND a.sha256 = r.sha256 AND a.revoked_at IS NULL"
                " AND a.approved_by <> r.added_by"
                " AND a.id = (SELECT max(b.id) FROM approval b WHERE b.recording_id = r.id)");
    while (query.next()) {
        Sha256 sound;
        std::int64_t until = 0;
        query.read(sound, until);
        sight.approved.insert_or_assign(sound, WallTime{std::chrono::microseconds{until}});
    }
    sights_.push_back(std::move(sight));
}

bool Witness::has_approved(const Sha256& sound, WallTime from, WallTime until) const {
    for (std::size_t i = 0; i < sights_.size(); ++i) {
        const Sight& sight = sights_[i];
        const bool is_superseded = i + 1 < sights_.size() && sights_[i + 1].at <= from;
        if (is_superseded || sight.at > until) continue;
        const auto found = sight.approved.find(sound);
        if (found != sight.approved.end() && found->second > std::max(from, sight.at)) return true;
    }
    return false;
}

AttackedStation::AttackedStation(unsigned seed)
    : dice_(seed),
      clock_(kSeven),
      begin_(kSeven),
      direct_(store_.connection, masters_, rule),
      library_(
          direct_, [this](RecordingId recording) { return sound_of(store_.connection, recording); },
          [this] { return std::make_unique<AheadLibrary>(store_.database, masters_); }),
      plans_(store_.connection, *zone_, settings_, library_),
      air_(clock_.now().steady, [this](std::span<const float> samples) { heard_.add(samples); }),
      intruder_(store_.database, DatabaseAccess::ReadWrite),
      witness_(store_.database) {
    store_.connection.run("PRAGMA synchronous = OFF");
    intruder_.run("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF");
    settings_.profile.permitted.push_back(TimeWindow{});
    for (const MarkedSound& sound : marked_sounds()) bring(sound, sound.mark < kApproved);
    add_slots();
    // What a person with the database could do first.
    intruder_.run(
        "DROP TRIGGER recording_is_final; DROP TRIGGER approval_by_another_person; DROP TRIGGER approval_is_final;"
        "DROP TRIGGER approval_stays_revoked");
    witness_.look(now());
}

AttackedStation::~AttackedStation() { runner_.reset(); }

void AttackedStation::bring(const MarkedSound& sound, bool is_approved) {
    Recording recording = some_recording('0');
    recording.sha256 = sound.sha256;
    recording.frames = sound.frames;
    recording.channels = 2;
    recording.loudness_lufs = kTargetLufs;
    recording.added_at = now();
    const std::string title = "sound" + std::to_string(sound.mark);
    const RecordingId id = add_item_with_recording(store_.connection, title, ItemKind::News, recording);
    Brought brought{id, read_recording(store_.connection, id).recording.item, &sound, is_approved,
                    master_path(masters_, sound.sha256)};
    fs::create_directories(brought.path.parent_path());
    std::ofstream(brought.path, std::ios::binary) << sound.bytes;
    if (is_approved) {
        std::optional<WallTime> until;
        if (dice_.one_in(6)) until = now() + std::chrono::milliseconds{dice_.below(30'000)} + 1ms;
        approve(store_.connection, id, "Trần Văn Bình", now(), until);
        signed_.insert(sound.sha256);
    }
    brought_.push_back(std::move(brought));
}

void AttackedStation::add_slots() {
    add_slot(3s, 11s + std::chrono::seconds{dice_.below(3)});
    add_slot(std::chrono::seconds{15 + dice_.below(3)}, 10s);
}

void AttackedStation::add_slot(std::chrono::seconds start, std::chrono::seconds length) {
    Programme programme;
    programme.name = "programme";
    const int entries = 2 + dice_.below(4);
    for (int i = 0; i < entries; ++i) {
        const int mark = dice_.one_in(8) ? kApproved + dice_.below(kMarks - kApproved) : dice_.below(kApproved);
        programme.rundown.push_back({brought_[static_cast<std::size_t>(mark)].item, {}, Mix::Replace, 0ms});
    }
    rundown_sizes_.insert(programme.rundown.size());
    Slot slot;
    slot.name = "slot";
    slot.start = 7h + start;
    slot.length = length;
    slot.content.programme = add_programme(store_.connection, programme);
    slot.start_rule = dice_.one_in(2) ? StartRule::Hard : StartRule::Follow;
    slot.overrun = dice_.one_in(2) ? OverrunRule::Cut : OverrunRule::Finish;
    slot.late = static_cast<LateRule>(dice_.below(3));
    slot.substitute = static_cast<SubstituteRule>(dice_.below(3));
    if (slot.substitute == SubstituteRule::Sustainer || dice_.one_in(2))
        slot.sustainer = brought_[static_cast<std::size_t>(dice_.below(kApproved))].item;
    truyenthanh::add_slot(store_.connection, slot);
}

void AttackedStation::tell(const std::string& what) { story_ += to_string(now()) + " " + what + "\n"; }

WallTime AttackedStation::wall_at(std::int64_t frame) const {
    return begin_ + std::chrono::floor<std::chrono::microseconds>(to_duration(Frames{frame}));
}

void AttackedStation::tick() {
    try {
        runner_->tick();
    } catch (const Error& error) {
        tell(std::string("the station: ") + error.what());
    }
}

// As the station does, and waited for, so that a seed plays the same twice.
void AttackedStation::read_ahead() {
    try {
        for (const Transmission& transmission : plans_.make(now(), now() + 20s).transmissions) {
            for (const PlannedItem& item : transmission.items) {
                if (!item.refused && item.item.recording) library_.prepare(item.item.recording->id, transmission.start);
            }
        }
    } catch (const Error& error) {
        tell(std::string("reading ahead: ") + error.what());
    }
    while (library_.is_reading()) std::this_thread::yield();
}

void AttackedStation::play() {
    const Doors doors{clock_, air_, library_, relays_, ledger_, diary_, plans_};
    runner_.emplace(doors, now());
    std::vector<WallTime> blows;
    for (int i = 3 + dice_.below(8); i > 0; --i)
        blows.push_back(begin_ + std::chrono::milliseconds{dice_.below(27'000)});
    std::sort(blows.begin(), blows.end(), std::greater<>());
    while (now() < begin_ + kLength || (runner_->is_running() && now() < begin_ + 2 * kLength)) {
        for (; !blows.empty() && blows.back() <= now(); blows.pop_back()) strike();
        if (dice_.one_in(12)) read_ahead();
        tick();
        clock_.advance(to_frames(kLook));
        air_.advance(to_frames(kLook));
    }
    air_.flush();
}

std::int64_t AttackedStation::frames_heard() const { return heard_.frames - heard_.frames_of(kSilence); }

std::string AttackedStation::verdict() {
    std::string wrong = wrong_sound();
    if (wrong.empty()) wrong = wrong_rows();
    return wrong.empty() ? wrong_counts() : wrong;
}

std::string AttackedStation::wrong_sound() const {
    for (std::size_t i = 0; i < heard_.runs.size(); ++i) {
        const Heard::Run& run = heard_.runs[i];
        if (run.mark == kSilence) continue;
        const std::string when =
            to_string(wall_at(run.begin)) + ", frames " + std::to_string(run.begin) + " to " + std::to_string(run.end);
        const std::vector<int> marks = heard_.marks_of(i);
        if (marks.empty()) return "sound that is nobody's at " + when;
        for (const int mark : marks) {
            const std::string wrong = wrong_mark(mark, wall_at(run.begin));
            if (!wrong.empty()) return wrong + ": sound" + std::to_string(mark) + " at " + when;
        }
    }
    return {};
}

// Empty: a person had approved it, and still has, but for what the station needs to notice.
std::string AttackedStation::wrong_mark(int mark, WallTime at) const {
    const Sha256& sound = marked_sounds()[static_cast<std::size_t>(mark)].sha256;
    if (!signed_.contains(sound)) return "never approved";
    if (!witness_.has_approved(sound, at - kNotice, at)) return "not approved any more";
    return {};
}

// Each occurrence has one closed row for each of its positions, and what a row says was approved when it began.
std::string AttackedStation::wrong_rows() {
    if (const LedgerVerdict ledger = verify_ledger(store_.connection); !ledger.is_whole())
        return "the ledger is not whole";
    for (const AsRunEntry& row : as_run_entries(store_.connection, {}))
        if (!row.outcome) return "never closed: " + row.intent.title + " " + to_string(row.intent.transmission);
    std::map<TransmissionKey, std::set<int>> positions;
    for (const AsRunEntry& row : as_run_entries(store_.connection, {})) {
        const bool is_item = row.intent.kind == EntryKind::Item;
        if ((is_item || row.intent.kind == EntryKind::Session) &&
            !positions[row.intent.transmission].insert(row.intent.position).second)
            return "two rows for one occurrence: " + row.intent.title;
        if (row.intent.kind == EntryKind::DeadAir || !row.count.started || row.count.heard().count <= 0) continue;
        if (!witness_.has_approved(row.intent.sha256, *row.count.started - kNotice, *row.count.started))
            return "begun without approval: " + row.intent.title;
    }
    if (positions.size() != 2) return std::to_string(positions.size()) + " transmissions on record";
    for (const auto& [key, known] : positions) {
        const bool is_session = known == std::set<int>{0};
        const bool is_whole = *known.begin() == 1 && *known.rbegin() == static_cast<int>(known.size());
        if (!is_session && (!is_whole || !rundown_sizes_.contains(known.size())))
            return "an item without a row in " + to_string(key);
    }
    return {};
}

// What was heard of each sound is what the rows say of it, but for the frames of a fade that are exactly zero.
std::string AttackedStation::wrong_counts() {
    std::map<Sha256, std::int64_t> on_record;
    for (const AsRunEntry& row : as_run_entries(store_.connection, {}))
        on_record[row.intent.sha256] += row.count.heard().count;
    for (const MarkedSound& sound : marked_sounds()) {
        const std::int64_t heard = heard_.frames_of(sound.mark);
        const std::int64_t recorded = on_record[sound.sha256];
        // A frame on which one fades out while another begins is one of either.
        const std::int64_t mixed = heard_.frames_of(kUnknown);
        const auto runs = static_cast<std::int64_t>(heard_.runs.size());
        if (heard > recorded + mixed || recorded - heard > 4 * runs + mixed)
            return "of sound" + std::to_string(sound.mark) + " " + std::to_string(heard) + " frames were heard and " +
                   std::to_string(recorded) + " are on record";
    }
    return {};
}

}  // namespace truyenthanh::testing
