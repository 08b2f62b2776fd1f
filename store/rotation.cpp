// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See rotation.h.
#include "store/rotation.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

constexpr std::string_view kBegin = "station-", kEnd = ".db";
constexpr std::size_t kStamp = 15;  // 20261205-073000

// The day in "station-20261205-073000.db"; nothing of another name.
std::optional<LocalDate> day_of(const std::string& name) {
    if (name.size() != kBegin.size() + kStamp + kEnd.size() || !name.starts_with(kBegin) || !name.ends_with(kEnd))
        return std::nullopt;
    const std::string stamp = name.substr(kBegin.size(), kStamp);
    const bool is_stamp = stamp[8] == '-' && std::all_of(stamp.begin(), stamp.end(),
                                                         [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
    if (!is_stamp) return std::nullopt;
    return parse_date(stamp.substr(0, 4) + "-" + stamp.substr(4, 2) + "-" + stamp.substr(6, 2));
}

// The span a day lies in, and how many such spans are kept.
struct Span {
    std::string (*name)(LocalDate);
    int kept;
};

std::string day_name(LocalDate day) { return to_string(day); }
std::string week_name(LocalDate date) {
    const std::chrono::local_days day{date};
    return to_string(LocalDate{day - std::chrono::days{std::chrono::weekday{day}.iso_encoding() - 1}});
}
std::string month_name(LocalDate day) { return to_string(day).substr(0, 7); }
std::string year_name(LocalDate day) { return to_string(day).substr(0, 4); }

}  // namespace

std::vector<std::string> out_of_rotation(const std::vector<std::string>& names, const Rotation& rotation) {
    std::vector<std::string> backups;
    for (const std::string& name : names) {
        if (day_of(name)) backups.push_back(name);
    }
    // The newest first: their names sort by time.
    std::sort(backups.rbegin(), backups.rend());
    std::set<std::string> kept;
    if (!backups.empty()) kept.insert(backups.front());
    const int for_ever = static_cast<int>(backups.size());
    for (const Span& span : {Span{day_name, rotation.days}, Span{week_name, rotation.weeks},
                             Span{month_name, rotation.months}, Span{year_name, for_ever}}) {
        std::set<std::string> seen;
        for (const std::string& name : backups) {
            if (static_cast<int>(seen.size()) >= span.kept) break;
            if (seen.insert(span.name(*day_of(name))).second) kept.insert(name);
        }
    }
    std::vector<std::string> gone;
    for (const std::string& name : backups) {
        if (!kept.contains(name)) gone.push_back(name);
    }
    return gone;
}

std::vector<std::string> rotate_backups(const std::filesystem::path& folder, const Rotation& rotation) {
    try {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.is_regular_file()) names.push_back(entry.path().filename().string());
        }
        const std::vector<std::string> gone = out_of_rotation(names, rotation);
        for (const std::string& name : gone) std::filesystem::remove(folder / name);
        return gone;
    } catch (const std::filesystem::filesystem_error& error) {
        throw StoreError({"store.failed", {{"file", folder.string()}, {"reason", error.code().message()}}});
    }
}

}  // namespace truyenthanh
