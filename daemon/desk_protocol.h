// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language of the desk socket: JSON-RPC 2.0, one object a line (docs/desk.md). Pure functions, any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "core/message.h"

namespace truyenthanh {

inline constexpr std::size_t kDeskLineLimit = 1024 * 1024;  // bytes, its newline not counted
inline constexpr int kDeskDepthLimit = 64;                  // objects and lists within one another

// Codes of JSON-RPC, and ours.
namespace desk_code {
inline constexpr int kNotJson = -32700;
inline constexpr int kNotARequest = -32600;
inline constexpr int kNoSuchMethod = -32601;
inline constexpr int kWrongParameters = -32602;
inline constexpr int kRefused = -32000;  // cannot be done as asked; nothing was changed
inline constexpr int kFailed = -32001;   // the database, the disk or a job failed; nothing was changed
inline constexpr int kClosing = -32002;  // the client is cut or the station is stopping
}  // namespace desk_code

struct DeskRequest {
    nlohmann::json id;  // a number or a text
    std::string method;
    nlohmann::json params = nlohmann::json::object();
};

struct DeskFault {
    int code = desk_code::kRefused;
    Message message;
};

// What a request's line says, or why it is none.
std::variant<DeskRequest, DeskFault> parse_request(std::string_view line);

// Lines to send, newline included.
std::string request_line(const DeskRequest& request);
std::string answer_line(const nlohmann::json& id, const nlohmann::json& result);
std::string fault_line(const nlohmann::json& id, const DeskFault& fault);
std::string progress_line(const nlohmann::json& id, const nlohmann::json& progress);

// {"key": …, "args": {…}} and back; an object of another shape becomes the message desk.strange.
nlohmann::json message_json(const Message& message);
Message message_from_json(const nlohmann::json& json);

// Parses within the depth limit; a discarded value if it is not JSON or too deep.
nlohmann::json parse_bounded(std::string_view text);

}  // namespace truyenthanh
