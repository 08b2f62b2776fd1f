// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only way from a relay job to the network: GET over http or https, from hosts on a list, at addresses that are
// public (unless the relay is allowed private ones), certificates verified, at most three redirects, each of them
// judged like the first address. The address is judged where the connection is made, so a name that changes its mind
// between two look-ups gains nothing.
// Thread: one. A waiting call returns to `Patience` ten times a second.
#pragma once

#include <curl/curl.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audio/relay_wire.h"

namespace truyenthanh {

// Whether an address is one of the public Internet: not private, loopback, link-local, shared, multicast, reserved,
// nor an IPv6 form of such an IPv4 address.
bool is_public(const sockaddr& address);
// The host of an http or https URL in lower case; empty where it is none, or carries a user name.
std::optional<std::string> host_of(const std::string& url);

struct DoorRules {
    std::vector<std::string> hosts;  // lower case
    bool allow_private = false;
    bool (*is_allowed)(const sockaddr&) = is_public;
    std::string ca_file;  // authorities; empty: the system's
    std::chrono::milliseconds connect_within{6000};
    std::chrono::milliseconds answer_within{8000};
};

class HttpDoor;

// One answer being read.
class HttpStream {
public:
    HttpStream(HttpDoor& door, const std::string& url);
    HttpStream(const HttpStream&) = delete;
    ~HttpStream();

    // Until the answer's headers are there and good. False: see fault().
    bool open();
    // Up to `size` bytes; 0 at the end, −1 on a fault or when patience ended.
    int read(std::uint8_t* buffer, int size);
    wire::RelayFault fault() const noexcept { return fault_; }
    const std::string& content_type() const noexcept { return content_type_; }
    // Bytes of sound between two titles, as the server promised; 0: it sends none.
    std::size_t title_interval() const noexcept { return title_interval_; }

private:
    friend class HttpDoor;
    enum class Step { Waiting, Redirected, Good, Failed };

    static std::size_t take_bytes(char* data, std::size_t one, std::size_t count, void* self);
    static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* address);
    bool prepare();
    Step look();
    Step judge_answer();
    void end(CURLcode code);
    bool is_before_its_time() const;
    wire::RelayFault why_no_answer() const;
    void detach() noexcept;

    HttpDoor& door_;
    CURL* easy_ = nullptr;
    std::string url_;
    std::vector<std::uint8_t> bytes_;
    std::size_t taken_ = 0;
    std::string content_type_;
    std::size_t title_interval_ = 0;
    wire::RelayFault fault_ = wire::RelayFault::None;
    bool is_attached_ = false;
    bool has_ended_ = false;
    bool has_headers_ = false;
    bool is_paused_ = false;
    bool refused_address_ = false;
};

class HttpDoor {
public:
    // Asked while waiting; false ends the wait.
    using Patience = std::function<bool()>;

    HttpDoor(DoorRules rules, Patience patience);
    HttpDoor(const HttpDoor&) = delete;
    ~HttpDoor();

    const DoorRules& rules() const noexcept { return rules_; }
    bool may_ask(const std::string& host) const;
    // The last fault of any stream of this door. Any thread.
    wire::RelayFault last_fault() const noexcept { return last_fault_; }
    void forget_fault() noexcept { last_fault_ = wire::RelayFault::None; }
    // Of all answers so far. Any thread.
    std::uint64_t bytes() const noexcept { return bytes_; }

private:
    friend class HttpStream;
    // Moves bytes for up to 100 ms. False when patience ended.
    bool turn();

    DoorRules rules_;
    Patience patience_;
    CURLM* multi_;
    std::atomic<wire::RelayFault> last_fault_{wire::RelayFault::None};
    std::atomic<std::uint64_t> bytes_{0};
};

}  // namespace truyenthanh
