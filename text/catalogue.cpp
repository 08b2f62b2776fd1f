// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See catalogue.h.
#include "text/catalogue.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "core/names.h"
#include "text/embedded_sentences.h"

namespace truyenthanh {

namespace {

bool begins_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) {
               return a == std::tolower(static_cast<unsigned char>(b));
           });
}

std::string_view code(Language language) { return language == Language::English ? "en" : "vi"; }

}  // namespace

std::optional<Language> language_named(std::string_view name) {
    if (begins_with_ignoring_case(name, "en")) return Language::English;
    if (begins_with_ignoring_case(name, "vi")) return Language::Vietnamese;
    return std::nullopt;
}

Language choose_language(const std::optional<std::string>& option,
                         const std::function<const char*(const char*)>& environment) {
    if (option) {
        if (const auto named = language_named(*option)) return *named;
    }
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = environment(name);
        if (value != nullptr && *value != '\0') return language_named(value).value_or(Language::Vietnamese);
    }
    return Language::Vietnamese;
}

Catalogue::Catalogue(Language language) : language_(language) {
    for (const EmbeddedSentences* file = kEmbeddedSentences; file->language != nullptr; ++file) {
        if (file->language != code(language)) continue;
        const nlohmann::json sentences = nlohmann::json::parse(file->json, nullptr, false);
        if (!sentences.is_object()) continue;
        for (const auto& [key, sentence] : sentences.items()) {
            if (sentence.is_string()) sentences_.emplace(key, sentence.get<std::string>());
        }
    }
}

std::string Catalogue::argument(const Message& message, const std::string& name) const {
    for (const auto& [arg, value] : message.args) {
        if (arg != name) continue;
        if (value.starts_with('@')) {
            const auto found = sentences_.find(value.substr(1));
            if (found != sentences_.end()) return found->second;
        }
        if (instant_) {
            if (const auto instant = parse_wall_time(value)) return instant_(*instant);
        }
        return value;
    }
    return "{" + name + "}";
}

std::string Catalogue::render(const Message& message) const {
    const auto found = sentences_.find(message.key);
    if (found == sentences_.end()) return to_string(message);
    const std::string& sentence = found->second;
    std::string text;
    std::size_t at = 0;
    while (at < sentence.size()) {
        const std::size_t open = sentence.find('{', at);
        const std::size_t close = open == std::string::npos ? open : sentence.find('}', open);
        if (close == std::string::npos) break;
        text.append(sentence, at, open - at).append(argument(message, sentence.substr(open + 1, close - open - 1)));
        at = close + 1;
    }
    return text.append(sentence, at);
}

const std::string& Catalogue::word(const std::string& key) const {
    const auto found = sentences_.find(key);
    return found == sentences_.end() ? key : found->second;
}

}  // namespace truyenthanh
