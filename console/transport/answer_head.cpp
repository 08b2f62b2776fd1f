// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See answer_head.h.
#include "console/transport/answer_head.h"

#include <algorithm>

namespace truyenthanh {

namespace {

const char* reason(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 409:
            return "Conflict";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 421:
            return "Misdirected Request";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 502:
            return "Bad Gateway";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:
            return status < 500 ? "Refused" : "Failed";
    }
}

bool is_one_line(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

void put(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string_view content_security_policy() noexcept {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
           "connect-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; form-action 'none'; "
           "base-uri 'none'; frame-ancestors 'none'";
}

std::string answer_head(const HttpResponse& response, bool closes) {
    std::string out = "HTTP/1.1 " + std::to_string(response.status) + " " + reason(response.status) + "\r\n";
    bool has_caching = false;
    for (const auto& [name, value] : response.head) {
        if (!is_one_line(name) || !is_one_line(value)) continue;
        put(out, name, value);
        has_caching = has_caching || name == "Cache-Control";
    }
    if (!has_caching) put(out, "Cache-Control", "no-store");
    put(out, "Content-Security-Policy", content_security_policy());
    put(out, "X-Content-Type-Options", "nosniff");
    put(out, "X-Frame-Options", "DENY");
    put(out, "Referrer-Policy", "no-referrer");
    put(out, "Cross-Origin-Opener-Policy", "same-origin");
    put(out, "Cross-Origin-Resource-Policy", "same-origin");
    put(out, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    const std::uint64_t length = response.file ? response.file->length : response.body.size();
    if (!response.events && response.status != 204 && response.status != 304) {
        put(out, "Content-Length", std::to_string(length));
    }
    put(out, "Connection", closes ? "close" : "keep-alive");
    return out + "\r\n";
}

}  // namespace truyenthanh
