// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See air_socket.h.
#include "daemon/air_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kControlBytes = CMSG_SPACE(sizeof(int) * kMostDescriptors);

bool address_of(const std::filesystem::path& path, sockaddr_un& address) {
    address = {};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) return false;
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    return true;
}

void keep_descriptors(msghdr& header, AirDescriptors& descriptors) {
    std::size_t kept = 0;
    for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof fd);
            Descriptor owned{fd};
            if (kept < descriptors.size()) descriptors[kept++] = std::move(owned);
        }
    }
}

}  // namespace

Sent send_message(const Descriptor& socket, const AirMessage& message, const AirDescriptors& descriptors) {
    AirMessage copy = message;
    iovec part{&copy, sizeof copy};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    std::array<int, kMostDescriptors> fds{};
    std::size_t count = 0;
    for (const Descriptor& descriptor : descriptors)
        if (descriptor) fds[count++] = descriptor.get();
    alignas(cmsghdr) std::array<char, kControlBytes> control{};
    if (count > 0) {
        header.msg_control = control.data();
        header.msg_controllen = CMSG_SPACE(sizeof(int) * count);
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int) * count);
        std::memcpy(CMSG_DATA(rights), fds.data(), sizeof(int) * count);
    }
    if (::sendmsg(socket.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) return Sent::Yes;
    return errno == EAGAIN || errno == EINTR || errno == ENOBUFS || errno == ETOOMANYREFS ? Sent::Full : Sent::Gone;
}

Heard receive_message(const Descriptor& socket, Received& received) {
    iovec part{&received.message, sizeof received.message};
    alignas(cmsghdr) std::array<char, kControlBytes> control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(socket.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0) return errno == EAGAIN || errno == EINTR ? Heard::Nothing : Heard::End;
    keep_descriptors(header, received.descriptors);
    const bool is_whole = got == sizeof received.message && (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
    return is_whole && received.message.protocol == kAirProtocol ? Heard::Message : Heard::End;
}

Descriptor listen_at(const std::filesystem::path& path) {
    sockaddr_un address{};
    Descriptor socket{::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    const bool is_addressed = address_of(path, address);
    if (!is_addressed) errno = ENAMETOOLONG;
    ::unlink(path.c_str());
    const mode_t before = ::umask(0177);
    const bool is_bound =
        is_addressed && socket && ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::umask(before);
    if (!is_bound || ::listen(socket.get(), 4) != 0)
        throw DeviceError(Message{"air.no_socket", {{"file", path.string()}, {"reason", std::strerror(errno)}}});
    return socket;
}

Descriptor connect_to(const std::filesystem::path& path) {
    sockaddr_un address{};
    Descriptor socket{::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket || !address_of(path, address)) return {};
    if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return {};
    return socket;
}

bool is_peer_ours(const Descriptor& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == ::geteuid() || peer.uid == 0;
}

}  // namespace truyenthanh
