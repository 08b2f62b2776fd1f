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
    // The file that the answer brings; empty where it brings none. Throws the same.
    virtual Descriptor fetch(const std::string& method, const nlohmann::json& params) = 0;
};

// A connection of its own for each request, so that none is found to have been given away in between.
class RealDeskDoor final : public DeskDoor {
public:
    explicit RealDeskDoor(std::filesystem::path socket) : socket_(std::move(socket)) {}
    nlohmann::json ask(const std::string& method, const nlohmann::json& params, const std::optional<int>& file,
                       const Progress& on_progress) override {
        DeskClient client(socket_);
        client.set_patience(patience(method, file.has_value()));
        return client.call(method, params, file, on_progress);
    }

    Descriptor fetch(const std::string& method, const nlohmann::json& params) override {
        DeskClient client(socket_);
        client.set_patience(patience(method, false));
        client.call(method, params);
        return client.take_file();
    }

private:
    static std::chrono::seconds patience(const std::string& method, bool has_file) {
        using namespace std::chrono_literals;
        if (has_file) return 10min;               // others may be taken in before it
        if (method == "speak") return 5min;       // a machine reads a whole text
        if (method == "relay_test") return 150s;  // the station itself ends it
        if (method == "backup_now") return 60s;
        return 5s;
    }

    const std::filesystem::path socket_;
};

}  // namespace truyenthanh
