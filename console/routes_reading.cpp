// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: what only looks.
#include <sys/stat.h>

#include <algorithm>

#include "console/byte_range.h"
#include "console/parts.h"
#include "console/routes.h"
#include "core/error.h"
#include "core/names.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum HttpMethod;
using enum ValueType;

constexpr std::int64_t kMostDays = 62;
constexpr std::int64_t kMostRows = 500;

HttpResponse with_version(const RouteCall& call, json document) {
    const std::string tag = "\"" + std::to_string(document.at("version").get<std::int64_t>()) + "\"";
    HttpResponse response = call.parts.answers.document(std::move(document));
    response.head.emplace_back("ETag", tag);
    return response;
}

// While its session is open; at this machine without one, for ever.
std::function<bool()> while_open(const RouteCall& call) {
    if (!call.session) return [] { return true; };
    return [&sessions = call.parts.sessions, token = call.session->token] {
        const auto session = sessions.find(token, false);
        return session && !session->is_locked;
    };
}

HttpResponse events(RouteCall& call) {
    HttpResponse response;
    response.head = {{"Content-Type", "text/event-stream"}};
    response.events = EventStream{call.parts.feed.latest_event(), while_open(call)};
    return response;
}

// The place among the listeners is given back with the stream.
HttpResponse listen(RouteCall& call) {
    HttpResponse response;
    response.head = {{"Content-Type", "application/octet-stream"}};
    const auto is_open = [place = call.parts.listeners.admit(call.session->who.name), is_welcome = while_open(call)] {
        return is_welcome();
    };
    response.events = EventStream{"", is_open, Stream::Sound};
    return response;
}

HttpResponse findings(RouteCall& call) {
    StationReader& reader = call.parts.reader(call.worker);
    const auto days = static_cast<int>(std::max<std::int64_t>(query_number(call, "days", 14, kMostDays), 1));
    return call.parts.answers.document(reader.findings(date_of(query_text(call, "from", "today"), reader), days));
}

HttpResponse recordings(RouteCall& call) {
    const Page page{
        query_text(call, "search"), static_cast<std::size_t>(query_number(call, "offset", 0, 1'000'000'000)),
        static_cast<std::size_t>(query_number(call, "most", 100, kMostRows)), query_text(call, "waiting") == "1"};
    return call.parts.answers.document(call.parts.reader(call.worker).recordings(page));
}

RecordingId recording_in(const RouteCall& call) { return RecordingId{number_in_path(call.path.at("recording"))}; }

HttpResponse peaks(RouteCall& call) {
    HttpResponse response;
    response.head = {{"Content-Type", "application/octet-stream"}, {"Cache-Control", "private, max-age=86400"}};
    response.body = call.parts.reader(call.worker).peaks(recording_in(call));
    return response;
}

// One range or the whole; several ranges are answered with the whole, as the standard lets us.
HttpResponse sound(RouteCall& call) {
    HttpResponse response;
    FilePart part{call.parts.reader(call.worker).sound(recording_in(call)), 0, 0};
    struct stat file {};
    ::fstat(part.file.get(), &file);
    const auto size = static_cast<std::uint64_t>(file.st_size);
    const ByteRange range = byte_range(call.request.field("range").value_or(""), size);
    if (range.is_outside) {
        response = call.parts.answers.refusal(416, {"console.no_such_range", {}});
        response.head.emplace_back("Content-Range", "bytes */" + std::to_string(size));
        return response;
    }
    response.status = range.is_part ? 206 : 200;
    response.head = {{"Content-Type", "audio/flac"}, {"Accept-Ranges", "bytes"}};
    if (range.is_part) response.head.emplace_back("Content-Range", content_range(range, size));
    part.offset = range.first;
    part.length = range.length;
    response.file = std::move(part);
    return response;
}

// What the wall display shows.
Route here(const char* path, const char* summary, HttpResponse (*run)(RouteCall&)) {
    Route route = look(path, "watch", summary, run);
    route.gate = Gate::Here;
    return route;
}

}  // namespace

std::vector<Route> reading_routes() {
    return {
        here("/api/v1/status", "The station's status, at most 250 ms old",
             [](RouteCall& call) { return json_response(200, call.parts.feed.latest()); }),
        here("/api/v1/events", "Server-sent events: the status when it changes, and each second", events),
        look("/api/v1/listen", "watch",
             "What leaves the mixer, live: pieces of a tenth of a second, each with a head of 32 bytes "
             "(docs/console.md)",
             listen),
        here("/api/v1/plan/{date}", "What is planned on a date, or today",
             [](RouteCall& call) {
                 return call.parts.answers.document(reader(call).plan(date_of(call.path.at("date"), reader(call))));
             }),
        here("/api/v1/asrun/{date}", "What was heard on a date, or today",
             [](RouteCall& call) {
                 return call.parts.answers.document(reader(call).as_run(date_of(call.path.at("date"), reader(call))));
             }),
        look("/api/v1/lint", "watch", "What the linter finds in the days to come", findings,
             {{"from", Text, false}, {"days", Integer, false}}),
        look("/api/v1/recordings", "watch", "Recordings with their approvals", recordings,
             {{"search", Text, false}, {"offset", Integer, false}, {"most", Integer, false}, {"waiting", Text, false}}),
        look("/api/v1/recordings/{recording}/sound", "watch", "A recording's master as FLAC; single ranges", sound),
        look("/api/v1/recordings/{recording}/peaks", "watch",
             "A recording's waveform: pairs of signed bytes, lowest and highest of each 1024 frames", peaks),
        look("/api/v1/programmes", "watch", "Programmes with their rundowns",
             [](RouteCall& call) {
                 return call.parts.answers.document(reader(call).programmes(query_text(call, "search")));
             },
             {{"search", Text, false}}),
        look("/api/v1/relays", "watch", "Relays",
             [](RouteCall& call) { return call.parts.answers.document(reader(call).relays()); }),
        look("/api/v1/slots", "watch", "The week's slots; the ETag is what a change names in If-Match",
             [](RouteCall& call) { return with_version(call, reader(call).slots()); }),
        look("/api/v1/calendar", "watch", "Dated exceptions; the ETag is what a change names in If-Match",
             [](RouteCall& call) { return with_version(call, reader(call).calendar()); }),
        look("/api/v1/overrides", "watch", "Exceptions to the permitted hours that are not long over",
             [](RouteCall& call) { return call.parts.answers.document(reader(call).overrides()); }),
    };
}

}  // namespace truyenthanh
