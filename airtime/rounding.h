// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one place where frames become seconds. A total is rounded to the nearest second, half upwards; its parts are
// given whole seconds that add up to it (largest remainder). Pure.
#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "core/units.h"

namespace truyenthanh {

// Of a count that is not negative.
std::chrono::seconds whole_seconds(Frames frames);

// Each part within a second of its own length; together exactly whole_seconds() of their sum. Where seconds are left
// over, the larger remainder comes first, of equals the earlier part.
std::vector<std::chrono::seconds> apportioned(std::span<const Frames> parts);

// The same of a total that was rounded elsewhere, such as a row of a table whose columns add up too. Each part is near
// its own length; together they are exactly `total`.
std::vector<std::chrono::seconds> shared_out(std::chrono::seconds total, std::span<const Frames> parts);

}  // namespace truyenthanh
