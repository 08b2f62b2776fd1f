// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bundles: what a signature is worth, and what is done to them on the way.
#include "daemon/bundle.h"

#include <fstream>

#include "daemon/desk_rights.h"
#include "store/hash.h"
#include "store/people.h"
#include "store/programmes.h"
#include "store/roles.h"
#include "tests/daemon/desk_of_a_day.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;
using nlohmann::json;

namespace {

const std::string kSigner = "Phạm Thị Lan";

// A station that is handed a bundle of one programme with one item, text and sound.
struct Receiver : Desk {
    Receiver() {
        const Acting acting(station.connection, {"Lê Thị Hoa", clock.wall});
        put_person(station.connection, Person{PersonId{}, kSigner});
        grant_role(station.connection, read_person(station.connection, kSigner).id, Role::Approver,
                   block_named(station.connection, "uy_ban").id, {parse_date("2026-01-01"), {}});
        trust_key(station.connection, key.public_key, kSigner);
    }

    json manifest(const std::string& id = "1") const {
        return {{"truyenthanh_bundle", 1},
                {"items",
                 {{{"id", "p/" + id},
                   {"title", "Cắt nước"},
                   {"text", "Từ 8 giờ"},
                   {"kind", "notice"},
                   {"block", "uy_ban"},
                   {"authors", {"Trần Thị Hoa"}},
                   {"sound", "a.flac"}}}},
                {"files", {{{"name", "a.flac"}, {"sha256", Sha256(64, 'f')}}}},
                {"programmes", {{{"name", "Sáng " + id}, {"items", {"p/" + id}}}}}};
    }

    json open(const std::string& text, const SigningKey& by, bool is_signed = true) {
        json envelope{{"manifest", text}};
        if (is_signed) {
            envelope["public_key"] = by.public_key;
            envelope["signature"] = signature_of(text, by);
        }
        return open_envelope(envelope);
    }
    json open_envelope(const json& envelope) {
        for (const Method& one : bundle_methods(context)) {
            if (one.name != "bundle_open") continue;
            DeskCall call;
            call.method = one.name;
            call.params = {{"name", "usb"}, {"by", "Lê Thị Hoa"}};
            call.file = file_of(envelope.dump());
            const Acting acting(station.connection, {"Lê Thị Hoa", clock.wall});
            return one.run(call).value();
        }
        return {};
    }

    RecordingId record(const json& opened, char digit) {
        return add_recording(station.connection, some_recording(digit, ItemId{opened["items"][0]["item"]}));
    }
    bool is_approved(RecordingId recording) {
        const auto approval = read_recording(station.connection, recording).approval;
        return approval && !approval->revoked_at && approval->approved_by == kSigner;
    }

    SigningKey key = new_signing_key();
};

}  // namespace

TEST_CASE("a signed bundle brings its programme, and the signer's approval of words and of just that sound") {
    Receiver desk;
    const json opened = desk.open(desk.manifest().dump(), desk.key);
    CHECK(opened["signed_by"] == kSigner);
    CHECK(opened["remarks"].empty());
    CHECK(list_programmes(desk.station.connection).size() == 1);
    const ItemOnFile item = read_item_on_file(desk.station.connection, ItemId{opened["items"][0]["item"]}, at());
    CHECK(item.state == ItemState::Approved);
    REQUIRE(item.text_approval);
    CHECK(item.text_approval->approved_by == kSigner);
    const RecordingId other = desk.record(opened, '1');
    approve_promised(desk.context, other, Sha256(64, 'e'));
    CHECK_FALSE(desk.is_approved(other));
    CHECK(desk.diary.back().key == "bundle.other_sound");
    const RecordingId promised = desk.record(opened, '2');
    approve_promised(desk.context, promised, Sha256(64, 'f'));
    CHECK(desk.is_approved(promised));
}

TEST_CASE("an unsigned bundle, and one signed by nobody who is trusted, bring drafts only") {
    Receiver desk;
    const std::string text = desk.manifest().dump();
    for (const json& opened :
         {desk.open(text, desk.key, false), desk.open(desk.manifest("2").dump(), new_signing_key())}) {
        CHECK(opened["signed_by"].is_null());
        CHECK(opened["remarks"][0]["key"] == "bundle.only_drafts");
        const ItemId item{opened["items"][0]["item"]};
        CHECK(read_item_on_file(desk.station.connection, item, at()).state == ItemState::Draft);
    }
    CHECK(list_programmes(desk.station.connection).empty());
}

TEST_CASE("a changed bundle is refused whole, whoever changed it") {
    Receiver desk;
    const std::string text = desk.manifest().dump();
    json envelope{{"manifest", desk.manifest("2").dump()},
                  {"public_key", desk.key.public_key},
                  {"signature", signature_of(text, desk.key)}};
    CHECK(refusal([&] { desk.open_envelope(envelope); }) == "bundle.bad_signature");
    envelope["public_key"] = new_signing_key().public_key;
    CHECK(refusal([&] { desk.open_envelope(envelope); }) == "bundle.bad_signature");
    CHECK(scalar(desk.station.connection, 0, "SELECT count(*) FROM item") == 0);
}

TEST_CASE("a programme that is there already refuses the whole bundle") {
    Receiver desk;
    json manifest = desk.manifest();
    manifest["programmes"][0]["series"] = "Bản tin";
    manifest["programmes"][0]["date"] = "2026-12-05";
    desk.open(manifest.dump(), desk.key);
    json second = desk.manifest("2");
    second["programmes"] = manifest["programmes"];
    second["programmes"][0]["items"] = {"p/2"};
    CHECK(refusal([&] { desk.open(second.dump(), desk.key); }) == "store.edition_taken");
    CHECK(scalar(desk.station.connection, 0, "SELECT count(*) FROM item") == 1);
}

TEST_CASE("a signature is worth what its owner may sign: no item of their own, no other block, no revoked key") {
    Receiver desk;
    json own = desk.manifest();
    own["items"][0]["authors"] = {kSigner};
    CHECK(desk.open(own.dump(), desk.key)["remarks"][0]["key"] == "newsroom.own_item");
    json other = desk.manifest("2");
    other["items"][0]["block"] = "dang";
    CHECK(desk.open(other.dump(), desk.key)["remarks"][0]["key"] == "newsroom.other_block");
    const json opened = desk.open(desk.manifest("3").dump(), desk.key);
    {
        const Acting acting(desk.station.connection, {"Lê Thị Hoa", desk.clock.wall});
        revoke_key(desk.station.connection, desk.key.public_key);
    }
    const RecordingId recording = desk.record(opened, '1');
    approve_promised(desk.context, recording, Sha256(64, 'f'));
    CHECK_FALSE(desk.is_approved(recording));
    CHECK(desk.open(desk.manifest("4").dump(), desk.key)["signed_by"].is_null());
}

TEST_CASE("a bundle on a stick is checked file by file") {
    TemporaryFolder folder;
    const auto write = [&](const char* name, const std::string& text) { std::ofstream(folder.path() / name) << text; };
    write("a.flac", "sound");
    json manifest{{"truyenthanh_bundle", 1}, {"files", {{{"name", "a.flac"}, {"sha256", sha256_of("sound")}}}}};
    const SigningKey key = new_signing_key();
    const auto sign = [&] {
        write("manifest.json", manifest.dump());
        write("manifest.sig",
              json{{"public_key", key.public_key}, {"signature", signature_of(manifest.dump(), key)}}.dump());
    };
    const auto fault = [&] {
        const BundleVerdict verdict = check_bundle(folder.path());
        return verdict.faults.empty() ? std::string() : verdict.faults[0].key;
    };
    sign();
    CHECK(fault().empty());
    write("a.flac", "other");
    CHECK(fault() == "bundle.changed_file");
    std::filesystem::remove(folder.path() / "a.flac");
    CHECK(fault() == "bundle.missing_file");
    manifest["files"][0]["name"] = "../a.flac";
    sign();
    CHECK(fault() == "bundle.bad_name");
    manifest["files"] = json::array();
    write("manifest.json", manifest.dump());
    CHECK(fault() == "bundle.bad_signature");
    CHECK(refusal([&] { check_bundle(folder.path() / "elsewhere"); }) == "bundle.unreadable");
}

TEST_CASE("keys are entered and revoked by administrators only") {
    CHECK(right_for("bundle_trust") == Right::Admin);
    CHECK(right_for("bundle_untrust") == Right::Admin);
    CHECK(right_for("bundle_open") == Right::Exchange);
}
