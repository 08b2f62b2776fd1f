// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See desk_server.h.
#include "daemon/desk_server.h"

#include <grp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/error.h"
#include "daemon/desk_address.h"

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::size_t kMaxClients = 64;
constexpr std::size_t kReadChunk = 64 * 1024;
constexpr std::size_t kMaxUnsent = 8 * 1024 * 1024;    // an answer beyond this is not waited for
constexpr std::size_t kMaxUnsentProgress = 64 * 1024;  // progress is dropped rather than piled up
constexpr auto kHalfLineDeadline = 10s;
constexpr auto kUnreadDeadline = 10s;
constexpr std::uint64_t kListenerTag = 0;

[[noreturn]] void cannot_listen(const std::filesystem::path& path, const std::string& why) {
    throw StoreError({"desk.cannot_listen", {{"socket", path.string()}, {"why", why}}});
}

void open_to_group(const std::filesystem::path& path, const std::string& group) {
    const ::group* found = group.empty() ? nullptr : ::getgrnam(group.c_str());
    if (!group.empty() && found == nullptr) throw StoreError({"desk.no_such_group", {{"group", group}}});
    if (found != nullptr && ::chown(path.c_str(), static_cast<uid_t>(-1), found->gr_gid) != 0) {
        cannot_listen(path, std::strerror(errno));
    }
    if (::chmod(path.c_str(), found != nullptr ? 0660 : 0600) != 0) cannot_listen(path, std::strerror(errno));
}

}  // namespace

struct DeskServer::Client {
    std::uint64_t number = 0;
    Descriptor socket;
    DeskPeer peer;
    std::string in;
    std::string out;
    Descriptor file;
    Descriptor file_out;      // goes with the next byte that leaves
    bool is_busy = false;     // a request of its is being answered
    bool is_leaving = false;  // closed once `out` is sent
    bool has_ended = false;   // it will send no more, but may still read
    bool is_gone = false;
    std::uint32_t watched = EPOLLIN;
    SteadyTime last_in;   // when bytes last came
    SteadyTime last_out;  // when bytes last left, or began to wait
    std::optional<SteadyTime> half_line_since;

    bool has_line() const { return in.find('\n') != std::string::npos; }
    bool wants_more() const { return !is_gone && !is_leaving && !has_ended && in.size() <= kDeskLineLimit; }
};

DeskServer::DeskServer(const std::filesystem::path& socket, const std::string& group,
                       std::function<void(DeskCall)> on_call)
    : path_(socket), on_call_(std::move(on_call)) {
    listener_ = Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    epoll_ = Descriptor(::epoll_create1(EPOLL_CLOEXEC));
    if (!listener_ || !epoll_) cannot_listen(socket, std::strerror(errno));
    const auto address = desk_address(socket);
    if (!address) throw StoreError({"desk.path_too_long", {{"socket", socket.string()}}});
    ::unlink(socket.c_str());
    const mode_t before = ::umask(0177);
    const int bound = ::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address);
    ::umask(before);
    if (bound != 0) cannot_listen(socket, std::strerror(errno));
    open_to_group(socket, group);
    if (::listen(listener_.get(), 32) != 0) cannot_listen(socket, std::strerror(errno));
    epoll_event event{EPOLLIN, {.u64 = kListenerTag}};
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, listener_.get(), &event);
}

DeskServer::~DeskServer() { ::unlink(path_.c_str()); }

int DeskServer::wait_descriptor() const noexcept { return epoll_.get(); }

std::size_t DeskServer::client_count() const noexcept { return clients_.size(); }

bool DeskServer::serve(SteadyTime now) {
    std::array<epoll_event, 32> events{};
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events.at(static_cast<std::size_t>(i));
        if (event.data.u64 == kListenerTag) {
            admit(now);
            continue;
        }
        const auto found = clients_.find(event.data.u64);
        if (found == clients_.end()) continue;
        Client& client = *found->second;
        if ((event.events & EPOLLOUT) != 0) write_to(client, now);
        if ((event.events & EPOLLIN) != 0) read_from(client, now);
        if ((event.events & (EPOLLHUP | EPOLLERR)) != 0) client.is_gone = true;
    }
    bool more = false;
    for (auto& [number, client] : clients_) more = take_request(*client) || more;
    for (auto& [number, client] : clients_) write_to(*client, now);
    cut_late_ones(now);
    forget_gone();
    return more;
}

void DeskServer::admit(SteadyTime now) {
    for (int i = 0; i < 16; ++i) {
        Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!socket) return;
        if (clients_.size() >= kMaxClients) make_room(now);
        if (clients_.size() >= kMaxClients) continue;
        ucred credentials{};
        socklen_t size = sizeof credentials;
        if (::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) continue;
        auto client = std::make_unique<Client>();
        client->number = ++last_client_;
        client->socket = std::move(socket);
        client->peer = {credentials.uid, credentials.pid};
        client->last_in = client->last_out = now;
        epoll_event event{EPOLLIN, {.u64 = client->number}};
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, client->socket.get(), &event);
        clients_.emplace(client->number, std::move(client));
    }
}

// The one that has been silent longest gives up its seat; never one that waits for an answer.
void DeskServer::make_room(SteadyTime now) {
    Client* idlest = nullptr;
    for (auto& [number, client] : clients_) {
        const bool is_idle = !client->is_busy && !client->has_line() && now - client->last_in > 1s;
        if (is_idle && (idlest == nullptr || client->last_in < idlest->last_in)) idlest = client.get();
    }
    if (idlest == nullptr) return;
    idlest->is_gone = true;
    forget_gone();
}

void DeskServer::read_from(Client& client, SteadyTime now) {
    if (!client.wants_more()) return;
    std::array<char, kReadChunk> chunk;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * 4)> control{};
    iovec part{chunk.data(), chunk.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t count = ::recvmsg(client.socket.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (count < 0) {
        client.is_gone = errno != EAGAIN && errno != EINTR;
        return;
    }
    keep_files(client, header);
    if (count == 0) client.has_ended = true;
    if (!client.is_gone) client.in.append(chunk.data(), static_cast<std::size_t>(count));
    client.last_in = now;
    if (client.in.size() > kDeskLineLimit && client.in.find('\n') > kDeskLineLimit) {
        cut(client, {desk_code::kNotARequest, Message{"desk.line_too_long", {}}});
    }
    watch(client);
}

// One file may wait for its request; whoever sends more is cut.
void DeskServer::keep_files(Client& client, msghdr& header) {
    for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr; item = CMSG_NXTHDR(&header, item)) {
        if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (item->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(item) + i * sizeof fd, sizeof fd);
            Descriptor file(fd);
            if (client.file || client.is_gone) {
                client.is_gone = true;
            } else {
                client.file = std::move(file);
            }
        }
    }
    if ((header.msg_flags & MSG_CTRUNC) != 0) client.is_gone = true;
}

ssize_t DeskServer::send_some(Client& client) {
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    iovec part{client.out.data(), client.out.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (client.file_out) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        cmsghdr* item = CMSG_FIRSTHDR(&header);
        item->cmsg_level = SOL_SOCKET;
        item->cmsg_type = SCM_RIGHTS;
        item->cmsg_len = CMSG_LEN(sizeof(int));
        const int file = client.file_out.get();
        std::memcpy(CMSG_DATA(item), &file, sizeof file);
    }
    const ssize_t count = ::sendmsg(client.socket.get(), &header, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count > 0) client.file_out.reset();
    return count;
}

void DeskServer::write_to(Client& client, SteadyTime now) {
    if (client.is_gone) return;
    if (!client.out.empty()) {
        const ssize_t count = send_some(client);
        if (count > 0) {
            client.out.erase(0, static_cast<std::size_t>(count));
            client.last_out = now;
        } else if (count < 0 && errno != EAGAIN && errno != EINTR) {
            client.is_gone = true;
        }
    } else {
        client.last_out = now;
    }
    const bool is_done = client.is_leaving || (client.has_ended && !client.is_busy && !client.has_line());
    if (is_done && client.out.empty()) client.is_gone = true;
    watch(client);
}

bool DeskServer::take_request(Client& client) {
    if (client.is_gone || client.is_leaving || client.is_busy) return false;
    const std::size_t end = client.in.find('\n');
    if (end == std::string::npos) return false;
    auto parsed = parse_request(std::string_view(client.in).substr(0, end));
    client.in.erase(0, end + 1);
    if (const auto* fault = std::get_if<DeskFault>(&parsed)) {
        cut(client, *fault);
        return false;
    }
    auto& request = std::get<DeskRequest>(parsed);
    client.is_busy = true;
    on_call_({{client.number, std::move(request.id)},
              client.peer,
              std::move(request.method),
              std::move(request.params),
              std::move(client.file)});
    return client.has_line() && !client.is_busy;
}

void DeskServer::cut_late_ones(SteadyTime now) {
    for (auto& [number, client] : clients_) {
        const bool has_half_line = !client->in.empty() && !client->is_busy && !client->has_line();
        if (!has_half_line) client->half_line_since.reset();
        if (has_half_line && !client->half_line_since) client->half_line_since = now;
        if (has_half_line && now - *client->half_line_since > kHalfLineDeadline) client->is_gone = true;
        if (!client->out.empty() && now - client->last_out > kUnreadDeadline) client->is_gone = true;
    }
}

void DeskServer::answer(const CallId& call, const json& result, Descriptor file) {
    const auto found = clients_.find(call.client);
    if (found != clients_.end()) found->second->file_out = std::move(file);
    send(call, answer_line(call.request, result), true);
}

void DeskServer::fail(const CallId& call, const DeskFault& fault) { send(call, fault_line(call.request, fault), true); }

void DeskServer::progress(const CallId& call, const json& progress) {
    const auto found = clients_.find(call.client);
    if (found == clients_.end() || found->second->out.size() > kMaxUnsentProgress) return;
    send(call, progress_line(call.request, progress), false);
}

void DeskServer::send(const CallId& call, const std::string& line, bool is_last) {
    const auto found = clients_.find(call.client);
    if (found == clients_.end()) return;
    Client& client = *found->second;
    client.out += line;
    if (is_last) client.is_busy = false;
    if (client.out.size() > kMaxUnsent) client.is_gone = true;
    watch(client);
}

void DeskServer::cut(Client& client, const DeskFault& fault) {
    client.out += fault_line(nullptr, fault);
    client.is_leaving = true;
    client.in.clear();
}

// Which events wake us for this client: none for reading while it is not to be read.
void DeskServer::watch(Client& client) {
    if (client.is_gone) return;
    std::uint32_t wanted = client.wants_more() ? std::uint32_t{EPOLLIN} : 0;
    if (!client.out.empty()) wanted |= EPOLLOUT;
    if (wanted == client.watched) return;
    client.watched = wanted;
    epoll_event event{wanted, {.u64 = client.number}};
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, client.socket.get(), &event);
}

void DeskServer::forget_gone() {
    std::erase_if(clients_, [](const auto& entry) { return entry.second->is_gone; });
}

}  // namespace truyenthanh
