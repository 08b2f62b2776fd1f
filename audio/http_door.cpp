// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See http_door.h.
#include "audio/http_door.h"

#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstring>
#include <new>
#include <string_view>

namespace truyenthanh {
namespace {

constexpr std::size_t kMostWaiting = 256 * 1024;  // bytes kept before the sender is asked to wait
constexpr int kMostRedirects = 3;

struct Net4 {
    std::uint32_t address;
    int bits;
};

// IANA's special-purpose registry, and multicast and reserved above 224.
constexpr std::array kSpecial4{Net4{0x00000000, 8},  Net4{0x0A000000, 8},  Net4{0x64400000, 10}, Net4{0x7F000000, 8},
                               Net4{0xA9FE0000, 16}, Net4{0xAC100000, 12}, Net4{0xC0000000, 24}, Net4{0xC0000200, 24},
                               Net4{0xC0586300, 24}, Net4{0xC0A80000, 16}, Net4{0xC6120000, 15}, Net4{0xC6336400, 24},
                               Net4{0xCB007100, 24}, Net4{0xE0000000, 3}};

bool is_public4(std::uint32_t address) {
    return std::none_of(kSpecial4.begin(), kSpecial4.end(),
                        [address](const Net4& net) { return ((address ^ net.address) >> (32 - net.bits)) == 0; });
}

std::uint32_t word_at(const std::uint8_t* bytes) {
    return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 |
           static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3];
}

// Global unicast is 2000::/3; within it 6to4 and Teredo carry an IPv4 address of their own, and 2001:db8 is for books.
bool is_public6(const std::uint8_t* a) {
    if ((a[0] & 0xE0U) != 0x20U) {
        const std::array<std::uint8_t, 12> nat64{0x00, 0x64, 0xFF, 0x9B};
        return std::memcmp(a, nat64.data(), nat64.size()) == 0 && is_public4(word_at(a + 12));
    }
    if (a[0] == 0x20 && a[1] == 0x02) return is_public4(word_at(a + 2));
    if (a[0] == 0x20 && a[1] == 0x01 && a[2] < 0x02) return false;
    return !(a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0D && a[3] == 0xB8);
}

wire::RelayFault fault_of(CURLcode code) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
            return wire::RelayFault::NoSuchHost;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CACERT_BADFILE:
            return wire::RelayFault::Untrusted;
        case CURLE_UNSUPPORTED_PROTOCOL:  // of the answer: the address has been looked at before
        case CURLE_WEIRD_SERVER_REPLY:
            return wire::RelayFault::HttpError;
        case CURLE_URL_MALFORMAT:
            return wire::RelayFault::BadAddress;
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_GOT_NOTHING:
            return wire::RelayFault::Ended;
        default:
            return wire::RelayFault::NotReachable;
    }
}

constexpr std::size_t kMostBetweenTitles = std::size_t{1} << 24;

std::size_t title_interval_of(CURL* answer) {
    curl_header* header = nullptr;
    if (curl_easy_header(answer, "icy-metaint", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return 0;
    std::size_t interval = 0;
    const std::string_view value = header->value;
    std::from_chars(value.data(), value.data() + value.size(), interval);
    return interval <= kMostBetweenTitles ? interval : 0;
}

}  // namespace

bool is_public(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in in{};
        std::memcpy(&in, &address, sizeof in);
        return is_public4(ntohl(in.sin_addr.s_addr));
    }
    if (address.sa_family != AF_INET6) return false;
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public6(in.sin6_addr.s6_addr);
}

std::optional<std::string> host_of(const std::string& url) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed{curl_url(), curl_url_cleanup};
    if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
        return std::nullopt;
    std::array<char*, 2> parts{};
    curl_url_get(parsed.get(), CURLUPART_SCHEME, &parts[0], 0);
    curl_url_get(parsed.get(), CURLUPART_HOST, &parts[1], 0);
    std::optional<std::string> host;
    if (parts[0] != nullptr && parts[1] != nullptr &&
        (std::strcmp(parts[0], "http") == 0 || std::strcmp(parts[0], "https") == 0)) {
        host = parts[1];
        std::transform(host->begin(), host->end(), host->begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    }
    for (char* part : parts) curl_free(part);
    return host;
}

HttpDoor::HttpDoor(DoorRules rules, Patience patience)
    : rules_(std::move(rules)), patience_(std::move(patience)), multi_(curl_multi_init()) {
    if (multi_ == nullptr) throw std::bad_alloc();
}

HttpDoor::~HttpDoor() { curl_multi_cleanup(multi_); }

bool HttpDoor::may_ask(const std::string& host) const {
    return std::find(rules_.hosts.begin(), rules_.hosts.end(), host) != rules_.hosts.end();
}

bool HttpDoor::turn() {
    int running = 0;
    curl_multi_perform(multi_, &running);
    for (int left = 0; const CURLMsg* message = curl_multi_info_read(multi_, &left);) {
        if (message->msg != CURLMSG_DONE) continue;
        void* stream = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &stream);
        static_cast<HttpStream*>(stream)->end(message->data.result);
    }
    return patience_();
}

HttpStream::HttpStream(HttpDoor& door, const std::string& url) : door_(door), url_(url) {}

HttpStream::~HttpStream() {
    detach();
    if (easy_ != nullptr) curl_easy_cleanup(easy_);
}

void HttpStream::detach() noexcept {
    if (is_attached_) curl_multi_remove_handle(door_.multi_, easy_);
    is_attached_ = false;
}

// Everything a request is allowed to be. The environment's proxies, cookies, and other protocols are not in it.
bool HttpStream::prepare() {
    detach();
    const auto host = host_of(url_);
    if (!host) return fault_ = wire::RelayFault::BadAddress, false;
    if (!door_.may_ask(*host)) return fault_ = wire::RelayFault::HostNotAllowed, false;
    if (easy_ == nullptr) easy_ = curl_easy_init();
    if (easy_ == nullptr) throw std::bad_alloc();
    curl_easy_reset(easy_);
    curl_easy_setopt(easy_, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy_, CURLOPT_PROXY, "");
    curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!door_.rules_.ca_file.empty()) curl_easy_setopt(easy_, CURLOPT_CAINFO, door_.rules_.ca_file.c_str());
    curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy_, CURLOPT_USERAGENT, "truyenthanh/" TRUYENTHANH_VERSION);
    curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(door_.rules_.connect_within.count()));
    curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(easy_, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
    static curl_slist shoutcast{const_cast<char*>("ICY 200 OK"), nullptr};
    static curl_slist titles{const_cast<char*>("Icy-MetaData: 1"), nullptr};
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, &titles);
    curl_easy_setopt(easy_, CURLOPT_HTTP200ALIASES, &shoutcast);
    has_ended_ = has_headers_ = is_paused_ = refused_address_ = false;
    bytes_.clear();
    taken_ = 0;
    is_attached_ = curl_multi_add_handle(door_.multi_, easy_) == CURLM_OK;
    return is_attached_;
}

curl_socket_t HttpStream::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& stream = *static_cast<HttpStream*>(self);
    if (!stream.door_.rules_.allow_private && !stream.door_.rules_.is_allowed(address->addr)) {
        stream.refused_address_ = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t HttpStream::take_bytes(char* data, std::size_t one, std::size_t count, void* self) {
    auto& stream = *static_cast<HttpStream*>(self);
    const std::size_t size = one * count;
    stream.has_headers_ = true;
    if (stream.bytes_.size() - stream.taken_ > kMostWaiting) {
        stream.is_paused_ = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    if (stream.taken_ > kMostWaiting / 4) {
        stream.bytes_.erase(stream.bytes_.begin(), stream.bytes_.begin() + static_cast<std::ptrdiff_t>(stream.taken_));
        stream.taken_ = 0;
    }
    stream.bytes_.insert(stream.bytes_.end(), data, data + size);
    return size;
}

void HttpStream::end(CURLcode code) {
    has_ended_ = true;
    if (code == CURLE_OK) return;
    fault_ = refused_address_ ? wire::RelayFault::AddressNotAllowed : fault_of(code);
    if (fault_ == wire::RelayFault::Untrusted && is_before_its_time()) fault_ = wire::RelayFault::WrongClock;
}

// The server's certificate, or its authority's, begins in our future: then it is our clock that is behind.
bool HttpStream::is_before_its_time() const {
    constexpr long kNotYetValid = 9;  // X509_V_ERR_CERT_NOT_YET_VALID
    long verdict = 0;
    curl_easy_getinfo(easy_, CURLINFO_SSL_VERIFYRESULT, &verdict);
    return verdict == kNotYetValid;
}

// Whoever takes a connection and says nothing is reachable, and stands still.
wire::RelayFault HttpStream::why_no_answer() const {
    curl_off_t connected = 0;
    curl_easy_getinfo(easy_, CURLINFO_PRETRANSFER_TIME_T, &connected);
    return connected > 0 ? wire::RelayFault::Stalled : wire::RelayFault::NotReachable;
}

HttpStream::Step HttpStream::look() {
    if (!has_ended_ && !has_headers_) return Step::Waiting;
    if (fault_ != wire::RelayFault::None && !has_headers_) return Step::Failed;
    return judge_answer();
}

HttpStream::Step HttpStream::judge_answer() {
    long status = 0;
    curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
    const char* target = nullptr;
    curl_easy_getinfo(easy_, CURLINFO_REDIRECT_URL, &target);
    if (target != nullptr) {
        const std::string next = target;
        url_ = next;
        return Step::Redirected;
    }
    if (status != 200) return fault_ = wire::RelayFault::HttpError, Step::Failed;
    const char* type = nullptr;
    curl_easy_getinfo(easy_, CURLINFO_CONTENT_TYPE, &type);
    if (type != nullptr) content_type_ = type;
    title_interval_ = title_interval_of(easy_);
    return Step::Good;
}

bool HttpStream::open() {
    const auto deadline = std::chrono::steady_clock::now() + door_.rules_.answer_within;
    for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
        Step step = prepare() ? Step::Waiting : Step::Failed;
        while (step == Step::Waiting) {
            const bool is_patient = door_.turn();
            step = look();
            if (step != Step::Waiting) break;
            if (!is_patient) return false;
            if (std::chrono::steady_clock::now() > deadline) {
                fault_ = why_no_answer();
                step = Step::Failed;
                break;
            }
            curl_multi_poll(door_.multi_, nullptr, 0, 100, nullptr);
        }
        if (step == Step::Good) return true;
        if (step == Step::Failed) return door_.last_fault_ = fault_, false;
    }
    fault_ = door_.last_fault_ = wire::RelayFault::TooManyRedirects;
    return false;
}

int HttpStream::read(std::uint8_t* buffer, int size) {
    while (taken_ == bytes_.size()) {
        if (has_ended_) {
            if (fault_ != wire::RelayFault::None) door_.last_fault_ = fault_;
            return fault_ == wire::RelayFault::None ? 0 : -1;
        }
        if (is_paused_) {
            is_paused_ = false;
            curl_easy_pause(easy_, CURLPAUSE_CONT);
        }
        if (!door_.turn()) return -1;
        if (taken_ == bytes_.size() && !has_ended_) curl_multi_poll(door_.multi_, nullptr, 0, 100, nullptr);
    }
    const std::size_t count = std::min<std::size_t>(static_cast<std::size_t>(size), bytes_.size() - taken_);
    std::memcpy(buffer, bytes_.data() + taken_, count);
    taken_ += count;
    door_.bytes_ += count;
    if (taken_ == bytes_.size()) {
        bytes_.clear();
        taken_ = 0;
    }
    return static_cast<int>(count);
}

}  // namespace truyenthanh
