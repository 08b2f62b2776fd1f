// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See approval.h.
#include "newsroom/approval.h"

#include "core/names.h"
#include "core/person_name.h"

namespace truyenthanh {
namespace {

std::string number(RecordingId recording) { return std::to_string(recording.value); }

}  // namespace

std::optional<Message> why_not_approve(const std::string& title, const Recording& recording, const std::string& person,
                                       WallTime now, const std::optional<WallTime>& valid_until) {
    if (!tidy_name(person)) return Message{"newsroom.no_name", {{"title", title}}};
    if (is_same_person(recording.added_by, person)) {
        return Message{"newsroom.own_recording", {{"title", title}, {"person", recording.added_by}}};
    }
    if (valid_until && *valid_until <= now) {
        return Message{"newsroom.validity_past", {{"title", title}, {"until", to_string(*valid_until)}}};
    }
    return std::nullopt;
}

std::optional<Message> why_not_heard(const std::string& title, const Recording& recording,
                                     const std::optional<Approval>& approval, WallTime at) {
    const std::string recording_number = number(recording.id);
    if (!approval || approval->recording != recording.id) {
        return Message{"newsroom.not_approved", {{"title", title}, {"recording", recording_number}}};
    }
    if (approval->revoked_at && !approval->is_of_these_words) {
        return Message{"newsroom.other_words", {{"title", title}, {"recording", recording_number}}};
    }
    if (approval->revoked_at) {
        return Message{"newsroom.revoked",
                       {{"title", title}, {"recording", recording_number}, {"at", to_string(*approval->revoked_at)}}};
    }
    if (approval->sha256 != recording.sha256) {
        return Message{"newsroom.other_sound", {{"title", title}, {"recording", recording_number}}};
    }
    if (!approval->is_on_record) {
        return Message{"newsroom.not_on_record", {{"title", title}, {"recording", recording_number}}};
    }
    if (!approval->is_of_these_words) {
        return Message{"newsroom.other_words", {{"title", title}, {"recording", recording_number}}};
    }
    if (approval->is_by_author) {
        return Message{"newsroom.by_author", {{"title", title}, {"person", approval->approved_by}}};
    }
    if (!tidy_name(approval->approved_by) || is_same_person(approval->approved_by, recording.added_by)) {
        return Message{"newsroom.own_recording", {{"title", title}, {"person", recording.added_by}}};
    }
    if (approval->valid_until && at >= *approval->valid_until) {
        return Message{
            "newsroom.expired",
            {{"title", title}, {"recording", recording_number}, {"until", to_string(*approval->valid_until)}}};
    }
    return std::nullopt;
}

std::optional<Message> why_item_not_heard(const Item& item, WallTime at) {
    if (!item.recording) return Message{"newsroom.no_sound", {{"title", item.title}}};
    return why_not_heard(item.title, *item.recording, item.approval, at);
}

}  // namespace truyenthanh
