// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See show.h: what is shared, status and plan.
#include "cli/show.h"

#include <cmath>

#include "cli/table.h"
#include "core/names.h"
#include "daemon/desk_protocol.h"
#include "daemon/documents.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using std::chrono::seconds;

std::string text_of(const json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool is_true(const json& object, const char* field) { return object.value(field, json(false)) == true; }

std::string line(const Catalogue& words, const char* key, const std::string& text) {
    return status_line(words.word(key), text);
}

std::string time_left(const json& status, const json& sound) {
    const auto now = parse_wall_time(text_of(status, "now"));
    const auto until = parse_wall_time(text_of(sound, "until"));
    return now && until ? remaining(std::chrono::ceil<seconds>(*until - *now)) : "";
}

std::string subject_of(const json& sound) {
    const std::string programme = text_of(sound, "programme");
    const std::string slot = text_of(sound, "slot");
    return programme.empty() || programme == slot ? slot : slot + " – " + programme;
}

std::string show_on_air(const json& status, const Catalogue& words) {
    const json on_air = status.value("on_air", json::array());
    if (on_air.empty()) return line(words, "show.on_air", words.word("show.silence"));
    std::string text;
    for (const json& sound : on_air) {
        const std::string until =
            local_text(sound.value("until_local", json()), status.value("now_local", json()), words.language());
        const std::string title = text_of(sound, "title").empty() ? subject_of(sound) : text_of(sound, "title");
        text += line(words, "show.on_air",
                     words.render({"show.sound",
                                   {{"kind", "@entry." + text_of(sound, "kind")},
                                    {"title", title},
                                    {"left", time_left(status, sound)},
                                    {"until", until},
                                    {"subject", subject_of(sound)}}}));
    }
    return text;
}

std::string show_next(const json& status, const Catalogue& words) {
    const json next = status.value("next", json());
    if (!next.is_object()) return line(words, "show.next", words.word("show.nothing_next"));
    const std::string from =
        local_text(next.value("from_local", json()), status.value("now_local", json()), words.language());
    return line(words, "show.next", from + "  " + subject_of(next));
}

std::string show_output(const json& status, const Catalogue& words) {
    const json output = status.value("output", json());
    if (!output.is_object()) return "";
    if (!is_true(output, "is_reachable")) return line(words, "show.output", words.word("show.air_unreachable"));
    std::string peak = "–";
    const json peaks = output.value("peak_dbfs", json::array());
    if (!peaks.empty() && peaks[0].is_number()) {
        double highest = -120.0;
        for (const json& value : peaks) highest = std::max(highest, value.get<double>());
        peak = decimal(highest, 1, words.language());
    }
    return line(words, "show.output",
                words.render({"show.output_line",
                              {{"device", text_of(output, "device")},
                               {"state", "@output_state." + text_of(output, "state")},
                               {"peak", peak}}}));
}

std::string show_notices(const json& status, const Catalogue& words) {
    std::string text;
    if (status.value("source", json("station")) != "station") {
        text += line(words, "show.notice", words.word("show.station_down"));
    }
    if (is_true(status, "is_killed")) text += line(words, "show.notice", words.word("show.killed"));
    for (const json& fault : status.value("faults", json::array())) {
        text += line(words, "show.notice", message_text(fault, words));
    }
    for (const json& reminder : status.value("reminders", json::array())) {
        text += line(words, "show.notice", message_text(reminder, words));
    }
    return text;
}

std::string mix_note(const json& item, const Catalogue& words) {
    const std::string mix = text_of(item, "mix");
    if (mix.empty() || mix == "replace") return "";
    const double window = item.value("pause_window_s", 0.0);
    const std::string sooner =
        window > 0.0 ? ", " + words.render({"show.pause_window", {{"length", length_text(window)}}}) : "";
    return " (" + words.word("mix." + mix) + sooner + ")";
}

std::string show_transmission(const json& transmission, const Catalogue& words) {
    const std::string start = local_text(transmission.value("start_local", json()),
                                         transmission.value("start_local", json()), words.language());
    std::string text =
        start + "  " + subject_of(transmission) + "  " + length_text(transmission.value("seconds", json()));
    if (!text_of(transmission, "relay").empty()) {
        text += "  " + words.render({"show.relays",
                                     {{"name", text_of(transmission, "relay")},
                                      {"level", "@level." + text_of(transmission, "relay_level")}}});
    }
    text += "  [" + text_of(transmission, "transmission") + "]\n";
    const json refused = transmission.value("refused", json());
    if (refused.is_object()) text += "    ✗ " + message_text(refused, words) + "\n";
    for (const json& item : transmission.value("items", json::array())) {
        const seconds offset{std::llround(item.value("offset_s", 0.0))};
        text += "    " + hours_minutes_seconds(offset) + "  " + words.word("kind." + text_of(item, "kind")) + ": " +
                text_of(item, "title") + "  " + length_text(item.value("seconds", json())) + mix_note(item, words) +
                "\n";
        const json no = item.value("refused", json());
        if (no.is_object()) text += "      ✗ " + message_text(no, words) + "\n";
    }
    return text;
}

}  // namespace

std::string status_line(const std::string& word, const std::string& text) {
    const std::size_t width = letters_in(word);
    return word + std::string(width < 12 ? 12 - width : 1, ' ') + text + "\n";
}

std::string length_text(const json& seconds_number) {
    return seconds_number.is_number() ? airtime(seconds{std::llround(seconds_number.get<double>())}) : "";
}

std::string local_text(const json& local, const json& today, Language language) {
    if (!local.is_string()) return "";
    const std::string text = local.get<std::string>();
    const std::size_t middle = text.find('T');
    if (middle == std::string::npos) return text;
    const std::string clock = text.substr(middle + 1);
    if (today.is_string() && today.get<std::string>().substr(0, middle) == text.substr(0, middle)) return clock;
    const auto date = parse_date(text.substr(0, middle));
    if (!date) return text;
    const std::string day = full_date(*date, language);
    return day.substr(day.rfind(' ') + 1) + " " + clock;
}

std::string instant_text(WallTime at, const Zone& zone, Language language) {
    json shown;
    put_time(shown, "at", at, zone);
    return local_text(shown["at_local"], json(), language);
}

std::string message_text(const json& message, const Catalogue& words) {
    return words.render(message_from_json(message));
}

std::string show_status(const json& status, const Catalogue& words) {
    const std::string now = local_text(status.value("now_local", json()), json(), words.language());
    std::string text = text_of(status, "station") + " · " + now;
    if (status.contains("clock")) text += " · " + words.word("clock_trust." + text_of(status, "clock"));
    return text + "\n" + show_on_air(status, words) + show_next(status, words) + show_output(status, words) +
           show_relay_states(status, words) + show_notices(status, words);
}

std::string show_plan(const json& plan, const Catalogue& words) {
    const auto date = parse_date(text_of(plan, "date"));
    std::string text = (date ? full_date(*date, words.language()) : "") + " · " + text_of(plan, "zone") + "\n";
    const json transmissions = plan.value("transmissions", json::array());
    if (transmissions.empty()) return text + words.word("show.nothing_planned") + "\n";
    for (const json& transmission : transmissions) text += show_transmission(transmission, words);
    return text;
}

}  // namespace truyenthanh
