// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Local time of the station's place to UTC and back, by zone name. Implemented in scheduler/zone.cpp.
// Policy: a local time that falls into a gap (clocks set forward) means the first instant after the gap; one that
// occurs twice (clocks set back) means the first of the two.
#pragma once

#include <memory>
#include <string>

#include "core/units.h"

namespace truyenthanh {

class Zone {
public:
    virtual ~Zone() = default;
    virtual WallTime to_utc(LocalTime local) const = 0;
    virtual LocalTime to_local(WallTime utc) const = 0;
    virtual const std::string& name() const noexcept = 0;
};

// Throws ConfigError (zone.unknown) where the system does not know the name.
std::unique_ptr<Zone> make_zone(const std::string& name);

}  // namespace truyenthanh
