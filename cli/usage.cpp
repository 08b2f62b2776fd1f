// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See usage.h. CLI11 keeps no parts of an error, so its sentences are taken apart (Error.hpp of 2.1 to 2.4); one that
// has another form is passed on as it is.
#include "cli/usage.h"

#include <optional>
#include <string>
#include <string_view>

namespace truyenthanh {
namespace {

std::string help_of(const CLI::App& app) {
    std::string words = app.get_name();
    for (const CLI::App* verb = &app; !verb->get_subcommands().empty();) {
        verb = verb->get_subcommands().front();
        words += " " + verb->get_name();
    }
    return words + " --help";
}

std::optional<std::string> before(std::string_view text, std::string_view mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    return std::string(text.substr(0, at));
}

std::optional<std::string> after(std::string_view text, std::string_view mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    return std::string(text.substr(at + mark.size()));
}

// "--days: Value 400 not in range 1 to 366", "--lang: fr not in {vi,en}", or "--gap: abc" of a check of ours.
Message not_allowed(std::string_view said) {
    const std::string option = before(said, ": ").value_or("");
    std::string value = after(said, ": ").value_or(std::string(said));
    std::optional<std::string> allowed = after(value, " not in range ");
    if (allowed) {
        const auto to = allowed->find(" to ");
        if (to != std::string::npos) allowed->replace(to, 4, "–");
        value = value.substr(std::string_view("Value ").size());
    } else if ((allowed = after(value, " not in {"))) {
        allowed->pop_back();
    }
    if (!allowed) return {"cli.usage_not_readable", {{"value", option + " " + value}}};
    return {"cli.usage_not_allowed",
            {{"option", option}, {"value", *before(value, " not in ")}, {"allowed", *allowed}}};
}

// Without the verb whose help is to be read.
Message message_of(const std::string& kind, const std::string& said) {
    if (kind == "RequiredError" && said.starts_with("A subcommand")) return {"cli.usage_no_verb", {}};
    if (kind == "RequiredError") return {"cli.usage_missing", {{"name", before(said, " is required").value_or(said)}}};
    if (const auto words = after(said, "not expected: ")) return {"cli.usage_unknown", {{"words", *words}}};
    if (kind == "ArgumentMismatch") return {"cli.usage_no_value", {{"option", before(said, ": ").value_or(said)}}};
    if (kind == "ConversionError") return {"cli.usage_not_readable", {{"value", after(said, ": ").value_or(said)}}};
    if (kind == "ValidationError") return not_allowed(said);
    if (const auto first = before(said, " excludes "))
        return {"cli.usage_not_together", {{"first", *first}, {"second", *after(said, " excludes ")}}};
    return {"cli.usage", {{"why", said}}};
}

}  // namespace

Message usage_message(const CLI::App& app, const CLI::ParseError& error) {
    Message message = message_of(error.get_name(), error.what());
    // A verb that there is not counts as none for CLI11.
    if (const auto rest = app.remaining(true); message.key == "cli.usage_no_verb" && !rest.empty())
        message = {"cli.usage_unknown", {{"words", rest.front()}}};
    message.args.emplace_back("help", help_of(app));
    return message;
}

}  // namespace truyenthanh
