// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See rounding.h.
#include "airtime/rounding.h"

#include <algorithm>
#include <numeric>

namespace truyenthanh {

std::chrono::seconds whole_seconds(Frames frames) {
    return std::chrono::seconds{(frames.count + kSampleRate / 2) / kSampleRate};
}

std::vector<std::chrono::seconds> apportioned(std::span<const Frames> parts) {
    Frames sum;
    for (const Frames part : parts) sum += part;
    return shared_out(whole_seconds(sum), parts);
}

std::vector<std::chrono::seconds> shared_out(std::chrono::seconds total, std::span<const Frames> parts) {
    std::vector<std::chrono::seconds> seconds;
    std::chrono::seconds given{0};
    for (const Frames part : parts) given += seconds.emplace_back(part.count / kSampleRate);
    std::vector<std::size_t> order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return parts[a].count % kSampleRate > parts[b].count % kSampleRate;
    });
    if (parts.empty()) return seconds;
    for (std::size_t i = 0; given < total; ++given) ++seconds[order[i++ % order.size()]];
    for (std::size_t i = order.size(); given > total; --given) {
        do i = i == 0 ? order.size() - 1 : i - 1;
        while (seconds[order[i % order.size()]].count() == 0);
        --seconds[order[i]];
    }
    return seconds;
}

}  // namespace truyenthanh
