// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See clock_measure.h.
#include "audio/clock_measure.h"

#include <algorithm>
#include <cmath>

#include "audio/drift.h"

namespace truyenthanh {
namespace {

constexpr double kBurst = 5.0;  // s after its beginning, in which a server sends what it had kept
constexpr std::size_t kMostPoints = 600;
constexpr std::size_t kFewestPoints = 15;
constexpr double kSure = 2.0;  // standard errors

}  // namespace

void ClockMeasure::note(double now, double heard, double gap) {
    if (begun_ < 0.0) begun_ = now;
    if (now - begun_ < kBurst) return;
    const double lead = heard - (now - begun_);
    if (window_ends_ == 0.0 || now >= window_ends_) {
        if (window_ends_ > 0.0) close_window();
        window_ends_ = now + std::max(1.0, gap);
        best_ = {now, lead};
    }
    if (lead > best_.lead) best_ = {now, lead};
}

void ClockMeasure::close_window() {
    points_.push_back(best_);
    if (points_.size() > kMostPoints) points_.pop_front();
    if (points_.size() < kFewestPoints) return;
    result_ = fitted();
    if (std::fabs(result_.ppm) - result_.error > kMostBend) result_ = {0.0, 0.0};
}

// Neighbours in the line err together; the error says so by how alike the residues of neighbours are.
ClockMeasure::Result ClockMeasure::fitted() const {
    const auto count = static_cast<double>(points_.size());
    double middle = 0.0;
    double mean = 0.0;
    for (const Point& point : points_) {
        middle += point.at / count;
        mean += point.lead / count;
    }
    double spread = 0.0;
    double together = 0.0;
    for (const Point& point : points_) {
        spread += (point.at - middle) * (point.at - middle);
        together += (point.at - middle) * (point.lead - mean);
    }
    const double slope = together / spread;
    double power = 0.0;
    double alike = 0.0;
    double before = 0.0;
    for (const Point& point : points_) {
        const double residue = point.lead - mean - slope * (point.at - middle);
        power += residue * residue;
        alike += residue * before;
        before = residue;
    }
    const double likeness = power > 0.0 ? std::clamp(alike / power, 0.0, 0.95) : 0.0;
    const double error = std::sqrt(power / (count - 2.0) / spread * (1.0 + likeness) / (1.0 - likeness));
    return {1e6 * slope, std::max(0.1, 1e6 * kSure * error)};
}

}  // namespace truyenthanh
