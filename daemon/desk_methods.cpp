// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See desk_methods.h.
#include "daemon/desk_methods.h"

#include <algorithm>

#include "core/error.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

bool has_type(const json& value, ParameterType type) {
    switch (type) {
        case ParameterType::Text:
            return value.is_string();
        case ParameterType::Integer:
            return value.is_number_integer();
        case ParameterType::Number:
            return value.is_number();
        case ParameterType::Boolean:
            return value.is_boolean();
        case ParameterType::Object:
            return value.is_object();
        case ParameterType::List:
            return value.is_array();
    }
    return false;
}

const char* type_name(ParameterType type) {
    switch (type) {
        case ParameterType::Text:
            return "@desk_type.text";
        case ParameterType::Integer:
            return "@desk_type.integer";
        case ParameterType::Number:
            return "@desk_type.number";
        case ParameterType::Boolean:
            return "@desk_type.boolean";
        case ParameterType::Object:
            return "@desk_type.object";
        case ParameterType::List:
            return "@desk_type.list";
    }
    return "";
}

DeskFault wrong(const char* key, const DeskCall& call, const std::string& parameter, const char* expected) {
    return {desk_code::kWrongParameters,
            Message{key, {{"method", call.method}, {"parameter", parameter}, {"expected", expected}}}};
}

// What any request may say: which version of the week it was made from.
bool is_common(const std::string& name, const json& value) { return name == "if_version" && value.is_number_integer(); }

std::optional<DeskFault> wrong_parameter(const Method& method, const DeskCall& call) {
    for (const auto& [name, value] : call.params.items()) {
        const auto known = std::find_if(method.parameters.begin(), method.parameters.end(),
                                        [&name = name](const Parameter& parameter) { return parameter.name == name; });
        if (known == method.parameters.end() && is_common(name, value)) continue;
        if (known == method.parameters.end()) return wrong("desk.unknown_parameter", call, name, "");
        if (!has_type(value, known->type)) return wrong("desk.wrong_type", call, name, type_name(known->type));
    }
    for (const Parameter& parameter : method.parameters) {
        if (parameter.is_required && !call.params.contains(parameter.name)) {
            return wrong("desk.missing_parameter", call, parameter.name, type_name(parameter.type));
        }
    }
    return std::nullopt;
}

}  // namespace

MethodTable::MethodTable(std::vector<Method> methods) {
    for (Method& method : methods) {
        const std::string name = method.name;
        methods_.emplace(name, std::move(method));
    }
}

std::optional<DeskFault> MethodTable::fault_of(const DeskCall& call) const {
    const auto found = methods_.find(call.method);
    if (found == methods_.end()) {
        return DeskFault{desk_code::kNoSuchMethod, Message{"desk.no_such_method", {{"method", call.method}}}};
    }
    if (auto fault = wrong_parameter(found->second, call)) return fault;
    if (static_cast<bool>(call.file) != found->second.takes_file) {
        const std::string key = call.file ? "desk.unexpected_file" : "desk.missing_file";
        return DeskFault{desk_code::kWrongParameters, Message{key, {{"method", call.method}}}};
    }
    return std::nullopt;
}

void MethodTable::run(DeskCall call, DeskServer& server) const {
    if (const auto fault = fault_of(call)) return server.fail(call.id, *fault);
    const CallId id = call.id;
    try {
        if (const auto result = methods_.at(call.method).run(call)) server.answer(id, *result);
    } catch (const RequestError& error) {
        server.fail(id, {desk_code::kRefused, error.message()});
    } catch (const Error& error) {
        server.fail(id, {desk_code::kFailed, error.message()});
    } catch (const std::exception& error) {
        server.fail(id, {desk_code::kFailed, Message{"desk.failed", {{"why", error.what()}}}});
    }
}

std::vector<std::string> MethodTable::names() const {
    std::vector<std::string> names;
    for (const auto& [name, method] : methods_) names.push_back(name);
    return names;
}

}  // namespace truyenthanh
