// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The other end of the desk socket, for the command line and the console: one request at a time, waited for.
// Thread: any one; blocks.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/descriptor.h"
#include "core/error.h"
#include "daemon/desk_protocol.h"

namespace truyenthanh {

// Nobody answers at the socket: the station is stopped, hung, or may not be asked by this user. Exit status 69.
class DeskUnreachable : public Error {
    using Error::Error;
};

// The station's no; `code` is one of desk_code.
class DeskRefusal : public Error {
public:
    DeskRefusal(int code, Message message) : Error(std::move(message)), code_(code) {}
    int code() const noexcept { return code_; }

private:
    int code_;
};

class DeskClient {
public:
    // Throws DeskUnreachable.
    explicit DeskClient(const std::filesystem::path& socket);

    // How long the station may be silent during a request before it counts as hung.
    void set_patience(std::chrono::milliseconds patience) noexcept { patience_ = patience; }

    // Sends the request, and `file` with it if there is one (it stays open here), and waits for its answer.
    // Throws DeskRefusal, DeskUnreachable.
    nlohmann::json call(const std::string& method, const nlohmann::json& params,
                        const std::optional<int>& file = std::nullopt,
                        const std::function<void(const nlohmann::json&)>& on_progress = {});

    // What came along with the last answer; empty where nothing did.
    Descriptor take_file() noexcept { return std::move(file_); }

private:
    void send_all(const std::string& line, const std::optional<int>& file);
    std::string read_line();
    ssize_t receive(char* into, std::size_t most);

    std::string socket_name_;
    Descriptor socket_;
    std::string in_;
    Descriptor file_;
    std::int64_t last_id_ = 0;
    std::chrono::milliseconds patience_{15'000};
};

}  // namespace truyenthanh
