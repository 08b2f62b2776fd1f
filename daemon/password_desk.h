// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The methods that look at passwords: signing in, the first account, new accounts, new passwords. A password takes
// 0.1 s and 64 MiB to look at, so one at a time is looked at beside the station; the answer follows.
// Thread: the station's; the hashing alone runs on another.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/zone.h"
#include "daemon/desk_methods.h"
#include "daemon/desk_server.h"
#include "store/connection.h"

namespace truyenthanh {

class PasswordDesk {
public:
    // Where the answers go: DeskServer::answer and fail.
    struct Replies {
        std::function<void(const CallId&, const nlohmann::json&)> answer;
        std::function<void(const CallId&, const DeskFault&)> fail;
    };

    // While there is no account, a one-time code lies in `code_file`, readable by its owner alone. Throws StoreError.
    PasswordDesk(Connection& database, const Clock& clock, const Zone& zone, std::filesystem::path code_file,
                 Replies replies);
    ~PasswordDesk();
    PasswordDesk(const PasswordDesk&) = delete;
    PasswordDesk& operator=(const PasswordDesk&) = delete;

    std::vector<Method> table();
    // Answers what has been looked at and begins the next; to be called at each pass of the loop.
    void advance();
    bool is_busy() const noexcept { return current_.has_value() || !waiting_.empty(); }
    // The file with the one-time code, while the first account is wanted.
    std::optional<std::filesystem::path> code_file() const;

private:
    // `look` runs beside the station and gives a hash, or a text that is empty where the password is wrong; `then`
    // makes the answer of it.
    struct Job {
        CallId call;
        std::string by;
        std::function<std::string()> look;
        std::function<nlohmann::json(const std::string&)> then;
    };

    std::optional<nlohmann::json> authenticate(DeskCall& call);
    std::optional<nlohmann::json> first(DeskCall& call);
    std::optional<nlohmann::json> add(DeskCall& call);
    std::optional<nlohmann::json> change(DeskCall& call);
    nlohmann::json signed_in(const std::string& name, bool is_right);
    void queue(Job job);
    void finish(const Job& job);
    LocalDate today() const;

    Connection& database_;
    const Clock& clock_;
    const Zone& zone_;
    std::filesystem::path code_file_;
    std::string code_;  // empty once there are accounts
    Replies replies_;
    std::deque<Job> waiting_;
    std::optional<Job> current_;
    std::future<std::string> looking_;
};

}  // namespace truyenthanh
