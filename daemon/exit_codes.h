// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the programs exit with; docs/cli.md tells scripts.
#pragma once

namespace truyenthanh::exit_code {

inline constexpr int kOk = 0;
inline constexpr int kFinding = 1;         // the linter or verify found something; the station said no
inline constexpr int kUsage = 64;          // the command line cannot be understood
inline constexpr int kUnreachable = 69;    // the station does not answer
inline constexpr int kSoftware = 70;       // a job of ours failed
inline constexpr int kInputOutput = 74;    // the database or a file failed
inline constexpr int kTemporary = 75;      // the sound output failed; try again
inline constexpr int kConfiguration = 78;  // the configuration cannot be used

}  // namespace truyenthanh::exit_code
