// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See item_methods.h.
#include "daemon/item_methods.h"

#include "core/error.h"
#include "core/names.h"
#include "core/person_name.h"
#include "daemon/desk_protocol.h"
#include "daemon/desk_rights.h"
#include "daemon/documents.h"
#include "daemon/item_documents.h"
#include "daemon/parameters.h"
#include "daemon/signing.h"
#include "newsroom/rights.h"
#include "store/accounts.h"
#include "store/people.h"
#include "store/recordings.h"
#include "store/roles.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;
using Answer = std::optional<json>;

ItemId item_in(const json& params) { return id_in<ItemTag>(params, "item"); }

// People an item names are written down, as those who bring recordings are.
std::vector<Author> authors_from(const DeskContext& context, const json& list) {
    std::vector<Author> authors;
    for (const json& row : list) {
        Fields fields(row, "authors");
        const std::string name = fields.text("name");
        const auto share = static_cast<int>(fields.optional_integer("share").value_or(list.size() == 1 ? 100 : 0));
        fields.end();
        const std::optional<Person> known = find_person(context.database, name);
        const PersonId person = known ? known->id : put_person(context.database, Person{PersonId{}, name});
        authors.push_back({person, name, share});
    }
    return authors;
}

std::vector<TopicId> topics_from(const json& list) {
    std::vector<TopicId> topics;
    for (const json& topic : list) {
        if (!topic.is_number_integer()) {
            throw RequestError({"fields.wrong", {{"what", "item"}, {"field", "topics"}, {"expected", "[1, 2]"}}});
        }
        topics.push_back(TopicId{topic.get<std::int64_t>()});
    }
    return topics;
}

// What the call gives takes the place of what `draft` has.
ItemDraft draft_from(const DeskContext& context, const json& object, ItemDraft draft) {
    Fields fields(object, "item");
    draft.title = fields.optional_text("title").value_or(draft.title);
    draft.kind = fields.optional_word<ItemKind>("kind").value_or(draft.kind);
    draft.text = fields.optional_text("text").value_or(draft.text);
    if (const auto block = fields.optional_text("block")) draft.block = block_named(context.database, *block).id;
    if (const auto field = fields.optional_text("field")) draft.field = field_named(context.database, *field).id;
    draft.language = fields.optional_text("language").value_or(draft.language);
    draft.origin = fields.optional_word<ItemOrigin>("origin").value_or(draft.origin);
    draft.portal_link = fields.optional_text("portal_link").value_or(draft.portal_link);
    draft.photo = fields.optional_text("photo").value_or(draft.photo);
    if (const auto from = fields.optional_date("valid_from")) draft.valid.from = from;
    if (const auto until = fields.optional_date("valid_until")) draft.valid.until = until;
    draft.priority = fields.optional_word<ItemPriority>("priority").value_or(draft.priority);
    if (const auto zones = fields.optional_integer("zones")) {
        if (*zones < 1 || *zones > 0xffffffffLL) fields.wrong("zones", "1…4294967295");
        draft.zones = static_cast<std::uint32_t>(*zones);
    }
    if (const auto column = fields.optional_id<ColumnTag>("column")) {
        draft.column = *column ? column : std::nullopt;
    }
    if (fields.optional_any("topics") != nullptr) draft.topics = topics_from(fields.list("topics"));
    const json authors = fields.list("authors");
    fields.end();
    if (!authors.empty()) draft.authors = authors_from(context, authors);
    return draft;
}

// Whoever may not edit what others wrote may edit and submit what is their own, as long as nobody has approved it.
void check_own(const DeskContext& context, const ItemOnFile& item, const json& params) {
    if (!has_accounts(context.database)) return;
    const Speaker speaker = speaker_named(context.database, named_in(params), local_day(context));
    if (!why_no_right(speaker.name, speaker.roles, Right::Edit)) return;
    bool is_own = is_same_person(item.added_by, speaker.name);
    for (const Author& author : item.draft.authors) is_own = is_own || author.person == speaker.person;
    const bool is_open = item.state == ItemState::Draft || item.state == ItemState::Returned;
    if (!is_own || !is_open) {
        throw RequestError({"newsroom.not_yours", {{"title", item.draft.title}, {"person", speaker.name}}});
    }
}

Signature signature_in(const json& params) {
    Signature signature{text_in(params, "by")};
    if (params.contains("valid_until")) signature.valid_until = instant_in(params, "valid_until");
    signature.document_number = text_in(params, "document");
    if (params.contains("document_date")) signature.document_date = date_in(params, "document_date");
    return signature;
}

ItemOnFile on_file(const DeskContext& context, const json& params) {
    return read_item_on_file(context.database, item_in(params), context.clock.now().wall);
}

Answer answer(const DeskContext& context, ItemId item) {
    return document(read_item_on_file(context.database, item, context.clock.now().wall), context.zone);
}

std::vector<Method> methods_of_words(const DeskContext& c) {
    return {
        {"item_add",
         {{"item", Object}},
         [c](DeskCall& call) { return answer(c, add_item(c.database, draft_from(c, call.params["item"], {}))); }},
        {"item_edit",
         {{"item", Integer}, {"change", Object}},
         [c](DeskCall& call) {
             const ItemOnFile item = on_file(c, call.params);
             check_own(c, item, call.params);
             edit_item(c.database, item.id, draft_from(c, call.params["change"], item.draft));
             return answer(c, item.id);
         }},
        {"item_submit",
         {{"item", Integer}},
         [c](DeskCall& call) {
             check_own(c, on_file(c, call.params), call.params);
             submit_item(c.database, item_in(call.params));
             return answer(c, item_in(call.params));
         }},
        {"item_return",
         {{"item", Integer}, {"reason"}},
         [c](DeskCall& call) {
             return_item(c.database, item_in(call.params), text_in(call.params, "reason"));
             return answer(c, item_in(call.params));
         }},
        {"item_archive",
         {{"item", Integer}, {"reason", Text, false}},
         [c](DeskCall& call) {
             archive_item(c.database, item_in(call.params), text_in(call.params, "reason"));
             return answer(c, item_in(call.params));
         }},
        {"item_restore",
         {{"item", Integer}},
         [c](DeskCall& call) {
             restore_item(c.database, item_in(call.params));
             return answer(c, item_in(call.params));
         }},
    };
}

std::vector<Method> methods_of_signing(const DeskContext& c) {
    return {
        {"item_approve",
         {{"item", Integer},
          {"by"},
          {"valid_until", Text, false},
          {"document", Text, false},
          {"document_date", Text, false}},
         [c](DeskCall& call) {
             sign_text(c, item_in(call.params), signature_in(call.params));
             return answer(c, item_in(call.params));
         }},
        {"recording_approve",
         {{"recording", Integer},
          {"by"},
          {"valid_until", Text, false},
          {"document", Text, false},
          {"document_date", Text, false}},
         [c](DeskCall& call) -> Answer {
             const auto recording = id_in<RecordingTag>(call.params, "recording");
             sign_sound(c, recording, signature_in(call.params));
             c.note(Severity::Notice,
                    {"station.approved",
                     {{"by", text_in(call.params, "by")}, {"recording", std::to_string(recording.value)}}});
             return json{{"recording", recording.value},
                         {"sha256", read_recording(c.database, recording).recording.sha256}};
         }},
    };
}

}  // namespace

std::vector<Method> item_methods(const DeskContext& context) {
    std::vector<Method> all = methods_of_words(context);
    for (Method& method : methods_of_signing(context)) all.push_back(std::move(method));
    return all;
}

}  // namespace truyenthanh
