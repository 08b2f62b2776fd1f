// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See gate.h.
#include "scheduler/gate.h"

#include <algorithm>
#include <map>

#include "core/names.h"
#include "scheduler/spans.h"

namespace truyenthanh {
namespace {

using namespace std::chrono_literals;

// Where sound may leave within some stretch of time.
struct Permission {
    Spans quiet;
    Spans overrides;
    Spans all;  // hours and overrides together

    Permission(const Profile& profile, const std::vector<Override>& given, const Zone& zone, WallTime from,
               WallTime until)
        : quiet(window_spans(profile.quiet, zone, from, until)) {
        std::vector<Span> holding;
        for (const Override& one : given) {
            if (one.holds()) holding.push_back({one.from, one.until});
        }
        overrides = unite(std::move(holding));
        all = subtract(window_spans(profile.permitted, zone, from, until), quiet);
        all.insert(all.end(), overrides.begin(), overrides.end());
        all = unite(std::move(all));
    }
};

// `t` itself, or where no override covers it.
WallTime past_overrides(const Spans& overrides, WallTime t) { return end_of_span(overrides, t).value_or(t); }

class Judge {
public:
    Judge(const Profile& profile, const std::vector<Override>& overrides, const Zone& zone, WallTime from,
          WallTime until)
        : profile_(profile), zone_(zone), permission_(profile, overrides, zone, from, until) {}

    Verdict verdict(const Claim& claim) {
        Verdict verdict{std::nullopt, claim.latest, std::nullopt};
        const bool goes_on = session_ && claim.start - session_->ended <= kSessionPause;
        const WallTime began = goes_on ? session_->began : claim.start;
        limit_hours(claim, verdict);
        limit_length(claim, began, verdict);
        bool is_counted = goes_on && session_->is_counted;
        if (!is_counted) is_counted = limit_count(claim, verdict);
        if (verdict.refused) {
            verdict.allowed_until = claim.start;
            verdict.cut.reset();
            return verdict;
        }
        if (verdict.allowed_until >= claim.end) verdict.cut.reset();
        const WallTime heard_until = std::min(claim.end, verdict.allowed_until);
        session_ = Session{began, goes_on ? std::max(session_->ended, heard_until) : heard_until, is_counted};
        return verdict;
    }

private:
    struct Session {
        WallTime began;
        WallTime ended;
        bool is_counted;
    };

    // Nothing from `at` on, for a reason: the whole refused if that is its start. The sentences are made only then.
    template <class Refusal, class Cut>
    static void limit(const Claim& claim, Verdict& verdict, WallTime at, Refusal refusal, Cut cut) {
        if (at >= verdict.allowed_until) return;
        if (at <= claim.start) {
            if (!verdict.refused) verdict.refused = refusal();
            return;
        }
        verdict.allowed_until = at;
        verdict.cut = cut();
    }

    void limit_hours(const Claim& claim, Verdict& verdict) const {
        const WallTime edge = end_of_span(permission_.all, claim.start).value_or(claim.start);
        limit(
            claim, verdict, edge, [&] { return outside(claim); }, [&] { return edge_message(claim, edge); });
        if (!claim.is_relay || profile_.relay_allowed) return;
        const WallTime end = past_overrides(permission_.overrides, claim.start);
        limit(
            claim, verdict, end,
            [&] {
                return about("gate.no_relay", claim, {{"relay", claim.relay_name}});
            },
            [&] {
                return about("gate.cut_relay", claim, {{"at", time(end)}, {"relay", claim.relay_name}});
            });
    }

    void limit_length(const Claim& claim, WallTime began, Verdict& verdict) const {
        if (!profile_.longest_session) return;
        const WallTime full = std::max(began + *profile_.longest_session, claim.start);
        const WallTime end = past_overrides(permission_.overrides, full);
        const auto longest = [&] { return to_string_duration(*profile_.longest_session); };
        limit(
            claim, verdict, end,
            [&] {
                return about("gate.session_too_long", claim,
                             {{"start", time(claim.start)}, {"began", time(began)}, {"longest", longest()}});
            },
            [&] {
                return about("gate.cut_session", claim, {{"at", time(end)}, {"longest", longest()}});
            });
    }

    // Counts the session where it is first heard outside an override; true where it was counted.
    bool limit_count(const Claim& claim, Verdict& verdict) {
        const WallTime heard = past_overrides(permission_.overrides, claim.start);
        if (verdict.refused || !profile_.sessions_a_day || heard >= verdict.allowed_until) return false;
        const LocalDate date{std::chrono::floor<std::chrono::days>(zone_.to_local(heard))};
        if (sessions_[date] < *profile_.sessions_a_day) {
            ++sessions_[date];
            return true;
        }
        const std::string most = std::to_string(*profile_.sessions_a_day);
        limit(
            claim, verdict, heard,
            [&] {
                return about("gate.too_many_sessions", claim, {{"date", to_string(date)}, {"most", most}});
            },
            [&] {
                return about("gate.cut_count", claim, {{"at", time(heard)}, {"most", most}});
            });
        return false;
    }

    static Message about(const char* key, const Claim& claim,
                         std::initializer_list<std::pair<std::string, std::string>> more) {
        Message message{key, {{"slot", claim.slot_name}}};
        message.args.insert(message.args.end(), more);
        return message;
    }

    Message outside(const Claim& claim) const {
        const bool is_quiet = end_of_span(permission_.quiet, claim.start).has_value();
        return about(is_quiet ? "gate.quiet_hours" : "gate.outside_hours", claim, {{"start", time(claim.start)}});
    }

    Message edge_message(const Claim& claim, WallTime edge) const {
        const bool is_quiet = end_of_span(permission_.quiet, edge).has_value();
        return about(is_quiet ? "gate.cut_quiet" : "gate.cut_hours", claim, {{"at", time(edge)}});
    }

    std::string time(WallTime at) const {
        const LocalTime local = zone_.to_local(at);
        const auto of_day = local - std::chrono::floor<std::chrono::days>(local);
        return to_string_time_of_day(std::chrono::floor<std::chrono::seconds>(of_day));
    }

    const Profile& profile_;
    const Zone& zone_;
    Permission permission_;
    std::optional<Session> session_;
    std::map<LocalDate, int> sessions_;
};

// Whether sound of `one` may be on the line now or within kLeaseLead.
bool has_lease(const Transmission& one, const Now& now) {
    if (now.trust == ClockTrust::Untrusted || one.refused) return false;
    return one.start - kLeaseLead <= now.wall && now.wall < one.allowed_until;
}

}  // namespace

std::vector<Verdict> judge(const std::vector<Claim>& claims, const Profile& profile,
                           const std::vector<Override>& overrides, const Zone& zone) {
    if (claims.empty()) return {};
    WallTime until = claims.front().latest;
    for (const Claim& claim : claims) until = std::max(until, claim.latest);
    Judge judge{profile, overrides, zone, claims.front().start, until + 1s};
    std::vector<Verdict> verdicts;
    verdicts.reserve(claims.size());
    for (const Claim& claim : claims) verdicts.push_back(judge.verdict(claim));
    return verdicts;
}

std::optional<WallTime> hours_until(const Profile& profile, const std::vector<Override>& overrides, const Zone& zone,
                                    WallTime at) {
    const auto end = end_of_span(Permission{profile, overrides, zone, at, at + 24h}.all, at);
    if (!end) return std::nullopt;
    return std::min(*end, at + 24h);
}

std::optional<WallTime> lease_until(const Now& now, const Plan& plan) {
    std::optional<WallTime> lease;
    for (const Transmission& one : plan.transmissions) {
        if (has_lease(one, now) && (!lease || *lease < one.allowed_until)) lease = one.allowed_until;
    }
    return lease;
}

std::optional<WallTime> lease_until(const Now& now, const Plan& plan, const Profile& profile,
                                    const std::vector<Override>& overrides, const Zone& zone) {
    std::optional<WallTime> lease;
    for (const Transmission& one : plan.transmissions) {
        if (!has_lease(one, now)) continue;
        const auto allowed = hours_until(profile, overrides, zone, std::max(now.wall, one.start));
        if (!allowed) continue;
        const WallTime until = std::min(*allowed, one.allowed_until);
        if (!lease || *lease < until) lease = until;
    }
    return lease;
}

}  // namespace truyenthanh
