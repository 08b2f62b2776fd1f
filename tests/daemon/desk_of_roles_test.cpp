// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole table of roles and methods, through the desk of a running station: every method that the station has, asked
// by a person of every role, by one without a role and by nobody. A method that is not in the table below fails.
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <thread>

#include "core/names.h"
#include "daemon/desk_client.h"
#include "daemon/new_station.h"
#include "daemon/station.h"
#include "daemon/station_methods.h"
#include "store/accounts.h"
#include "store/migrations.h"
#include "store/people.h"
#include "store/roles.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using nlohmann::json;

namespace {

// Who may: A administrator, O operator, C contributor, E editor, K collector, P approver, R reviewer; * anybody.
const std::map<std::string, std::string> kMay{
    // Silence, and what is asked before anybody is known. One's own password needs no right; the method looks whose it
    // is.
    {"status", "*"},
    {"kill", "*"},
    {"authenticate", "*"},
    {"account_first", "*"},
    {"account_password", "A"},
    // Listening, and what the station keeps of itself.
    {"tape", "AOCEKPR"},
    {"settings_change", "A"},
    {"wording_change", "A"},
    {"backup_now", "A"},
    {"backup_list", "A"},
    {"notify_test", "A"},
    // On air.
    {"hold", "OP"},
    {"resume", "OP"},
    {"release", "OP"},
    {"take", "O"},
    {"take emergency", "OP"},
    {"override_request", "OP"},
    {"override_confirm", "OP"},
    {"override_revoke", "OP"},
    // Sound and its approval: nobody both brings and approves by one role.
    {"recording_add", "OE"},
    {"speak", "OE"},
    {"recording_approve", "KP"},
    {"item_approve", "KP"},
    {"recording_revoke", "OEKP"},
    {"item_return", "OEKP"},
    // Words.
    {"item_add", "OCEK"},
    {"item_edit", "OCEK"},
    {"item_submit", "OCEK"},
    {"item_archive", "OE"},
    {"item_restore", "OE"},
    {"guidance_add", "OE"},
    {"guidance_remove", "OE"},
    {"guidance_topic", "OE"},
    {"guidance_link", "OE"},
    {"column_add", "OE"},
    {"column_end", "OE"},
    {"column_put", "OE"},
    // The week and the day.
    {"programme_add", "OE"},
    {"programme_remove", "OE"},
    {"programme_build", "OE"},
    {"programme_edit", "OE"},
    {"programme_copy", "OE"},
    {"programme_freeze", "OE"},
    {"format_add", "OE"},
    {"format_remove", "OE"},
    {"duty_set", "OE"},
    {"duty_remove", "OE"},
    {"relay_add", "OE"},
    {"relay_remove", "OE"},
    {"relay_test", "OE"},
    {"slot_add", "OE"},
    {"slot_edit", "OE"},
    {"slot_remove", "OE"},
    {"calendar_add", "OE"},
    {"calendar_remove", "OE"},
    {"schedule_import", "OE"},
    // The loudspeaker system: who may look may report what is broken.
    {"equipment_add", "OE"},
    {"equipment_edit", "OE"},
    {"equipment_end", "OE"},
    {"inspection_add", "OE"},
    {"inspection_remove", "OE"},
    {"fault_open", "AOCEKPR"},
    {"fault_edit", "OE"},
    {"fault_close", "OE"},
    {"fault_link", "OE"},
    // In and out.
    {"import", "OE"},
    {"submission_add", "OE"},
    {"submission_mark", "OE"},
    {"bundle_open", "OE"},
    // Money and figures: who looks changes nothing.
    {"royalty_rate", "OE"},
    {"royalty_coefficient", "OE"},
    {"period_close", "OE"},
    {"period_correct", "OE"},
    {"period_target", "OE"},
    // Who may do what.
    {"bundle_trust", "A"},
    {"bundle_untrust", "A"},
    {"unit_add", "A"},
    {"person_add", "A"},
    {"account_add", "A"},
    {"account_disable", "A"},
    {"account_enable", "A"},
    {"role_add", "A"},
    {"role_end", "A"},
    {"block_office", "A"},
    {"deputy_add", "A"},
    {"deputy_end", "A"},
    {"standin_add", "A"},
    {"standin_end", "A"},
};

constexpr std::string_view kLetters = "AOCEKPR";  // in the order of Role

// One person a role, whose name is the role's; the administrator has the first account.
void appoint(const Places& places) {
    const WallTime now = at();
    const LocalDate day = *parse_date("2026-01-01");
    Connection database = open_station(places.database, places.backups, now);
    const Acting acting(database, {"administrator", now});
    add_first_account(database, "administrator", "$argon2id$v=19$none", day);
    for (std::size_t i = 1; i < kLetters.size(); ++i) {
        const Role role = static_cast<Role>(i);
        const PersonId person = put_person(database, {{}, std::string(name(role))});
        std::optional<BlockId> block;
        if (role == Role::Approver || role == Role::Collector) block = block_named(database, "uy_ban").id;
        grant_role(database, person, role, block, {day, {}});
    }
    put_person(database, {{}, "nobody in particular"});
}

// A station without a chain, at its desk until the end.
class RunningStation {
public:
    RunningStation() {
        make_station(places_, at());
        appoint(places_);
        station_ = std::make_unique<Station>(places_, load_settings(places_.configuration));
        methods_ = StationMethods(*station_).table();
        thread_ = std::thread([this] { station_->run(stop_.get()); });
        desk_ = std::make_unique<DeskClient>(places_.desk_socket);
    }
    ~RunningStation() {
        const std::uint64_t one = 1;
        if (::write(stop_.get(), &one, sizeof one) == sizeof one) thread_.join();
    }
    RunningStation(const RunningStation&) = delete;
    RunningStation& operator=(const RunningStation&) = delete;

    const std::vector<Method>& methods() const { return methods_; }

    // The key of what the station refuses; empty where it does not.
    std::string refusal_of(const Method& method, json params) {
        Descriptor file;
        if (method.takes_file) file = Descriptor(::memfd_create("nothing", MFD_CLOEXEC));
        try {
            desk_->call(method.name, params, file ? std::optional(file.get()) : std::nullopt);
        } catch (const DeskRefusal& refusal) {
            return refusal.message().key;
        }
        return "";
    }

private:
    TemporaryFolder folder_;
    Places places_ = places_at(folder_.path() / "station");
    Descriptor stop_{::eventfd(0, EFD_CLOEXEC)};
    std::unique_ptr<Station> station_;
    std::vector<Method> methods_;
    std::thread thread_;
    std::unique_ptr<DeskClient> desk_;
};

json value_of(ParameterType type) {
    switch (type) {
        case ParameterType::Text:
            return "không có";
        case ParameterType::Integer:
            return 999;
        case ParameterType::Number:
            return 9.5;
        case ParameterType::Boolean:
            return false;
        case ParameterType::Object:
            return json::object();
        case ParameterType::List:
            return json::array();
    }
    return {};
}

// A call that the table takes for one, and that comes to nothing: nothing it names is there.
json empty_call(const Method& method) {
    json params = json::object();
    for (const Parameter& parameter : method.parameters) {
        if (parameter.is_required) params[parameter.name] = value_of(parameter.type);
    }
    return params;
}

bool is_about_rights(const std::string& key) {
    return key == "newsroom.no_right" || key == "newsroom.no_role" || key == "newsroom.nobody";
}

void ask_by_everybody(RunningStation& station, const Method& method, const json& params, const std::string& row) {
    INFO(row);
    REQUIRE(kMay.contains(row));
    const std::string& may = kMay.at(row);
    const auto ask = [&](const std::string& by) {
        json named = params;
        named["by"] = by;
        return station.refusal_of(method, named);
    };
    for (std::size_t i = 0; i < kLetters.size(); ++i) {
        const std::string role(name(static_cast<Role>(i)));
        const std::string refused = ask(role);
        const bool is_allowed = may == "*" || may.find(kLetters[i]) != std::string::npos;
        INFO(role << ": " << refused);
        CHECK(refused.rfind("desk.", 0) != 0);  // not even a call
        CHECK(is_about_rights(refused) == !is_allowed);
    }
    if (may == "*") return;
    CHECK(ask("nobody in particular") == "newsroom.no_role");
    CHECK(ask("a stranger") == "newsroom.no_role");
    CHECK(ask("") == "newsroom.nobody");
}

}  // namespace

TEST_CASE("every role may ask exactly the methods that are its own, of all that the desk has") {
    RunningStation station;
    std::set<std::string> seen;
    for (const Method& method : station.methods()) {
        seen.insert(method.name);
        ask_by_everybody(station, method, empty_call(method), method.name);
        if (method.name != "take") continue;
        json emergency = empty_call(method);
        emergency["emergency"] = true;
        ask_by_everybody(station, method, emergency, "take emergency");
    }
    for (const auto& [row, may] : kMay) {
        INFO(row);
        CHECK(seen.contains(row.substr(0, row.find(' '))));
    }
}

TEST_CASE("every method of the desk is described, and no other") {
    RunningStation station;
    std::ifstream file(std::string(SOURCE_FOLDER) + "/docs/desk.md");
    std::string page{std::istreambuf_iterator<char>(file), {}};
    page = page.substr(page.find("| method |"));
    std::set<std::string> described;
    const std::regex row(R"x(\n\| ((?:`[a-z_]+`(?:, )?)+))x");
    const std::regex word("`([a-z_]+)`");
    for (std::sregex_iterator line(page.begin(), page.end(), row), end; line != end; ++line) {
        const std::string cell = (*line)[1];
        for (std::sregex_iterator at(cell.begin(), cell.end(), word); at != end; ++at) described.insert((*at)[1]);
    }
    std::set<std::string> methods;
    for (const Method& method : station.methods()) methods.insert(method.name);
    CHECK(methods == described);
}
