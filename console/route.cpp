// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See route.h: what all routes have in common.
#include "console/route.h"

#include <algorithm>
#include <array>

#include "core/error.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

bool has_type(const json& value, ValueType type) {
    switch (type) {
        case ValueType::Text:
            return value.is_string();
        case ValueType::Integer:
            return value.is_number_integer();
        case ValueType::Boolean:
            return value.is_boolean();
        case ValueType::Object:
            return value.is_object();
        case ValueType::List:
            return value.is_array();
    }
    return false;
}

const char* type_name(ValueType type) {
    constexpr std::array names{"string", "integer", "boolean", "object", "array"};
    return names.at(static_cast<std::size_t>(type));
}

std::string_view next_part(std::string_view& path) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(end);
    return part;
}

json schema_of(const std::vector<RouteField>& fields) {
    json properties = json::object();
    json required = json::array();
    for (const RouteField& field : fields) {
        properties[field.name] = {{"type", type_name(field.type)}};
        if (field.is_required) required.push_back(field.name);
    }
    json schema{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = required;
    return schema;
}

json parameters_of(const Route& route) {
    json parameters = json::array();
    std::string_view rest = route.path;
    while (!rest.empty()) {
        const std::string_view part = next_part(rest);
        if (!part.starts_with("/{")) continue;
        parameters.push_back({{"name", part.substr(2, part.size() - 3)},
                              {"in", "path"},
                              {"required", true},
                              {"schema", {{"type", "string"}}}});
    }
    for (const RouteField& field : route.query) {
        parameters.push_back({{"name", field.name},
                              {"in", "query"},
                              {"required", field.is_required},
                              {"schema", {{"type", type_name(field.type)}}}});
    }
    const auto header = [&](const char* name) {
        parameters.push_back({{"name", name}, {"in", "header"}, {"required", true}, {"schema", {{"type", "string"}}}});
    };
    if (route.changes()) header("Origin");
    if (route.changes() && route.gate != Gate::Open) header("X-Change-Token");
    if (route.names_version) header("If-Match");
    return parameters;
}

json operation_of(const Route& route) {
    json operation{{"summary", route.summary},
                   {"parameters", parameters_of(route)},
                   {"responses", {{"default", {{"description", "an answer, or an error with its sentence"}}}}}};
    if (!route.right.empty()) operation["x-right"] = route.right;
    if (route.gate != Gate::Open) operation["security"] = json::array({{{"session", json::array()}}});
    std::vector<RouteField> body = route.body;
    if (route.asks_password) body.push_back({"password", ValueType::Text, true});
    if (!body.empty()) {
        operation["requestBody"] = {{"required", true},
                                    {"content", {{"application/json", {{"schema", schema_of(body)}}}}}};
    }
    return operation;
}

std::string lower_name(HttpMethod method) {
    std::string text = name(method);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    return text;
}

}  // namespace

const char* name(HttpMethod method) noexcept {
    switch (method) {
        case HttpMethod::Get:
            return "GET";
        case HttpMethod::Head:
            return "HEAD";
        case HttpMethod::Post:
            return "POST";
        case HttpMethod::Patch:
            return "PATCH";
        case HttpMethod::Delete:
            return "DELETE";
        case HttpMethod::Options:
            return "OPTIONS";
    }
    return "";
}

std::optional<std::map<std::string, std::string>> path_values(const Route& route, std::string_view path) {
    std::map<std::string, std::string> values;
    std::string_view pattern = route.path;
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = next_part(pattern);
        const std::string_view found = next_part(path);
        if (wanted.starts_with("/{") && found.size() > 1) {
            values.emplace(wanted.substr(2, wanted.size() - 3), found.substr(1));
        } else if (wanted != found) {
            return std::nullopt;
        }
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return values;
}

std::int64_t number_in_path(const std::string& text) {
    const bool is_number = !text.empty() && text.size() < 18 && text.find_first_not_of("0123456789") == text.npos;
    if (!is_number) throw RequestError({"console.no_such_number", {{"number", text.substr(0, 40)}}});
    return std::stoll(text);
}

void check_fields(const std::vector<RouteField>& fields, const json& object) {
    for (const auto& [key, value] : object.items()) {
        const auto known = std::find_if(fields.begin(), fields.end(),
                                        [&key = key](const RouteField& field) { return field.name == key; });
        if (known == fields.end()) throw RequestError({"console.unknown_field", {{"field", key}}});
        if (!has_type(value, known->type)) {
            throw RequestError({"console.wrong_type", {{"field", key}, {"expected", type_name(known->type)}}});
        }
    }
    for (const RouteField& field : fields) {
        if (field.is_required && !object.contains(field.name)) {
            throw RequestError({"console.missing_field", {{"field", field.name}, {"expected", type_name(field.type)}}});
        }
    }
}

json openapi() {
    json paths = json::object();
    for (const Route& route : routes()) paths[route.path][lower_name(route.method)] = operation_of(route);
    return {{"openapi", "3.1.0"},
            {"info",
             {{"title", "truyenthanh console"},
              {"version", TRUYENTHANH_VERSION},
              {"description",
               "Times are UTC; documents are those of docs/cli.md. Changes need the session's cookie, an "
               "Origin that is the host itself and the change token of GET /api/v1/session."}}},
            {"components",
             {{"securitySchemes", {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "truyenthanh"}}}}}}},
            {"paths", paths}};
}

}  // namespace truyenthanh
