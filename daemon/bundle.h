// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bundles: a folder that carries programmes into a station without a network, and its ledger out of one. manifest.json
// names everything in it with its SHA-256; manifest.sig signs the manifest. docs/decisions/0085-a-signed-bundle.md.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/library.h"
#include "daemon/desk_context.h"
#include "daemon/desk_methods.h"
#include "store/bundles.h"

namespace truyenthanh {

// --- at the desk (thread: the station's)

// bundle_trust, bundle_untrust, bundle_open.
std::vector<Method> bundle_methods(const DeskContext& desk);

// A recording that a signed bundle promised is in: approved in the name of the key's owner if the file is the promised
// one, the key still counts and the item's route leads to them; otherwise the diary says why not.
void approve_promised(const DeskContext& desk, RecordingId recording, const Sha256& file);

// --- with files (any thread)

struct BundleOrder {
    std::filesystem::path folder;
    std::vector<ProgrammeId> programmes;
    bool has_ledger = false;
    std::string station;
    std::string made_by;
    std::optional<SigningKey> key;
};
// Writes the folder. Sound goes in that may be heard at `now` only; an item without any is refused
// (bundle.not_released).
nlohmann::json make_bundle(Connection& database, Library& library, const BundleOrder& order, WallTime now);

struct BundleVerdict {
    nlohmann::json manifest;
    std::string manifest_text;
    std::string public_key;  // empty: unsigned
    std::string signature;
    std::vector<Message> faults;  // a file missing or changed, a signature that is none
};
// Throws RequestError bundle.unreadable where there is no manifest.
BundleVerdict check_bundle(const std::filesystem::path& folder);

}  // namespace truyenthanh
