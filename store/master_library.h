// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The station's masters, opened for air only when they are, byte for byte, what was approved. What counts as approved
// is newsroom's rule, handed in by the program. Thread: that of the connection.
#pragma once

#include <filesystem>
#include <functional>

#include "core/library.h"
#include "store/connection.h"

namespace truyenthanh {

// Why a recording must not be heard at that time; empty where it may. newsroom/approval.h has the station's rule.
using ApprovalRule = std::function<std::optional<Message>(const std::string& title, const Recording& recording,
                                                          const std::optional<Approval>& approval, WallTime at)>;

// MASTERS/ab/abcdef….flac.
std::filesystem::path master_path(const std::filesystem::path& masters, const Sha256& sha256);

class MasterLibrary final : public Library {
public:
    MasterLibrary(Connection& connection, std::filesystem::path masters, ApprovalRule rule);

    // The file handed out is the one that was hashed, whatever its name leads to by then.
    std::variant<OpenMaster, Message> open(RecordingId recording, WallTime at) override;
    std::optional<Message> why_not(RecordingId recording, WallTime at) override;

private:
    Connection& connection_;
    std::filesystem::path masters_;
    ApprovalRule rule_;
};

}  // namespace truyenthanh
