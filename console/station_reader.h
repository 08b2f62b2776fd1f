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
#include "text/catalogue.h"

namespace truyenthanh {

struct Page {
    std::string search;
    std::size_t offset = 0;
    std::size_t most = 100;
    bool only_waiting = false;  // for an approval
};

class StationReader {
public:
    StationReader(const Places& places, const Settings& settings, const Zone& zone, const Clock& clock)
        : places_(places), settings_(settings), zone_(zone), clock_(clock) {}

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
    nlohmann::json audit(int most);  // the newest so many, oldest first
    // A report's bytes in "json", "html", "csv", "pdf" or "xlsx".
    std::string report(const std::string& period, int first_day, const std::string& format, const Catalogue& words);
    // The recording's master, open; its bytes are FLAC.
    Descriptor sound(RecordingId recording);
    // Pairs of signed bytes, lowest and highest, each under 1024 frames; empty where none were measured.
    std::string peaks(RecordingId recording);
    // Moves on with every change of what is planned.
    std::int64_t version();
    LocalDate today() const;

private:
    Connection& database();
    template <class Use>
    nlohmann::json planned(const Use& use);

    const Places& places_;
    const Settings& settings_;
    const Zone& zone_;
    const Clock& clock_;
    std::optional<Connection> database_;
};

}  // namespace truyenthanh
