// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See job_process.h.
#include "audio/job_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <system_error>

#include "core/descriptor.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

struct FileActions {
    FileActions() { posix_spawn_file_actions_init(&value); }
    FileActions(const FileActions&) = delete;
    ~FileActions() { posix_spawn_file_actions_destroy(&value); }
    posix_spawn_file_actions_t value;
};

struct Attributes {
    Attributes() { posix_spawnattr_init(&value); }
    Attributes(const Attributes&) = delete;
    ~Attributes() { posix_spawnattr_destroy(&value); }
    posix_spawnattr_t value;
};

// Copies above the numbers the job will use, so that no dup2() treads on one still needed.
std::vector<Descriptor> copies_above(const std::vector<int>& descriptors) {
    std::vector<Descriptor> copies;
    copies.reserve(descriptors.size());
    const int least = kFirstJobDescriptor + static_cast<int>(descriptors.size());
    for (const int fd : descriptors) copies.emplace_back(fcntl(fd, F_DUPFD_CLOEXEC, least));
    return copies;
}

void arrange_descriptors(posix_spawn_file_actions_t& actions, const JobOrder& order,
                         const std::vector<Descriptor>& copies) {
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    if (!order.error_file.empty())
        posix_spawn_file_actions_addopen(&actions, 2, order.error_file.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0640);
    int number = kFirstJobDescriptor;
    for (const Descriptor& copy : copies) posix_spawn_file_actions_adddup2(&actions, copy.get(), number++);
    posix_spawn_file_actions_addclosefrom_np(&actions, number);
}

void arrange_signals(posix_spawnattr_t& attributes, bool is_independent) {
    sigset_t none;
    sigemptyset(&none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (is_independent) flags = static_cast<short>(flags | POSIX_SPAWN_SETSID);
    posix_spawnattr_setflags(&attributes, flags);
}

}  // namespace

pid_t start_job(const JobOrder& order) {
    const std::vector<Descriptor> copies = copies_above(order.descriptors);
    FileActions actions;
    arrange_descriptors(actions.value, order, copies);
    Attributes attributes;
    arrange_signals(attributes.value, order.is_independent);
    std::string name = order.program.string();
    std::vector<std::string> arguments = order.arguments;
    std::vector<char*> argv{name.data()};
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    char* no_environment[] = {nullptr};
    pid_t pid = -1;
    const int error =
        posix_spawn(&pid, order.program.c_str(), &actions.value, &attributes.value, argv.data(), no_environment);
    if (error != 0)
        throw DecodeError(
            {"intake.no_program", {{"program", name}, {"reason", std::generic_category().message(error)}}});
    return pid;
}

int wait_for_job(pid_t pid) noexcept {
    int status = -1;
    while (pid > 0 && waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return status;
}

std::filesystem::path decode_program_beside_us() {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "truyenthanh-decode";
}

}  // namespace truyenthanh
