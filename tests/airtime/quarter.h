// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sample quarter (tests/data/q1-2018.csv) as the entries its ledger would hold: each programme is sent at 07:30 and
// at 16:45, its items between tune, call, stingers and close.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "airtime/figures.h"
#include "core/names.h"
#include "store/ledger.h"

namespace truyenthanh::testing {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

inline constexpr DayRange kQuarter{LocalDate{std::chrono::year(2018) / 1 / 1},
                                   LocalDate{std::chrono::year(2018) / 3 / 31}};

class Quarter {
public:
    Quarter() {
        std::ifstream file(DATA "/q1-2018.csv");
        std::string line;
        std::getline(file, line);
        while (std::getline(file, line)) add_programme(line);
    }

    // The entry of a session ("2018-01-03", 0 in the morning, 1 in the afternoon) at a position from 1.
    AsRunEntry& at(const std::string& date, int session, int position) {
        for (AsRunEntry& entry : entries) {
            const EntryIntent& intent = entry.intent;
            if (to_string(intent.transmission.date) == date && intent.transmission.slot.value == session + 1 &&
                intent.position == position)
                return entry;
        }
        throw std::runtime_error("no such entry");
    }

    // So much less of it was heard than planned.
    static void lose(AsRunEntry& entry, seconds lost, const char* cause) {
        entry.count.frames -= to_frames(lost);
        if (entry.count.frames.count == 0) entry.count.started = entry.count.ended = std::nullopt;
        entry.outcome = entry.count.frames.count > 0 ? Outcome::Curtailed : Outcome::Missed;
        entry.cause = Message{cause, {}};
    }

    // An entry of its own transmission, not of the quarter's programmes.
    AsRunEntry& add(EntryKind kind, const std::string& date, int exception, seconds planned, seconds heard) {
        AsRunEntry entry;
        entry.intent.kind = kind;
        entry.intent.transmission = {*parse_date(date), {}, ExceptionId{exception}};
        entry.intent.slot_name = "Thêm";
        entry.intent.title = "Thêm";
        entry.intent.planned_start = start_of(date, hours{17});
        hear(entry, planned, heard);
        entries.push_back(entry);
        return entries.back();
    }

    // Written down in a station's ledger, in the order in which they would have sounded.
    void write(Ledger& ledger) const {
        for (const AsRunEntry& entry : entries) {
            const EntryId id = ledger.open(entry.intent, entry.intent.planned_start);
            if (entry.outcome) ledger.close(id, entry.count, *entry.outcome, entry.cause, entry.intent.planned_start);
        }
    }

    Figures figures(DayRange span = kQuarter) const { return figures_of(sums_of(entries, span), span); }

    std::vector<AsRunEntry> entries;

private:
    static WallTime start_of(const std::string& date, seconds after) {
        return WallTime(std::chrono::sys_days(*parse_date(date))) + after - hours{7};
    }

    static void hear(AsRunEntry& entry, seconds planned, seconds heard) {
        entry.intent.planned_frames = to_frames(planned);
        entry.count.frames = to_frames(heard);
        entry.count.started = entry.intent.planned_start;
        entry.count.ended = entry.intent.planned_start + heard;
        entry.outcome = heard < planned ? Outcome::Curtailed : Outcome::Aired;
    }

    void add_programme(const std::string& line) {
        std::istringstream fields(line);
        std::string number, date, count, lengths, kinds, frame;
        for (std::string* field : {&number, &date, &count, &lengths, &kinds, &frame}) std::getline(fields, *field, ',');
        const int first_item = next_item_;
        for (const int session : {0, 1}) {
            next_item_ = first_item;
            add_session(std::stoi(number), date, session, lengths, kinds, seconds{std::stoi(frame)});
        }
    }

    void add_session(int programme, const std::string& date, int session, const std::string& lengths,
                     const std::string& kinds, seconds frame) {
        std::istringstream each_length(lengths), each_kind(kinds);
        std::vector<std::pair<ItemKind, seconds>> items;
        int length = 0;
        for (std::string kind; each_length >> length && each_kind >> kind;)
            items.emplace_back(kind == "tin" ? ItemKind::News : ItemKind::Feature, seconds{length});
        const seconds stinger{5};
        const seconds call = frame - seconds{40} - stinger * static_cast<int>(items.size() - 1);
        WallTime at = start_of(date, session == 0 ? hours{7} + minutes{30} : hours{16} + minutes{45});
        int position = 0;
        const auto sound = [&](ItemKind kind, seconds planned, int item) {
            AsRunEntry& entry = entries.emplace_back();
            entry.intent.transmission = {*parse_date(date), SlotId{session + 1}, {}};
            entry.intent.position = ++position;
            entry.intent.slot_name = session == 0 ? "Sáng" : "Chiều";
            entry.intent.programme = ProgrammeId{programme};
            entry.intent.programme_name = "Bản tin " + date;
            entry.intent.item = ItemId{item};
            entry.intent.item_kind = kind;
            entry.intent.title = std::string(name(kind)) + " " + std::to_string(item);
            entry.intent.planned_start = at;
            hear(entry, planned, planned);
            at += planned;
        };
        sound(ItemKind::Tune, seconds{20}, 1);
        sound(ItemKind::Call, call, 2);
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) sound(ItemKind::Stinger, stinger, 3);
            sound(items[i].first, items[i].second, next_item_++);
        }
        sound(ItemKind::Close, seconds{20}, 4);
    }

    int next_item_ = 101;
};

}  // namespace truyenthanh::testing
