// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See desk_client.h.
#include "daemon/desk_client.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "daemon/desk_address.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr std::size_t kAnswerLimit = 64 * 1024 * 1024;

[[noreturn]] void unreachable(const std::string& socket, const std::string& why) {
    throw DeskUnreachable({"desk.unreachable", {{"socket", socket}, {"why", why}}});
}

}  // namespace

DeskClient::DeskClient(const std::filesystem::path& socket) : socket_name_(socket.string()) {
    const auto address = desk_address(socket);
    if (!address) throw DeskUnreachable({"desk.path_too_long", {{"socket", socket_name_}}});
    socket_ = Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket_) unreachable(socket_name_, std::strerror(errno));
    if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0) {
        unreachable(socket_name_, std::strerror(errno));
    }
}

json DeskClient::call(const std::string& method, const json& params, const std::optional<int>& file,
                      const std::function<void(const json&)>& on_progress) {
    send_all(request_line({++last_id_, method, params}), file);
    while (true) {
        const json reply = json::parse(read_line(), nullptr, false);
        if (!reply.is_object()) unreachable(socket_name_, "not JSON");
        if (reply.contains("method")) {
            if (on_progress) on_progress(reply.value("params", json::object()).value("progress", json::object()));
            continue;
        }
        if (reply.contains("error")) {
            const json& error = reply["error"];
            throw DeskRefusal(error.value("code", desk_code::kRefused),
                              message_from_json(error.value("data", json::object())));
        }
        if (reply.value("id", json()) == last_id_) return reply.value("result", json());
    }
}

void DeskClient::send_all(const std::string& line, const std::optional<int>& file) {
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    std::size_t sent = 0;
    while (sent < line.size()) {
        iovec part{const_cast<char*>(line.data()) + sent, line.size() - sent};
        msghdr header{};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        if (file && sent == 0) {
            header.msg_control = control.data();
            header.msg_controllen = control.size();
            cmsghdr* item = CMSG_FIRSTHDR(&header);
            item->cmsg_level = SOL_SOCKET;
            item->cmsg_type = SCM_RIGHTS;
            item->cmsg_len = CMSG_LEN(sizeof(int));
            std::memcpy(CMSG_DATA(item), &*file, sizeof(int));
        }
        const ssize_t count = ::sendmsg(socket_.get(), &header, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) unreachable(socket_name_, std::strerror(errno));
        sent += static_cast<std::size_t>(count);
    }
}

// Keeps the file that came along, if one did; the station sends one at most.
ssize_t DeskClient::receive(char* into, std::size_t most) {
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    iovec part{into, most};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t count = ::recvmsg(socket_.get(), &header, MSG_CMSG_CLOEXEC);
    const cmsghdr* item = count > 0 ? CMSG_FIRSTHDR(&header) : nullptr;
    const bool has_file = item != nullptr && item->cmsg_level == SOL_SOCKET && item->cmsg_type == SCM_RIGHTS &&
                          item->cmsg_len == CMSG_LEN(sizeof(int));
    if (!has_file) return count;
    int file = -1;
    std::memcpy(&file, CMSG_DATA(item), sizeof file);
    file_ = Descriptor(file);
    return count;
}

std::string DeskClient::read_line() {
    while (true) {
        const std::size_t end = in_.find('\n');
        if (end != std::string::npos) {
            std::string line = in_.substr(0, end);
            in_.erase(0, end + 1);
            return line;
        }
        pollfd wait{socket_.get(), POLLIN, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(patience_.count()));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) unreachable(socket_name_, std::strerror(ready == 0 ? ETIMEDOUT : errno));
        std::array<char, 65536> chunk;
        const ssize_t count = receive(chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) unreachable(socket_name_, std::strerror(count == 0 ? ECONNRESET : errno));
        if (in_.size() > kAnswerLimit) unreachable(socket_name_, std::strerror(EMSGSIZE));
        in_.append(chunk.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace truyenthanh
