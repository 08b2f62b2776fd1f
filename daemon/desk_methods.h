// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What may be asked of the desk: one row a method, its parameters checked before it runs.
// Thread: the station's.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/message.h"
#include "daemon/desk_server.h"

namespace truyenthanh {

enum class ParameterType { Text, Integer, Number, Boolean, Object, List };

struct Parameter {
    std::string name;
    ParameterType type = ParameterType::Text;
    bool is_required = true;
};

struct Method {
    std::string name;
    std::vector<Parameter> parameters;
    // The result, or nothing where the answer follows later through DeskServer::answer. Throws RequestError,
    // StoreError.
    std::function<std::optional<nlohmann::json>(DeskCall&)> run;
    bool takes_file = false;
};

class MethodTable {
public:
    explicit MethodTable(std::vector<Method> methods);

    // Why the call cannot be run as it stands: no such method, a parameter unknown, missing or of another type.
    std::optional<DeskFault> fault_of(const DeskCall& call) const;
    // Checks, runs, answers; what the method throws becomes the caller's fault line.
    void run(DeskCall call, DeskServer& server) const;
    std::vector<std::string> names() const;

private:
    std::map<std::string, Method> methods_;
};

}  // namespace truyenthanh
