// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show.h: relays, what they give now and gave in the last day.
#include <cmath>

#include "cli/show.h"
#include "cli/table.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr double kWorthTelling = 5.0;  // s of silence or one tone: a pause and a long note are shorter
constexpr int kLoop = 3;

double number(const json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_number() ? found->get<double>() : 0.0;
}

std::string text_of(const json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string with_sign(double value, int places, const Catalogue& words) {
    return (value > 0.0 ? "+" : "") + decimal(value, places, words.language());
}

std::string clock_text(const json& health, const Catalogue& words) {
    if (number(health, "ppm_error") <= 0.0) return words.word("show.clock_unknown");
    return words.render({"show.clock_known",
                         {{"ppm", with_sign(number(health, "ppm"), 0, words)},
                          {"error", decimal(std::ceil(number(health, "ppm_error")), 0, words.language())}}});
}

const char* state_of(const json& health) {
    if (health.value("is_flowing", json(false)) == true) return "flowing";
    return health.value("is_open", json(false)) == true ? "open" : "idle";
}

// What makes a relay worth a telephone call.
std::string complaints(const json& health, const Catalogue& words) {
    std::string text;
    const auto say = [&](const Message& message) { text += " " + words.render(message); };
    if (const int errors = static_cast<int>(number(health, "errors")); errors > 0)
        say({"show.relay_errors", {{"errors", std::to_string(errors)}}});
    if (number(health, "silent_for_s") >= kWorthTelling)
        say({"show.relay_silent", {{"length", length_text(health["silent_for_s"])}}});
    if (number(health, "tone_for_s") >= kWorthTelling)
        say({"show.relay_tone", {{"length", length_text(health["tone_for_s"])}}});
    if (const int repeated = static_cast<int>(number(health, "repeated")); repeated >= kLoop)
        say({"show.relay_repeats", {{"count", std::to_string(repeated)}}});
    return text;
}

std::string lost_text(const json& relay, const Catalogue& words) {
    const json day = relay.value("day", json::object());
    if (number(day, "lost_s") < 1.0) return "";
    return " " +
           words.render({"show.relay_lost",
                         {{"length", length_text(day["lost_s"])}, {"drops", std::to_string(day.value("drops", 0))}}});
}

std::string state_line(const json& relay, const Catalogue& words) {
    std::string text = words.render({std::string("show.relay_") + state_of(relay),
                                     {{"name", text_of(relay, "name")},
                                      {"codec", text_of(relay, "codec")},
                                      {"buffered", decimal(number(relay, "buffered_s"), 1, words.language())}}});
    const json loudness = relay.value("loudness_lufs", json());
    if (loudness.is_number() && relay.value("is_flowing", json(false)) == true)
        text += words.render({"show.relay_loudness",
                              {{"loudness", decimal(loudness.get<double>(), 1, words.language())},
                               {"ride", with_sign(number(relay, "ride_db"), 1, words)}}});
    const json fault = relay.value("fault", json());
    if (fault.is_object()) text += " " + message_text(fault, words);
    return text + lost_text(relay, words);
}

// Of the last 24 hours, a dash where it was not wanted.
std::vector<std::string> day_cells(const json& relay, const Catalogue& words) {
    const json day = relay.value("day", json::object());
    if (number(day, "open_s") == 0.0) return {"–", "–", "–", "–"};
    const json ppm = day.value("ppm", json());
    return {length_text(day.value("lost_s", json())), std::to_string(day.value("drops", 0)),
            std::to_string(day.value("errors", 0)), ppm.is_number() ? with_sign(ppm.get<double>(), 0, words) : "–"};
}

}  // namespace

std::string relay_remarks(const json& health, const Catalogue& words) {
    std::string text = words.render({"show.relay_health",
                                     {{"level", decimal(number(health, "level_dbfs"), 0, words.language())},
                                      {"rate", decimal(number(health, "bytes_per_s") / 1000.0, 1, words.language())},
                                      {"clock", clock_text(health, words)},
                                      {"trend", with_sign(number(health, "trend_s_per_min"), 1, words)}}});
    if (health.contains("newest_segment") && health["newest_segment"].is_number())
        text += " " + words.render({"show.relay_playlist",
                                    {{"number", health["newest_segment"].dump()},
                                     {"length", length_text(health.value("newest_for_s", json()))}}});
    text += complaints(health, words);
    const std::string title = text_of(health, "title");
    return title.empty() ? text : text + " " + words.render({"show.relay_title", {{"title", title}}});
}

std::string show_relay_states(const json& status, const Catalogue& words) {
    std::string text;
    for (const json& relay : status.value("relays", json::array())) {
        text += status_line(words.word("show.relay"), state_line(relay, words));
        if (relay.value("is_open", json(false)) == true) text += status_line("", relay_remarks(relay, words));
    }
    return text;
}

std::string show_relays(const json& list, const Catalogue& words) {
    std::vector<std::string> headline;
    for (const char* word : {"show.id", "show.name", "show.level", "show.now", "show.lost_day", "show.drops_day",
                             "show.errors_day", "show.ppm", "show.urls"})
        headline.push_back(words.word(word));
    Table table(headline);
    std::string remarks;
    for (const json& row : list.value("relays", json::array())) {
        std::string urls;
        for (const json& url : row.value("urls", json::array()))
            urls += (urls.empty() ? "" : " · ") + url.get<std::string>();
        const json now = row.value("now", json());
        const std::vector<std::string> day = day_cells(row, words);
        table.add({row["id"].dump(), text_of(row, "name"), words.word("level." + text_of(row, "level")),
                   now.is_object() ? words.word(std::string("show.relay_state_") + state_of(now)) : "–", day[0], day[1],
                   day[2], day[3], urls});
        if (now.is_object() && now.value("is_open", json(false)) == true)
            remarks += text_of(row, "name") + ": " + relay_remarks(now, words) + "\n";
    }
    return table_or_nothing(table, words) + remarks;
}

}  // namespace truyenthanh
