// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See input_line.h.
#include "audio/input_line.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace truyenthanh {
namespace {

constexpr int kPatienceEvery = 100;  // ms
constexpr std::uint32_t kLeastRate = 4'000;
constexpr std::uint32_t kMostRate = 400'000;

Descriptor connect_to(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.native().size() >= sizeof address.sun_path) return {};
    std::memcpy(address.sun_path, path.c_str(), path.native().size());
    Descriptor line{::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!line || ::connect(line.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return {};
    return line;
}

Descriptor descriptor_in(msghdr& header) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(part), sizeof fd);
        return Descriptor{fd};
    }
    return {};
}

}  // namespace

std::optional<std::string> input_named(const std::string& url) {
    if (!url.starts_with(kInputPrefix)) return std::nullopt;
    return url.substr(std::string_view{kInputPrefix}.size());
}

bool send_answer(const Descriptor& line, const wire::InputAnswer& answer, const Descriptor* tape) {
    wire::InputAnswer copy = answer;
    iovec part{&copy, sizeof copy};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (tape != nullptr) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int));
        const int fd = tape->get();
        std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    }
    return ::sendmsg(line.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT) == static_cast<ssize_t>(sizeof copy);
}

std::optional<wire::InputRequest> receive_request(const Descriptor& line) {
    wire::InputRequest request;
    const ssize_t got = ::recv(line.get(), &request, sizeof request, MSG_DONTWAIT);
    if (got != static_cast<ssize_t>(sizeof request) || request.protocol != wire::kInputProtocol) return std::nullopt;
    request.device.back() = '\0';
    return request;
}

InputLine::InputLine(const std::filesystem::path& socket, const std::string& device,
                     const std::function<bool()>& patience)
    : line_(connect_to(socket)) {
    if (!line_) return;
    ask(device);
    pollfd answer{line_.get(), POLLIN, 0};
    while (patience()) {
        const int ready = ::poll(&answer, 1, kPatienceEvery);
        if (ready < 0 && errno != EINTR) return;
        if (ready <= 0) continue;
        take_answer();
        return;
    }
}

void InputLine::ask(const std::string& device) {
    wire::InputRequest request;
    std::copy_n(device.begin(), std::min(device.size(), request.device.size() - 1), request.device.begin());
    static_cast<void>(::send(line_.get(), &request, sizeof request, MSG_NOSIGNAL | MSG_DONTWAIT));
}

void InputLine::take_answer() {
    wire::InputAnswer answer;
    iovec part{&answer, sizeof answer};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(line_.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    const Descriptor memory = descriptor_in(header);
    if (got != static_cast<ssize_t>(sizeof answer) || answer.protocol != wire::kInputProtocol) return;
    verdict_ = answer.verdict;
    if (answer.verdict != wire::InputVerdict::Open) return;
    if (memory) tape_ = TapeView::attach(memory);
    if (!tape_ || answer.rate < kLeastRate || answer.rate > kMostRate) verdict_ = wire::InputVerdict::Refused;
    rate_ = static_cast<int>(answer.rate);
}

bool InputLine::has_ended() const noexcept {
    if (!line_) return true;
    char byte = 0;
    const ssize_t got = ::recv(line_.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

}  // namespace truyenthanh
