// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the station tells of itself at this moment; docs/cli.md describes the fields. Pure, any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/relay_desk.h"
#include "core/zone.h"
#include "scheduler/runner.h"
#include "store/relay_hours.h"

namespace truyenthanh {

struct RelayState {
    Relay relay;
    RelayHealth health;
    RelayEvidence day;  // the last 24 hours
};

nlohmann::json status_document(const std::string& station, const Now& now, const Zone& zone, const Picture& picture,
                               const std::vector<RelayState>& relays);
// Of some hours of a relay.
nlohmann::json document(const RelayEvidence& evidence);
// The output as the chain itself tells of it.
nlohmann::json output_document(const AirStatus& air);

}  // namespace truyenthanh
