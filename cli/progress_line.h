// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far long work at the desk is: one line that draws over itself on a terminal, and nothing elsewhere. Thread: one.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/session.h"

namespace truyenthanh {

class ProgressLine {
public:
    // `name`: what is being worked on.
    ProgressLine(Session& session, std::string name);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    // For Session::ask: takes what the station says meanwhile, {"percent", "seconds"}.
    std::function<void(const nlohmann::json&)> drawing() const;

private:
    void draw(const nlohmann::json& progress) const;

    Session& session_;
    std::string name_;
    bool is_drawn_;
};

}  // namespace truyenthanh
