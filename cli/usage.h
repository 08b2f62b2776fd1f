// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is wrong with a command line, in a sentence of ours: CLI11 speaks English only.
#pragma once

#include <CLI/CLI.hpp>

#include "core/message.h"

namespace truyenthanh {

// Of the error that `app` threw while it parsed. Names the verb that was meant, so that its help can be asked for.
Message usage_message(const CLI::App& app, const CLI::ParseError& error);

}  // namespace truyenthanh
