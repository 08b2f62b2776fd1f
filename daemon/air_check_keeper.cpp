// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See air_check_keeper.h.
#include "daemon/air_check_keeper.h"

#include <utility>

#include "audio/limiter.h"
#include "store/air_checks.h"

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 400ms;
constexpr double kGigabyte = 1e9;

std::uint64_t bytes_of(double gigabytes) { return static_cast<std::uint64_t>(gigabytes * kGigabyte); }

AirCheckRule rule_of(const Places& places, const AirCheckSettings& settings) {
    AirCheckRule rule;
    rule.folder = places.air_checks;
    rule.format = settings.format;
    rule.keep = std::chrono::hours{24} * settings.days;
    rule.most_bytes = bytes_of(settings.gigabytes);
    rule.reserve_bytes = bytes_of(settings.reserve_gigabytes);
    return rule;
}

AirCheckLook look_at(const Now& now, const Picture& picture, const std::shared_ptr<const TapeView>& tape) {
    AirCheckLook look;
    look.now = now.wall;
    look.is_trusted = now.trust != ClockTrust::Untrusted;
    if (tape == nullptr || !picture.air.clock || tape->epoch() != picture.air.epoch) return look;
    look.tape = tape;
    const Frames end{tape->end()};
    const SteadyTime heard = picture.air.clock->steady_at(end - Frames{kLimiterDelay});
    look.zero = now.wall_at(heard) - std::chrono::duration_cast<std::chrono::microseconds>(to_duration(end));
    if (!picture.on_air.empty()) look.subject = {picture.on_air[0].transmission, picture.on_air[0].slot_name};
    return look;
}

}  // namespace

AirCheckKeeper::AirCheckKeeper(const Places& places, const AirCheckSettings& settings, Connection& database, Note note)
    : database_(database),
      note_(std::move(note)),
      check_(settings.is_on() ? std::make_unique<AirCheck>(rule_of(places, settings)) : nullptr) {}

void AirCheckKeeper::advance(const Now& now, const Runner& runner, const std::shared_ptr<const TapeView>& tape) {
    if (!check_ || now.steady - looked_at_ < kLookEvery) return;
    looked_at_ = now.steady;
    check_->look(look_at(now, runner.picture(), tape));
    take_news();
}

void AirCheckKeeper::take_news() {
    AirCheck::News news = check_->news();
    for (AirCheckPiece& piece : news.finished) unindexed_.push_back(std::move(piece));
    for (std::string& file : news.removed) gone_.push_back(std::move(file));
    if (news.trouble != trouble_) {
        trouble_ = news.trouble;
        note_(trouble_ ? Severity::Warning : Severity::Notice, trouble_.value_or(Message{"air_check.resumed", {}}));
    }
    for (; !unindexed_.empty(); unindexed_.pop_back()) add_air_check(database_, unindexed_.back());
    for (; !gone_.empty(); gone_.pop_back()) forget_air_check(database_, gone_.back());
}

void AirCheckKeeper::stop() {
    if (!check_) return;
    check_->stop();
    take_news();
}

}  // namespace truyenthanh
