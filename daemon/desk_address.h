// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The address of a Unix socket. Pure, any thread.
#pragma once

#include <sys/un.h>

#include <cstring>
#include <filesystem>
#include <optional>

namespace truyenthanh {

// Empty where the path does not fit the system's 107 bytes.
inline std::optional<sockaddr_un> desk_address(const std::filesystem::path& socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string& path = socket.native();
    if (path.size() >= sizeof address.sun_path) return std::nullopt;
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

}  // namespace truyenthanh
