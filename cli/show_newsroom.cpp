// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show.h: people, blocks, items and the audit.
#include "cli/show.h"
#include "cli/show_parts.h"
#include "cli/table.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* field) {
    const auto found = object.find(field);
    if (found == object.end() || found->is_null()) return "";
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string when(const json& row, const char* field, const Catalogue& words) {
    return local_text(row.value(field, json()), json(), words.language());
}

std::string listed(const json& list, const Catalogue& words, const std::string& family) {
    std::string text;
    for (const json& word : list) {
        text += (text.empty() ? "" : ", ") + words.word(family + word.get<std::string>());
    }
    return text;
}

// A block or field in the reader's language.
std::string called(const std::string& what, const json& row, const Catalogue& words) {
    const std::string code = text_of(row, what.c_str());
    return code.empty() ? "" : words.word(what + "." + code);
}

std::string authors_text(const json& item) {
    std::string text;
    for (const json& author : item.value("authors", json::array())) {
        text += (text.empty() ? "" : ", ") + text_of(author, "name");
        if (author.value("share", 100) != 100) text += " " + text_of(author, "share") + " %";
    }
    return text;
}

std::string text_approval_line(const json& item, const Catalogue& words) {
    const json approval = item.value("text_approval", json());
    if (!approval.is_object()) return words.word("show.text_not_approved");
    if (approval.value("holds", json(false)) != true) return words.word("show.text_approval_void");
    std::string line = words.render(
        {"show.text_approved_by",
         {{"name", text_of(approval, "approved_by")}, {"at", when(approval, "approved_at_local", words)}}});
    return line + grounds_text(approval, words);
}

// What an item has besides its words, a line each; only what was written down.
std::string more_of(const json& item, const Catalogue& words) {
    std::string text;
    const auto line = [&](const char* key, const std::string& value) {
        if (!value.empty()) text += words.render({key, {{"value", value}}}) + "\n";
    };
    std::string topics;
    for (const json& topic : item.value("topics", json::array())) {
        topics += (topics.empty() ? "" : "; ") + text_of(topic, "title");
    }
    const std::string from = text_of(item, "valid_from");
    const std::string until = text_of(item, "valid_until");
    line("show.item_column", text_of(item, "column_name"));
    line("show.item_topics", topics);
    line("show.item_valid", from.empty() && until.empty() ? "" : from + " … " + until);
    line("show.item_origin", text_of(item, "origin") == "own" ? "" : words.word("origin." + text_of(item, "origin")));
    line("show.item_link", text_of(item, "portal_link"));
    line("show.item_photo", text_of(item, "photo"));
    line("show.item_language", text_of(item, "language") == "vi" ? "" : text_of(item, "language"));
    return text;
}

}  // namespace

std::string grounds_text(const json& approval, const Catalogue& words) {
    std::string text;
    const std::string document = text_of(approval, "document");
    const std::string absent = text_of(approval, "on_behalf_of");
    const std::string until = when(approval, "valid_until_local", words);
    if (!document.empty()) {
        const std::string date = text_of(approval, "document_date");
        text += ", " + words.render({date.empty() ? "show.by_document" : "show.by_document_of",
                                     {{"document", document}, {"date", date}}});
    }
    if (!absent.empty()) text += ", " + words.render({"show.in_place_of", {{"name", absent}}});
    if (!until.empty()) text += ", " + words.render({"show.approved_until", {{"until", until}}});
    return text;
}

std::string show_people(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.name", "show.unit", "show.post", "show.roles", "show.valid"});
    for (const json& row : list.value("people", json::array())) {
        std::string valid = text_of(row, "from");
        const std::string until = text_of(row, "until");
        if (!valid.empty() || !until.empty()) valid.append("…").append(until);
        table.add({text_of(row, "name"), text_of(row, "unit"), text_of(row, "post"),
                   listed(row.value("roles", json::array()), words, "role."), valid});
    }
    return table_or_nothing(table, words);
}

std::string show_units(const json& list, const Catalogue& words) {
    Table table = table_of(words, {"show.id", "show.kind", "show.name"});
    for (const json& row : list.value("units", json::array())) {
        table.add({text_of(row, "unit"), words.word("unit_kind." + text_of(row, "kind")), text_of(row, "name")});
    }
    return table_or_nothing(table, words);
}

std::string show_accounts(const json& list, const Catalogue& words) {
    Table table = table_of(
        words, {"show.name", "show.roles", "show.last_used", "show.last_act", "show.password_at", "show.state"});
    for (const json& row : list.value("accounts", json::array())) {
        const bool is_disabled = !text_of(row, "disabled_at").empty();
        const char* state = is_disabled                             ? "show.account_disabled"
                            : !text_of(row, "locked_until").empty() ? "show.account_locked"
                                                                    : "show.account_open";
        const auto ever = [&](const char* field) {
            const std::string at = when(row, field, words);
            return at.empty() ? words.word("show.never_used") : at;
        };
        table.add({text_of(row, "name"), listed(row.value("roles", json::array()), words, "role."),
                   ever("last_used_at_local"), ever("last_act_at_local"), when(row, "password_at_local", words),
                   words.word(state)});
    }
    return table_or_nothing(table, words);
}

std::string show_roles(const json& list, const Catalogue& words) {
    Table table =
        table_of(words, {"show.id", "show.name", "show.role", "show.block", "show.from", "show.until", "show.state"});
    for (const json& row : list.value("roles", json::array())) {
        table.add({text_of(row, "role_id"), text_of(row, "name"), words.word("role." + text_of(row, "role")),
                   text_of(row, "block"), text_of(row, "from"), text_of(row, "until"),
                   words.word(row.value("holds", json(false)) == true ? "show.holds" : "show.ended")});
    }
    return table_or_nothing(table, words);
}

std::string show_blocks(const json& list, const Catalogue& words) {
    Table blocks = table_of(words, {"show.block", "show.name", "show.office"});
    for (const json& row : list.value("blocks", json::array())) {
        blocks.add({text_of(row, "block"), called("block", row, words), text_of(row, "office")});
    }
    Table fields = table_of(words, {"show.field", "show.name"});
    for (const json& row : list.value("fields", json::array())) {
        fields.add({text_of(row, "field"), called("field", row, words)});
    }
    return blocks.text() + "\n" + fields.text();
}

std::string show_block(const json& block, const Catalogue& words) {
    Table table =
        table_of(words, {"show.id", "show.name", "show.role", "show.for", "show.from", "show.until", "show.state"});
    for (const json& row : block.value("signers", json::array())) {
        table.add({text_of(row, "number"), text_of(row, "name"), words.word("signer." + text_of(row, "as")),
                   text_of(row, "of"), text_of(row, "from"), text_of(row, "until"),
                   words.word(row.value("holds", json(false)) == true ? "show.holds" : "show.ended")});
    }
    return text_of(block, "block") + "  " + called("block", block, words) + "\n" + table_or_nothing(table, words);
}

std::string show_items(const json& list, const Catalogue& words) {
    Table table =
        table_of(words, {"show.item_id", "show.kind", "show.title", "show.block", "show.authors", "show.state"});
    for (const json& row : list.value("items", json::array())) {
        table.add({text_of(row, "item"), words.word("kind." + text_of(row, "kind")),
                   shortened(text_of(row, "title"), 56), shortened(called("block", row, words), 24), authors_text(row),
                   words.word("stage." + text_of(row, "stage"))});
    }
    return table_or_nothing(table, words);
}

std::string show_item(const json& item, const Catalogue& words) {
    std::string text = words.render({"show.item",
                                     {{"item", text_of(item, "item")},
                                      {"title", text_of(item, "title")},
                                      {"kind", "@kind." + text_of(item, "kind")},
                                      {"stage", "@stage." + text_of(item, "stage")},
                                      {"block", called("block", item, words)},
                                      {"field", called("field", item, words)},
                                      {"priority", "@priority." + text_of(item, "priority")},
                                      {"authors", authors_text(item)},
                                      {"approval", text_approval_line(item, words)}}}) +
                       "\n" + more_of(item, words);
    if (!text_of(item, "text").empty()) text += "\n" + text_of(item, "text") + "\n";
    text += "\n";
    for (const json& step : item.value("life", json::array())) {
        text += when(step, "at_local", words) + "  " + words.word("step." + text_of(step, "step"));
        if (!text_of(step, "who").empty()) text += "  " + text_of(step, "who");
        if (!text_of(step, "why").empty()) text += "  (" + text_of(step, "why") + ")";
        text += "\n";
    }
    return text;
}

std::string show_audit(const json& list, const Catalogue& words) {
    std::string text;
    for (const json& row : list.value("entries", json::array())) {
        const std::string who = text_of(row, "who");
        text += text_of(row, "number") + "  " + when(row, "at_local", words) + "  " +
                (who.empty() ? words.word("show.the_station") : who) + " " +
                message_text(row.value("message", json()), words) + "\n";
    }
    return text.empty() ? words.word("show.none") + "\n" : text;
}

}  // namespace truyenthanh
