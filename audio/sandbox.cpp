// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sandbox.h.
#include "audio/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <span>
#include <system_error>

#include "core/descriptor.h"
#include "core/error.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TRUYENTHANH_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TRUYENTHANH_SANITIZED 1
#endif
#endif

namespace truyenthanh {
namespace {

[[noreturn]] void fail(const char* what, int error) {
    throw DecodeError({"intake.no_sandbox", {{"what", what}, {"reason", std::generic_category().message(error)}}});
}

void set_limit(__rlimit_resource resource, rlim_t value, rlim_t margin = 0) {
    const rlimit limit{value, value == RLIM_INFINITY ? value : value + margin};
    if (setrlimit(resource, &limit) != 0) fail("setrlimit", errno);
}

// --- Landlock, by system call: the C library of Debian 12 has no wrapper ---

constexpr std::uint64_t kReading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kEveryAccess =
    kReading | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;

void allow_reading(int ruleset, const std::string& path) {
    const Descriptor place{open(path.c_str(), O_PATH | O_CLOEXEC)};
    struct stat about {};
    if (!place || fstat(place.get(), &about) != 0) return;
    landlock_path_beneath_attr rule{};
    rule.parent_fd = place.get();
    rule.allowed_access = S_ISDIR(about.st_mode) ? kReading : std::uint64_t{LANDLOCK_ACCESS_FS_READ_FILE};
    if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
        fail("landlock_add_rule", errno);
}

// --- seccomp ---

struct FilterDeleter {
    void operator()(void* filter) const noexcept { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FilterDeleter>;

Filter make_filter() {
    Filter filter{seccomp_init(SCMP_ACT_KILL_PROCESS)};
    if (!filter) fail("seccomp_init", ENOMEM);
    if (const int error = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1)) fail("seccomp_tsync", -error);
    return filter;
}

void allow(const Filter& filter, std::span<const int> calls) {
    for (const int call : calls) {
        if (const int error = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0)) fail("seccomp", -error);
    }
}

void allow_when(const Filter& filter, int call, const scmp_arg_cmp& condition, std::uint32_t action = SCMP_ACT_ALLOW) {
    if (const int error = seccomp_rule_add_array(filter.get(), action, call, 1, &condition)) fail("seccomp", -error);
}

scmp_arg_cmp bits(unsigned argument, std::uint64_t mask, std::uint64_t value) {
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}
scmp_arg_cmp equals(unsigned argument, int value) {
    return {argument, SCMP_CMP_EQ, static_cast<scmp_datum_t>(static_cast<unsigned>(value)), 0};
}

// Memory that can never be code, files already open, threads already there, time, and the end.
constexpr std::array kDecodingCalls{SCMP_SYS(read),          SCMP_SYS(pread64),
                                    SCMP_SYS(lseek),         SCMP_SYS(fstat),
                                    SCMP_SYS(newfstatat),    SCMP_SYS(ftruncate),
                                    SCMP_SYS(munmap),        SCMP_SYS(mremap),
                                    SCMP_SYS(madvise),       SCMP_SYS(brk),
                                    SCMP_SYS(futex),         SCMP_SYS(sched_yield),
                                    SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep),
                                    SCMP_SYS(rt_sigreturn),  SCMP_SYS(restart_syscall),
                                    SCMP_SYS(exit),          SCMP_SYS(exit_group),
                                    SCMP_SYS(getpid),        SCMP_SYS(gettid),
                                    SCMP_SYS(rt_sigprocmask)};

// What a C++ network client with its resolver needs besides.
constexpr std::array kRelayingCalls{SCMP_SYS(socket),     SCMP_SYS(socketpair),    SCMP_SYS(connect),
                                    SCMP_SYS(bind),       SCMP_SYS(getsockname),   SCMP_SYS(getpeername),
                                    SCMP_SYS(getsockopt), SCMP_SYS(setsockopt),    SCMP_SYS(sendto),
                                    SCMP_SYS(sendmsg),    SCMP_SYS(sendmmsg),      SCMP_SYS(recvfrom),
                                    SCMP_SYS(recvmsg),    SCMP_SYS(recvmmsg),      SCMP_SYS(shutdown),
                                    SCMP_SYS(poll),       SCMP_SYS(ppoll),         SCMP_SYS(select),
                                    SCMP_SYS(pselect6),   SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl),
                                    SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait),   SCMP_SYS(eventfd2),
                                    SCMP_SYS(pipe2),      SCMP_SYS(fcntl),         SCMP_SYS(close),
                                    SCMP_SYS(ioctl),      SCMP_SYS(getrandom),     SCMP_SYS(getuid),
                                    SCMP_SYS(geteuid),    SCMP_SYS(getgid),        SCMP_SYS(getegid),
                                    SCMP_SYS(uname),      SCMP_SYS(sysinfo),       SCMP_SYS(stat),
                                    SCMP_SYS(lstat),      SCMP_SYS(statx),         SCMP_SYS(access),
                                    SCMP_SYS(faccessat),  SCMP_SYS(faccessat2),    SCMP_SYS(readlink),
                                    SCMP_SYS(getdents64), SCMP_SYS(rt_sigaction),  SCMP_SYS(sigaltstack),
                                    SCMP_SYS(rseq),       SCMP_SYS(gettimeofday),  SCMP_SYS(set_robust_list),
                                    SCMP_SYS(prlimit64),  SCMP_SYS(nanosleep),     SCMP_SYS(sched_getaffinity),
                                    SCMP_SYS(getcwd),     SCMP_SYS(membarrier),    SCMP_SYS(time),
                                    SCMP_SYS(statfs),     SCMP_SYS(fstatfs)};

void allow_memory(const Filter& filter) {
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
        allow_when(filter, call, bits(2, PROT_EXEC, 0));
        allow_when(filter, call, bits(2, PROT_EXEC, PROT_EXEC), SCMP_ACT_ERRNO(EPERM));
    }
}

void allow_writing(const Filter& filter, const std::vector<int>& writable) {
    for (const int fd : writable) {
        for (const int call : {SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(pwrite64), SCMP_SYS(sendto)})
            allow_when(filter, call, equals(0, fd));
    }
}

// abort() signals the process itself; that is a crash and no misdeed.
void allow_abort(const Filter& filter) { allow_when(filter, SCMP_SYS(tgkill), equals(0, getpid())); }

void load(const Filter& filter) {
    allow_abort(filter);
    if (const int error = seccomp_load(filter.get())) fail("seccomp_load", -error);
}

void allow_sanitizer([[maybe_unused]] const Filter& filter) {
#ifdef TRUYENTHANH_SANITIZED
    // The sanitizers' own bookkeeping; such a build is for tests and never handles a stranger's file on air.
    const std::array calls{SCMP_SYS(sigaltstack), SCMP_SYS(sched_getaffinity), SCMP_SYS(prctl),   SCMP_SYS(getrlimit),
                           SCMP_SYS(prlimit64),   SCMP_SYS(rt_sigaction),      SCMP_SYS(readlink)};
    allow(filter, calls);
#endif
}

}  // namespace

void limit_self(const SelfLimits& limits) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("no_new_privs", errno);
    if (limits.is_hidden && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) fail("dumpable", errno);
#ifndef TRUYENTHANH_SANITIZED
    set_limit(RLIMIT_DATA, limits.memory_bytes);
    set_limit(RLIMIT_AS, limits.memory_bytes * 2 + (2ULL << 30));
#endif
    set_limit(RLIMIT_CPU, limits.processor_seconds, 5);  // SIGXCPU first, which says why
    set_limit(RLIMIT_FSIZE, limits.file_bytes);
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_MEMLOCK, 0);
}

bool deny_files(const std::vector<std::string>& readable) {
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = kEveryAccess;
    const Descriptor ruleset{static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0))};
    if (!ruleset) return false;
    for (const std::string& path : readable) allow_reading(ruleset.get(), path);
    if (syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) fail("landlock_restrict_self", errno);
    return true;
}

void close_the_door(bool allow_threads) {
    set_limit(RLIMIT_NOFILE, 0);
    if (!allow_threads) set_limit(RLIMIT_NPROC, 0);
}

void confine_to_decoding(const std::vector<int>& writable) {
    const Filter filter = make_filter();
    allow(filter, kDecodingCalls);
    allow_memory(filter);
    allow_writing(filter, writable);
    allow_sanitizer(filter);
    load(filter);
}

void confine_to_relaying() {
    const Filter filter = make_filter();
    allow(filter, kDecodingCalls);
    allow(filter, kRelayingCalls);
    allow_memory(filter);
    // Sockets and the wake-up pipes of the network library are written to; no file can be, for none can be opened so.
    const std::array writing{SCMP_SYS(write), SCMP_SYS(writev)};
    allow(filter, writing);
    allow_when(filter, SCMP_SYS(openat), bits(2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));
    allow_when(filter, SCMP_SYS(open), bits(1, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));
    // A thread shares everything with us; a process would not. clone3() hides its flags: the C library then uses
    // clone().
    allow_when(filter, SCMP_SYS(clone), bits(0, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM));
    if (const int error = seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0))
        fail("seccomp", -error);
    allow_sanitizer(filter);
    load(filter);
}

}  // namespace truyenthanh
