// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The [profile] table: what the station's place allows. Any thread.
#pragma once

#include "config/section.h"
#include "core/profile.h"

namespace truyenthanh {

// Throws ConfigError as Section does.
Profile read_profile(Section& section);

}  // namespace truyenthanh
