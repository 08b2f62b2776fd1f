// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the station keeps of itself, by the desk: its settings, changed in their file, and copies of its database.
// Thread: the station's; only a copy is made on another.
#pragma once

#include <functional>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "daemon/desk_context.h"
#include "daemon/desk_methods.h"

namespace truyenthanh {

class Keeping {
public:
    struct Ends {
        std::function<void(const CallId&, const nlohmann::json&)> answer;  // DeskServer::answer and fail
        std::function<void(const CallId&, const DeskFault&)> fail;
        std::function<void()> settings_changed;                 // the station is to begin anew with them
        std::function<void(const std::string&)> check_wording;  // throws RequestError report.bad_wording
    };

    Keeping(const DeskContext& desk, Ends ends);
    ~Keeping();
    Keeping(const Keeping&) = delete;
    Keeping& operator=(const Keeping&) = delete;

    // settings_change, wording_change, backup_now, backup_list
    std::vector<Method> table();
    // Answers when a copy is made; to be called at each pass of the loop.
    void advance();
    bool is_busy() const noexcept { return copying_.valid(); }

private:
    std::optional<nlohmann::json> change_settings(const DeskCall& call);
    std::optional<nlohmann::json> change_wording(const DeskCall& call);
    std::filesystem::path replace(const std::filesystem::path& file, const std::string& before,
                                  const std::string& after, const Message& sentence);
    std::optional<nlohmann::json> back_up(const DeskCall& call);
    nlohmann::json backups() const;

    const DeskContext desk_;
    const Ends ends_;
    std::future<std::filesystem::path> copying_;
    CallId asked_;
    std::string by_;
};

}  // namespace truyenthanh
