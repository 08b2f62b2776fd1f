// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two kinds of wire over a socket of Boost.Asio. Thread: the server's.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "console/transport/wire.h"

namespace truyenthanh {

// `tls` null: plain.
std::unique_ptr<Wire> make_wire(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);

}  // namespace truyenthanh
