// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items as the newsroom works on them: tables item, item_author, item_event, text_approval. Changes are made by whoever
// is Acting on the connection and audited; whether they may is newsroom's to say. Thread: that of the connection. A
// mistake is a RequestError, and nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/editorial.h"
#include "core/library.h"
#include "core/newsroom.h"
#include "store/approvals.h"
#include "store/connection.h"

namespace truyenthanh {

// What people write down of an item.
struct ItemDraft {
    std::string title;
    ItemKind kind = ItemKind::News;
    std::string text;
    std::optional<BlockId> block;
    std::optional<FieldId> field;
    std::string language = "vi";
    ItemOrigin origin = ItemOrigin::Own;
    std::string portal_link;
    std::string photo;
    DateSpan valid;
    ItemPriority priority = ItemPriority::Normal;
    std::uint32_t zones = 0xffff'ffffU;
    std::vector<Author> authors;  // the person's number counts; shares make 100, or there are none
    std::optional<ColumnId> column;
    std::vector<TopicId> topics;  // of the guidance that it serves
};

struct TextApproval {
    std::string approved_by;
    std::string on_behalf_of;
    WallTime approved_at;
    std::optional<WallTime> valid_until;
    std::string document_number;
    std::optional<LocalDate> document_date;
    std::optional<WallTime> revoked_at;
    bool is_of_these_words = true;
};

struct ItemOnFile {
    ItemId id;
    ItemDraft draft;
    ItemState state = ItemState::Draft;
    ItemStage stage = ItemStage::Draft;
    std::string block_code;  // "uy_ban"; empty where it has none, as with the others
    std::string block_name;
    std::string field_code;
    std::string field_name;
    std::string column_name;
    std::vector<std::string> topic_titles;  // of draft.topics
    std::string added_by;
    WallTime added_at;
    std::optional<WallTime> edited_at;
    std::optional<TextApproval> text_approval;  // the newest one
};

// The person acting is its author where no authors are given, and who wrote it down. Throws store.bad_title,
// store.bad_text, store.bad_shares, store.bad_span, store.bad_language, store.no_block, store.no_field,
// store.no_person, store.no_column, store.no_topic.
ItemId add_item(Connection& connection, const ItemDraft& draft);
// The same within the caller's transaction.
ItemId insert_item(Connection& connection, const ItemDraft& draft);
// Replaces all of it. Other words void every approval and make an approved one a draft again.
void edit_item(Connection& connection, ItemId item, const ItemDraft& draft);

// From draft or returned. Throws store.wrong_state.
void submit_item(Connection& connection, ItemId item);
// From submitted or approved, with a reason; its approvals end.
void return_item(Connection& connection, ItemId item, const std::string& reason);
// Binds the item's present words to a person. Throws store.own_item, store.validity_past.
void approve_text(Connection& connection, ItemId item, const std::string& person, WallTime now,
                  std::optional<WallTime> valid_until = {}, const ApprovalGrounds& grounds = {});
// Away from every list; its approvals end. And back, as a draft.
void archive_item(Connection& connection, ItemId item, const std::string& reason);
void restore_item(Connection& connection, ItemId item);

// Throws store.no_item. The stage is that of `now`.
ItemOnFile read_item_on_file(Connection& connection, ItemId item, WallTime now);

struct ItemFilter {
    std::string search;  // words, as find_words() finds them, or the item's number
    std::optional<ItemStage> stage;
    std::optional<BlockId> block;
    std::optional<PersonId> author;
    int most = 200;
};
// Newest first; archived ones only where asked for.
std::vector<ItemOnFile> list_items_on_file(Connection& connection, const ItemFilter& filter, WallTime now);

// One step of an item's life: from the newsroom, the recordings, the approvals or the ledger.
struct LifeStep {
    WallTime at;
    std::string step;  // a word of ItemStep, or recorded, sound_approved, sound_revoked, text_revoked, aired
    std::string who;   // empty: the station
    std::string why;
};
// Oldest first.
std::vector<LifeStep> life_of(Connection& connection, ItemId item);

}  // namespace truyenthanh
