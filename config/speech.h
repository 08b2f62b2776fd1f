// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The section [speech] of station.toml: which program reads items aloud. Any thread; values only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace truyenthanh {

class Section;

struct SpeechSettings {
    // A program and its arguments; {text} and {sound} stand for the file to read and the file to write.
    std::vector<std::string> command{"espeak-ng", "-v", "vi", "-s", "150", "-f", "{text}", "-w", "{sound}"};
    int memory_mb = 1024;  // what the program may have of its own
};

SpeechSettings read_speech(Section& section);
// Of the whole file, which is checked. Throws ConfigError.
SpeechSettings load_speech(const std::filesystem::path& file);

}  // namespace truyenthanh
