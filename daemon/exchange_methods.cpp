// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See exchange_methods.h.
#include "daemon/exchange_methods.h"

#include "core/error.h"
#include "core/names.h"
#include "daemon/import_json.h"
#include "daemon/parameters.h"
#include "daemon/whole_file.h"
#include "store/exchange.h"
#include "store/people.h"
#include "store/roles.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;
using Answer = std::optional<json>;

// A block or field the station does not have is a fault of the line that names it.
template <class Row, class Named>
std::optional<Row> row_named(Connection& database, const std::string& code, const char* field, const IncomingItem& item,
                             const std::string& file, Named named) {
    if (code.empty()) return std::nullopt;
    try {
        return named(database, code).id;
    } catch (const RequestError&) {
        refuse_import("import.bad_value", file, item.line,
                      {{"field", field}, {"value", code}, {"expected", "block list"}});
    }
}

// Those without a share given have equal ones; the first has what is left over.
std::vector<Author> authors_of(const DeskContext& desk, const IncomingItem& item) {
    std::vector<Author> authors;
    const int count = static_cast<int>(item.authors.size());
    for (const std::string& name : item.authors) {
        const PersonId person = person_named(desk.database, name, desk.clock.now().wall);
        authors.push_back({person, name, 100 / count});
    }
    if (!authors.empty()) authors.front().share += 100 % count;
    return authors;
}

ItemDraft draft_of(const DeskContext& desk, const IncomingItem& item, const ImportOrder& order) {
    ItemDraft draft;
    draft.title = item.title;
    draft.kind = item.kind;
    draft.text = item.text;
    draft.block = row_named<BlockId>(desk.database, item.block.empty() ? order.block : item.block, "block", item,
                                     order.file, block_named);
    draft.field = row_named<FieldId>(desk.database, item.field.empty() ? order.field : item.field, "field", item,
                                     order.file, field_named);
    draft.language = item.language;
    draft.origin = order.origin;
    draft.portal_link = item.link;
    draft.photo = item.photo;
    draft.valid = item.valid;
    draft.priority = item.priority;
    draft.authors = authors_of(desk, item);
    return draft;
}

json import_file(const DeskContext& desk, const DeskCall& call) {
    ImportOrder order{text_in(call.params, "name"), text_in(call.params, "source"), ItemOrigin::Portal,
                      text_in(call.params, "block"), text_in(call.params, "field")};
    if (call.params.contains("origin")) {
        const auto origin = parse<ItemOrigin>(text_in(call.params, "origin"));
        if (!origin || *origin == ItemOrigin::Bundle) {
            throw RequestError(
                {"fields.wrong", {{"what", "params"}, {"field", "origin"}, {"expected", choices<ItemOrigin>()}}});
        }
        order.origin = *origin;
    }
    const std::string content = read_import(call.file.get(), order.file);
    json added = json::array();
    int known = 0;
    for (const ImportedItem& one : import_items(desk, read_incoming(content, order.file), order)) {
        known += one.was_known ? 1 : 0;
        added.push_back({{"item", one.item.value},
                         {"title", one.incoming.title},
                         {"priority", name(one.incoming.priority)},
                         {"sound", one.incoming.sound},
                         {"was_known", one.was_known}});
    }
    return {{"file", order.file}, {"items", added}, {"known", known}};
}

std::vector<Method> submission_methods(const DeskContext& desk) {
    return {
        {"submission_add",
         {{"item", Integer}, {"receiver"}, {"note", Text, false}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             const auto item = id_in<ItemTag>(call.params, "item");
             const SubmissionId id =
                 add_submission(desk.database, item, text_in(call.params, "receiver"), text_in(call.params, "note"));
             return json{{"submission", id.value}};
         }},
        {"submission_mark",
         {{"submission", Integer}, {"state"}, {"note", Text, false}, {"by"}},
         [desk](DeskCall& call) -> Answer {
             const auto id = id_in<SubmissionTag>(call.params, "submission");
             mark_submission(desk.database, id, word_in<SubmissionState>(call.params, "state"),
                             text_in(call.params, "note"));
             return json{{"submission", id.value}};
         }},
    };
}

}  // namespace

std::string read_import(int file, const std::string& name) {
    const std::string most = std::to_string(kLongestImport >> 20);
    return whole_file(file, kLongestImport, {"import.too_big", {{"file", name}, {"line", "1"}, {"most", most}}});
}

std::vector<ImportedItem> import_items(const DeskContext& desk, const std::vector<IncomingItem>& items,
                                       const ImportOrder& order,
                                       const std::function<void(const std::vector<ImportedItem>&)>& also) {
    std::vector<ImportedItem> all;
    Change change(desk.database);
    for (const IncomingItem& item : items) {
        const auto known = find_imported(desk.database, order.source, item.external_id);
        all.push_back(
            {known ? *known : insert_item(desk.database, draft_of(desk, item, order)), item, known.has_value()});
        if (!known) note_imported(desk.database, order.source, item.external_id, all.back().item, order.file);
    }
    if (also) also(all);
    change.commit();
    for (const ImportedItem& one : all) {
        if (one.was_known || one.incoming.priority != ItemPriority::Emergency) continue;
        submit_item(desk.database, one.item);
        desk.note(Severity::Warning,
                  {"import.emergency", {{"title", one.incoming.title}, {"item", std::to_string(one.item.value)}}});
    }
    return all;
}

std::vector<Method> exchange_methods(const DeskContext& desk) {
    std::vector<Method> all = submission_methods(desk);
    all.push_back(
        {"import",
         {{"name"}, {"source"}, {"origin", Text, false}, {"block", Text, false}, {"field", Text, false}, {"by"}},
         [desk](DeskCall& call) -> Answer { return import_file(desk, call); },
         true});
    return all;
}

}  // namespace truyenthanh
