// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See release.h.
#include "daemon/release.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/error.h"
#include "daemon/originals.h"
#include "store/recordings.h"

namespace truyenthanh {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot_write(const fs::path& path, const std::string& why) {
    throw StoreError({"cli.cannot_write", {{"file", path.string()}, {"why", why}}});
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string element(const char* name, const std::string& text) {
    return text.empty() ? "" : std::string("  <") + name + ">" + escaped(text) + "</" + name + ">\n";
}

std::string two(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string item_element(const ItemOnFile& item, const Item& sound, const FeedOrder& order, std::int64_t bytes) {
    const std::string file = sound.recording->sha256 + ".flac";
    std::string authors;
    for (const Author& author : item.draft.authors) authors += element("dc:creator", author.name);
    return " <item>\n" + element("title", item.draft.title) + element("link", item.draft.portal_link) +
           element("description", item.draft.text) + authors + element("category", item.field_name) +
           element("pubDate", rss_time(item.added_at)) + "  <guid isPermaLink=\"false\">" + sound.recording->sha256 +
           "</guid>\n  <enclosure url=\"" + escaped(order.base_url + file) + "\" length=\"" + std::to_string(bytes) +
           "\" type=\"audio/flac\"/>\n </item>\n";
}

}  // namespace

std::string rss_time(WallTime at) {
    static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const auto second = static_cast<unsigned>(std::chrono::floor<std::chrono::seconds>(at - day).count());
    return std::string(kDays.at(std::chrono::weekday(day).c_encoding())) + ", " +
           two(static_cast<unsigned>(date.day())) + " " + kMonths.at(static_cast<unsigned>(date.month()) - 1) + " " +
           std::to_string(static_cast<int>(date.year())) + " " + two(second / 3600) + ":" + two(second / 60 % 60) +
           ":" + two(second % 60) + " +0000";
}

bool is_released(Connection& database, Library& library, ItemId item, WallTime now) {
    const Item found = read_item(database, item);
    if (is_frame(found.kind) || !found.recording || library.why_not(found.recording->id, now)) return false;
    const ItemOnFile file = read_item_on_file(database, item, now);
    const bool is_open = file.state != ItemState::Returned && file.state != ItemState::Archived;
    return is_open && (file.draft.text.empty() || file.state == ItemState::Approved);
}

int export_feed(Connection& database, Library& library, const FeedOrder& order, WallTime now) {
    std::error_code made;
    fs::create_directories(order.folder, made);
    std::string items;
    int count = 0;
    ItemFilter filter;
    filter.most = 100'000;
    for (const ItemOnFile& item : list_items_on_file(database, filter, now)) {
        if (count == order.most || (order.since && item.added_at < *order.since)) break;
        if (!is_released(database, library, item.id, now)) continue;
        const Item sound = read_item(database, item.id);
        auto opened = library.open(sound.recording->id, now);
        const auto* master = std::get_if<OpenMaster>(&opened);
        if (master == nullptr) continue;
        keep_original(master->file.get(), order.folder / (sound.recording->sha256 + ".flac"));
        items += item_element(item, sound, order, master->bytes);
        ++count;
    }
    const fs::path path = order.folder / "feed.xml";
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        << "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n"
        << element("title", order.title) << element("link", order.base_url) << element("description", order.title)
        << element("lastBuildDate", rss_time(now)) << items << "</channel>\n</rss>\n";
    if (!out.flush()) cannot_write(path, std::strerror(errno));
    return count;
}

}  // namespace truyenthanh
