// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See shared_memory.h.
#include "audio/shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "core/error.h"

namespace truyenthanh {
namespace {

[[noreturn]] void fail(std::size_t bytes) {
    throw DeviceError(Message{"air.no_memory", {{"bytes", std::to_string(bytes)}, {"reason", std::strerror(errno)}}});
}

}  // namespace

Mapping& Mapping::operator=(Mapping&& other) noexcept {
    std::swap(address_, other.address_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

Mapping::~Mapping() {
    if (address_ != nullptr) ::munmap(address_, bytes_);
}

Descriptor make_shared_memory(const char* name, std::size_t bytes, Others others, Mapping& own) {
    Descriptor fd{::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!fd || ::ftruncate(fd.get(), static_cast<off_t>(bytes)) != 0) fail(bytes);
    void* address = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    if (address == MAP_FAILED) fail(bytes);
    own = Mapping{address, bytes};
    const int write_seal = others == Others::ReadOnly ? F_SEAL_FUTURE_WRITE : 0;
    if (::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL | write_seal) != 0) fail(bytes);
    return fd;
}

Mapping map_private(std::size_t bytes) {
    void* address = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (address == MAP_FAILED) fail(bytes);
    return Mapping{address, bytes};
}

std::optional<Mapping> map_shared(const Descriptor& fd, Access access, std::size_t least, std::size_t most) {
    const int seals = ::fcntl(fd.get(), F_GET_SEALS);
    if (seals < 0 || (seals & F_SEAL_SHRINK) == 0) return std::nullopt;
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0 || status.st_size < 0) return std::nullopt;
    const auto bytes = static_cast<std::size_t>(status.st_size);
    if (bytes < least || bytes > most || bytes == 0) return std::nullopt;
    const int protection = access == Access::Read ? PROT_READ : PROT_READ | PROT_WRITE;
    void* address = ::mmap(nullptr, bytes, protection, MAP_SHARED, fd.get(), 0);
    if (address == MAP_FAILED) return std::nullopt;
    return Mapping{address, bytes};
}

Descriptor duplicate(const Descriptor& fd) {
    Descriptor copy{::fcntl(fd.get(), F_DUPFD_CLOEXEC, 3)};
    if (!copy) fail(0);
    return copy;
}

}  // namespace truyenthanh
