// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk looks at rights and routes before anything changes, and at passwords beside its other work.
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/error.h"
#include "core/names.h"
#include "daemon/desk_rights.h"
#include "daemon/item_methods.h"
#include "daemon/new_station.h"
#include "daemon/password_desk.h"
#include "daemon/people_methods.h"
#include "daemon/signing.h"
#include "newsroom/approval.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/columns.h"
#include "store/master_library.h"
#include "store/migrations.h"
#include "store/recordings.h"
#include "store/week.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

const WallTime kNow = *parse_wall_time("2026-12-05T03:00:00Z");
const LocalDate kToday{std::chrono::year(2026) / 12 / 5};
const std::string kHash = "$argon2id$v=19$not-a-real-one";

class FixedClock final : public Clock {
public:
    Now now() const override {
        Now at{};
        at.wall = kNow;
        return at;
    }
};

template <class Act>
std::string refusal(Act act) {
    try {
        act();
    } catch (const Error& error) {
        return error.message().key;
    }
    return "";
}

struct Home {
    fs::path folder;
    Places places;

    Home() {
        std::string name = (fs::temp_directory_path() / "newsroom-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
        places = places_at(folder);
        make_station(places, kNow);
    }
    ~Home() { fs::remove_all(folder); }
};

struct Desk : Home {
    Connection database = open_station(places.database, places.backups, kNow);
    FixedClock clock;
    std::unique_ptr<Zone> zone = make_zone("Asia/Ho_Chi_Minh");
    MasterLibrary library{
        database, places.masters,
        [](const std::string& title, const Recording& recording, const std::optional<Approval>& approval, WallTime at) {
            return why_not_heard(title, recording, approval, at);
        }};
    std::vector<Message> diary;
    DeskContext context{
        database, clock, *zone, places, [this](Severity, const Message& message) { diary.push_back(message); },
        library};
    std::map<std::string, std::function<std::optional<json>(DeskCall&)>> rows;

    Desk() {
        for (const Method& method : people_methods(context)) rows[method.name] = method.run;
        for (const Method& method : item_methods(context)) rows[method.name] = method.run;
    }

    // As the station does it: the right, then the method, by whom the call names.
    json ask(const std::string& method, json params, const std::string& by) {
        params["by"] = by;
        check_right(database, method, params, kToday);
        const Acting acting(database, {by, kNow});
        DeskCall call;
        call.method = method;
        call.params = params;
        return rows.at(method)(call).value();
    }
    std::string refused(const std::string& method, const json& params, const std::string& by) {
        return refusal([&] { ask(method, params, by); });
    }
};

// A ward with everybody in place.
struct Ward : Desk {
    Ward() {
        add_first_account(database, "Lan", kHash, kToday);
        for (const char* name : {"Nam", "Bình", "Dũng", "Hoa", "Cúc", "Tú"}) ask("person_add", {{"name", name}}, "Lan");
        ask("role_add", {{"name", "Nam"}, {"role", "editor"}}, "Lan");
        ask("role_add", {{"name", "Bình"}, {"role", "contributor"}}, "Lan");
        ask("role_add", {{"name", "Dũng"}, {"role", "approver"}, {"block", "uy_ban"}}, "Lan");
        ask("role_add", {{"name", "Cúc"}, {"role", "approver"}, {"block", "dang"}}, "Lan");
        ask("deputy_add", {{"block", "uy_ban"}, {"field", "land"}, {"name", "Hoa"}}, "Lan");
    }
    std::int64_t submitted(json item = {}) {
        item["title"] = "Lịch tiêm chủng";
        if (!item.contains("text")) item["text"] = "Sáng thứ bảy.";
        if (!item.contains("block")) item["block"] = "uy_ban";
        const std::int64_t number = ask("item_add", {{"item", item}}, "Bình")["item"];
        ask("item_submit", {{"item", number}}, "Bình");
        return number;
    }
    std::int64_t recorded(std::int64_t item) {
        Recording recording;
        recording.item = ItemId{item};
        recording.sha256 = std::string(64, 'a');
        recording.frames = Frames{48'000};
        recording.added_by = "Nam";
        recording.added_at = kNow;
        return add_recording(database, recording).value;
    }
};

}  // namespace

TEST_CASE("a station without accounts believes everybody, and from the first account on nobody without a role") {
    Desk desk;
    const json slot{{"by", "ai đó"}};
    CHECK(refusal([&] { check_right(desk.database, "slot_add", slot, kToday); }).empty());
    CHECK(refusal([&] { check_right(desk.database, "slot_add", json::object(), kToday); }).empty());
    add_first_account(desk.database, "Lan", kHash, kToday);
    CHECK(refusal([&] { check_right(desk.database, "slot_add", slot, kToday); }) == "newsroom.no_role");
    CHECK(refusal([&] { check_right(desk.database, "slot_add", json::object(), kToday); }) == "newsroom.nobody");
    CHECK(refusal([&] { check_right(desk.database, "slot_add", {{"by", "Lan"}}, kToday); }) == "newsroom.no_right");
    CHECK(refusal([&] { check_right(desk.database, "role_add", {{"by", "LAN"}}, kToday); }).empty());
    CHECK(refusal([&] { check_right(desk.database, "kill", json::object(), kToday); }).empty());
    CHECK(refusal([&] { check_right(desk.database, "status", json::object(), kToday); }).empty());
}

TEST_CASE("whoever speaks of a week that is no more is told who changed something last, and when") {
    Ward ward;
    const std::int64_t now = generation(ward.database);
    CHECK(refusal([&] { check_version(ward.database, {{"if_version", now}}); }).empty());
    CHECK(refusal([&] { check_version(ward.database, json::object()); }).empty());
    ward.ask("person_add", {{"name", "Sau"}}, "Lan");
    try {
        check_version(ward.database, {{"if_version", now}});
        FAIL("a week of before is taken for that of now");
    } catch (const RequestError& late) {
        CHECK(late.message() == Message{"desk.changed_meanwhile_by", {{"by", "Lan"}, {"at", to_string(kNow)}}});
    }
}

TEST_CASE("whoever was slower is told who changed that very slot, not who did something since") {
    Ward ward;
    const std::int64_t now = generation(ward.database);
    const AuditedChange changed{"slot", 7, {"audit.slot_changed", {}}, "a", "b"};
    audit(ward.database, Actor{"Nam", kNow}, changed);
    audit(ward.database, Actor{"Hoa", kNow}, {"slot", 8, {"audit.slot_changed", {}}, "a", "b"});
    ward.ask("person_add", {{"name", "Sau"}}, "Lan");
    const auto told = [&](const json& of) {
        json params = of;
        params["if_version"] = now - 2;  // as if each of the three had moved the week on
        try {
            check_version(ward.database, params);
        } catch (const RequestError& late) {
            return late.message().args[0].second;
        }
        return std::string();
    };
    CHECK(told({{"slot", 7}}) == "Nam");
    CHECK(told({{"slot", 8}}) == "Hoa");
    CHECK(told({{"exception", 7}}) == "Hoa");
    CHECK(told({{"slot", {{"name", "Mới"}}}}) == "Hoa");
}

TEST_CASE("a method nobody listed is the administrator's, and an emergency needs its own right") {
    CHECK(right_for("something_new") == Right::Admin);
    CHECK(right_for("slot_add") == Right::Schedule);
    CHECK(right_for("slotted") == Right::Admin);
    CHECK_FALSE(right_for("kill"));
    Ward ward;
    CHECK(ward.refused("take", {{"emergency", true}}, "Nam") == "newsroom.no_right");
    const json emergency{{"by", "Dũng"}, {"emergency", true}};
    CHECK(refusal([&] { check_right(ward.database, "take", emergency, kToday); }).empty());
    CHECK(refusal([&] { check_right(ward.database, "take", {{"by", "Dũng"}}, kToday); }) == "newsroom.no_right");
}

TEST_CASE("a disabled account may do nothing, whatever its roles") {
    Ward ward;
    ward.ask("person_add", {{"name", "Dũng"}}, "Lan");
    add_account(ward.database, "Dũng", kHash);
    ward.ask("account_disable", {{"name", "Dũng"}}, "Lan");
    CHECK(ward.refused("item_approve", {{"item", 1}}, "Dũng") == "account.disabled");
}

TEST_CASE("a contributor edits and submits only what is their own and open") {
    Ward ward;
    const std::int64_t item = ward.submitted();
    const json change{{"item", item}, {"change", {{"text", "Chiều."}}}};
    CHECK(ward.refused("item_edit", change, "Bình") == "newsroom.not_yours");
    ward.ask("item_return", {{"item", item}, {"reason", "sai giờ"}}, "Nam");
    CHECK(ward.ask("item_edit", change, "Bình")["text"] == "Chiều.");
    ward.ask("role_add", {{"name", "Tú"}, {"role", "contributor"}}, "Lan");
    CHECK(ward.refused("item_edit", change, "Tú") == "newsroom.not_yours");
    CHECK(ward.refused("item_edit", change, "Cúc") == "newsroom.no_right");
    CHECK(ward.ask("item_edit", change, "Nam")["stage"] == "returned");
}

TEST_CASE("an item names its block and field by the words that may be written back") {
    Ward ward;
    const json made =
        ward.ask("item_add", {{"item", {{"title", "Cấp sổ đỏ"}, {"block", "uy_ban"}, {"field", "land"}}}}, "Bình");
    CHECK(made["block"] == "uy_ban");
    CHECK(made["field"] == "land");
    const json again{{"block", made["block"]}, {"field", made["field"]}, {"text", "Sáng thứ hai."}};
    CHECK(ward.ask("item_edit", {{"item", made["item"]}, {"change", again}}, "Bình")["text"] == "Sáng thứ hai.");
    CHECK(ward.ask("item_add", {{"item", {{"title", "Tin"}}}}, "Bình")["block"].is_null());
}

TEST_CASE("who writes an item says which column and which topics of the guidance it is for") {
    Ward ward;
    BroadcastColumn shining;
    shining.name = "Gương sáng";
    const ColumnId column = add_column(ward.database, shining, kNow);
    GuidanceDocument document;
    document.title = "Định hướng tuần";
    document.from = document.until = kToday;
    for (const char* title : {"Tiêm chủng", "Phòng cháy"}) document.topics.emplace_back().title = title;
    add_guidance(ward.database, document, "Nam", kNow);
    const json item{{"title", "Chị Hoa"}, {"column", column.value}, {"topics", {1, 2}}};
    json shown = ward.ask("item_add", {{"item", item}}, "Bình");
    CHECK(shown["column_name"] == "Gương sáng");
    CHECK(shown["topics"][1]["title"] == "Phòng cháy");
    const json change{{"item", shown["item"]}, {"change", {{"column", 0}, {"topics", {2}}}}};
    shown = ward.ask("item_edit", change, "Bình");
    CHECK(shown["column"].is_null());
    CHECK(shown["topics"].size() == 1);
    shown = ward.ask("item_edit", {{"item", shown["item"]}, {"change", {{"title", "Chị Hoa, tổ 5"}}}}, "Bình");
    CHECK(shown["topics"].size() == 1);
    const auto items = [&] { return scalar(ward.database, 0, "SELECT count(*) FROM item"); };
    const int before = items();
    CHECK(ward.refused("item_add", {{"item", {{"title", "A"}, {"topics", {9}}}}}, "Bình") == "store.no_topic");
    CHECK(ward.refused("item_add", {{"item", {{"title", "A"}, {"column", 9}}}}, "Bình") == "store.no_column");
    CHECK(items() == before);
}

TEST_CASE("text and sound are signed along the route of the block, each by itself") {
    Ward ward;
    const std::int64_t item = ward.submitted({{"field", "society"}});
    CHECK(ward.refused("item_approve", {{"item", item}}, "Cúc") == "newsroom.other_block");
    CHECK(ward.refused("item_approve", {{"item", item}}, "Hoa") == "newsroom.other_field");
    const std::int64_t recording = ward.recorded(item);
    CHECK(ward.refused("recording_approve", {{"recording", recording}}, "Dũng") == "newsroom.text_first");
    CHECK(ward.ask("item_approve", {{"item", item}}, "Dũng")["stage"] == "recorded");
    CHECK(ward.library.why_not(RecordingId{recording}, kNow)->key == "newsroom.not_approved");
    CHECK(ward.refused("recording_approve", {{"recording", recording}}, "Cúc") == "newsroom.other_block");
    ward.ask("recording_approve", {{"recording", recording}}, "Dũng");
    CHECK_FALSE(ward.library.why_not(RecordingId{recording}, kNow));
    CHECK(ward.diary.back().key == "station.approved");
}

TEST_CASE("an emergency needs no text approved first, any deputy signs it, and it lasts a day at most") {
    Ward ward;
    const std::int64_t item = ward.submitted({{"priority", "emergency"}, {"field", "society"}});
    const std::int64_t recording = ward.recorded(item);
    ward.ask("recording_approve", {{"recording", recording}}, "Hoa");
    CHECK_FALSE(ward.library.why_not(RecordingId{recording}, kNow + 23h));
    CHECK(ward.library.why_not(RecordingId{recording}, kNow + 24h)->key == "newsroom.expired");
}

TEST_CASE("no approval outlasts the item's last day, which is a local one") {
    Ward ward;
    const std::int64_t item = ward.submitted({{"valid_until", "2026-12-06"}, {"text", ""}});
    const std::int64_t recording = ward.recorded(item);
    ward.ask("recording_approve", {{"recording", recording}, {"valid_until", "2027-01-01T00:00:00Z"}}, "Dũng");
    const Approval approval = read_recording(ward.database, RecordingId{recording}).approval.value();
    CHECK(approval.valid_until == parse_wall_time("2026-12-06T17:00:00Z"));
}

TEST_CASE("a stand-in's signature names whose place they took") {
    Ward ward;
    ward.ask("standin_add", {{"block", "uy_ban"}, {"absent", "Dũng"}, {"name", "Tú"}, {"until", "2026-12-06"}}, "Lan");
    const std::int64_t item = ward.submitted();
    const json shown = ward.ask("item_approve", {{"item", item}}, "Tú");
    CHECK(shown["text_approval"]["approved_by"] == "Tú");
    CHECK(shown["text_approval"]["on_behalf_of"] == "Dũng");
}

TEST_CASE("passwords: the first account by the code on the machine, then signing in") {
    Desk desk;
    const fs::path file = desk.folder / "first-code";
    json answer;
    std::string fault;
    PasswordDesk passwords(desk.database, desk.clock, *desk.zone, file,
                           {[&](const CallId&, const json& said) { answer = said; },
                            [&](const CallId&, const DeskFault& said) { fault = said.message.key; }});
    std::map<std::string, std::function<std::optional<json>(DeskCall&)>> rows;
    for (Method& method : passwords.table()) rows[method.name] = method.run;
    const auto ask = [&](const std::string& method, const json& params) {
        answer = json();
        fault.clear();
        DeskCall call;
        call.method = method;
        call.params = params;
        const std::string at_once = refusal([&] { rows.at(method)(call); });
        while (passwords.is_busy()) {
            passwords.advance();
            std::this_thread::yield();
        }
        return at_once.empty() ? fault : at_once;
    };
    std::string code;
    std::ifstream(file) >> code;
    CHECK((fs::status(file).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(ask("account_add", {{"name", "B"}, {"password", "một câu dài"}, {"by", "B"}}) == "account.first_wanted");
    CHECK(ask("account_first", {{"code", "x"}, {"name", "Lan"}, {"password", "một câu dài"}}) == "account.wrong_code");
    CHECK(ask("account_first", {{"code", code}, {"name", "Lan"}, {"password", "ngắn"}}) == "account.weak_password");
    CHECK(ask("account_first", {{"code", code}, {"name", "Lan"}, {"password", "một câu dài"}}).empty());
    CHECK_FALSE(fs::exists(file));
    CHECK_FALSE(passwords.code_file());
    CHECK(ask("account_first", {{"code", code}, {"name", "B"}, {"password", "một câu dài"}}) == "account.not_first");
    CHECK(ask("authenticate", {{"name", "Lan"}, {"password", "một câu khác"}}) == "account.wrong_password");
    CHECK(ask("authenticate", {{"name", "Ai"}, {"password", "một câu dài"}}) == "account.wrong_password");
    CHECK(ask("authenticate", {{"name", "LAN"}, {"password", "một câu dài"}}).empty());
    CHECK(answer["name"] == "Lan");
    CHECK(answer["roles"] == json{"administrator"});
    CHECK(answer["rights"] == json{"watch", "kill", "review", "admin"});
    CHECK(find_account(desk.database, "Lan")->last_used_at == kNow);
    const json change{{"name", "Lan"}, {"old", "sai rồi đó"}, {"password", "một câu mới"}, {"by", "Lan"}};
    CHECK(ask("account_password", change) == "account.wrong_password");
}
