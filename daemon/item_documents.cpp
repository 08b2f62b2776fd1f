// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See item_documents.h.
#include "daemon/item_documents.h"

#include "core/names.h"
#include "daemon/desk_protocol.h"
#include "daemon/documents.h"
#include "newsroom/approval.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

json text_of(const std::optional<LocalDate>& date) { return date ? json(to_string(*date)) : json(); }

}  // namespace

json document(const ItemOnFile& item, const Zone& zone) {
    const ItemDraft& d = item.draft;
    json authors = json::array();
    for (const Author& author : d.authors) authors.push_back({{"name", author.name}, {"share", author.share}});
    json topics = json::array();
    for (std::size_t i = 0; i < d.topics.size(); ++i) {
        topics.push_back({{"topic", d.topics[i].value}, {"title", item.topic_titles[i]}});
    }
    json object{{"item", item.id.value},
                {"title", d.title},
                {"kind", name(d.kind)},
                {"text", d.text},
                {"state", name(item.state)},
                {"stage", name(item.stage)},
                {"block", d.block ? json(item.block_code) : json()},
                {"block_name", item.block_name},
                {"field", d.field ? json(item.field_code) : json()},
                {"field_name", item.field_name},
                {"language", d.language},
                {"origin", name(d.origin)},
                {"portal_link", d.portal_link},
                {"photo", d.photo},
                {"valid_from", text_of(d.valid.from)},
                {"valid_until", text_of(d.valid.until)},
                {"priority", name(d.priority)},
                {"zones", d.zones},
                {"column", d.column ? json(d.column->value) : json()},
                {"column_name", item.column_name},
                {"topics", topics},
                {"authors", authors},
                {"added_by", item.added_by},
                {"text_approval", json()}};
    put_time(object, "added_at", item.added_at, zone);
    put_time(object, "edited_at", item.edited_at, zone);
    if (item.text_approval) {
        const TextApproval& approval = *item.text_approval;
        json& shown = object["text_approval"];
        shown = {{"approved_by", approval.approved_by},
                 {"on_behalf_of", approval.on_behalf_of},
                 {"document", approval.document_number},
                 {"document_date", text_of(approval.document_date)},
                 {"holds", !approval.revoked_at && approval.is_of_these_words}};
        put_time(shown, "approved_at", approval.approved_at, zone);
        put_time(shown, "valid_until", approval.valid_until, zone);
        put_time(shown, "revoked_at", approval.revoked_at, zone);
    }
    return object;
}

json document(const RecordingOnFile& row, const Zone& zone, WallTime now) {
    json object = document(Item{row.recording.item, row.title, row.kind, row.recording, row.approval});
    const auto refused = why_not_heard(row.title, row.recording, row.approval, now);
    object["refused"] = refused ? message_json(*refused) : json();
    if (!row.approval) return object;
    json& approval = object["approval"];
    approval["on_behalf_of"] = row.approval->on_behalf_of;
    approval["document"] = row.approval->document_number;
    approval["document_date"] = text_of(row.approval->document_date);
    approval["holds"] = !refused;
    put_time(approval, "approved_at", row.approval->approved_at, zone);
    put_time(approval, "valid_until", row.approval->valid_until, zone);
    put_time(approval, "revoked_at", row.approval->revoked_at, zone);
    return object;
}

json document(const LifeStep& step, const Zone& zone) {
    json object{{"step", step.step}, {"who", step.who}, {"why", step.why}};
    put_time(object, "at", step.at, zone);
    return object;
}

json document(const AuditEntry& entry, const Zone& zone) {
    json object{{"number", entry.number},
                {"who", entry.who},
                {"thing", entry.thing},
                {"thing_id", entry.thing_id},
                {"message", message_json(entry.sentence)},
                {"before_sha256", entry.before ? json(*entry.before) : json()},
                {"after_sha256", entry.after ? json(*entry.after) : json()},
                {"previous_hash", entry.previous_hash},
                {"hash", entry.hash}};
    put_time(object, "at", entry.at, zone);
    return object;
}

}  // namespace truyenthanh
