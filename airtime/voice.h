// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language a report is written in: airtime/ names its sentences, whoever introduces it to text/ says them.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "core/message.h"
#include "core/units.h"

namespace truyenthanh {

class Voice {
public:
    virtual ~Voice() = default;
    virtual std::string say(const Message& message) const = 0;
    virtual bool knows(const std::string& key) const = 0;
    virtual std::string count(std::int64_t value) const = 0;                   // 106.200
    virtual std::string percent(double value) const = 0;                       // 99,4 %
    virtual std::string date(LocalDate date) const = 0;                        // 05/12/2026
    virtual std::string weekday(LocalDate date) const = 0;                     // Thứ Bảy
    virtual std::string clock(std::chrono::seconds since_midnight) const = 0;  // 07:30, 07:30:05
    virtual std::string brief(std::chrono::seconds) const = 0;  // 29h30', as reports write it in a sentence
    virtual std::string exact(std::chrono::seconds) const = 0;  // 29h30'00"
    virtual std::string language() const = 0;                   // "vi", "en"
};

}  // namespace truyenthanh
