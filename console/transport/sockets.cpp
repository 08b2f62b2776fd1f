// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See sockets.h.
#include "console/transport/sockets.h"

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

namespace truyenthanh {

namespace {

using boost::asio::ip::tcp;
using ErrorCode = boost::system::error_code;

void shut_sending(tcp::socket& socket) noexcept {
    ErrorCode ignored;
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

void shut(tcp::socket& socket) noexcept {
    ErrorCode ignored;
    socket.shutdown(tcp::socket::shutdown_both, ignored);
    socket.close(ignored);
}

class PlainWire final : public Wire {
public:
    explicit PlainWire(tcp::socket socket) : socket_(std::move(socket)) {}
    void open(Done done) override { done(true, 0); }
    void read(char* into, std::size_t most, Done done) override {
        socket_.async_read_some(boost::asio::buffer(into, most),
                                [done = std::move(done)](ErrorCode error, std::size_t n) { done(!error, n); });
    }
    void write(const char* from, std::size_t count, Done done) override {
        boost::asio::async_write(socket_, boost::asio::buffer(from, count),
                                 [done = std::move(done)](ErrorCode error, std::size_t n) { done(!error, n); });
    }
    void end_writing() noexcept override { shut_sending(socket_); }
    void close() noexcept override { shut(socket_); }

private:
    tcp::socket socket_;
};

class TlsWire final : public Wire {
public:
    TlsWire(tcp::socket socket, boost::asio::ssl::context& tls) : stream_(std::move(socket), tls) {}
    void open(Done done) override {
        stream_.async_handshake(boost::asio::ssl::stream_base::server,
                                [done = std::move(done)](ErrorCode error) { done(!error, 0); });
    }
    void read(char* into, std::size_t most, Done done) override {
        stream_.async_read_some(boost::asio::buffer(into, most),
                                [done = std::move(done)](ErrorCode error, std::size_t n) { done(!error, n); });
    }
    void write(const char* from, std::size_t count, Done done) override {
        boost::asio::async_write(stream_, boost::asio::buffer(from, count),
                                 [done = std::move(done)](ErrorCode error, std::size_t n) { done(!error, n); });
    }
    void end_writing() noexcept override { shut_sending(stream_.next_layer()); }
    void close() noexcept override { shut(stream_.next_layer()); }

private:
    boost::asio::ssl::stream<tcp::socket> stream_;
};

}  // namespace

std::unique_ptr<Wire> make_wire(tcp::socket socket, boost::asio::ssl::context* tls) {
    if (tls != nullptr) return std::make_unique<TlsWire>(std::move(socket), *tls);
    return std::make_unique<PlainWire>(std::move(socket));
}

}  // namespace truyenthanh
