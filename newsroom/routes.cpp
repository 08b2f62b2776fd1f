// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See routes.h.
#include "newsroom/routes.h"

#include <algorithm>

namespace truyenthanh {
namespace {

bool holds_role(const Signatories& all, PersonId person, Role role, BlockId block, LocalDate today) {
    return std::any_of(all.grants.begin(), all.grants.end(), [&](const RoleGrant& grant) {
        return grant.person == person && grant.role == role && grant.block == block && grant.span.holds(today);
    });
}

bool is_deputy(const ToSign& item, const Signatories& all, PersonId person, LocalDate today) {
    return std::any_of(all.deputies.begin(), all.deputies.end(), [&](const FieldDeputy& deputy) {
        const bool is_field = item.field == deputy.field || item.priority == ItemPriority::Emergency;
        return deputy.person == person && deputy.block == item.block && is_field && deputy.span.holds(today);
    });
}

bool signs(const ToSign& item, const Signatories& all, PersonId person, LocalDate today) {
    return holds_role(all, person, Role::Approver, item.block, today) || is_deputy(item, all, person, today);
}

bool has_made(const ToSign& item, PersonId person) {
    return item.recorded_by == person ||
           std::find(item.authors.begin(), item.authors.end(), person) != item.authors.end();
}

std::optional<PersonId> stands_in_for(const ToSign& item, const Signatories& all, PersonId person, LocalDate today) {
    for (const StandIn& stand_in : all.stand_ins) {
        const bool is_now = stand_in.person == person && stand_in.block == item.block && stand_in.span.holds(today);
        const PersonId absent = stand_in.for_person;
        if (is_now && !has_made(item, absent) && signs(item, all, absent, today)) return absent;
    }
    return std::nullopt;
}

bool signs_elsewhere(const ToSign& item, const Signatories& all, PersonId person, LocalDate today) {
    const auto is_other = [&](const auto& row) {
        return row.person == person && row.span.holds(today) && row.block != item.block;
    };
    return std::any_of(all.grants.begin(), all.grants.end(),
                       [&](const RoleGrant& grant) { return grant.block && is_other(grant); }) ||
           std::any_of(all.deputies.begin(), all.deputies.end(), is_other) ||
           std::any_of(all.stand_ins.begin(), all.stand_ins.end(), is_other);
}

bool signs_other_fields(const ToSign& item, const Signatories& all, PersonId person, LocalDate today) {
    return std::any_of(all.deputies.begin(), all.deputies.end(), [&](const FieldDeputy& deputy) {
        return deputy.person == person && deputy.block == item.block && deputy.span.holds(today);
    });
}

Message refusal(const char* key, const ToSign& item, const Signer& signer) {
    return {key,
            {{"title", item.title},
             {"person", signer.name},
             {"block", "@block." + item.block_code},
             {"field", item.field ? "@field." + item.field_code : "@newsroom.field_none"}}};
}

std::optional<Message> why_closed(const ToSign& item) {
    if (item.state == ItemState::Archived) return Message{"newsroom.is_archived", {{"title", item.title}}};
    if (item.state == ItemState::Returned) return Message{"newsroom.is_returned", {{"title", item.title}}};
    return std::nullopt;
}

}  // namespace

std::variant<Ground, Message> may_sign(const ToSign& item, const Signer& signer, const Signatories& signatories,
                                       LocalDate today) {
    if (has_made(item, signer.person)) return refusal("newsroom.own_item", item, signer);
    if (signs(item, signatories, signer.person, today)) return Ground{};
    if (const auto absent = stands_in_for(item, signatories, signer.person, today)) return Ground{absent};
    if (holds_role(signatories, signer.person, Role::Collector, item.block, today)) {
        if (signer.has_document) return Ground{};
        return refusal("newsroom.office_needs_document", item, signer);
    }
    if (signs_other_fields(item, signatories, signer.person, today)) {
        return refusal("newsroom.other_field", item, signer);
    }
    const bool is_elsewhere = signs_elsewhere(item, signatories, signer.person, today);
    return refusal(is_elsewhere ? "newsroom.other_block" : "newsroom.no_signatory", item, signer);
}

std::optional<Message> why_text_not_ready(const ToSign& item) {
    if (auto closed = why_closed(item)) return closed;
    if (!item.has_text) return Message{"newsroom.no_text", {{"title", item.title}}};
    if (item.state == ItemState::Draft) return Message{"newsroom.not_submitted", {{"title", item.title}}};
    return std::nullopt;
}

std::optional<Message> why_sound_not_ready(const ToSign& item) {
    if (auto closed = why_closed(item)) return closed;
    const bool needs_text = item.has_text && item.priority != ItemPriority::Emergency;
    if (needs_text && item.state != ItemState::Approved) {
        return Message{"newsroom.text_first", {{"title", item.title}}};
    }
    return std::nullopt;
}

}  // namespace truyenthanh
