// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See new_station.h.
#include "daemon/new_station.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "config/settings.h"
#include "core/error.h"
#include "store/migrations.h"
#include "store/station.h"

namespace truyenthanh {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_make(const fs::path& path, const std::string& why) {
    throw StoreError({"station.cannot_make", {{"path", path.string()}, {"why", why}}});
}

void make_folder(const fs::path& folder) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault) cannot_make(folder, fault.message());
}

}  // namespace

void make_folders(const Places& places) {
    for (const fs::path& folder : {places.database.parent_path(), places.masters, places.originals, places.backups,
                                   places.kill_latch.parent_path(), places.runtime, places.relays}) {
        make_folder(folder);
    }
}

void make_station(const Places& places, WallTime now) {
    make_folders(places);
    make_folder(places.configuration.parent_path());
    if (!fs::exists(places.configuration)) {
        std::ofstream file(places.configuration, std::ios::binary);
        file << default_text() << std::flush;
        if (!file) cannot_make(places.configuration, std::strerror(errno));
    }
    const StationLock lock(places.lock);
    open_station(places.database, places.backups, now);
}

}  // namespace truyenthanh
