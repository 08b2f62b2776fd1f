// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of the newsroom: people's roles and rights, who signs for whom, what an item is besides its sound.
// Dates are local and the last one is included. Values only; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/units.h"

namespace truyenthanh {

using UnitId = Id<struct UnitTag>;
using BlockId = Id<struct BlockTag>;
using FieldId = Id<struct FieldTag>;
using GrantId = Id<struct GrantTag>;
using DeputyId = Id<struct DeputyTag>;
using StandInId = Id<struct StandInTag>;

enum class UnitKind { Board, Association, School, ResidentialGroup, Agency };

// A Collector belongs to a block's office and enters what was signed on paper; an Approver signs for the block.
enum class Role { Administrator, Operator, Contributor, Editor, Collector, Approver, Reviewer };

// What a role allows. Kill is everybody's: silence needs one person.
enum class Right {
    Watch,      // lists, pages, the status
    Write,      // items: new ones, and one's own drafts
    Edit,       // anybody's items, guidance, columns
    Record,     // sound in
    Approve,    // sign text and sound, where the route leads to them
    Revoke,     // take an approval back
    Schedule,   // programmes, slots, calendar, relays
    Override,   // ask for and confirm exceptions to the permitted hours
    Live,       // put on air by hand
    Emergency,  // the same over everything else
    Stop,       // hold, resume, release the latch
    Kill,
    Exchange,  // imports, exports, bundles
    Review,    // the audit, figures, royalties
    Admin      // people, accounts, roles, blocks
};

// Of the text. Recorded, approved sound, scheduled and aired follow from recordings, approvals, programmes, the ledger.
enum class ItemState { Draft, Submitted, Returned, Approved, Archived };
enum class ItemStage { Draft, Submitted, Returned, Approved, Recorded, SoundApproved, Scheduled, Aired, Archived };
enum class ItemStep { Added, Edited, Submitted, Returned, Approved, Scheduled, Unscheduled, Archived, Restored };
enum class ItemOrigin { Own, Portal, SourceSystem, Folder, Bundle };
enum class ItemPriority { Normal, Priority, Emergency };

// From one local day to another; absent ends are open.
struct DateSpan {
    std::optional<LocalDate> from;
    std::optional<LocalDate> until;

    constexpr bool holds(LocalDate day) const noexcept { return (!from || *from <= day) && (!until || day <= *until); }
};

struct RoleGrant {
    GrantId id;
    PersonId person;
    Role role = Role::Contributor;
    std::optional<BlockId> block;  // of an approver or a collector
    DateSpan span;
};

// Signs for a block in one field.
struct FieldDeputy {
    DeputyId id;
    BlockId block;
    FieldId field;
    PersonId person;
    DateSpan span;
};

// Signs in a block in somebody's place.
struct StandIn {
    StandInId id;
    BlockId block;
    PersonId for_person;
    PersonId person;
    DateSpan span;
};

// All that a right to sign can rest on.
struct Signatories {
    std::vector<RoleGrant> grants;
    std::vector<FieldDeputy> deputies;
    std::vector<StandIn> stand_ins;
};

struct Author {
    PersonId person;
    std::string name;
    int share = 100;  // per cent; the shares of an item make 100
};

}  // namespace truyenthanh
