// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The catalogues: languages, substitution, and the two languages saying the same things.
#include "text/catalogue.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/catch.h"
#include "text/embedded_sentences.h"

using namespace truyenthanh;

namespace {

std::set<std::string> arguments_of(const std::string& sentence) {
    std::set<std::string> names;
    for (std::size_t open = sentence.find('{'); open != std::string::npos; open = sentence.find('{', open + 1)) {
        names.insert(sentence.substr(open + 1, sentence.find('}', open) - open - 1));
    }
    return names;
}

Language choose(std::optional<std::string> option, std::map<std::string, std::string> environment) {
    return choose_language(option, [&](const char* name) -> const char* {
        const auto found = environment.find(name);
        return found == environment.end() ? nullptr : found->second.c_str();
    });
}

}  // namespace

TEST_CASE("a station speaks Vietnamese unless English is asked for") {
    CHECK(choose({}, {}) == Language::Vietnamese);
    CHECK(choose({}, {{"LANG", "C.UTF-8"}}) == Language::Vietnamese);
    CHECK(choose({}, {{"LANG", "vi_VN.UTF-8"}}) == Language::Vietnamese);
    CHECK(choose({}, {{"LANG", "en_GB.UTF-8"}}) == Language::English);
    CHECK(choose({}, {{"LC_ALL", "POSIX"}, {"LANG", "en_US"}}) == Language::Vietnamese);
    CHECK(choose({}, {{"LC_ALL", ""}, {"LC_MESSAGES", "en_US"}, {"LANG", "vi_VN"}}) == Language::English);
    CHECK(choose("vi", {{"LC_ALL", "en_US"}}) == Language::Vietnamese);
    CHECK(choose("EN", {}) == Language::English);
}

TEST_CASE("a sentence takes its arguments where it names them") {
    const Catalogue catalogue(Language::English);
    CHECK(catalogue.render({"kind.news", {}}) == "news");
    CHECK(catalogue.word("kind.news") == "news");
    CHECK(catalogue.word("no.such") == "no.such");
}

TEST_CASE("a sentence nobody wrote down is shown by its key and arguments") {
    CHECK(Catalogue(Language::Vietnamese).render({"no.such", {{"name", "Bản tin"}, {"n", "3"}}}) ==
          "no.such(name=Bản tin, n=3)");
}

TEST_CASE("every sentence takes each of its arguments and leaves no brace behind") {
    for (const Language language : {Language::Vietnamese, Language::English}) {
        const Catalogue catalogue(language);
        REQUIRE(catalogue.sentences().size() > 20);
        for (const auto& [key, sentence] : catalogue.sentences()) {
            INFO(key << ": " << sentence);
            Message message{key, {}};
            for (const std::string& name : arguments_of(sentence)) message.args.emplace_back(name, "‹" + name + "›");
            const std::string text = catalogue.render(message);
            for (const auto& [name, value] : message.args) CHECK(text.find(value) != std::string::npos);
            CHECK(text.find('{') == std::string::npos);
            CHECK(text.find('}') == std::string::npos);
        }
    }
}

TEST_CASE("an argument that names a sentence is shown as that sentence, a missing one by its name") {
    const Catalogue catalogue(Language::Vietnamese);
    std::string key;
    std::string name;
    for (const auto& [candidate, sentence] : catalogue.sentences()) {
        if (arguments_of(sentence).size() == 1) {
            key = candidate;
            name = *arguments_of(sentence).begin();
        }
    }
    if (key.empty()) return;
    CHECK(catalogue.render({key, {{name, "@kind.news"}}}).find("tin") != std::string::npos);
    CHECK(catalogue.render({key, {{name, "@nobody"}}}).find("@nobody") != std::string::npos);
    CHECK(catalogue.render({key, {}}).find("{" + name + "}") != std::string::npos);
}

TEST_CASE("Vietnamese and English have the same sentences with the same arguments") {
    const Catalogue vietnamese(Language::Vietnamese);
    const Catalogue english(Language::English);
    for (const auto& [key, sentence] : vietnamese.sentences()) {
        INFO(key);
        CHECK(english.has(key));
        if (english.has(key)) CHECK(arguments_of(sentence) == arguments_of(english.sentences().at(key)));
    }
    for (const auto& [key, sentence] : english.sentences()) {
        INFO(key);
        CHECK(vietnamese.has(key));
    }
}

TEST_CASE("no sentence is written down twice and every file is a flat object") {
    std::map<std::string, std::set<std::string>> keys;
    for (const EmbeddedSentences* file = kEmbeddedSentences; file->language != nullptr; ++file) {
        const auto json = nlohmann::json::parse(file->json);
        REQUIRE(json.is_object());
        for (const auto& [key, sentence] : json.items()) {
            INFO(file->language << "/" << file->name << ".json: " << key);
            CHECK(sentence.is_string());
            CHECK(keys[file->language].insert(key).second);
        }
    }
    CHECK(keys.size() == 2);
}

TEST_CASE("an instant in a sentence is told by the clock of its readers") {
    Catalogue words(Language::English);
    const Message message{"newsroom.expired", {{"title", "T"}, {"recording", "3"}, {"until", "2026-12-05T17:00:00Z"}}};
    CHECK(words.render(message).find("2026-12-05T17:00:00Z") != std::string::npos);
    words.show_instants([](WallTime at) { return "<" + std::to_string(at.time_since_epoch().count()) + ">"; });
    CHECK(words.render(message).find("<1796490000000000>") != std::string::npos);
    CHECK(words.render({"newsroom.expired", {{"title", "2026-12-05"}}}).find("2026-12-05") != std::string::npos);
}
