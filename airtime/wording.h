// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A station's own wording of its report: which sections in which order, other sentences, paragraphs of its own, who
// signs. A text file that is read line by line; docs/report-wording.md describes it. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "airtime/voice.h"

namespace truyenthanh {

struct Wording {
    std::vector<std::string> sections;                           // by key, in their order; empty: all as they are
    std::map<std::string, std::string> sentences;                // by key of text/, with its {places}
    std::map<std::string, std::vector<std::string>> paragraphs;  // after the sentences of a section
    std::vector<std::string> signatures;                         // empty: as they are
};

// `known_sections` are those a report can have. Throws RequestError report.bad_wording, naming the line and why.
Wording parse_wording(std::string_view text, const std::vector<std::string>& known_sections, const Voice& voice);

// Says what the wording has under its own words, and everything else as before.
class OwnVoice final : public Voice {
public:
    OwnVoice(const Voice& other, const Wording& wording) : other_(other), wording_(wording) {}

    std::string say(const Message& message) const override;
    bool knows(const std::string& key) const override { return other_.knows(key); }
    std::string count(std::int64_t value) const override { return other_.count(value); }
    std::string percent(double value) const override { return other_.percent(value); }
    std::string date(LocalDate date) const override { return other_.date(date); }
    std::string weekday(LocalDate date) const override { return other_.weekday(date); }
    std::string clock(std::chrono::seconds since_midnight) const override { return other_.clock(since_midnight); }
    std::string brief(std::chrono::seconds length) const override { return other_.brief(length); }
    std::string exact(std::chrono::seconds length) const override { return other_.exact(length); }
    std::string language() const override { return other_.language(); }

private:
    const Voice& other_;
    const Wording& wording_;
};

}  // namespace truyenthanh
