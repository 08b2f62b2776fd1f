// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See search.h.
#include "store/search.h"

#include <array>
#include <optional>

namespace truyenthanh {
namespace {

struct Source {
    const char* words;  // title and body of one thing
    const char* shown;  // title and detail
};

constexpr std::array<Source, 6> kSources{
    {{"SELECT title, text || ' ' || portal_link || coalesce((SELECT ' ' || group_concat(source_name, ' ') FROM "
      "recording"
      " WHERE item_id = item.id), '') FROM item WHERE id = ?",
      "SELECT title, kind FROM item WHERE id = ?"},
     {"SELECT name, series FROM programme WHERE id = ?", "SELECT name, series FROM programme WHERE id = ?"},
     {"SELECT title, number || ' ' || issued_by FROM guidance WHERE id = ?",
      "SELECT title, number FROM guidance WHERE id = ?"},
     {"SELECT title, '' FROM guidance_topic WHERE id = ?",
      "SELECT t.title, g.number FROM guidance_topic t JOIN guidance g ON g.id = t.guidance_id WHERE t.id = ?"},
     {"SELECT name, '' FROM broadcast_column WHERE id = ?", "SELECT name, '' FROM broadcast_column WHERE id = ?"},
     {"SELECT name, '' FROM person WHERE id = ?", "SELECT name, '' FROM person WHERE id = ?"}}};

const Source& source_of(std::int64_t thing) { return kSources.at(static_cast<std::size_t>(thing % 8)); }

void index(Connection& connection, std::int64_t thing) {
    run(connection, "DELETE FROM search WHERE rowid = ?", thing);
    std::string title;
    std::string body;
    {
        Query query(connection, source_of(thing).words, thing / 8);
        if (!query.next()) return;
        query.read(title, body);
    }
    run(connection, "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", thing, without_bars(title),
        without_bars(body));
}

}  // namespace

// `"thong" "bao"*`: each word quoted, so that nothing in it is an operator. No word at all matches nothing.
std::string match_of(const std::string& words) {
    std::string match;
    std::string word;
    const auto end_word = [&] {
        if (!word.empty()) match.append(match.empty() ? "\"" : " \"").append(word).append("\"");
        word.clear();
    };
    for (const char c : without_bars(words)) {
        const bool is_letter = static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
                               (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_letter) {
            word += c;
        } else {
            end_word();
        }
    }
    end_word();
    return match.empty() ? "\"\"" : match + '*';
}

bool has_words(const std::string& words) { return match_of(words) != "\"\""; }

std::string without_bars(const std::string& text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_small = text.compare(at, 2, "đ") == 0;
        const bool is_bar = is_small || text.compare(at, 2, "Đ") == 0;
        plain += is_bar ? (is_small ? 'd' : 'D') : text[at];
        if (is_bar) ++at;
    }
    return plain;
}

bool index_changes(Connection& connection, int most) {
    if (scalar(connection, std::int64_t{0}, "SELECT 1 FROM changed_text LIMIT 1") == 0) return false;
    Transaction transaction(connection);
    std::vector<std::int64_t> things;
    {
        Query query(connection, "SELECT thing FROM changed_text LIMIT ?", most);
        while (query.next()) query.read(things.emplace_back());
    }
    for (const std::int64_t thing : things) {
        index(connection, thing);
        run(connection, "DELETE FROM changed_text WHERE thing = ?", thing);
    }
    transaction.commit();
    return static_cast<int>(things.size()) == most;
}

std::vector<Found> find_words(Connection& connection, const std::string& words, int most) {
    std::vector<std::int64_t> things;
    {
        Query query(connection, "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
                    match_of(words), most);
        while (query.next()) query.read(things.emplace_back());
    }
    std::vector<Found> found;
    for (const std::int64_t thing : things) {
        Query query(connection, source_of(thing).shown, thing / 8);
        if (!query.next()) continue;
        Found& one = found.emplace_back();
        one.thing = static_cast<FoundThing>(thing % 8);
        one.id = thing / 8;
        query.read(one.title, one.detail);
    }
    return found;
}

}  // namespace truyenthanh
