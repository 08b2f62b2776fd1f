// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See server.h.
#include "console/transport/server.h"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <thread>
#include <tuple>
#include <unordered_map>

#include "console/transport/connection.h"
#include "console/transport/lanes.h"
#include "console/transport/sockets.h"
#include "core/error.h"

namespace truyenthanh {

namespace {

using boost::asio::ip::tcp;
using ErrorCode = boost::system::error_code;
namespace ssl = boost::asio::ssl;

constexpr std::chrono::milliseconds kLook{100};
constexpr int kUnsent = 128 * 1024;  // bytes the system keeps for a slow reader: a listener is never far behind

[[noreturn]] void cannot_listen(const HttpAddress& address, const std::string& why) {
    throw ConfigError(
        {"console.cannot_listen", {{"address", address.listen}, {"port", std::to_string(address.port)}, {"why", why}}});
}

std::unique_ptr<ssl::context> tls_of(const HttpAddress& address) {
    if (address.certificate.empty()) return nullptr;
    try {
        auto tls = std::make_unique<ssl::context>(ssl::context::tls_server);
        tls->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                         ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
        tls->use_certificate_chain_file(address.certificate.string());
        tls->use_private_key_file(address.key.string(), ssl::context::pem);
        return tls;
    } catch (const boost::system::system_error& error) {
        throw ConfigError({"console.certificate_unusable",
                           {{"certificate", address.certificate.string()}, {"why", error.code().message()}}});
    }
}

// Of an IPv6 address the network's half: a neighbour has as many of the other half as it likes.
std::string place_of(const boost::asio::ip::address& address) {
    if (address.is_v4()) return address.to_string();
    auto bytes = address.to_v6().to_bytes();
    if (address.to_v6().is_v4_mapped() || address.is_loopback()) return address.to_string();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return boost::asio::ip::address_v6(bytes).to_string();
}

}  // namespace

class HttpServer::Network final : public ConnectionHost {
public:
    Network(const HttpAddress& address, const HttpLimits& limits, const Clock& clock, HttpHandler& handler)
        : limits_(limits),
          clock_(clock),
          handler_(handler),
          tls_(tls_of(address)),
          acceptor_(io_),
          timer_(io_),
          lanes_(limits.workers, limits.waiting_requests) {
        listen(address);
        accept();
        look_again();
        thread_ = std::thread([this] { io_.run(); });
    }
    ~Network() override { stop(); }
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    void publish(Stream kind, std::string text) {
        boost::asio::post(io_, [this, kind, piece = std::make_shared<const std::string>(std::move(text))] {
            for (const auto& [connection, owner] : connections_) {
                if (connection->is_stream(kind)) connection->send_piece(piece);
            }
        });
    }

    void look_at_deadlines() {
        std::promise<void> done;
        boost::asio::post(io_, [this, &done] {
            look();
            done.set_value();
        });
        done.get_future().wait();
    }

    void stop() {
        if (!thread_.joinable()) return;
        boost::asio::post(io_, [this] {
            is_stopping_ = true;
            ErrorCode ignored;
            acceptor_.close(ignored);
            timer_.cancel();
            each([](HttpConnection& connection) { connection.cut(); });
        });
        lanes_.stop();
        boost::asio::post(io_, [this] { io_.stop(); });
        thread_.join();
    }

    std::uint16_t port() const noexcept { return port_; }
    std::size_t count() const noexcept { return count_.load(); }

    HttpHandler& handler() noexcept override { return handler_; }
    const HttpLimits& limits() const noexcept override { return limits_; }
    SteadyTime now() const noexcept override { return clock_.now().steady; }

    bool on_lane(Lane lane, bool is_begun, std::function<void(std::size_t)> task, std::function<void()> then) override {
        auto work = [this, task = std::move(task), then = std::move(then)](std::size_t worker) mutable {
            task(worker);
            task = nullptr;  // the connection's last owner is to be the server's thread
            boost::asio::post(io_, std::move(then));
        };
        return lanes_.post(lane, std::move(work), is_begun);
    }

    void ended(HttpConnection& connection) noexcept override {
        const auto found = connections_.find(&connection);
        if (found == connections_.end()) return;
        --places_[found->second.place];
        if (places_[found->second.place] == 0) places_.erase(found->second.place);
        boost::asio::post(io_, [kept = std::move(found->second.owner)] {});  // it may be in the middle of something
        connections_.erase(found);
        count_ = connections_.size();
    }

private:
    struct Place {
        std::shared_ptr<HttpConnection> owner;
        std::string place;
        std::uint64_t number = 0;  // in the order of coming
    };

    void listen(const HttpAddress& address) {
        ErrorCode error;
        const auto ip = boost::asio::ip::make_address(address.listen, error);
        if (error) cannot_listen(address, error.message());
        const tcp::endpoint endpoint(ip, address.port);
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(boost::asio::socket_base::max_listen_connections, error);
        if (error) cannot_listen(address, error.message());
        port_ = acceptor_.local_endpoint().port();
    }

    void accept() {
        acceptor_.async_accept([this](ErrorCode error, tcp::socket socket) {
            if (is_stopping_) return;
            if (!error) admit(std::move(socket));
            if (error && error != boost::asio::error::connection_aborted) {
                has_paused_ = true;  // no descriptors left, most likely: the next look tries again
                return;
            }
            accept();
        });
    }

    void admit(tcp::socket socket) {
        ErrorCode error;
        const auto address = socket.remote_endpoint(error).address();
        if (error) return;
        socket.set_option(tcp::no_delay(true), error);
        socket.set_option(boost::asio::socket_base::send_buffer_size(kUnsent), error);
        const std::string place = place_of(address);
        const auto crowd = places_.find(place);
        const bool is_crowded = crowd != places_.end() && crowd->second >= limits_.connections_per_address;
        if (is_crowded && !make_room(&place)) return;
        if (connections_.size() >= limits_.connections && !make_room(nullptr)) return;
        const HttpPeer peer{address.to_string(), address.is_loopback(), tls_ != nullptr};
        auto connection = std::make_shared<HttpConnection>(make_wire(std::move(socket), tls_.get()), peer, *this);
        connections_.emplace(connection.get(), Place{connection, place, ++last_number_});
        ++places_[place];
        count_ = connections_.size();
        connection->begin();
    }

    // Of those that wait for a head, who was never answered yet goes first, then who has waited the longest.
    bool make_room(const std::string* place) {
        HttpConnection* oldest = nullptr;
        std::tuple<bool, SteadyTime, std::uint64_t> worth;
        for (const auto& [connection, entry] : connections_) {
            if (!connection->is_waiting() || (place != nullptr && entry.place != *place)) continue;
            const std::tuple candidate{connection->is_known(), connection->since(), entry.number};
            if (oldest != nullptr && worth < candidate) continue;
            oldest = connection;
            worth = candidate;
        }
        if (oldest == nullptr) return false;
        oldest->cut();
        return true;
    }

    template <class Use>
    void each(const Use& use) {
        std::vector<std::shared_ptr<HttpConnection>> all;
        all.reserve(connections_.size());
        for (const auto& [connection, entry] : connections_) all.push_back(entry.owner);
        for (const auto& connection : all) use(*connection);
    }

    void look() {
        const SteadyTime at = now();
        each([at](HttpConnection& connection) { connection.look(at); });
        if (has_paused_ && !is_stopping_) {
            has_paused_ = false;
            accept();
        }
    }

    void look_again() {
        timer_.expires_after(kLook);
        timer_.async_wait([this](ErrorCode error) {
            if (error || is_stopping_) return;
            look();
            look_again();
        });
    }

    const HttpLimits limits_;
    const Clock& clock_;
    HttpHandler& handler_;
    boost::asio::io_context io_{1};
    std::unique_ptr<ssl::context> tls_;
    tcp::acceptor acceptor_;
    boost::asio::steady_timer timer_;
    std::unordered_map<HttpConnection*, Place> connections_;
    std::unordered_map<std::string, std::size_t> places_;
    std::uint64_t last_number_ = 0;
    std::atomic<std::size_t> count_{0};
    std::uint16_t port_ = 0;
    bool is_stopping_ = false;
    bool has_paused_ = false;
    Lanes lanes_;
    std::thread thread_;
};

HttpServer::HttpServer(const HttpAddress& address, const HttpLimits& limits, const Clock& clock, HttpHandler& handler)
    : network_(std::make_unique<Network>(address, limits, clock, handler)) {}
HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const noexcept { return network_->port(); }
void HttpServer::publish(Stream kind, std::string piece) { network_->publish(kind, std::move(piece)); }
std::size_t HttpServer::connection_count() const noexcept { return network_->count(); }
void HttpServer::look_at_deadlines() { network_->look_at_deadlines(); }
void HttpServer::stop() { network_->stop(); }

}  // namespace truyenthanh
