// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a password: from the terminal without showing it, else one line of standard input. Never from the arguments,
// which other users of the machine can see. Thread: one.
#pragma once

#include <string>

namespace truyenthanh {

// Throws RequestError cli.no_password where there is no line to read.
std::string read_secret(const std::string& prompt);

}  // namespace truyenthanh
