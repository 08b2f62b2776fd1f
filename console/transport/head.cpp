// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See head.h.
#include "console/transport/head.h"

#include <algorithm>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cctype>

#include "console/transport/limits.h"
#include "core/person_name.h"

namespace truyenthanh {

namespace {

namespace http = boost::beast::http;
using Parser = http::request_parser<http::empty_body>;

std::optional<HttpMethod> method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get:
            return HttpMethod::Get;
        case http::verb::head:
            return HttpMethod::Head;
        case http::verb::post:
            return HttpMethod::Post;
        case http::verb::patch:
            return HttpMethod::Patch;
        case http::verb::delete_:
            return HttpMethod::Delete;
        case http::verb::options:
            return HttpMethod::Options;
        default:
            return std::nullopt;
    }
}

std::string lower(std::string_view text) {
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return small;
}

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool read_query(std::string_view text, std::map<std::string, std::string>& query) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty()) continue;
        const std::size_t equal = std::min(part.find('='), part.size());
        const auto name = percent_decoded(part.substr(0, equal), true);
        const auto value = percent_decoded(part.substr(std::min(equal + 1, part.size())), true);
        if (!name || !value || !query.emplace(*name, *value).second) return false;
    }
    return true;
}

// The path is split at '/' later: a decoded slash, or a step up, means another thing to whoever encoded it.
bool is_plain_path(std::string_view raw, std::string_view path) {
    return raw.find("%2f") == raw.npos && raw.find("%2F") == raw.npos && path.find("//") == path.npos &&
           path.find("/../") == path.npos && path.find("/./") == path.npos && !path.ends_with("/..") &&
           !path.ends_with("/.") && path.find('\\') == path.npos;
}

bool read_target(std::string_view target, HttpRequest& request) {
    if (!target.starts_with('/')) return false;
    const std::size_t mark = std::min(target.find('?'), target.size());
    const auto path = percent_decoded(target.substr(0, mark), false);
    if (!path || !is_plain_path(target.substr(0, mark), *path)) return false;
    request.target = target;
    request.path = *path;
    return read_query(target.substr(std::min(mark + 1, target.size())), request.query);
}

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::size_t end_of_head(std::string_view bytes, std::size_t searched) noexcept {
    const std::size_t found = bytes.find("\r\n\r\n", searched < 3 ? 0 : searched - 3);
    return found == std::string_view::npos ? found : found + 4;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '+' && plus) c = ' ';
        if (c == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = digit(text[i + 1]);
            const int low = digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
        out.push_back(c);
    }
    if (!is_utf8(out)) return std::nullopt;
    return out;
}

std::variant<HttpHead, int> read_head(std::string_view bytes) {
    Parser parser;
    parser.header_limit(kHeadLimit);
    parser.skip(true);
    boost::system::error_code error;
    parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (error == http::error::header_limit) return 431;
    if (error || !parser.is_header_done()) return 400;
    const auto& message = parser.get();
    const auto method = method_of(message.method());
    if (!method) return 405;
    if (parser.chunked() || message.find(http::field::transfer_encoding) != message.end()) return 411;
    HttpHead head;
    head.request.method = *method;
    head.request.body_length = parser.content_length().value_or(0);
    head.keeps_alive = message.keep_alive();
    for (const auto& field : message) {
        head.request.head.emplace(lower(view(field.name_string())), std::string(view(field.value())));
    }
    if (message.version() >= 11 && head.request.head.count("host") != 1) return 400;
    if (head.request.head.count("host") > 1) return 400;
    if (!read_target(view(message.target()), head.request)) return 400;
    head.awaits_continue = lower(head.request.field("expect").value_or("")) == "100-continue";
    return head;
}

}  // namespace truyenthanh
