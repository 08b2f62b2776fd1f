// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Arrays in, arrays out: what came out once and was looked at stands in tests/data/golden, one number a line, and must
// come out again. TRUYENTHANH_WRITE_GOLDEN=1 writes the files anew, to be looked at before they are kept.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <string>
#include <vector>

#include "tests/catch.h"

namespace truyenthanh::test {

// No value may differ by more than `tolerance`.
inline void check_golden(const std::string& name, const std::vector<float>& found, float tolerance) {
    const std::filesystem::path file = std::filesystem::path(GOLDEN_FOLDER) / (name + ".txt");
    if (std::getenv("TRUYENTHANH_WRITE_GOLDEN") != nullptr) {
        std::ofstream out(file);
        out << std::setprecision(7);
        for (const float value : found) out << value << '\n';
    }
    std::ifstream in(file);
    std::vector<float> wanted;
    for (float value = 0.0F; in >> value;) wanted.push_back(value);
    INFO(file.string());
    REQUIRE(wanted.size() == found.size());
    std::size_t worst = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (!(std::fabs(found[i] - wanted[i]) <= std::fabs(found[worst] - wanted[worst]))) worst = i;
    INFO("line " << worst + 1 << ": " << found[worst] << " and not " << wanted[worst]);
    CHECK(std::fabs(found[worst] - wanted[worst]) <= tolerance);
}

// Every `step`-th of `samples`.
inline std::vector<float> every(std::size_t step, const std::vector<float>& samples) {
    std::vector<float> kept;
    for (std::size_t i = 0; i < samples.size(); i += step) kept.push_back(samples[i]);
    return kept;
}

// Noise that is the same everywhere: integers only, brought to ±level.
class KnownNoise {
public:
    explicit KnownNoise(float level) : level_(level) {}
    float next() {
        state_ = state_ * 1664525U + 1013904223U;
        return level_ * static_cast<float>(static_cast<std::int32_t>(state_ >> 8) - (1 << 23)) /
               static_cast<float>(1 << 23);
    }

private:
    float level_;
    std::uint32_t state_ = 77;
};

}  // namespace truyenthanh::test
