// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the newsroom's desk methods work on, so that they are tested without a station. Thread: the station's.
#pragma once

#include <functional>

#include "config/places.h"
#include "core/clock.h"
#include "core/library.h"
#include "core/station_log.h"
#include "core/zone.h"
#include "store/connection.h"

namespace truyenthanh {

struct DeskContext {
    Connection& database;
    const Clock& clock;
    const Zone& zone;
    const Places& places;
    std::function<void(Severity, const Message&)> note;  // into the diary
    Library& library;                                    // whether sound may be heard
};

// The local day it is.
inline LocalDate local_day(const DeskContext& desk) {
    return LocalDate{std::chrono::floor<std::chrono::days>(desk.zone.to_local(desk.clock.now().wall))};
}

}  // namespace truyenthanh
