// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See editorial_documents.h.
#include "daemon/editorial_documents.h"

#include <array>
#include <map>

#include "core/error.h"
#include "daemon/desk_protocol.h"
#include "daemon/fields.h"
#include "newsroom/coverage.h"
#include "newsroom/royalty.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr std::chrono::days kPayWithin{60};

json date_or_null(const std::optional<LocalDate>& date) { return date ? json(to_string(*date)) : json(); }

json topic_document(const GuidanceTopic& topic) {
    static constexpr std::array<const char*, 4> states{"aired", "ready", "in_work", "nothing"};
    return {{"id", topic.id.value},
            {"title", topic.title},
            {"document", topic.document},
            {"owner", topic.owner},
            {"field", topic.field},
            {"due", date_or_null(topic.due)},
            {"items", topic.items},
            {"ready", topic.ready},
            {"aired", date_or_null(topic.aired)},
            {"state", states.at(static_cast<std::size_t>(state_of(topic)))}};
}

json topic_list(const std::vector<GuidanceTopic>& topics) {
    json all = json::array();
    for (const GuidanceTopic& topic : topics) all.push_back(topic_document(topic));
    return all;
}

int whole(Fields& fields, const char* field, std::int64_t absent) {
    const std::int64_t number = fields.optional_integer(field).value_or(absent);
    if (number < 0 || number > 1'000'000) fields.wrong(field, "0, 1, 2…");
    return static_cast<int>(number);
}

json line_document(const RoyaltyLine& line, const std::map<PersonId, std::string>& names) {
    return {{"person", line.person.value}, {"name", names.at(line.person)},
            {"item", line.item.value},     {"title", line.title},
            {"kind", name(line.kind)},     {"aired", to_string(line.aired)},
            {"is_repeat", line.is_repeat}, {"coefficient_hundredths", line.coefficient},
            {"share", line.share},         {"shares", line.shares},
            {"amount", line.amount}};
}

}  // namespace

json document(const BroadcastColumn& column) {
    return {{"id", column.id.value},
            {"name", column.name},
            {"field", column.field},
            {"quota", column.quota},
            {"period", name(column.period)},
            {"from", date_or_null(column.from)},
            {"until", date_or_null(column.until)}};
}

json document(const GuidanceDocument& guidance) {
    return {{"id", guidance.id.value},
            {"kind", name(guidance.kind)},
            {"number", guidance.number},
            {"title", guidance.title},
            {"issued_by", guidance.issued_by},
            {"from", to_string(guidance.from)},
            {"until", to_string(guidance.until)},
            {"topics", topic_list(guidance.topics)}};
}

json document(const Duty& duty) {
    return {{"id", duty.id.value},
            {"date", to_string(duty.date)},
            {"slot", duty.slot ? json(duty.slot.value) : json()},
            {"person", duty.person},
            {"note", duty.note}};
}

json document(const RateOnFile& r) {
    json coefficients = json::object();
    for (const auto& [kind, hundredths] : r.rate.coefficients) coefficients[std::string(name(kind))] = hundredths;
    return {{"id", r.rate.id.value},
            {"from", to_string(r.rate.from)},
            {"until", date_or_null(r.rate.until)},
            {"base_salary", r.rate.base_salary},
            {"unit_permille", r.rate.unit_permille},
            {"repeat_percent", r.rate.repeat_percent},
            {"round_to", r.rate.round_to},
            {"coefficient_hundredths", coefficients},
            {"decision", r.decision},
            {"added_by", r.added_by}};
}

BroadcastColumn column_from(const json& object) {
    Fields fields(object, "column");
    BroadcastColumn column;
    column.name = fields.text("name");
    column.field = fields.optional_text("field").value_or("");
    column.quota = whole(fields, "quota", 0);
    column.period = fields.optional_word<QuotaPeriod>("period").value_or(column.period);
    column.from = fields.optional_date("from");
    column.until = fields.optional_date("until");
    fields.end();
    return column;
}

GuidanceTopic topic_from(const json& object, GuidanceTopic topic) {
    Fields fields(object, "topic");
    topic.title = fields.optional_text("title").value_or(topic.title);
    if (topic.title.empty()) fields.missing("title");
    topic.owner = fields.optional_text("owner").value_or(topic.owner);
    topic.field = fields.optional_text("field").value_or(topic.field);
    if (const auto due = fields.optional_date("due")) topic.due = due;
    fields.end();
    return topic;
}

GuidanceDocument guidance_from(const json& object) {
    Fields fields(object, "guidance");
    GuidanceDocument guidance;
    guidance.kind = fields.optional_word<GuidanceKind>("kind").value_or(guidance.kind);
    guidance.number = fields.optional_text("number").value_or("");
    guidance.title = fields.text("title");
    guidance.issued_by = fields.optional_text("issued_by").value_or("");
    guidance.from = fields.required(fields.optional_date("from"), "from");
    guidance.until = fields.required(fields.optional_date("until"), "until");
    for (const json& topic : fields.list("topics")) guidance.topics.push_back(topic_from(topic));
    fields.end();
    return guidance;
}

RateOnFile rate_from(const json& object) {
    Fields fields(object, "rate");
    RateOnFile r;
    r.rate.from = fields.required(fields.optional_date("from"), "from");
    r.rate.until = fields.optional_date("until");
    r.rate.base_salary = fields.integer("base_salary");
    r.rate.unit_permille = whole(fields, "unit_permille", 100);
    r.rate.repeat_percent = whole(fields, "repeat_percent", 0);
    r.rate.round_to = whole(fields, "round_to", 1);
    r.decision = fields.optional_text("decision").value_or("");
    const json* coefficients = fields.optional_any("coefficient_hundredths");
    if (coefficients == nullptr || !coefficients->is_object()) fields.missing("coefficient_hundredths");
    for (const auto& [word, number] : coefficients->items()) {
        const auto kind = parse<ItemKind>(word);
        if (!kind || !number.is_number_integer()) fields.wrong("coefficient_hundredths", choices<ItemKind>());
        const auto hundredths = number.get<std::int64_t>();
        if (hundredths < 0 || hundredths > 100'000) fields.wrong("coefficient_hundredths", "0–100000");
        r.rate.coefficients[*kind] = static_cast<int>(hundredths);
    }
    fields.end();
    return r;
}

json coverage_document(Connection& database, const Zone& zone, LocalDate from, LocalDate until, LocalDate today) {
    const ReadSnapshot snapshot(database);
    std::vector<GuidanceTopic> topics;
    int documents = 0;
    for (const GuidanceDocument& document : list_guidance(database, zone)) {
        const bool touches = std::chrono::sys_days{document.from} <= std::chrono::sys_days{until} &&
                             std::chrono::sys_days{document.until} >= std::chrono::sys_days{from};
        if (!touches) continue;
        ++documents;
        topics.insert(topics.end(), document.topics.begin(), document.topics.end());
    }
    const Coverage found =
        coverage(topics, count_fields(database, today), quota_lines(count_columns(database, zone), from, until), today);
    json quotas = json::array();
    for (const QuotaLine& line : found.short_columns) {
        quotas.push_back({{"column", line.column.value},
                          {"name", line.name},
                          {"from", to_string(line.from)},
                          {"until", to_string(line.until)},
                          {"quota", line.quota},
                          {"aired", line.aired}});
    }
    return {{"from", to_string(from)},
            {"until", to_string(until)},
            {"documents", documents},
            {"topics", found.topics},
            {"aired", found.aired},
            {"without_item", topic_list(found.without_item)},
            {"overdue", topic_list(found.overdue)},
            {"without_owner", topic_list(found.without_owner)},
            {"fields_without_anybody", found.fields_without_anybody},
            {"short_columns", quotas}};
}

json royalty_document(Connection& database, const Zone& zone, LocalDate from, LocalDate until) {
    const ReadSnapshot snapshot(database);
    std::vector<RoyaltyRate> rates;
    for (const RateOnFile& rate : list_rates(database)) rates.push_back(rate.rate);
    const RoyaltySheet sheet = royalty_sheet(read_paid_items(database, zone, from, until), rates, from, until);
    std::map<PersonId, std::int64_t> royalties;
    for (const RoyaltyLine& line : sheet.lines) royalties[line.person] += line.amount;
    std::map<PersonId, std::string> names;
    json people = json::array();
    for (const ContributorRow& row : count_contributors(database, zone, from, until)) {
        names[row.person] = row.name;
        people.push_back({{"person", row.person.value},
                          {"name", row.name},
                          {"written", row.written},
                          {"aired", row.aired},
                          {"posted", row.posted},
                          {"returned", row.returned},
                          {"royalty", royalties[row.person]}});
    }
    json lines = json::array();
    for (const RoyaltyLine& line : sheet.lines) lines.push_back(line_document(line, names));
    json remarks = json::array();
    for (const Message& remark : sheet.remarks) remarks.push_back(message_json(remark));
    const LocalDate pay_by{std::chrono::sys_days{until} + kPayWithin};
    return {{"from", to_string(from)},     {"until", to_string(until)}, {"total", sheet.total},
            {"pay_by", to_string(pay_by)}, {"contributors", people},    {"lines", lines},
            {"remarks", remarks}};
}

}  // namespace truyenthanh
