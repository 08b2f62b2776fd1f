// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may do what and sign for whom: tables role_grant, field_deputy, stand_in, block, field. Given by whoever is
// Acting on the connection, ended by a last day, never removed; every change is audited. Thread: that of the
// connection. A mistake is a RequestError, and nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/newsroom.h"
#include "store/connection.h"

namespace truyenthanh {

struct Block {
    BlockId id;
    std::string code;
    std::string name;
    std::optional<UnitId> office{};  // collects what the block has to sign
};
struct Field {
    FieldId id;
    std::string code;
    std::string name;
};

std::vector<Block> list_blocks(Connection& connection);
std::vector<Field> list_fields(Connection& connection);
// By code, name or number. Throw store.no_block, store.no_field.
Block block_named(Connection& connection, const std::string& code);
Field field_named(Connection& connection, const std::string& code);
void set_office(Connection& connection, BlockId block, UnitId office);

// `span.from` must be given. Throws store.bad_span, store.role_needs_block, store.role_without_block.
GrantId grant_role(Connection& connection, PersonId person, Role role, std::optional<BlockId> block,
                   const DateSpan& span);
DeputyId name_deputy(Connection& connection, BlockId block, FieldId field, PersonId person, const DateSpan& span);
// Both days must be given; throws store.bad_span, store.own_stand_in.
StandInId name_stand_in(Connection& connection, BlockId block, PersonId for_person, PersonId person,
                        const DateSpan& span);
// The last day on which it holds; a day before its first ends it before it began. Throw store.no_grant.
void end_role(Connection& connection, GrantId grant, LocalDate last_day);
void end_deputy(Connection& connection, DeputyId deputy, LocalDate last_day);
void end_stand_in(Connection& connection, StandInId stand_in, LocalDate last_day);

// All of it, by number; each no longer than the person works for the station.
Signatories signatories(Connection& connection);

}  // namespace truyenthanh
