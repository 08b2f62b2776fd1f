// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See kill_latch.h.
#include "audio/kill_latch.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace truyenthanh {

struct KillLatch::File {
    std::atomic<std::uint32_t> word;
    std::uint32_t reserved;
    std::int64_t at_us;
    std::array<char, 64> who;
    std::array<char, 256> why;
};

namespace {

constexpr std::size_t kBytes = 4096;

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw StoreError(Message{"air.latch_unusable", {{"file", path.string()}, {"reason", std::strerror(errno)}}});
}

template <std::size_t N>
void put(std::array<char, N>& field, std::string_view text) {
    field.fill('\0');
    std::copy_n(text.begin(), std::min(text.size(), N - 1), field.begin());
}

template <std::size_t N>
std::string get(const std::array<char, N>& field) {
    return {field.data(), ::strnlen(field.data(), N)};
}

// One process at a time changes the latch.
class FileLock {
public:
    explicit FileLock(int fd) : fd_(fd) { ::flock(fd_, LOCK_EX); }
    ~FileLock() { ::flock(fd_, LOCK_UN); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int fd_;
};

Descriptor open_latch(const std::filesystem::path& path, bool& is_new) {
    Descriptor fd{::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0660)};
    is_new = static_cast<bool>(fd);
    if (is_new) ::fchmod(fd.get(), 0660);
    if (!is_new) fd = Descriptor{::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW)};
    return fd;
}

}  // namespace

KillLatch::KillLatch(const std::filesystem::path& path) : path_(path) {
    bool is_new = false;
    fd_ = open_latch(path, is_new);
    struct stat status {};
    if (!fd_ || ::fstat(fd_.get(), &status) != 0) fail(path);
    if (status.st_size < static_cast<off_t>(kBytes) && ::ftruncate(fd_.get(), kBytes) != 0) fail(path);
    void* address = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd_.get(), 0);
    if (address == MAP_FAILED) fail(path);
    memory_ = Mapping{address, kBytes};
    file_ = static_cast<File*>(address);
    word_ = &file_->word;
    if (is_new) write(kReleased, {}, {}, WallTime{});
}

void KillLatch::write(std::uint32_t word, std::string_view who, std::string_view why, WallTime now) {
    const FileLock lock{fd_.get()};
    if (word != kReleased) word_->store(word, std::memory_order_release);  // silence first, reasons after
    put(file_->who, who);
    put(file_->why, why);
    file_->at_us = now.time_since_epoch().count();
    word_->store(word, std::memory_order_release);
    if (::msync(memory_.address(), kBytes, MS_SYNC) != 0 || ::fsync(fd_.get()) != 0) fail(path_);
}

void KillLatch::set(std::string_view who, std::string_view why, WallTime now) { write(kSet, who, why, now); }

void KillLatch::release(std::string_view who, WallTime now) { write(kReleased, who, {}, now); }

KillLatchState KillLatch::state() const {
    const FileLock lock{fd_.get()};
    return {is_set(), get(file_->who), get(file_->why), WallTime{std::chrono::microseconds{file_->at_us}}};
}

}  // namespace truyenthanh
