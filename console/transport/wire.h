// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One TCP connection, plain or TLS, as the connection sees it: bytes in, bytes out, one of each at a time.
// Thread: the server's.
#pragma once

#include <cstddef>
#include <functional>

namespace truyenthanh {

class Wire {
public:
    // Ok or not, and how many bytes.
    using Done = std::function<void(bool, std::size_t)>;

    virtual ~Wire() = default;
    virtual void open(Done done) = 0;  // the TLS handshake
    virtual void read(char* into, std::size_t most, Done done) = 0;
    virtual void write(const char* from, std::size_t count, Done done) = 0;  // all of it
    virtual void end_writing() noexcept = 0;                                 // the other side sees our end
    virtual void close() noexcept = 0;                                       // what is under way ends with "not ok"
};

}  // namespace truyenthanh
