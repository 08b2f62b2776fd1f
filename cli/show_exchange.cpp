// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show_exchange.h.
#include "cli/show_exchange.h"

#include "cli/show.h"
#include "cli/show_parts.h"
#include "cli/table.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

}  // namespace

std::string show_imported(const json& answer, const Catalogue& words) {
    std::string text;
    for (const json& file : answer.value("files", json::array())) {
        const json items = file.value("items", json::array());
        const std::int64_t known = file.value("known", std::int64_t{0});
        text += words.render({"cli.imported",
                              {{"file", field_text(file, "file")},
                               {"count", std::to_string(static_cast<std::int64_t>(items.size()) - known)},
                               {"known", std::to_string(known)}}}) +
                "\n";
        for (const json& item : items) {
            if (item.value("was_known", false)) continue;
            text += "  " + field_text(item, "item") + "  " + field_text(item, "title");
            const std::string priority = field_text(item, "priority");
            if (priority != "normal") text += "  [" + words.word("priority." + priority) + "]";
            text += "\n";
        }
    }
    return text;
}

std::string show_submissions(const json& list, const Catalogue& words) {
    Table table({words.word("show.id"), words.word("show.title"), words.word("show.receiver"), words.word("show.state"),
                 words.word("show.since"), words.word("show.note")});
    for (const json& row : list.value("submissions", json::array())) {
        table.add({field_text(row, "submission"), field_text(row, "title"), field_text(row, "receiver"),
                   words.word("submission." + field_text(row, "state")), field_text(row, "state_at_local"),
                   field_text(row, "note")});
    }
    return table.is_empty() ? words.word("show.none") + "\n" : table.text();
}

std::string show_pool_ready(const json& list, const Catalogue& words) {
    Table table({words.word("show.item_id"), words.word("show.kind"), words.word("show.title"),
                 words.word("show.length"), words.word("show.priority"), words.word("show.field"),
                 words.word("show.last_aired")});
    for (const json& row : list.value("items", json::array())) {
        const std::string priority = field_text(row, "priority");
        table.add({field_text(row, "item"), words.word("kind." + field_text(row, "kind")),
                   shortened(field_text(row, "title"), 56), length_text(row.value("seconds", json())),
                   priority == "normal" ? "" : words.word("priority." + priority), field_text(row, "field"),
                   field_text(row, "last_aired")});
    }
    return table.is_empty() ? words.word("show.none") + "\n" : table.text();
}

std::string show_bundle(const json& verdict, const Catalogue& words) {
    const bool has_key = !field_text(verdict, "public_key").empty();
    const std::string signer = field_text(verdict, "signed_by");
    const char* sentence = signer.empty() ? (has_key ? "show.bundle_unknown" : "show.bundle_unsigned") : "show.bundle";
    std::string text = words.render({sentence,
                                     {{"folder", field_text(verdict, "folder")},
                                      {"name", signer},
                                      {"key", field_text(verdict, "public_key")},
                                      {"count", field_text(verdict, "items")}}}) +
                       "\n";
    for (const json& fault : verdict.value("faults", json::array())) text += message_text(fault, words) + "\n";
    return text;
}

std::string show_opened_bundle(const json& answer, const Catalogue& words) {
    std::string text;
    for (const json& item : answer.value("items", json::array())) {
        text += field_text(item, "item") + "  " + field_text(item, "title");
        if (item.value("was_known", false)) text += "  (" + words.word("show.known_before") + ")";
        text += "\n";
    }
    text += words.render({"cli.bundle_opened", {{"count", field_text(answer, "programmes")}}}) + "\n";
    for (const json& remark : answer.value("remarks", json::array())) text += message_text(remark, words) + "\n";
    return text;
}

std::string show_keys(const json& list, const Catalogue& words) {
    Table table({words.word("show.key"), words.word("show.name"), words.word("show.since"), words.word("show.state")});
    for (const json& key : list.value("keys", json::array())) {
        const bool is_revoked = !field_text(key, "revoked_at").empty();
        table.add({field_text(key, "key"), field_text(key, "name"), field_text(key, "added_at_local"),
                   words.word(is_revoked ? "show.ended" : "show.holds")});
    }
    return table.is_empty() ? words.word("show.none") + "\n" : table.text();
}

std::string paste_text(const json& item, const Catalogue& words) {
    const bool is_released = item.value("is_released", false);
    std::string text = is_released ? "" : words.word("paste.raw") + "\n\n";
    text += field_text(item, "title") + "\n\n" + field_text(item, "text") + "\n";
    if (!field_text(item, "portal_link").empty()) {
        text += "\n" + words.render({"paste.read", {{"link", field_text(item, "portal_link")}}}) + "\n";
    }
    if (is_released && !field_text(item, "heard_local").empty()) {
        text += words.render({"paste.heard",
                              {{"at", field_text(item, "heard_local")}, {"station", field_text(item, "station")}}}) +
                "\n";
    }
    return text;
}

}  // namespace truyenthanh
