// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See signing.h.
#include "daemon/signing.h"

#include <algorithm>

#include "core/error.h"
#include "newsroom/approval.h"
#include "newsroom/routes.h"
#include "store/items.h"
#include "store/people.h"
#include "store/recordings.h"
#include "store/roles.h"

namespace truyenthanh {

namespace {

ToSign to_sign(const ItemOnFile& item) {
    ToSign thing;
    thing.title = item.draft.title;
    thing.block = item.draft.block.value_or(BlockId{});
    thing.block_code = item.block_code;
    thing.field = item.draft.field;
    thing.field_code = item.field_code;
    thing.priority = item.draft.priority;
    thing.state = item.state;
    thing.has_text = !item.draft.text.empty();
    for (const Author& author : item.draft.authors) thing.authors.push_back(author.person);
    return thing;
}

ApprovalGrounds grounds_of(const DeskContext& context, const ToSign& thing, const Signature& signature) {
    const std::optional<Person> person = find_person(context.database, signature.by);
    const bool has_document = !signature.document_number.empty() && signature.document_date;
    const Signer signer{person ? person->id : PersonId{}, person ? person->name : signature.by, has_document};
    const auto route = may_sign(thing, signer, signatories(context.database), local_day(context));
    if (const auto* no = std::get_if<Message>(&route)) throw RequestError(*no);
    ApprovalGrounds grounds{"", signature.document_number, signature.document_date};
    const std::optional<PersonId> absent = std::get<Ground>(route).on_behalf_of;
    for (const Person& other : list_people(context.database)) {
        if (absent == other.id) grounds.on_behalf_of = other.name;
    }
    return grounds;
}

void shorten(std::optional<WallTime>& until, WallTime limit) { until = until ? std::min(*until, limit) : limit; }

std::optional<WallTime> lasting(const DeskContext& context, const ItemOnFile& item, std::optional<WallTime> until) {
    if (item.draft.priority == ItemPriority::Emergency) shorten(until, context.clock.now().wall + kLongestEmergency);
    if (item.draft.valid.until) {
        const std::chrono::local_days last{*item.draft.valid.until};
        shorten(until, context.zone.to_utc(last + std::chrono::days{1}));
    }
    return until;
}

}  // namespace

void sign_sound(const DeskContext& context, RecordingId recording, const Signature& signature) {
    const WallTime now = context.clock.now().wall;
    const RecordingOnFile row = read_recording(context.database, recording);
    const ItemOnFile item = read_item_on_file(context.database, row.recording.item, now);
    const std::optional<WallTime> until = lasting(context, item, signature.valid_until);
    if (const auto no = why_not_approve(row.title, row.recording, signature.by, now, until)) throw RequestError(*no);
    ToSign thing = to_sign(item);
    if (const auto no = why_sound_not_ready(thing); no && (item.draft.block || item.state == ItemState::Archived)) {
        throw RequestError(*no);
    }
    ApprovalGrounds grounds{"", signature.document_number, signature.document_date};
    if (item.draft.block) {
        if (const auto recorder = find_person(context.database, row.recording.added_by))
            thing.recorded_by = recorder->id;
        grounds = grounds_of(context, thing, signature);
    }
    approve(context.database, recording, signature.by, now, until, grounds);
}

void sign_text(const DeskContext& context, ItemId item, const Signature& signature) {
    const WallTime now = context.clock.now().wall;
    const ItemOnFile found = read_item_on_file(context.database, item, now);
    const ToSign thing = to_sign(found);
    if (!found.draft.block) throw RequestError({"newsroom.no_block", {{"title", found.draft.title}}});
    if (const auto no = why_text_not_ready(thing)) throw RequestError(*no);
    const ApprovalGrounds grounds = grounds_of(context, thing, signature);
    approve_text(context.database, item, signature.by, now, lasting(context, found, signature.valid_until), grounds);
}

}  // namespace truyenthanh
