// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See desk_protocol.h.
#include "daemon/desk_protocol.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::string line_of(const json& object) { return object.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"; }

DeskFault not_a_request(const char* expected) {
    return {desk_code::kNotARequest, Message{"desk.not_a_request", {{"expected", expected}}}};
}

}  // namespace

json parse_bounded(std::string_view text) {
    bool is_too_deep = false;
    const auto watch_depth = [&is_too_deep](int depth, json::parse_event_t, json&) {
        if (depth > kDeskDepthLimit) is_too_deep = true;
        return !is_too_deep;
    };
    json value = json::parse(text, watch_depth, false);
    return is_too_deep ? json(json::value_t::discarded) : value;
}

std::variant<DeskRequest, DeskFault> parse_request(std::string_view line) {
    json object = parse_bounded(line);
    if (object.is_discarded()) return DeskFault{desk_code::kNotJson, Message{"desk.not_json", {}}};
    if (!object.is_object()) return not_a_request("{ }");
    if (object.value("jsonrpc", json()) != "2.0") return not_a_request("\"jsonrpc\": \"2.0\"");
    const json id = object.value("id", json());
    if (!id.is_number_integer() && !id.is_string()) return not_a_request("\"id\"");
    if (!object.contains("method") || !object["method"].is_string()) return not_a_request("\"method\"");
    DeskRequest request{id, object["method"].get<std::string>(), object.value("params", json::object())};
    if (!request.params.is_object()) return not_a_request("\"params\": { }");
    return request;
}

std::string request_line(const DeskRequest& request) {
    return line_of({{"jsonrpc", "2.0"}, {"id", request.id}, {"method", request.method}, {"params", request.params}});
}

std::string answer_line(const json& id, const json& result) {
    return line_of({{"jsonrpc", "2.0"}, {"id", id}, {"result", result}});
}

std::string fault_line(const json& id, const DeskFault& fault) {
    const json error{
        {"code", fault.code}, {"message", to_string(fault.message)}, {"data", message_json(fault.message)}};
    return line_of({{"jsonrpc", "2.0"}, {"id", id}, {"error", error}});
}

std::string progress_line(const json& id, const json& progress) {
    return line_of({{"jsonrpc", "2.0"}, {"method", "progress"}, {"params", {{"request", id}, {"progress", progress}}}});
}

json message_json(const Message& message) {
    json args = json::object();
    for (const auto& [name, value] : message.args) args[name] = value;
    return {{"key", message.key}, {"args", args}};
}

Message message_from_json(const json& object) {
    const bool has_shape = object.is_object() && object.contains("key") && object["key"].is_string() &&
                           object.contains("args") && object["args"].is_object();
    if (!has_shape) return Message{"desk.strange", {}};
    Message message{object["key"].get<std::string>(), {}};
    for (const auto& [name, value] : object["args"].items()) {
        message.args.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
    }
    return message;
}

}  // namespace truyenthanh
