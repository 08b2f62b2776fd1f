// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See keeping.h.
#include "daemon/keeping.h"

#include <algorithm>
#include <chrono>

#include "core/error.h"
#include "core/names.h"
#include "daemon/report_house.h"
#include "daemon/settings_document.h"
#include "daemon/settings_file.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/migrations.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;
namespace fs = std::filesystem;

std::string names_of(const json& changes) {
    std::string names;
    for (const auto& [key, value] : changes.items()) names.append(names.empty() ? "" : ", ").append(key);
    return names;
}

}  // namespace

Keeping::Keeping(const DeskContext& desk, Ends ends) : desk_(desk), ends_(std::move(ends)) {}

Keeping::~Keeping() {
    if (copying_.valid()) copying_.wait();
}

std::vector<Method> Keeping::table() {
    return {
        {"settings_change", {{"changes", Object}, {"by"}}, [this](DeskCall& call) { return change_settings(call); }},
        {"wording_change", {{"text"}, {"by"}}, [this](DeskCall& call) { return change_wording(call); }},
        {"backup_now", {{"by"}}, [this](DeskCall& call) { return back_up(call); }},
        {"backup_list", {{"by"}}, [this](DeskCall&) -> std::optional<json> { return backups(); }},
    };
}

// On record before the file is another: an entry without its change does less harm than a change without its entry.
fs::path Keeping::replace(const fs::path& file, const std::string& before, const std::string& after,
                          const Message& sentence) {
    const fs::path old = keep_old(before, file, desk_.places.backups, desk_.clock.now().wall);
    Change change(desk_.database);
    audit(desk_.database, AuditedChange{"settings", 0, sentence, before, after});
    replace_file(file, after);
    change.commit();
    return old;
}

std::optional<json> Keeping::change_settings(const DeskCall& call) {
    const fs::path& file = desk_.places.configuration;
    const json& changes = call.params.at("changes");
    const std::string before = settings_text(file);
    const std::string after = changed_settings(before, file.string(), changes);
    const std::string keys = names_of(changes);
    const fs::path old = replace(file, before, after, {"audit.settings_changed", {{"keys", keys}}});
    desk_.note(Severity::Warning, {"settings.changed", {{"by", call.params.value("by", "")}, {"keys", keys}}});
    ends_.settings_changed();
    return json{{"changed", keys}, {"before", old.string()}};
}

std::optional<json> Keeping::change_wording(const DeskCall& call) {
    const fs::path file = wording_file(desk_.places.configuration);
    const std::string text = call.params.at("text").get<std::string>();
    ends_.check_wording(text);
    const fs::path old = replace(file, own_wording(desk_.places.configuration), text, {"audit.wording_changed", {}});
    desk_.note(Severity::Notice, {"settings.wording_changed", {{"by", call.params.value("by", "")}}});
    return json{{"before", old.string()}};
}

std::optional<json> Keeping::back_up(const DeskCall& call) {
    if (copying_.valid()) throw RequestError({"settings.backup_busy", {}});
    asked_ = call.id;
    by_ = call.params.value("by", "");
    copying_ = std::async(std::launch::async, [places = desk_.places, now = desk_.clock.now().wall] {
        Connection own = open_station_read_only(places.database);
        return truyenthanh::back_up(own, places.backups, now);
    });
    return std::nullopt;
}

void Keeping::advance() {
    if (!copying_.valid() || copying_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return;
    try {
        const fs::path copy = copying_.get();
        desk_.note(Severity::Notice, {"settings.backed_up", {{"by", by_}, {"file", copy.string()}}});
        ends_.answer(asked_, {{"backup", copy.string()}});
    } catch (const RequestError& error) {
        ends_.fail(asked_, {desk_code::kRefused, error.message()});
    } catch (const Error& error) {
        ends_.fail(asked_, {desk_code::kFailed, error.message()});
    }
}

json Keeping::backups() const {
    std::vector<fs::directory_entry> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(desk_.places.backups, ignored)) {
        if (entry.is_regular_file(ignored) && entry.path().extension() == ".db") found.push_back(entry);
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.path() > b.path(); });
    json rows = json::array();
    for (const auto& entry : found) {
        rows.push_back({{"backup", entry.path().filename().string()}, {"bytes", entry.file_size(ignored)}});
    }
    return {{"folder", desk_.places.backups.string()}, {"backups", std::move(rows)}};
}

}  // namespace truyenthanh
