// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See progress_line.h.
#include "cli/progress_line.h"

#include <unistd.h>

#include "cli/show.h"

namespace truyenthanh {

ProgressLine::ProgressLine(Session& session, std::string name)
    : session_(session), name_(std::move(name)), is_drawn_(::isatty(STDERR_FILENO) == 1 && !session.is_json()) {
    if (is_drawn_) session_.notes() << name_ << "…" << std::flush;
}

ProgressLine::~ProgressLine() {
    if (is_drawn_) session_.notes() << "\r\033[K" << std::flush;
}

std::function<void(const nlohmann::json&)> ProgressLine::drawing() const {
    return [this](const nlohmann::json& progress) { draw(progress); };
}

void ProgressLine::draw(const nlohmann::json& progress) const {
    if (!is_drawn_) return;
    session_.notes() << "\r\033[K" << name_ << "  " << progress.value("percent", std::int64_t{0}) << " %  "
                     << length_text(progress.value("seconds", nlohmann::json())) << std::flush;
}

}  // namespace truyenthanh
