// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See ledger_export.h.
#include "store/ledger_export.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.h"
#include "store/ledger_record.h"

namespace truyenthanh {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDeepest = 8;

[[noreturn]] void fail(const std::string& field) { throw RequestError({"store.bad_export", {{"field", field}}}); }

// The names in their order, each with whether it is a number.
const std::vector<std::pair<std::string, bool>>& columns() {
    static const std::vector<std::pair<std::string, bool>> list = [] {
        const std::set<std::string> numbers{"number",   "id",          "slot",      "exception",      "position",
                                            "item",     "relay",       "programme", "recording",      "zones",
                                            "first",    "frames",      "starved",   "planned_frames", "gain_mdb",
                                            "silenced", "is_estimated"};
        std::vector<std::pair<std::string, bool>> result;
        for (const auto& [name, value] : to_record(AsRunEntry{})) result.emplace_back(name, numbers.contains(name));
        return result;
    }();
    return list;
}

Json json_of(const RecordValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return nullptr;
}

RecordValue value_of(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    if (found == object.end()) fail(name);
    if (found->is_null()) return {};
    if (found->is_number_integer()) return found->get<std::int64_t>();
    if (found->is_string()) return found->get<std::string>();
    fail(name);
}

// The entry of a row, or a refusal that names the row.
template <class Read>
AsRunEntry read_row(std::size_t row, const Read& read) {
    try {
        return to_entry(read());
    } catch (const RequestError& error) {
        Message message{"store.bad_export_row", error.message().args};
        message.args.emplace_back("number", std::to_string(row));
        throw RequestError(message);
    }
}

AsRunEntry entry_in(const Json& object, std::size_t row) {
    return read_row(row, [&] {
        if (!object.is_object()) fail("entries");
        LedgerRecord record;
        for (const auto& [name, is_number] : columns()) record.emplace_back(name, value_of(object, name));
        return record;
    });
}

Json parsed(std::string_view text) {
    return Json::parse(
        text, [](int depth, Json::parse_event_t, Json&) { return depth <= kDeepest; }, false);
}

std::vector<AsRunEntry> read_lines(std::string_view text) {
    std::vector<AsRunEntry> entries;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (text.substr(0, end).find_first_not_of(" \t\r") != std::string_view::npos)
            entries.push_back(entry_in(parsed(text.substr(0, end)), entries.size() + 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return entries;
}

std::vector<AsRunEntry> read_json(std::string_view text) {
    // The first line of JSON Lines is a whole object by itself.
    const Json first = parsed(text.substr(0, text.find('\n')));
    if (first.is_object() && first.contains("previous_hash")) return read_lines(text);
    const Json document = text.find('\n') == std::string_view::npos ? first : parsed(text);
    if (!document.is_object() || !document.contains("entries") || !document["entries"].is_array()) fail("entries");
    std::vector<AsRunEntry> entries;
    for (const Json& object : document["entries"]) entries.push_back(entry_in(object, entries.size() + 1));
    return entries;
}

std::string quoted(const std::string& text) {
    const bool is_plain = !text.empty() && text.find_first_of(",\"\r\n") == std::string::npos;
    if (is_plain) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

struct Field {
    std::string text;
    bool is_quoted = false;
};

// Takes one line of fields off the front.
std::vector<Field> next_line(std::string_view& text) {
    std::vector<Field> fields(1);
    bool is_inside = false;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        Field& field = fields.back();
        if (is_inside && c == '"' && !text.empty() && text.front() == '"') {
            field.text += c;
            text.remove_prefix(1);
        } else if (c == '"') {
            is_inside = !is_inside;
            field.is_quoted = true;
        } else if (!is_inside && c == ',') {
            fields.emplace_back();
        } else if (!is_inside && c == '\n') {
            break;
        } else if (is_inside || c != '\r') {
            field.text += c;
        }
    }
    return fields;
}

RecordValue value_of(const Field& field, const std::string& name, bool is_number) {
    if (field.text.empty() && !field.is_quoted) return {};
    if (!is_number) return field.text;
    std::int64_t number = 0;
    const char* end = field.text.data() + field.text.size();
    const auto [stop, error] = std::from_chars(field.text.data(), end, number);
    if (error != std::errc() || stop != end) fail(name);
    return number;
}

std::vector<AsRunEntry> read_csv(std::string_view text) {
    const std::vector<Field> heading = next_line(text);
    if (heading.size() != columns().size()) fail("heading");
    for (std::size_t i = 0; i < heading.size(); ++i) {
        if (heading[i].text != columns()[i].first) fail(columns()[i].first);
    }
    std::vector<AsRunEntry> entries;
    while (!text.empty()) {
        const std::vector<Field> fields = next_line(text);
        entries.push_back(read_row(entries.size() + 1, [&] {
            if (fields.size() != heading.size()) fail("heading");
            LedgerRecord record;
            for (std::size_t i = 0; i < fields.size(); ++i) {
                const auto& [name, is_number] = columns()[i];
                record.emplace_back(name, value_of(fields[i], name, is_number));
            }
            return record;
        }));
    }
    return entries;
}

bool is_rehearsal(const std::vector<AsRunEntry>& entries) {
    return !entries.empty() && entries.front().number == 1 && entries.front().previous_hash == kRehearsalGenesis;
}

std::string line_of(const AsRunEntry& entry) {
    Json object = Json::object();
    for (const auto& [name, value] : to_record(entry)) object[name] = json_of(value);
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string ledger_json(const std::vector<AsRunEntry>& entries) {
    std::string text = "{\"truyenthanh_ledger\": 1, \"is_rehearsal\": ";
    text += is_rehearsal(entries) ? "true" : "false";
    text += ", \"entries\": [";
    const char* separator = "\n";
    for (const AsRunEntry& entry : entries) {
        text += separator + line_of(entry);
        separator = ",\n";
    }
    return text + "\n]}\n";
}

std::string ledger_lines(const std::vector<AsRunEntry>& entries) {
    std::string text;
    for (const AsRunEntry& entry : entries) text += line_of(entry) + "\n";
    return text;
}

std::string ledger_csv(const std::vector<AsRunEntry>& entries) {
    std::string text;
    for (const auto& [name, is_number] : columns()) text += (text.empty() ? "" : ",") + name;
    text += "\r\n";
    for (const AsRunEntry& entry : entries) {
        const char* separator = "";
        for (const auto& [name, value] : to_record(entry)) {
            text += separator;
            if (const auto* number = std::get_if<std::int64_t>(&value)) text += std::to_string(*number);
            if (const auto* words = std::get_if<std::string>(&value)) text += quoted(*words);
            separator = ",";
        }
        text += "\r\n";
    }
    return text;
}

std::vector<AsRunEntry> read_ledger_export(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text[first] == '{') return read_json(text);
    return read_csv(text);
}

}  // namespace truyenthanh
