// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a handler sees of HTTP: a request, the answer to it, and the course it takes in between. No network type is
// named here. Values; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/descriptor.h"

namespace truyenthanh {

enum class HttpMethod { Get, Head, Post, Patch, Delete, Options };

// Who asks, as far as the network tells.
struct HttpPeer {
    std::string address;       // "127.0.0.1", "fe80::1"
    bool is_loopback = false;  // this machine itself
    bool is_tls = false;
};

struct HttpRequest {
    HttpMethod method = HttpMethod::Get;
    std::string target;                            // as sent: "/api/v1/lint?days=7"
    std::string path;                              // decoded, UTF-8, begins with '/', without control characters
    std::map<std::string, std::string> query;      // decoded
    std::multimap<std::string, std::string> head;  // names in lower case
    std::string body;                              // whole, unless it was streamed
    std::uint64_t body_length = 0;                 // as announced
    HttpPeer peer;

    // The field's only value; nothing where it is absent or said twice.
    std::optional<std::string> field(const std::string& name) const {
        const auto [first, last] = head.equal_range(name);
        if (first == last || std::next(first) != last) return std::nullopt;
        return first->second;
    }
};

// A part of an open file as the body of an answer.
struct FilePart {
    Descriptor file;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

// What the pieces of a stream are, and with it what becomes of those that a slow listener has not taken yet.
enum class Stream {
    Picture,  // each replaces the one before: the newest waits alone
    Sound,    // each follows the one before: some seconds wait, then all of them go
};

// The answer stays open and gets every piece that HttpServer::publish is given for its kind.
struct EventStream {
    std::string first;                       // sent at once
    std::function<bool()> is_welcome_still;  // asked now and then on the server's thread; false ends the stream
    Stream kind = Stream::Picture;
};

// Shared by all who are sent it, so that a piece is kept once (docs/decisions/0140).
using Piece = std::shared_ptr<const std::string>;

struct HttpResponse {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> head;
    std::string body;
    std::optional<FilePart> file;
    std::optional<EventStream> events;
};

// Takes a streamed body block by block. One call at a time, on a thread of the lane.
class BodySink {
public:
    virtual ~BodySink() = default;
    // At most 64 KiB. False: nothing more is wanted, finish() says why.
    virtual bool write(std::string_view block) = 0;
    // After the last byte, or after write() said no. Not called when the client went away in between.
    virtual HttpResponse finish() = 0;
};

// Urgent has a thread that nothing else may use.
enum class Lane { Common, Urgent };

// What becomes of a request whose head was read: answered at once, or its body is collected and `run` answers, or
// its body is streamed into a sink.
struct Course {
    std::optional<HttpResponse> answer;
    std::uint64_t body_limit = 0;  // bytes; more is refused with 413
    Lane lane = Lane::Common;
    std::function<HttpResponse(const HttpRequest&, std::size_t worker)> run;
    std::function<std::unique_ptr<BodySink>(const HttpRequest&, std::size_t worker)> open_sink;
};

class HttpHandler {
public:
    virtual ~HttpHandler() = default;
    // On the server's thread: never blocks, never throws.
    virtual Course course_of(const HttpRequest& head) noexcept = 0;
    // The answer to what never became a request: 400, 408, 411, 413, 431, 503.
    virtual HttpResponse refusal(int status) noexcept = 0;
};

}  // namespace truyenthanh
