// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Inside of playout: who has the better right to the line, and what a late start may still do.
// Thread: any.
#pragma once

#include "scheduler/step.h"

namespace truyenthanh {

// Where two Hard transmissions claim the line: the higher priority, then the later start, then the smaller key.
bool beats(const Transmission& a, const Transmission& b);

// LateRule::Restart: late by no more than allowed, and nothing is planned before it would then end.
bool fits_late(const Step& step, const Transmission& transmission, Frames lateness);

}  // namespace truyenthanh
