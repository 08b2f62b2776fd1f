// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show_exchange.h.
#include "cli/show_exchange.h"

#include "cli/show.h"
#include "cli/table.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* field) {
    const json value = object.value(field, json());
    return value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
}

}  // namespace

std::string show_imported(const json& answer, const Catalogue& words) {
    std::string text;
    for (const json& file : answer.value("files", json::array())) {
        const json items = file.value("items", json::array());
        const std::int64_t known = file.value("known", std::int64_t{0});
        text += words.render({"cli.imported",
                              {{"file", text_of(file, "file")},
                               {"count", std::to_string(static_cast<std::int64_t>(items.size()) - known)},
                               {"known", std::to_string(known)}}}) +
                "\n";
        for (const json& item : items) {
            if (item.value("was_known", false)) continue;
            text += "  " + text_of(item, "item") + "  " + text_of(item, "title");
            const std::string priority = text_of(item, "priority");
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
        table.add({text_of(row, "submission"), text_of(row, "title"), text_of(row, "receiver"),
                   words.word("submission." + text_of(row, "state")), text_of(row, "state_at_local"),
                   text_of(row, "note")});
    }
    return table.is_empty() ? words.word("show.none") + "\n" : table.text();
}

std::string show_pool_ready(const json& list, const Catalogue& words) {
    Table table({words.word("show.item_id"), words.word("show.kind"), words.word("show.title"),
                 words.word("show.length"), words.word("show.priority"), words.word("show.field"),
                 words.word("show.last_aired")});
    for (const json& row : list.value("items", json::array())) {
        const std::string priority = text_of(row, "priority");
        table.add({text_of(row, "item"), words.word("kind." + text_of(row, "kind")),
                   shortened(text_of(row, "title"), 56), length_text(row.value("seconds", json())),
                   priority == "normal" ? "" : words.word("priority." + priority), text_of(row, "field"),
                   text_of(row, "last_aired")});
    }
    return table.is_empty() ? words.word("show.none") + "\n" : table.text();
}

std::string show_bundle(const json& verdict, const Catalogue& words) {
    const bool has_key = !text_of(verdict, "public_key").empty();
    const std::string signer = text_of(verdict, "signed_by");
    const char* sentence = signer.empty() ? (has_key ? "show.bundle_unknown" : "show.bundle_unsigned") : "show.bundle";
    std::string text = words.render({sentence,
                                     {{"folder", text_of(verdict, "folder")},
                                      {"name", signer},
                                      {"key", text_of(verdict, "public_key")},
                                      {"count", text_of(verdict, "items")}}}) +
                       "\n";
    for (const json& fault : verdict.value("faults", json::array())) text += message_text(fault, words) + "\n";
    return text;
}

std::string show_opened_bundle(const json& answer, const Catalogue& words) {
    std::string text;
    for (const json& item : answer.value("items", json::array())) {
        text += text_of(item, "item") + "  " + text_of(item, "title");
        if (item.value("was_known", false)) text += "  (" + words.word("show.known_before") + ")";
        text += "\n";
    }
    text += words.render({"cli.bundle_opened", {{"count", text_of(answer, "programmes")}}}) + "\n";
    for (const json& remark : answer.value("remarks", json::array())) text += message_text(remark, words) + "\n";
    return text;
}

std::string show_keys(const json& list, const Catalogue& words) {
    Table table({words.word("show.key"), words.word("show.name"), words.word("show.since"), words.word("show.state")});
    for (const json& key : list.value("keys", json::array())) {
        const bool is_revoked = !text_of(key, "revoked_at").empty();
        table.add({text_of(key, "key"), text_of(key, "name"), text_of(key, "added_at_local"),
                   words.word(is_revoked ? "show.ended" : "show.holds")});
    }
    return table.is_empty() ? words.word("show.none") + "\n" : table.text();
}

std::string paste_text(const json& item, const Catalogue& words) {
    const bool is_released = item.value("is_released", false);
    std::string text = is_released ? "" : words.word("paste.raw") + "\n\n";
    text += text_of(item, "title") + "\n\n" + text_of(item, "text") + "\n";
    if (!text_of(item, "portal_link").empty()) {
        text += "\n" + words.render({"paste.read", {{"link", text_of(item, "portal_link")}}}) + "\n";
    }
    if (is_released && !text_of(item, "heard_local").empty()) {
        text += words.render(
                    {"paste.heard", {{"at", text_of(item, "heard_local")}, {"station", text_of(item, "station")}}}) +
                "\n";
    }
    return text;
}

}  // namespace truyenthanh
