// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_advice.h.
#include "store/relay_advice.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace truyenthanh {
namespace {

// Query parameters of servers and distributors that sign addresses for a time, or number their visitors.
constexpr std::array<std::string_view, 23> kOfOneVisit{
    "expires",   "expire",        "exp",        "token",     "signature",   "sig",         "sign",
    "hdnts",     "hdnea",         "hdntl",      "policy",    "key-pair-id", "wmsauthsign", "nimblesessionid",
    "sessionid", "session",       "jsessionid", "phpsessid", "md5",         "st",          "hash",
    "auth_key",  "wowzatokenhash"};

std::string in_lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool is_of_one_visit(const std::string& name) {
    return name.rfind("x-amz-", 0) == 0 || std::find(kOfOneVisit.begin(), kOfOneVisit.end(), name) != kOfOneVisit.end();
}

// Wowza and Nimble give each visitor a list of his own: chunklist_w123456.m3u8, chunks.m3u8?nimblesessionid=…
bool is_list_of_a_session(const std::string& path) {
    const std::string file = path.substr(path.rfind('/') + 1);
    for (const std::string_view prefix : {"chunklist_w", "media_w", "chunklist_b"}) {
        if (file.compare(0, prefix.size(), prefix) == 0 && file.find("m3u8") != std::string::npos) return true;
    }
    return false;
}

}  // namespace

std::optional<std::string> rotting_part(const std::string& url) {
    const std::string lower = in_lower_case(url);
    const std::size_t query = std::min(lower.find_first_of("?;"), lower.size());
    if (is_list_of_a_session(lower.substr(0, query))) return url.substr(0, query).substr(url.rfind('/', query) + 1);
    for (std::size_t at = query; at < lower.size();) {
        const std::size_t end = std::min(lower.find_first_of("&;", at + 1), lower.size());
        const std::size_t equals = std::min(lower.find('=', at), end);
        if (is_of_one_visit(lower.substr(at + 1, equals - at - 1))) return url.substr(at + 1, equals - at - 1);
        at = end;
    }
    return std::nullopt;
}

}  // namespace truyenthanh
