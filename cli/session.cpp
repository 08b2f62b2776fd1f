// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See session.h.
#include "cli/session.h"

#include <pwd.h>
#include <unistd.h>

#include <chrono>

#include "core/error.h"
#include "daemon/system_clock.h"
#include "store/migrations.h"

namespace truyenthanh {

namespace {

// Asked before anybody is known.
bool is_for_nobody(const std::string& method) {
    return method == "status" || method == "authenticate" || method == "account_first";
}

}  // namespace

Places Session::places() const {
    const auto given = [](const std::string& path) {
        return path.empty() ? std::nullopt : std::optional<std::filesystem::path>(path);
    };
    return places_for(given(options_.home), given(options_.configuration));
}

const Settings& Session::settings() {
    if (!settings_) settings_ = load_settings(places().configuration);
    return *settings_;
}

const Zone& Session::zone() {
    if (!zone_) zone_ = make_zone(settings().time_zone);
    return *zone_;
}

Connection& Session::database() {
    if (!database_) database_ = open_station_read_only(places().database);
    return *database_;
}

nlohmann::json Session::ask(const std::string& method, const nlohmann::json& params, const std::optional<int>& file,
                            const std::function<void(const nlohmann::json&)>& on_progress) {
    if (!desk_) desk_.emplace(places().desk_socket);
    nlohmann::json named = params;
    if (!is_for_nobody(method) && !named.contains("by")) named["by"] = by();
    return desk_->call(method, named, file, on_progress);
}

void Session::show(const nlohmann::json& document, Page page) {
    if (is_json()) {
        out_ << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    } else {
        out_ << page(document, words_);
    }
}

void Session::show(const nlohmann::json& document, const Message& sentence) {
    if (is_json()) {
        out_ << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
    } else {
        out_ << words_.render(sentence) << "\n";
    }
}

void Session::note(const Message& sentence) { notes_ << words_.render(sentence) << "\n"; }

bool Session::has_terminal() const { return ::isatty(STDIN_FILENO) == 1; }

std::string Session::by() const {
    if (!options_.by.empty()) return options_.by;
    const passwd* user = ::getpwuid(::getuid());
    if (user == nullptr) throw RequestError({"cli.no_login_name", {}});
    return user->pw_name;
}

WallTime Session::now() const { return wall_now(); }

LocalDate Session::today() { return LocalDate{std::chrono::floor<std::chrono::days>(zone().to_local(now()))}; }

}  // namespace truyenthanh
