// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station's part in the air-check: tells its thread what is on air, and writes into the index what it has finished.
// Thread: the station's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "audio/air_check.h"
#include "config/places.h"
#include "config/settings.h"
#include "core/clock.h"
#include "core/station_log.h"
#include "scheduler/runner.h"
#include "store/connection.h"

namespace truyenthanh {

class AirCheckKeeper {
public:
    using Note = std::function<void(Severity, const Message&)>;

    AirCheckKeeper(const Places& places, const AirCheckSettings& settings, Connection& database, Note note);

    // Some times a second. Throws StoreError; what could not be indexed is tried again.
    void advance(const Now& now, const Runner& runner, const std::shared_ptr<const TapeView>& tape);
    // Ends the piece under way and indexes it.
    void stop();
    const std::optional<Message>& trouble() const noexcept { return trouble_; }

private:
    void take_news();

    Connection& database_;
    Note note_;
    std::unique_ptr<AirCheck> check_;  // nullptr: off
    std::vector<AirCheckPiece> unindexed_;
    std::vector<std::string> gone_;
    std::optional<Message> trouble_;
    SteadyTime looked_at_;
};

}  // namespace truyenthanh
