// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See desk_rights.h.
#include "daemon/desk_rights.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "core/names.h"
#include "newsroom/rights.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/people.h"
#include "store/roles.h"
#include "store/week.h"

namespace truyenthanh {

namespace {

struct MethodRight {
    std::string_view method;  // or a family of methods, "slot" for slot_add, slot_remove …
    std::optional<Right> right;
};

// The first line that fits counts.
constexpr std::array<MethodRight, 51> kRights{{{"status", std::nullopt},
                                               {"authenticate", std::nullopt},
                                               {"account_first", std::nullopt},
                                               {"account_password", std::nullopt},
                                               {"kill", std::nullopt},
                                               {"tape", Right::Watch},
                                               {"release", Right::Stop},
                                               {"hold", Right::Stop},
                                               {"resume", Right::Stop},
                                               {"take", Right::Live},
                                               {"recording_add", Right::Record},
                                               {"recording_approve", Right::Approve},
                                               {"recording_revoke", Right::Revoke},
                                               {"programme", Right::Schedule},
                                               {"relay", Right::Schedule},
                                               {"slot", Right::Schedule},
                                               {"calendar", Right::Schedule},
                                               {"schedule", Right::Schedule},
                                               {"format", Right::Schedule},
                                               {"duty", Right::Schedule},
                                               {"equipment", Right::Schedule},
                                               {"inspection", Right::Schedule},
                                               {"fault_open", Right::Watch},
                                               {"fault", Right::Schedule},
                                               {"override", Right::Override},
                                               {"item_add", Right::Write},
                                               {"item_edit", Right::Write},
                                               {"item_submit", Right::Write},
                                               {"item_return", Right::Revoke},
                                               {"item_approve", Right::Approve},
                                               {"item_archive", Right::Edit},
                                               {"item_restore", Right::Edit},
                                               {"guidance", Right::Edit},
                                               {"column", Right::Edit},
                                               {"speak", Right::Record},
                                               {"import", Right::Exchange},
                                               {"export", Right::Exchange},
                                               {"submission", Right::Exchange},
                                               {"bundle_trust", Right::Admin},
                                               {"bundle_untrust", Right::Admin},
                                               {"bundle", Right::Exchange},
                                               {"royalty", Right::Edit},
                                               {"period", Right::Edit},
                                               {"unit", Right::Admin},
                                               {"person", Right::Admin},
                                               {"account", Right::Admin},
                                               {"role", Right::Admin},
                                               {"block", Right::Admin},
                                               {"deputy", Right::Admin},
                                               {"standin", Right::Admin},
                                               {"field", Right::Admin}}};

bool fits(std::string_view line, std::string_view method) {
    return method == line || (method.starts_with(line) && method[line.size()] == '_');
}

// Newest first. A change moves the week on by one and is one entry, as a rule: what is told is never of long before.
std::vector<AuditEntry> changes_since(Connection& database, std::int64_t changes) {
    AuditFilter filter;
    filter.most = static_cast<int>(std::clamp<std::int64_t>(changes, 1, filter.most));
    std::vector<AuditEntry> entries = audit_entries(database, filter);
    std::reverse(entries.begin(), entries.end());
    return entries;
}

// Of the very thing the call names, else of the week, else of anything.
std::optional<AuditEntry> newest_of(const std::vector<AuditEntry>& entries, const nlohmann::json& params) {
    const auto is_named = [&](const char* field, const AuditEntry& entry) {
        const auto named = params.find(field);
        return named != params.end() && named->is_number_integer() && *named == entry.thing_id;
    };
    const auto is_the_thing = [&](const AuditEntry& entry) {
        return (entry.thing == "slot" && is_named("slot", entry)) ||
               (entry.thing == "calendar_exception" && is_named("exception", entry));
    };
    const auto is_of_the_week = [](const AuditEntry& entry) {
        return entry.thing == "slot" || entry.thing == "calendar_exception" || entry.thing == "week";
    };
    auto found = std::find_if(entries.begin(), entries.end(), is_the_thing);
    if (found == entries.end()) found = std::find_if(entries.begin(), entries.end(), is_of_the_week);
    if (found == entries.end()) found = entries.begin();
    return found == entries.end() ? std::nullopt : std::optional(*found);
}

bool is_emergency(const nlohmann::json& params) {
    const auto found = params.find("emergency");
    return found != params.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace

std::optional<Right> right_for(std::string_view method) {
    for (const MethodRight& line : kRights) {
        if (fits(line.method, method)) return line.right;
    }
    return Right::Admin;
}

Speaker speaker_named(Connection& database, const std::string& name, LocalDate today) {
    if (name.empty()) throw RequestError({"newsroom.nobody", {}});
    const std::optional<Person> person = find_person(database, name);
    if (!person) return {PersonId{}, name, {}};
    const std::optional<Account> account = find_account(database, name);
    if (account && account->disabled_at) throw RequestError({"account.disabled", {{"name", person->name}}});
    return {person->id, person->name, roles_on(signatories(database), person->id, today)};
}

void check_right(Connection& database, std::string_view method, const nlohmann::json& params, LocalDate today) {
    std::optional<Right> right = right_for(method);
    if (!right || !has_accounts(database)) return;
    if (method == "take" && is_emergency(params)) right = Right::Emergency;
    const Speaker speaker = speaker_named(database, named_in(params), today);
    if (const auto no = why_no_right(speaker.name, speaker.roles, *right)) throw RequestError(*no);
}

void check_version(Connection& database, const nlohmann::json& params) {
    const auto version = params.find("if_version");
    if (version == params.end() || !version->is_number_integer() || *version == generation(database)) return;
    const std::optional<AuditEntry> last =
        newest_of(changes_since(database, generation(database) - version->get<std::int64_t>()), params);
    if (!last || last->who.empty()) throw RequestError({"desk.changed_meanwhile", {}});
    throw RequestError({"desk.changed_meanwhile_by", {{"by", last->who}, {"at", to_string(last->at)}}});
}

std::string named_in(const nlohmann::json& params) {
    const auto found = params.find("by");
    return found != params.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace truyenthanh
