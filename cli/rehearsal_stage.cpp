// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See rehearsal_stage.h.
#include "cli/rehearsal_stage.h"

#include <stdlib.h>

#include <vector>

#include "core/error.h"
#include "daemon/new_station.h"
#include "store/station.h"

namespace truyenthanh {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kRingFrames = 1U << 16;

fs::path temporary_folder() {
    std::string name = (fs::temp_directory_path() / "truyenthanh-rehearsal-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw StoreError({"station.cannot_make", {{"path", name}, {"why", "mkdtemp"}}});
    return name;
}

}  // namespace

RehearsalFolder::RehearsalFolder(Session& session, const std::string& into) : is_temporary_(into.empty()) {
    if (!is_temporary_ && fs::exists(into) && !fs::is_empty(into)) {
        throw RequestError({"cli.folder_not_empty", {{"folder", into}}});
    }
    session.database();
    folder_ = is_temporary_ ? temporary_folder() : fs::path(into);
    places_ = places_at(folder_);
    if (!is_temporary_) furnish(session.places());
}

void RehearsalFolder::furnish(const Places& real) const {
    make_folders(places_);
    fs::copy_file(real.configuration, places_.configuration);
    fs::remove(places_.masters);
    fs::create_directory_symlink(fs::absolute(real.masters), places_.masters);
}

RehearsalFolder::~RehearsalFolder() {
    std::error_code ignored;
    if (is_temporary_) fs::remove_all(folder_, ignored);
}

void SilentRelays::want(const Relay& relay, SteadyTime, RelayReturn) {
    if (!rings_.contains(relay.id)) rings_.emplace(relay.id, Ring::create_shared(kRingFrames));
    fill();
}

RelayHealth SilentRelays::health(RelayId relay) {
    RelayHealth health;
    const auto found = rings_.find(relay);
    if (found == rings_.end()) return health;
    health.is_open = health.is_flowing = true;
    health.buffered = Frames{kRingFrames - found->second.space()};
    health.codec = "silence";
    return health;
}

Descriptor SilentRelays::ring(RelayId relay) {
    const auto found = rings_.find(relay);
    return found == rings_.end() ? Descriptor() : found->second.share();
}

void SilentRelays::fill() {
    static const std::vector<float> silence(static_cast<std::size_t>(kRingFrames) * kRingChannels);
    for (auto& [relay, ring] : rings_) ring.write(silence.data(), ring.space());
}

}  // namespace truyenthanh
