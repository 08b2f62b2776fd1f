// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station's diary beside the ledger: what happened to the station itself – clock faults, the kill latch, overrides,
// a lost output, a lost relay, a refusal. Append-only.
#pragma once

#include "core/message.h"
#include "core/units.h"

namespace truyenthanh {

enum class Severity { Notice, Warning, Fault };

class StationLog {
public:
    virtual ~StationLog() = default;
    virtual void note(Severity severity, const Message& message, WallTime now) = 0;
};

}  // namespace truyenthanh
