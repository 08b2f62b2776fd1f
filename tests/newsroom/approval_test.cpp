// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may approve, and what may be heard.
#include "newsroom/approval.h"

#include "tests/catch.h"

using namespace truyenthanh;
using namespace std::chrono_literals;

namespace {

constexpr WallTime kNow{1'796'428'800s};

Recording recording() {
    Recording recording;
    recording.id = RecordingId{7};
    recording.sha256 = Sha256(64, 'a');
    recording.added_by = "Lê Thị Hoa";
    return recording;
}

Approval approval() {
    return {RecordingId{7}, Sha256(64, 'a'), "Trần Văn Bình", kNow - 1h, std::nullopt, std::nullopt};
}

std::string key(const std::optional<Message>& message) { return message ? message->key : ""; }

std::string heard(const std::optional<Approval>& given, WallTime at = kNow) {
    return key(why_not_heard("Tin", recording(), given, at));
}

std::string may_approve(const std::string& person, std::optional<WallTime> valid_until = {}) {
    return key(why_not_approve("Tin", recording(), person, kNow, valid_until));
}

}  // namespace

TEST_CASE("another person approves, for ever or until a day to come") {
    CHECK(may_approve("Trần Văn Bình").empty());
    CHECK(may_approve("Trần Văn Bình", kNow + 24h).empty());
    CHECK(may_approve("Trần Văn Bình", kNow) == "newsroom.validity_past");
}

TEST_CASE("the one who added a recording does not approve it, whatever the spelling") {
    CHECK(may_approve("Lê Thị Hoa") == "newsroom.own_recording");
    CHECK(may_approve("LÊ THỊ HOA ") == "newsroom.own_recording");
    CHECK(may_approve("Lê Thị Hoà").empty());
}

TEST_CASE("an approval needs a name") {
    CHECK(may_approve("") == "newsroom.no_name");
    CHECK(may_approve("   ") == "newsroom.no_name");
    CHECK(may_approve("a\nb") == "newsroom.no_name");
}

TEST_CASE("an approved recording is heard") { CHECK(heard(approval()).empty()); }

TEST_CASE("without an approval of its own a recording is not heard") {
    CHECK(heard(std::nullopt) == "newsroom.not_approved");
    Approval of_another = approval();
    of_another.recording = RecordingId{8};
    CHECK(heard(of_another) == "newsroom.not_approved");
}

TEST_CASE("a revoked approval lets nothing be heard, from the moment it is revoked on") {
    Approval revoked = approval();
    revoked.revoked_at = kNow + 1h;
    CHECK(heard(revoked) == "newsroom.revoked");
}

TEST_CASE("an approval ends at its last instant") {
    Approval limited = approval();
    limited.valid_until = kNow + 1h;
    CHECK(heard(limited, kNow + 1h - 1us).empty());
    CHECK(heard(limited, kNow + 1h) == "newsroom.expired");
}

TEST_CASE("an approval of other bytes does not count") {
    Approval other = approval();
    other.sha256 = Sha256(64, 'b');
    CHECK(heard(other) == "newsroom.other_sound");
}

TEST_CASE("an approval counts only for the words it was given for, on record, and not by an author") {
    Approval found = approval();
    found.is_of_these_words = false;
    CHECK(heard(found) == "newsroom.other_words");
    found.revoked_at = kNow;
    CHECK(heard(found) == "newsroom.other_words");
    found = approval();
    found.is_on_record = false;
    CHECK(heard(found) == "newsroom.not_on_record");
    found = approval();
    found.is_by_author = true;
    CHECK(heard(found) == "newsroom.by_author");
}

TEST_CASE("an approval found to be by the one who added the recording does not count") {
    Approval own = approval();
    own.approved_by = "lê thị hoa";
    CHECK(heard(own) == "newsroom.own_recording");
    own.approved_by = "";
    CHECK(heard(own) == "newsroom.own_recording");
}

TEST_CASE("an item without a recording is not heard, and the refusal names it") {
    Item item;
    item.title = "Tin";
    CHECK(why_item_not_heard(item, kNow) == Message{"newsroom.no_sound", {{"title", "Tin"}}});
    item.recording = recording();
    CHECK(key(why_item_not_heard(item, kNow)) == "newsroom.not_approved");
    item.approval = approval();
    CHECK_FALSE(why_item_not_heard(item, kNow));
}
