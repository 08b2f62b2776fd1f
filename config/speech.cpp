// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See speech.h.
#include "config/speech.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "config/section.h"
#include "core/error.h"

namespace truyenthanh {

SpeechSettings read_speech(Section& section) {
    SpeechSettings speech;
    section.texts("command", speech.command);
    section.integer("memory_mb", speech.memory_mb, 64, 65'536);
    const auto names = [&](const char* mark) {
        return std::any_of(speech.command.begin(), speech.command.end(),
                           [mark](const std::string& word) { return word.find(mark) != std::string::npos; });
    };
    if (speech.command.empty() || !names("{text}") || !names("{sound}")) {
        section.complain("config.not_speech", "command", {{"text", "{text}"}, {"sound", "{sound}"}});
    }
    return speech;
}

SpeechSettings load_speech(const std::filesystem::path& file) {
    std::ifstream input(file, std::ios::binary);
    std::ostringstream text;
    if (input) text << input.rdbuf();
    if (!input || !text) {
        throw ConfigError({"config.unreadable", {{"file", file.string()}, {"reason", std::strerror(errno)}}});
    }
    const std::string content = text.str();
    const TomlTable table = parse_toml(content, file.string());
    SpeechSettings speech;
    Section root(table, file.string(), "", 1);
    root.table("speech", [&](Section& section) { speech = read_speech(section); });
    return speech;
}

}  // namespace truyenthanh
