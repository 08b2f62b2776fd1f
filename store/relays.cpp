// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relays.h.
#include "store/relays.h"

#include <algorithm>
#include <string_view>

#include "core/error.h"
#include "store/audit.h"
#include "store/relay_advice.h"
#include "store/texts.h"

namespace truyenthanh {
namespace {

constexpr std::string_view kInput = "input:";
constexpr std::size_t kLongestInput = 240;

// The device's exact name, as the sound system has it.
bool is_input(const std::string& url) {
    return url.starts_with(kInput) && url.size() > kInput.size() && url.size() <= kInput.size() + kLongestInput &&
           std::none_of(url.begin(), url.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

void check_url(const std::string& relay, const std::string& url) {
    if (is_input(url)) return;
    const bool is_http = url.starts_with("http://") || url.starts_with("https://");
    const bool is_plain = std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    const std::size_t host = url.find("://") + 3;
    if (!is_http || !is_plain || url.size() > 2'000 || host >= url.size() || url[host] == '/') {
        throw RequestError({"store.bad_url", {{"relay", relay}, {"url", url.substr(0, 200)}}});
    }
}

void check(Connection& connection, const Relay& relay) {
    check_title(relay.name);
    if (relay.urls.empty()) throw RequestError({"store.no_url", {{"relay", relay.name}}});
    for (const std::string& url : relay.urls) check_url(relay.name, url);
    if (relay.open_ahead < std::chrono::seconds(0) || relay.open_ahead > std::chrono::minutes(10)) {
        throw RequestError({"store.bad_open_ahead", {{"relay", relay.name}}});
    }
    if (scalar(connection, RelayId{}, "SELECT id FROM relay WHERE name = ?", relay.name)) {
        throw RequestError({"store.name_taken", {{"name", relay.name}}});
    }
}

void read_urls(Connection& connection, Relay& relay) {
    Query query(connection, "SELECT url FROM relay_url WHERE relay_id = ? ORDER BY rank", relay.id);
    while (query.next()) query.read(relay.urls.emplace_back());
}

}  // namespace

RelayId insert_relay(Connection& connection, const Relay& relay) {
    check(connection, relay);
    run(connection,
        "INSERT INTO relay (id, name, level, allow_private, open_ahead_s) VALUES (nullif(?, 0), ?, ?, ?, ?)", relay.id,
        relay.name, relay.level, relay.allow_private, relay.open_ahead);
    const RelayId id{connection.last_row()};
    int rank = 0;
    for (const std::string& url : relay.urls) {
        run(connection, "INSERT INTO relay_url (relay_id, rank, url) VALUES (?, ?, ?)", id, ++rank, url);
    }
    return id;
}

RelayId add_relay(Connection& connection, const Relay& relay) {
    for (const std::string& url : relay.urls) {
        if (is_input(url)) continue;
        if (const auto part = rotting_part(url))
            throw RequestError(
                {"store.url_rots", {{"relay", relay.name}, {"url", url.substr(0, 200)}, {"part", *part}}});
    }
    Change change(connection);
    Relay added = relay;
    added.id = {};
    const RelayId id = insert_relay(connection, added);
    audit(connection, "relay", id.value, "",
          {"audit.relay_added", {{"name", added.name}, {"number", std::to_string(id.value)}}});
    change.commit();
    return id;
}

Relay read_relay(Connection& connection, RelayId id) {
    Relay relay;
    Query query(connection, "SELECT id, name, level, allow_private, open_ahead_s FROM relay WHERE id = ?", id);
    if (!query.next()) throw RequestError({"store.no_relay", {{"relay", std::to_string(id.value)}}});
    query.read(relay.id, relay.name, relay.level, relay.allow_private, relay.open_ahead);
    read_urls(connection, relay);
    return relay;
}

std::vector<Relay> list_relays(Connection& connection) {
    std::vector<Relay> relays;
    Query query(connection, "SELECT id FROM relay ORDER BY name, id");
    for (RelayId id; query.next();) {
        query.read(id);
        relays.push_back(read_relay(connection, id));
    }
    return relays;
}

void remove_relay(Connection& connection, RelayId relay) {
    Change change(connection);
    const Relay found = read_relay(connection, relay);
    const std::string user = scalar(connection, std::string(),
                                    "SELECT name FROM slot WHERE relay_id = ?1 UNION ALL"
                                    " SELECT date FROM calendar_exception WHERE relay_id = ?1 LIMIT 1",
                                    relay);
    if (!user.empty()) throw RequestError({"store.relay_used", {{"relay", found.name}, {"user", user}}});
    const std::string before = thing_text(connection, "relay", relay.value);
    run(connection, "DELETE FROM relay WHERE id = ?", relay);
    audit(connection, "relay", relay.value, before,
          {"audit.relay_removed", {{"name", found.name}, {"number", std::to_string(relay.value)}}});
    change.commit();
}

std::optional<double> loudness_of(Connection& connection, const std::string& url) {
    return scalar(connection, std::optional<double>{},
                  "SELECT loudness_lufs FROM relay_url WHERE url = ? AND loudness_lufs IS NOT NULL LIMIT 1", url);
}

void keep_loudness(Connection& connection, RelayId relay, int rank, double lufs) {
    run(connection, "UPDATE relay_url SET loudness_lufs = ? WHERE relay_id = ? AND rank = ?", lufs, relay, rank);
}

}  // namespace truyenthanh
