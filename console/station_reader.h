// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What only reads, from the database of the station itself (decision 0051), as the documents of docs/cli.md.
// Thread: one; each worker of the console has its own.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "config/places.h"
#include "config/settings.h"
#include "core/clock.h"
#include "core/descriptor.h"
#include "core/zone.h"
#include "store/connection.h"
#include "store/master_library.h"
#include "text/catalogue.h"

namespace truyenthanh {

struct Page {
    std::string search;
    std::size_t offset = 0;
    std::size_t most = 100;
    bool only_waiting = false;  // for an approval
};

// The newsroom's rule in the store's words: why this sound may not be heard at `at`.
std::optional<Message> newsroom_rule(const std::string& title, const Recording& recording,
                                     const std::optional<Approval>& approval, WallTime at);

class StationReader {
public:
    StationReader(const Places& places, const Settings& settings, const Zone& zone, const Clock& clock)
        : places_(places), settings_(settings), settings_at_(changed_at(places)), zone_(zone), clock_(clock) {}

    // Each throws StoreError where the database cannot be read, RequestError for what is not there.
    nlohmann::json plan(LocalDate date);
    nlohmann::json as_run(LocalDate date);
    nlohmann::json findings(LocalDate first, int days);
    nlohmann::json recordings(const Page& page);
    nlohmann::json programmes(const std::string& search);
    nlohmann::json relays();
    nlohmann::json slots();
    nlohmann::json calendar();
    nlohmann::json overrides();
    // Texts of the newsroom, without their words; `stage` is a name of ItemStage, empty: all but archived ones.
    nlohmann::json items(const std::string& search, const std::string& stage);
    nlohmann::json item(ItemId item);  // with its words and its life
    nlohmann::json people();
    nlohmann::json accounts();
    nlohmann::json roles();
    nlohmann::json units();
    nlohmann::json blocks();
    nlohmann::json signers(const std::string& block);
    nlohmann::json audit(int most);  // the newest so many, oldest first
    nlohmann::json diary(std::chrono::local_days first, std::chrono::local_days last, int most);
    nlohmann::json search(const std::string& words);
    // So many days from the beginning of `first`, walked through on a copy: what would be heard, and the diary.
    nlohmann::json rehearsal(LocalDate first, int days);
    // {"steps": [{"step", "is_done"}]}: how far a new station has come.
    nlohmann::json guide();
    // What may be changed from here; receivers of notices only where asked for.
    nlohmann::json settings_page(bool with_notices);
    // What the programme of `date` may be made of; `page.search` in the title.
    nlohmann::json pool(LocalDate date, ProgrammeId programme, const Page& page);
    nlohmann::json programme(ProgrammeId programme);  // with titles, lengths, bar and state
    nlohmann::json formats();
    nlohmann::json columns();
    nlohmann::json guidance();
    nlohmann::json coverage(LocalDate from, LocalDate until);
    nlohmann::json duties(LocalDate from, LocalDate until);
    nlohmann::json royalties(LocalDate from, LocalDate until);
    nlohmann::json submissions();
    nlohmann::json technical();  // the loudspeaker system
    // A report's bytes in "json", "html", "csv", "pdf" or "xlsx".
    std::string report(const std::string& period, int first_day, const std::string& format, const Catalogue& words);
    // The recording's master, open; its bytes are FLAC.
    Descriptor sound(RecordingId recording);
    // Pairs of signed bytes, lowest and highest, each under 1024 frames; empty where none were measured.
    std::string peaks(RecordingId recording);
    // As station.toml says at this moment; where it cannot be read, as it last could.
    const Settings& settings();
    bool wants_first_account();
    // Moves on with every change of what is planned.
    std::int64_t version();
    LocalDate today() const;

private:
    nlohmann::json diary_rows(Connection& database, WallTime from, WallTime until, int most) const;
    static std::filesystem::file_time_type changed_at(const Places& places);
    Connection& database();
    MasterLibrary masters();  // judges by the newsroom's rule
    template <class Use>
    nlohmann::json planned(const Use& use);

    const Places& places_;
    Settings settings_;
    std::filesystem::file_time_type settings_at_;  // when the file was last changed, as far as we know it
    const Zone& zone_;
    const Clock& clock_;
    std::optional<Connection> database_;
};

}  // namespace truyenthanh
