// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Starting `truyenthanh-decode` with nothing but the descriptors it needs. Any thread.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace truyenthanh {

inline constexpr int kFirstJobDescriptor = 3;

struct JobOrder {
    std::filesystem::path program;
    std::vector<std::string> arguments;  // after the program's own name
    std::vector<int> descriptors;        // become 3, 4, 5, … of the job; all others are closed
    std::filesystem::path error_file;    // standard error is appended to it; empty: ours
    bool is_independent = false;         // its own session: outlives us and our terminal
};

// Starts the job with an empty environment, standard input and output at /dev/null. Throws DecodeError
// (intake.no_program).
pid_t start_job(const JobOrder& order);
// Waits for its death; the status of waitpid(), or −1 if it was not our child.
int wait_for_job(pid_t pid) noexcept;

// `truyenthanh-decode` beside the running program.
std::filesystem::path decode_program_beside_us();

}  // namespace truyenthanh
