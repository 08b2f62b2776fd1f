// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See ledger_record.h.
#include "store/ledger_record.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/names.h"
#include "store/hash.h"

namespace truyenthanh {
namespace {

RecordValue written(std::int64_t value) { return value; }
RecordValue written(int value) { return std::int64_t{value}; }
RecordValue written(std::uint32_t value) { return std::int64_t{value}; }
RecordValue written(bool value) { return std::int64_t{value}; }
RecordValue written(Frames value) { return value.count; }
RecordValue written(const std::string& value) { return value; }
RecordValue written(WallTime value) { return to_string(value); }
RecordValue written(LocalDate value) { return to_string(value); }
template <class Tag>
RecordValue written(Id<Tag> value) {
    return value.value;
}
template <class Enum>
requires std::is_enum_v<Enum> RecordValue written(Enum value) { return std::string(name(value)); }
template <class Value>
RecordValue written(const std::optional<Value>& value) {
    return value ? written(*value) : RecordValue();
}

// Takes the values of a record in their order, each under the name it must have.
class Reader {
public:
    explicit Reader(const LedgerRecord& record) : record_(record) {}

    template <class Value>
    void take(const char* expected, Value& out) {
        name_ = expected;
        if (at_ >= record_.size() || record_[at_].first != expected) fail();
        read(record_[at_++].second, out);
    }

private:
    [[noreturn]] void fail() const { throw RequestError({"store.bad_export", {{"field", name_}}}); }

    template <class Stored>
    const Stored& stored(const RecordValue& value) const {
        if (const auto* found = std::get_if<Stored>(&value)) return *found;
        fail();
    }
    template <class Value>
    Value present(const std::optional<Value>& value) const {
        if (!value) fail();
        return *value;
    }

    void read(const RecordValue& value, std::int64_t& out) const { out = stored<std::int64_t>(value); }
    void read(const RecordValue& value, int& out) const { out = static_cast<int>(stored<std::int64_t>(value)); }
    void read(const RecordValue& value, std::uint32_t& out) const {
        out = static_cast<std::uint32_t>(stored<std::int64_t>(value));
    }
    void read(const RecordValue& value, bool& out) const {
        const std::int64_t number = stored<std::int64_t>(value);
        if (number != 0 && number != 1) fail();
        out = number == 1;
    }
    void read(const RecordValue& value, Frames& out) const { out.count = stored<std::int64_t>(value); }
    void read(const RecordValue& value, std::string& out) const { out = stored<std::string>(value); }
    void read(const RecordValue& value, WallTime& out) const {
        out = present(parse_wall_time(stored<std::string>(value)));
    }
    void read(const RecordValue& value, LocalDate& out) const { out = present(parse_date(stored<std::string>(value))); }
    template <class Tag>
    void read(const RecordValue& value, Id<Tag>& out) const {
        out.value = stored<std::int64_t>(value);
    }
    template <class Enum>
    requires std::is_enum_v<Enum>
    void read(const RecordValue& value, Enum& out) const { out = present(parse<Enum>(stored<std::string>(value))); }
    template <class Value>
    void read(const RecordValue& value, std::optional<Value>& out) const {
        if (std::holds_alternative<std::monostate>(value)) {
            out.reset();
        } else {
            read(value, out.emplace());
        }
    }

    const LedgerRecord& record_;
    std::size_t at_ = 0;
    std::string name_;
};

// What lies otherwise in a record than in an entry.
struct Flat {
    std::int64_t gain_mdb = 0;
    std::string epoch;
    std::optional<std::string> cause;
    std::optional<std::string> cause_args;
};

// The one list of names and their order; `visit(name, value)` for each.
template <class Entry, class FlatPart, class Visit>
void for_each_value(Entry& e, FlatPart& flat, Visit visit) {
    visit("number", e.number);
    visit("id", e.id);
    visit("kind", e.intent.kind);
    visit("date", e.intent.transmission.date);
    visit("slot", e.intent.transmission.slot);
    visit("exception", e.intent.transmission.exception);
    visit("position", e.intent.position);
    visit("slot_name", e.intent.slot_name);
    visit("programme", e.intent.programme);
    visit("programme_name", e.intent.programme_name);
    visit("item", e.intent.item);
    visit("recording", e.intent.recording);
    visit("relay", e.intent.relay);
    visit("relay_level", e.intent.relay_level);
    visit("title", e.intent.title);
    visit("item_kind", e.intent.item_kind);
    visit("sha256", e.intent.sha256);
    visit("approved_by", e.intent.approved_by);
    visit("planned_start", e.intent.planned_start);
    visit("planned_frames", e.intent.planned_frames);
    visit("zones", e.intent.zones);
    visit("gain_mdb", flat.gain_mdb);
    visit("opened_at", e.opened_at);
    visit("started", e.count.started);
    visit("ended", e.count.ended);
    visit("epoch", flat.epoch);
    visit("first", e.count.first);
    visit("frames", e.count.frames);
    visit("starved", e.count.starved);
    visit("silenced", e.count.silenced);
    visit("is_estimated", e.count.is_estimated);
    visit("outcome", e.outcome);
    visit("cause", flat.cause);
    visit("cause_args", flat.cause_args);
    visit("closed_at", e.closed_at);
    visit("previous_hash", e.previous_hash);
    visit("hash", e.hash);
}

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\') {
            result += "\\\\";
        } else if (c == '\n') {
            result += "\\n";
        } else {
            result += c;
        }
    }
    return result;
}

}  // namespace

const Sha256 kStationGenesis(64, '0');
// SHA-256 of "truyenthanh rehearsal".
const Sha256 kRehearsalGenesis = "6fea7728cef28885b22534fbbff35e0b3f283c484028bfe0a8c5749454bc2a55";

LedgerRecord to_record(const AsRunEntry& entry) {
    Flat flat;
    flat.gain_mdb = std::llround(entry.intent.gain_db * 1'000.0);
    flat.epoch = std::to_string(entry.count.epoch);
    if (entry.cause) {
        flat.cause = entry.cause->key;
        flat.cause_args = written_args(*entry.cause);
    }
    LedgerRecord record;
    for_each_value(entry, flat,
                   [&](const char* name, const auto& value) { record.emplace_back(name, written(value)); });
    return record;
}

AsRunEntry to_entry(const LedgerRecord& record) {
    AsRunEntry entry;
    Flat flat;
    Reader reader(record);
    for_each_value(entry, flat, [&](const char* name, auto& value) { reader.take(name, value); });
    entry.intent.gain_db = static_cast<double>(flat.gain_mdb) / 1'000.0;
    try {
        entry.count.epoch = std::stoull(flat.epoch);
    } catch (const std::logic_error&) {
        throw RequestError({"store.bad_export", {{"field", "epoch"}}});
    }
    if (!flat.cause && flat.cause_args) throw RequestError({"store.bad_export", {{"field", "cause_args"}}});
    if (flat.cause) entry.cause = read_message(*flat.cause, flat.cause_args.value_or("[]"));
    return entry;
}

std::string canonical(const LedgerRecord& record) {
    std::string text;
    for (const auto& [name, value] : record) {
        if (name == "hash") continue;
        text += name;
        if (const auto* number = std::get_if<std::int64_t>(&value)) text += "=" + std::to_string(*number);
        if (const auto* words = std::get_if<std::string>(&value)) text += "=" + escaped(*words);
        text += '\n';
    }
    return text;
}

Sha256 chain_hash(const AsRunEntry& entry) { return sha256_of(canonical(to_record(entry))); }

std::string written_args(const Message& message) {
    nlohmann::json pairs = nlohmann::json::array();
    for (const auto& [name, value] : message.args) pairs.push_back({name, value});
    return pairs.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Message read_message(const std::string& key, const std::string& args) {
    Message message{key, {}};
    const nlohmann::json pairs = nlohmann::json::parse(args, nullptr, false);
    if (!pairs.is_array()) throw RequestError({"store.bad_export", {{"field", "cause_args"}}});
    for (const nlohmann::json& pair : pairs) {
        const bool is_pair = pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string();
        if (!is_pair) throw RequestError({"store.bad_export", {{"field", "cause_args"}}});
        message.args.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
    }
    return message;
}

}  // namespace truyenthanh
