// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the programs share that serve until a signal ends them: the signals, the log, what they exit with.
// Thread: the main one, before any other starts.
#pragma once

#include <functional>

#include "core/descriptor.h"
#include "text/catalogue.h"

namespace truyenthanh {

// Becomes readable when somebody ends the program. All threads inherit the mask, so only the descriptor hears of it.
Descriptor ending_signals();

// To standard error; without a time of its own where the journal writes one beside it.
void open_service_log(const char* name);

// Runs the program; what it throws becomes one sentence on standard error and an exit status.
int guarded(const Catalogue& words, const std::function<int()>& run);

}  // namespace truyenthanh
