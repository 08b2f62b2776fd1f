// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See finding_document.h.
#include "daemon/finding_document.h"

#include "core/names.h"
#include "daemon/desk_protocol.h"

namespace truyenthanh {

namespace {

std::string where(const Finding& finding) {
    std::string text(name(finding.row));
    if (finding.id != 0) text += " " + std::to_string(finding.id);
    if (finding.date) text += ", " + to_string(*finding.date);
    if (finding.dates > 1) text += " (×" + std::to_string(finding.dates) + ")";
    return text;
}

}  // namespace

nlohmann::json document(const Finding& finding) {
    return {{"severity", name(finding.severity)},
            {"row", name(finding.row)},
            {"id", finding.id},
            {"date", finding.date ? nlohmann::json(to_string(*finding.date)) : nlohmann::json()},
            {"dates", finding.dates},
            {"where", where(finding)},
            {"message", message_json(finding.message)}};
}

}  // namespace truyenthanh
