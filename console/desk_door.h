// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station as the console knows it. Thread: any; ask() blocks.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "daemon/desk_client.h"

namespace truyenthanh {

class DeskDoor {
public:
    using Progress = std::function<void(const nlohmann::json&)>;

    virtual ~DeskDoor() = default;
    // Throws DeskRefusal, DeskUnreachable.
    virtual nlohmann::json ask(const std::string& method, const nlohmann::json& params,
                               const std::optional<int>& file = std::nullopt, const Progress& on_progress = {}) = 0;
};

// A connection of its own for each request, so that none is found to have been given away in between.
class RealDeskDoor final : public DeskDoor {
public:
    explicit RealDeskDoor(std::filesystem::path socket) : socket_(std::move(socket)) {}
    nlohmann::json ask(const std::string& method, const nlohmann::json& params, const std::optional<int>& file,
                       const Progress& on_progress) override {
        DeskClient client(socket_);
        client.set_patience(file ? kPatienceWithFile : kPatience);
        return client.call(method, params, file, on_progress);
    }

private:
    static constexpr std::chrono::seconds kPatience{5};
    static constexpr std::chrono::minutes kPatienceWithFile{10};  // others may be taken in before it

    const std::filesystem::path socket_;
};

}  // namespace truyenthanh
