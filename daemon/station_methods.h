// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of the desk's method table and what each does to the station. docs/desk.md describes them.
// Thread: the station's.
#pragma once

#include <vector>

#include "daemon/station.h"

namespace truyenthanh {

class StationMethods {
public:
    explicit StationMethods(Station& station) : station_(station) {}
    std::vector<Method> table() const;

private:
    using Answer = std::optional<nlohmann::json>;

    static std::vector<Method> recordings(Station& station);
    static std::vector<Method> week(Station& station);
    static std::vector<Method> overrides(Station& station);
    static std::vector<Method> live(Station& station);

    static Answer import_schedule(Station& station, const DeskCall& call);
    static Answer test_relay(Station& station, const DeskCall& call);
    static Answer hand_out_tape(Station& station, const DeskCall& call);
    static Answer take(Station& station, const nlohmann::json& params);

    Station& station_;
};

}  // namespace truyenthanh
