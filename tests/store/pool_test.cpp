// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page of the pool is a page of what a proposal is made from.
#include "store/pool.h"

#include <algorithm>
#include <array>

#include "core/names.h"
#include "store/formats.h"
#include "store/programmes.h"
#include "store/recordings.h"
#include "store/search.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

class UtcZone final : public Zone {
public:
    WallTime to_utc(LocalTime local) const override { return WallTime(local.time_since_epoch()); }
    LocalTime to_local(WallTime utc) const override { return LocalTime(utc.time_since_epoch()); }
    const std::string& name() const noexcept override { return name_; }

private:
    std::string name_ = "UTC";
};

std::vector<ItemId> ids_of(const std::vector<PoolItem>& items) {
    std::vector<ItemId> ids;
    for (const PoolItem& item : items) ids.push_back(item.id);
    return ids;
}

}  // namespace

TEST_CASE("page by page the pool is what a proposal is made from, newest first, and words choose among it") {
    TemporaryStation station;
    const UtcZone zone;
    const LocalDate today = *parse_date("2026-12-05");
    constexpr std::array kinds{ItemKind::News, ItemKind::Feature, ItemKind::Stinger, ItemKind::Notice};
    Programme planned;
    planned.name = "Sáng";
    planned.series = "Bản tin";
    planned.date = today;
    for (int i = 0; i < 20; ++i) {
        Recording recording = some_recording(static_cast<char>('a' + i % 6));
        recording.sha256 = std::string(62, 'a') + std::to_string(10 + i);
        const std::string title = (i % 2 == 0 ? "Đường phố " : "Tiêm chủng ") + std::to_string(i);
        const RecordingId id =
            add_item_with_recording(station.connection, title, kinds.at(static_cast<std::size_t>(i % 4)), recording);
        if (i != 5) continue;
        RundownEntry entry;
        entry.item = read_recording(station.connection, id).recording.item;
        planned.rundown.push_back(entry);
    }
    const ProgrammeId programme = add_programme(station.connection, planned);
    while (index_changes(station.connection)) {
    }
    for (const ProgrammeId mine : {ProgrammeId{}, programme}) {
        std::vector<ItemId> expected = ids_of(read_pool(station.connection, zone, today, mine));
        std::reverse(expected.begin(), expected.end());
        std::vector<ItemId> seen;
        PoolPage page;
        do {
            page = search_pool(station.connection, zone, today, mine, {"", seen.size(), 4});
            for (const ItemId id : ids_of(page.items)) seen.push_back(id);
        } while (page.has_more);
        CHECK(seen == expected);
        CHECK(seen.size() == (mine ? 15 : 14));
    }
    const PoolPage roads = search_pool(station.connection, zone, today, {}, {"duong ph", 0, 100});
    CHECK(roads.items.size() == 5);
    for (const PoolItem& item : roads.items) CHECK(item.title.starts_with("Đường phố"));
    CHECK(roads.items.front().frames == Frames{48'000 * 90});
    CHECK(search_pool(station.connection, zone, today, {}, {"không có", 0, 100}).items.empty());
}
