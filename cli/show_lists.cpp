// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show.h: lists, the as-run log and findings.
#include <array>
#include <cmath>

#include "cli/show.h"
#include "cli/table.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

std::string text_of(const json& object, const char* field) {
    const auto found = object.find(field);
    if (found == object.end() || found->is_null()) return "";
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::vector<std::string> headline(const Catalogue& words, std::initializer_list<const char*> keys) {
    std::vector<std::string> row;
    for (const char* key : keys) row.push_back(words.word(key));
    return row;
}

std::string approval_text(const json& item, const Catalogue& words) {
    const json approval = item.value("approval", json());
    if (!approval.is_object()) return words.word("show.not_approved");
    if (!text_of(approval, "revoked_at").empty()) return words.word("show.revoked");
    const json refused = item.value("refused", json());
    if (refused.is_object()) {
        return words.word(text_of(refused, "key") == "newsroom.expired" ? "show.expired" : "show.approval_void");
    }
    return words.render({"show.approved_by", {{"name", text_of(approval, "approved_by")}}}) +
           grounds_text(approval, words);
}

std::string content_text(const json& content, const Catalogue& words) {
    std::string text;
    const auto add = [&](const char* field, const char* key) {
        const std::string value = text_of(content, field);
        if (!value.empty()) text += (text.empty() ? "" : " + ") + words.render({key, {{"value", value}}});
    };
    add("relay", "show.content_relay");
    add("programme", "show.content_programme");
    add("series", "show.content_series");
    return text;
}

std::string day_and_time(const json& row, const char* field, const Catalogue& words) {
    return local_text(row.value(field, json()), json(), words.language());
}

std::string csv_field(const json& value) {
    const std::string text = value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump();
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char letter : text) quoted.append(letter == '"' ? 2 : 1, letter);
    return quoted + "\"";
}

}  // namespace

std::string table_or_nothing(const Table& table, const Catalogue& words) {
    return table.is_empty() ? words.word("show.none") + "\n" : table.text();
}

std::string show_findings(const json& findings, const Catalogue& words) {
    std::string text;
    for (const json& finding : findings.value("findings", json::array())) {
        const std::string where = text_of(finding, "where");
        text += words.word("severity." + text_of(finding, "severity")) + (where.empty() ? "" : " " + where) + ": " +
                message_text(finding.value("message", json()), words) + "\n";
    }
    return text.empty() ? words.word("show.no_findings") + "\n" : text;
}

std::string show_as_run(const json& as_run, const Catalogue& words) {
    Table table(headline(
        words, {"show.id", "show.started", "show.heard", "show.outcome", "show.kind", "show.title", "show.slot"}));
    std::string causes;
    for (const json& row : as_run.value("entries", json::array())) {
        const bool is_open = row.value("outcome", json()).is_null();
        const bool has_begun = !row.value("started", json()).is_null();
        const char* began = has_begun ? "started_local" : "planned_start_local";
        const std::string mark = row.value("is_estimated", json(false)) == true ? "≈" : "";
        const std::string open_word = has_begun ? "open" : "queued";
        std::string outcome = words.word("outcome." + (is_open ? open_word : text_of(row, "outcome")));
        if (row.value("cause", json()).is_object()) outcome += ": " + message_text(row["cause"], words);
        table.add({text_of(row, "id"), day_and_time(row, began, words),
                   mark + length_text(row.value("heard_s", json())), shortened(outcome, 60),
                   words.word("entry." + text_of(row, "kind")), shortened(text_of(row, "title"), 48),
                   text_of(row, "slot")});
    }
    return table_or_nothing(table, words);
}

std::string show_air_checks(const json& list, const Catalogue& words) {
    Table table(headline(words, {"show.started", "show.length", "show.slot", "show.file"}));
    for (const json& row : list.value("pieces", json::array())) {
        table.add({day_and_time(row, "started_local", words), length_text(row.value("seconds", json())),
                   text_of(row, "slot"), text_of(row, "file")});
    }
    return table_or_nothing(table, words);
}

std::string show_air_check_cuts(const json& list, const Catalogue& words) {
    Table table(headline(words, {"show.skip", "show.length", "show.file"}));
    for (const json& row : list.value("cuts", json::array())) {
        table.add({length_text(row.value("skip_s", json())), length_text(row.value("seconds", json())),
                   text_of(row, "file")});
    }
    return table_or_nothing(table, words);
}

std::string csv_as_run(const json& as_run) {
    static constexpr std::array<const char*, 29> columns{"id",
                                                         "kind",
                                                         "transmission",
                                                         "position",
                                                         "slot",
                                                         "programme_id",
                                                         "programme",
                                                         "item",
                                                         "recording",
                                                         "relay",
                                                         "relay_level",
                                                         "title",
                                                         "item_kind",
                                                         "approved_by",
                                                         "planned_start",
                                                         "planned_start_local",
                                                         "planned_frames",
                                                         "started",
                                                         "started_local",
                                                         "ended",
                                                         "ended_local",
                                                         "frames",
                                                         "starved",
                                                         "silenced",
                                                         "heard_frames",
                                                         "is_estimated",
                                                         "outcome",
                                                         "cause",
                                                         "sha256"};
    std::string text;
    for (const char* column : columns) text.append(text.empty() ? "" : ",").append(column);
    text += "\r\n";
    for (const json& row : as_run.value("entries", json::array())) {
        std::string fields;
        for (const char* column : columns) {
            json value = row.value(column, json());
            if (value.is_object()) value = value.value("key", json());
            fields.append(column == columns.front() ? "" : ",").append(csv_field(value));
        }
        text += fields + "\r\n";
    }
    return text;
}

std::string show_recordings(const json& list, const Catalogue& words) {
    Table table(headline(words, {"show.recording_id", "show.item_id", "show.kind", "show.title", "show.length",
                                 "show.loudness", "show.approval"}));
    for (const json& row : list.value("recordings", json::array())) {
        const json recording = row.value("recording", json::object());
        table.add({text_of(recording, "id"), text_of(row, "item"), words.word("kind." + text_of(row, "kind")),
                   shortened(text_of(row, "title"), 56), length_text(recording.value("seconds", json())),
                   decimal(recording.value("loudness_lufs", -70.0), 1, words.language()) + " LUFS",
                   approval_text(row, words)});
    }
    return table_or_nothing(table, words);
}

std::string show_recording(const json& row, const Catalogue& words) {
    const json recording = row.value("recording", json::object());
    const json measured = {{"loudness", recording.value("loudness_lufs", -70.0)},
                           {"peak", recording.value("true_peak_dbtp", 0.0)}};
    return words.render({"show.recording",
                         {{"title", text_of(row, "title")},
                          {"kind", "@kind." + text_of(row, "kind")},
                          {"item", text_of(row, "item")},
                          {"id", text_of(recording, "id")},
                          {"length", length_text(recording.value("seconds", json()))},
                          {"loudness", decimal(measured["loudness"].get<double>(), 1, words.language())},
                          {"peak", decimal(measured["peak"].get<double>(), 1, words.language())},
                          {"source", text_of(recording, "source_name")},
                          {"format", text_of(recording, "source_format")},
                          {"by", text_of(recording, "added_by")},
                          {"sha256", text_of(recording, "sha256")},
                          {"approval", approval_text(row, words)}}}) +
           "\n" + (row.value("refused", json()).is_object() ? message_text(row["refused"], words) + "\n" : "");
}

std::string show_programmes(const json& list, const Catalogue& words) {
    Table table(headline(words, {"show.id", "show.name", "show.series", "show.date", "show.entries", "show.length"}));
    for (const json& row : list.value("programmes", json::array())) {
        table.add({text_of(row, "id"), shortened(text_of(row, "name"), 56), text_of(row, "series"),
                   text_of(row, "date"), std::to_string(row.value("rundown", json::array()).size()),
                   length_text(row.value("seconds", json()))});
    }
    return table_or_nothing(table, words);
}

std::string show_programme(const json& programme, const Catalogue& words) {
    Table table(
        headline(words, {"show.position", "show.item_id", "show.kind", "show.title", "show.length", "show.mix"}));
    int position = 0;
    for (const json& entry : programme.value("rundown", json::array())) {
        std::string mix = words.word("mix." + text_of(entry, "mix"));
        if (!text_of(entry, "at").empty()) mix += " @" + text_of(entry, "at");
        if (!text_of(entry, "pause_window").empty()) mix += " pause=" + text_of(entry, "pause_window");
        if (!text_of(entry, "fade").empty()) mix += " fade=" + text_of(entry, "fade");
        table.add({std::to_string(++position), text_of(entry, "item"), words.word("kind." + text_of(entry, "kind")),
                   shortened(text_of(entry, "title"), 56), length_text(entry.value("seconds", json())), mix});
    }
    std::string head = text_of(programme, "id") + "  " + text_of(programme, "name");
    if (!text_of(programme, "series").empty())
        head += "  [" + text_of(programme, "series") + " " + text_of(programme, "date") + "]";
    return head + "\n" + table_or_nothing(table, words);
}

std::string show_slots(const json& list, const Catalogue& words) {
    Table table(headline(
        words, {"show.id", "show.days", "show.start", "show.length", "show.name", "show.content", "show.valid"}));
    for (const json& row : list.value("slots", json::array())) {
        std::string valid =
            text_of(row, "from") + (row.contains("from") || row.contains("until") ? "…" : "") + text_of(row, "until");
        table.add({text_of(row, "id"), text_of(row, "days"), text_of(row, "start"), text_of(row, "length"),
                   text_of(row, "name"), content_text(row, words), valid});
    }
    return table_or_nothing(table, words);
}

std::string show_calendar(const json& list, const Catalogue& words) {
    Table table(headline(words, {"show.id", "show.date", "show.kind", "show.slot", "show.content", "show.reason"}));
    for (const json& row : list.value("exceptions", json::array())) {
        const json slot = row.value("slot", json::object());
        const std::string what = row.contains("target") ? "s" + text_of(row, "target") : text_of(slot, "name");
        table.add({text_of(row, "id"), text_of(row, "date"), words.word("exception." + text_of(row, "kind")), what,
                   content_text(row.contains("content") ? row["content"] : slot, words), text_of(row, "reason")});
    }
    return table_or_nothing(table, words);
}

std::string show_overrides(const json& list, const Catalogue& words) {
    Table table(headline(words, {"show.id", "show.from", "show.until", "show.state", "show.requested_by",
                                 "show.confirmed_by", "show.reason"}));
    for (const json& row : list.value("overrides", json::array())) {
        const bool is_revoked = !text_of(row, "revoked_at").empty();
        const char* state = is_revoked                                ? "show.revoked"
                            : row.value("holds", json(false)) == true ? "show.holds"
                                                                      : "show.waiting";
        table.add({text_of(row, "id"), day_and_time(row, "from_local", words), day_and_time(row, "until_local", words),
                   words.word(state), text_of(row, "requested_by"), text_of(row, "confirmed_by"),
                   text_of(row, "reason")});
    }
    return table_or_nothing(table, words);
}

}  // namespace truyenthanh
