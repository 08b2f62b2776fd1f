// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sentences of one language. A Message names one and brings its arguments; "{arg}" in the sentence is where they
// go. Thread: const and safe from any after construction.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/message.h"
#include "core/units.h"

namespace truyenthanh {

enum class Language { Vietnamese, English };

// "vi…" and "en…" (any case, any suffix); empty for anything else.
std::optional<Language> language_named(std::string_view name);

// The option's language if it names one, else that of the first non-empty of LC_ALL, LC_MESSAGES and LANG as
// `environment` gives them: en… is English, everything else is Vietnamese.
Language choose_language(const std::optional<std::string>& option,
                         const std::function<const char*(const char*)>& environment);

class Catalogue {
public:
    explicit Catalogue(Language language);

    Language language() const noexcept { return language_; }
    // The sentence with its arguments; a key nobody wrote down is shown as `key(arg=value, …)`. Never throws but
    // bad_alloc. An argument that is itself the name of a sentence, "@kind.news", is shown as that sentence.
    std::string render(const Message& message) const;
    // How an argument that is an instant (2026-12-05T00:30:00Z, as messages carry them) is shown from now on: people
    // read their own clock. Without it as it stands.
    void show_instants(std::function<std::string(WallTime)> as) { instant_ = std::move(as); }
    // A sentence without arguments; the key itself if nobody wrote it down.
    const std::string& word(const std::string& key) const;
    bool has(const std::string& key) const { return sentences_.contains(key); }
    const std::map<std::string, std::string>& sentences() const noexcept { return sentences_; }

private:
    std::string argument(const Message& message, const std::string& name) const;

    Language language_;
    std::function<std::string(WallTime)> instant_;
    std::map<std::string, std::string> sentences_;
};

}  // namespace truyenthanh
