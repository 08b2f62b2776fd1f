// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See wording.h.
#include "airtime/wording.h"

#include <algorithm>
#include <set>

#include "core/error.h"

namespace truyenthanh {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> split(std::string_view text, char by) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(by);
        parts.emplace_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// Every {place} of a sentence; nothing where a brace is left open or stands alone.
bool places_of(std::string_view sentence, std::set<std::string>& places) {
    for (std::size_t at = 0; (at = sentence.find_first_of("{}", at)) != std::string_view::npos;) {
        const std::size_t end = sentence.find_first_of("{}", at + 1);
        const bool is_place = sentence[at] == '{' && end != std::string_view::npos && sentence[end] == '}';
        if (!is_place || end == at + 1) return false;
        places.emplace(sentence.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return true;
}

class Reader {
public:
    Reader(const std::vector<std::string>& known_sections, const Voice& voice)
        : known_sections_(known_sections), voice_(voice) {}

    Wording read(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            ++line_;
            read_line(trimmed(text.substr(0, end)));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return wording_;
    }

private:
    [[noreturn]] void refuse(const char* why, const std::string& text) const {
        throw RequestError(
            {"report.bad_wording", {{"line", std::to_string(line_)}, {"why", voice_.say({why, {{"text", text}}})}}});
    }

    void read_line(std::string_view line) {
        if (line.empty() || line.front() == '#') return;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) refuse("report.wording.no_colon", std::string(line));
        const std::string name(trimmed(line.substr(0, colon)));
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (value.empty()) refuse("report.wording.empty", name);
        if (name == "sections") {
            read_sections(value);
        } else if (name == "signatures") {
            wording_.signatures = split(value, '|');
        } else if (name.starts_with("paragraph ")) {
            const std::string section(trimmed(std::string_view(name).substr(10)));
            check_section(section);
            wording_.paragraphs[section].emplace_back(value);
        } else {
            read_sentence(name, std::string(value));
        }
    }

    void read_sections(std::string_view value) {
        if (!wording_.sections.empty()) refuse("report.wording.twice", "sections");
        for (const std::string& section : split(value, ',')) {
            check_section(section);
            if (std::count(wording_.sections.begin(), wording_.sections.end(), section) > 0)
                refuse("report.wording.twice", section);
            wording_.sections.push_back(section);
        }
    }

    void check_section(const std::string& section) const {
        if (std::count(known_sections_.begin(), known_sections_.end(), section) == 0)
            refuse("report.wording.no_section", section);
    }

    void read_sentence(const std::string& key, const std::string& sentence) {
        if (!key.starts_with("report.") || !voice_.knows(key)) refuse("report.wording.no_sentence", key);
        if (wording_.sentences.contains(key)) refuse("report.wording.twice", key);
        std::set<std::string> places, known;
        if (!places_of(sentence, places)) refuse("report.wording.brace", sentence);
        places_of(voice_.say({key, {}}), known);
        for (const std::string& place : places) {
            if (!known.contains(place)) refuse("report.wording.no_place", "{" + place + "}");
        }
        wording_.sentences[key] = sentence;
    }

    const std::vector<std::string>& known_sections_;
    const Voice& voice_;
    Wording wording_;
    int line_ = 0;
};

std::string filled(const std::string& sentence, const Message& message) {
    std::string text;
    for (std::size_t at = 0; at < sentence.size();) {
        const std::size_t open = std::min(sentence.find('{', at), sentence.size());
        text.append(sentence, at, open - at);
        if (open == sentence.size()) break;
        const std::size_t close = sentence.find('}', open);
        const std::string name = sentence.substr(open + 1, close - open - 1);
        for (const auto& [key, value] : message.args) {
            if (key == name) text += value;
        }
        at = close + 1;
    }
    return text;
}

}  // namespace

Wording parse_wording(std::string_view text, const std::vector<std::string>& known_sections, const Voice& voice) {
    return Reader(known_sections, voice).read(text);
}

std::string OwnVoice::say(const Message& message) const {
    const auto own = wording_.sentences.find(message.key);
    return own == wording_.sentences.end() ? other_.say(message) : filled(own->second, message);
}

}  // namespace truyenthanh
