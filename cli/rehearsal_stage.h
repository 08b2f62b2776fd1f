// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The database of the station, copied, under a virtual clock: what `rehearse` and `render` share.
// Thread: one.
#pragma once

#include <filesystem>
#include <map>

#include "audio/ring.h"
#include "cli/offline_plans.h"
#include "cli/session.h"
#include "core/relay_desk.h"
#include "scheduler/rehearsal.h"
#include "store/events.h"
#include "store/ledger.h"

namespace truyenthanh {

// A folder with a rehearsal's copy of the database: removed at the end unless it was asked for by name.
class RehearsalFolder {
public:
    // `into` empty: a temporary one. Else it must be new or empty, and becomes a station folder whose masters are the
    // real ones by a link. Throws RequestError, StoreError.
    RehearsalFolder(Session& session, const std::string& into);
    ~RehearsalFolder();
    RehearsalFolder(const RehearsalFolder&) = delete;
    RehearsalFolder& operator=(const RehearsalFolder&) = delete;

    std::filesystem::path database() const { return places_.database; }

private:
    void furnish(const Places& real) const;

    std::filesystem::path folder_;
    Places places_;
    bool is_temporary_ = false;
};

// Relays whose sound nobody has: their rings hold silence, and enough of it.
class SilentRelays final : public RelayDesk {
public:
    void want(const Relay& relay, SteadyTime until, RelayReturn returns) override;
    void unwant(RelayId relay) override { rings_.erase(relay); }
    RelayHealth health(RelayId relay) override;
    Descriptor ring(RelayId relay) override;
    // To be called before at most kChunk frames are rendered.
    void fill();

    static constexpr Frames kChunk{kSampleRate / 2};

private:
    std::map<RelayId, Ring> rings_;
};

// Who writes, judges and plans in a rehearsal.
struct RehearsalCrew {
    RehearsalCrew(Session& session, Connection& database)
        : offline(session, database), ledger(database), diary(database) {}

    OfflinePlans offline;
    Ledger ledger;
    Diary diary;
};

}  // namespace truyenthanh
