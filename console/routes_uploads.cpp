// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h: tus 1.0 with creation and termination (https://tus.io/protocols/resumable-upload).
#include <charconv>
#include <optional>

#include "console/parts.h"
#include "console/routes.h"
#include "core/error.h"
#include "core/names.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum HttpMethod;

constexpr const char* kVersion = "1.0.0";

std::optional<std::uint64_t> number(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

HttpResponse tus(int status) {
    HttpResponse response;
    response.status = status;
    response.head = {{"Tus-Resumable", kVersion}};
    return response;
}

void expect_version(const RouteCall& call) {
    if (call.request.field("tus-resumable").value_or("") != kVersion) throw RequestError({"console.not_tus", {}});
}

UploadWords words_of(const RouteCall& call) {
    const auto said = upload_metadata(call.request.field("upload-metadata").value_or(""));
    if (!said) throw RequestError({"console.upload_metadata", {}});
    const auto word = [&](const char* name) {
        const auto found = said->find(name);
        return found == said->end() ? std::string() : found->second;
    };
    UploadWords words;
    words.name = tidy_file_name(word("filename"));
    words.title = word("title").empty() ? words.name.substr(0, words.name.find_last_of('.')) : word("title");
    words.kind = word("kind").empty() ? "news" : word("kind");
    if (!parse<ItemKind>(words.kind)) throw RequestError({"console.upload_metadata", {}});
    if (const auto item = number(word("item"))) words.item = static_cast<std::int64_t>(*item);
    return words;
}

HttpResponse abilities(RouteCall&) {
    HttpResponse response = tus(204);
    response.head.emplace_back("Tus-Version", kVersion);
    response.head.emplace_back("Tus-Extension", "creation,termination");
    response.head.emplace_back("Tus-Max-Size", std::to_string(kLongestUpload));
    return response;
}

HttpResponse begin(RouteCall& call) {
    expect_version(call);
    const auto length = number(call.request.field("upload-length").value_or(""));
    if (!length || *length == 0) throw RequestError({"console.upload_length", {}});
    if (*length > kLongestUpload) return call.parts.answers.refusal(413, {"console.refused_413", {}});
    const std::string id = call.parts.uploads.begin(*length, words_of(call), call.session->who.name);
    HttpResponse response = tus(201);
    response.head.emplace_back("Location", "/api/v1/uploads/" + id);
    return response;
}

// HEAD is what tus asks; GET tells people's pages how far it is.
HttpResponse state(RouteCall& call) {
    const std::string& id = call.path.at("upload");
    const std::string& by = call.session->who.name;
    const Uploads::Offset at = call.parts.uploads.offset(id, by);
    HttpResponse response = call.parts.answers.document(call.parts.uploads.state(id, by));
    response.head.emplace_back("Tus-Resumable", kVersion);
    response.head.emplace_back("Upload-Offset", std::to_string(at.offset));
    response.head.emplace_back("Upload-Length", std::to_string(at.length));
    return response;
}

// Says no as soon as the first block is there.
class RefusingSink final : public BodySink {
public:
    explicit RefusingSink(HttpResponse answer) : answer_(std::move(answer)) {}
    bool write(std::string_view) override { return false; }
    HttpResponse finish() override { return std::move(answer_); }

private:
    HttpResponse answer_;
};

std::unique_ptr<BodySink> receive(RouteCall& call) {
    try {
        expect_version(call);
        if (call.request.field("content-type").value_or("") != "application/offset+octet-stream") {
            return std::make_unique<RefusingSink>(call.parts.answers.refusal(415, {"console.refused_415", {}}));
        }
        const auto offset = number(call.request.field("upload-offset").value_or(""));
        if (!offset) throw RequestError({"console.upload_offset", {{"offset", "0"}}});
        return call.parts.uploads.sink(call.path.at("upload"), call.session->who.name, *offset,
                                       call.request.body_length);
    } catch (...) {
        return std::make_unique<RefusingSink>(call.parts.answers.of_current_exception());
    }
}

HttpResponse remove(RouteCall& call) {
    expect_version(call);
    call.parts.uploads.remove(call.path.at("upload"), call.session->who.name);
    return tus(204);
}

Route upload(HttpMethod method, const char* path, const char* summary, HttpResponse (*run)(RouteCall&)) {
    Route route;
    route.method = method;
    route.path = path;
    route.right = "record";
    route.summary = summary;
    route.run = run;
    return route;
}

}  // namespace

std::vector<Route> upload_routes() {
    Route options = upload(Options, "/api/v1/uploads", "What this tus server can do", abilities);
    options.gate = Gate::Open;
    Route bytes = upload(Patch, "/api/v1/uploads/{upload}", "The next bytes of an upload (tus)", nullptr);
    bytes.sink = receive;
    return {options,
            upload(Post, "/api/v1/uploads",
                   "Begin an upload (tus creation): Upload-Length, Upload-Metadata with filename, title, kind, item",
                   begin),
            upload(Get, "/api/v1/uploads/{upload}", "How far an upload is, and what became of it", state), bytes,
            upload(Delete, "/api/v1/uploads/{upload}", "Give an upload up", remove)};
}

}  // namespace truyenthanh
