// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Locks the calling process up before it reads a stranger's bytes: limits, Landlock where the kernel has it, and a list
// of system calls outside of which the kernel kills. There is no way back.
// Thread: the only one of the process, or with others parked; they are locked up too (limit_self before they start).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace truyenthanh {

struct SelfLimits {
    std::uint64_t memory_bytes = 512U << 20;  // of data; twice that plus 2 GiB of address space
    std::uint64_t processor_seconds = 900;
    std::uint64_t file_bytes = 8ULL << 30;  // size of a written file; 0: none may be written
    bool is_hidden = true;                  // from the processes of the same user: /proc/PID shows nothing
};

// no_new_privs, no core file, and the limits. Throws DecodeError (intake.no_sandbox).
void limit_self(const SelfLimits& limits);

// Landlock: from now on nothing but what lies under `readable` may be opened, and that only for reading. Where the
// kernel has no Landlock (before 5.13, or switched off) nothing happens; the list of system calls stands by itself.
// Returns whether it holds.
bool deny_files(const std::vector<std::string>& readable);

// The take-in job: memory, threads that exist already, reading, writing to `writable` descriptors and the clock. No
// open, socket, exec, new thread or process: the kernel kills (SIGSYS). Throws DecodeError (intake.no_sandbox).
void confine_to_decoding(const std::vector<int>& writable);

// The relay job: besides, sockets, threads and opening files for reading. No exec, no new process, no file written.
void confine_to_relaying();

// The number of a file, process or descriptor more that may be opened: none. After everything needed is open.
void close_the_door(bool allow_threads);

}  // namespace truyenthanh
