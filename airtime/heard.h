// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Were you on air at 03:15?": what the ledger says of one instant, and the reply sheet for whoever asked. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "airtime/report.h"
#include "core/profile.h"
#include "core/station_log.h"
#include "core/zone.h"

namespace truyenthanh {

struct HeardQuestion {
    WallTime at;
    std::uint32_t zones = ~std::uint32_t{0};  // the clusters asked about
    std::string zone_name;                    // empty: all of them
};

// Entries of the asked zones. Of dead air the ledger knows the silence within a transmission as a whole, so an entry of
// it may lie over the instant beside one that sounds.
struct HeardAnswer {
    std::vector<AsRunEntry> sounding;
    std::vector<AsRunEntry> silent;
    std::optional<AsRunEntry> before;  // the last that had ended
    std::optional<AsRunEntry> after;   // the first that had not begun
};

// `near` holds at least every entry that could lie over the instant.
HeardAnswer heard_at(const std::vector<AsRunEntry>& near, const HeardQuestion& question);

// What stands beside the ledger's own rows.
struct HeardGrounds {
    std::int64_t entries = 0;  // of the whole chain, which was verified
    Sha256 head;
    std::optional<Message> fault;         // why the ledger proves nothing
    std::optional<WallTime> begins;       // the ledger's first day is later than what was asked
    std::optional<WallTime> unseen_from;  // the station has not run since
    std::vector<Override> overrides;      // in force at that instant
    struct Note {
        WallTime at;
        Severity severity = Severity::Notice;
        Message message;
    };
    std::vector<Note> notes;  // of the diary, around it
    struct Master {
        RecordingId recording;
        double loudness_lufs = 0.0;
        bool is_kept = false;  // the very bytes that were heard can be played again
    };
    std::vector<Master> masters;
    std::vector<Message> states;  // what kept the line from sounding as planned at that instant, as the diary has it
    // What was kept of what left the mixer, and the few seconds around the instant measured in it.
    struct Sound {
        std::string file;
        std::chrono::seconds into{0};         // where in the file the instant lies
        std::optional<double> loudness_lufs;  // absent: the file could not be read
        double true_peak_dbtp = 0.0;
    };
    std::optional<Sound> air_check;  // absent: none of that instant
};

enum class HeardVerdict { On, Silent, Off, Unproved };
HeardVerdict verdict_of(const HeardAnswer& answer, const HeardGrounds& grounds);

Report reply_sheet(const std::string& station, const HeardQuestion& question, const HeardAnswer& answer,
                   const HeardGrounds& grounds, const Zone& zone, const Voice& voice);

// A day and a time of day of the station's place.
std::string local_words(WallTime at, const Zone& zone, const Voice& voice);
// The time of day alone.
std::string clock_words(WallTime at, const Zone& zone, const Voice& voice);

}  // namespace truyenthanh
