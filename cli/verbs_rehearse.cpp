// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// rehearse, render
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <span>

#include "audio/offline_air.h"
#include "audio/sound_belt.h"
#include "cli/grammar.h"
#include "cli/rehearsal_stage.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/desk_protocol.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "scheduler/virtual_air.h"
#include "store/station.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr std::chrono::days kLongestPeriod{400};

struct RehearsalOptions {
    std::string from;
    std::string to;
    std::string into;
    std::string cut_at;
    std::string cut_for;
    std::string out;
};

struct Period {
    WallTime from;
    WallTime to;

    std::chrono::nanoseconds length() const { return to - from; }
};

Period period_of(Session& session, const RehearsalOptions& options) {
    const Period period{instant_from(options.from, session.zone(), session.now(), Edge::Beginning),
                        instant_from(options.to, session.zone(), session.now(), Edge::End)};
    if (period.to <= period.from || period.to - period.from > kLongestPeriod) {
        throw RequestError({"cli.bad_period", {{"from", options.from}, {"to", options.to}}});
    }
    return period;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// The power goes: station, chain and relay jobs at once; all come back together.
void plan_power_cut(Session& session, const RehearsalOptions& options, const Period& period, Rehearsal& rehearsal,
                    VirtualAir& air, VirtualRelays& relays) {
    if (options.cut_at.empty() && options.cut_for.empty()) return;
    if (options.cut_at.empty() || options.cut_for.empty()) throw RequestError({"cli.cut_needs_both", {}});
    const WallTime at = instant_from(options.cut_at, session.zone(), session.now(), Edge::Beginning);
    const auto length = duration_from(options.cut_for);
    rehearsal.at(at - period.from, [&rehearsal, &air, &relays] {
        rehearsal.stop();
        air.crash();
        relays.end_all();
    });
    rehearsal.at(at - period.from + length, [&rehearsal, &air] {
        air.restart();
        rehearsal.start();
    });
}

json as_run_of(Session& session, Connection& database, const Period& period) {
    json rows = json::array();
    AsRunFilter filter;
    filter.from = period.from;
    filter.until = period.to;
    for (const AsRunEntry& entry : as_run_entries(database, filter)) {
        rows.push_back(document(entry, session.zone()));
    }
    return rows;
}

json diary_of(Connection& database, const Period& period, const Zone& zone) {
    json rows = json::array();
    for (const StationEvent& event : station_events(database, period.from, period.to)) {
        json row{{"severity", name(event.severity)}, {"message", message_json(event.message)}};
        put_time(row, "at", event.at, zone);
        rows.push_back(row);
    }
    return rows;
}

int rehearse(Session& session, const RehearsalOptions& options) {
    const auto begin = std::chrono::steady_clock::now();
    const Period period = period_of(session, options);
    RehearsalFolder folder(session, options.into);
    Connection database = make_rehearsal_copy(session.database(), folder.database());
    RehearsalCrew crew(session, database);
    VirtualClock clock(period.from);
    VirtualAir air(clock);
    VirtualRelays relays(clock);
    UnreadLibrary library(crew.offline.library);
    air.set_gauge([&relays](RelayId relay) { return relays.level(relay); });
    Rehearsal rehearsal({clock,
                         {clock, air, library, relays, crew.ledger, crew.diary, crew.offline.plans},
                         [&air](Frames frames) { air.advance(frames); }},
                        period.from);
    plan_power_cut(session, options, period, rehearsal, air, relays);
    rehearsal.walk(period.length());
    session.show({{"from", to_string(period.from)},
                  {"to", to_string(period.to)},
                  {"entries", as_run_of(session, database, period)},
                  {"events", diary_of(database, period, session.zone())}},
                 show_as_run);
    if (session.is_json()) return exit_code::kOk;
    session.note({"cli.rehearsed",
                  {{"from", options.from},
                   {"to", options.to},
                   {"seconds", decimal(seconds_since(begin), 1, session.words().language())}}});
    if (!options.into.empty()) session.note({"cli.rehearsal_left", {{"folder", options.into}}});
    return exit_code::kOk;
}

// The sound appears under its name only when it is whole.
class SoundOut {
public:
    SoundOut(const std::string& name, Frames length)
        : name_(name), half_(half_of(name_)), file_(half_), left_(length) {}
    ~SoundOut() {
        std::error_code ignored;
        if (!is_kept_) std::filesystem::remove(half_, ignored);
    }
    // What goes beyond the length is left out.
    void write(std::span<const float> samples) {
        const std::int64_t frames = std::min(left_.count, static_cast<std::int64_t>(samples.size() / 2));
        left_ -= Frames{frames};
        if (!file_.write(samples.first(static_cast<std::size_t>(2 * frames)))) fail("write");
    }
    void keep() {
        if (!file_.close()) fail("close");
        std::filesystem::rename(half_, name_);
        is_kept_ = true;
    }

private:
    static std::filesystem::path half_of(const std::filesystem::path& name) {
        const std::string ending = name.extension().string();
        if (ending != ".wav" && ending != ".flac") {
            throw RequestError({"cli.bad_sound_file", {{"file", name.string()}, {"why", ending}}});
        }
        return name.parent_path() / (name.stem().string() + ".part" + ending);
    }
    [[noreturn]] void fail(const char* why) const {
        throw StoreError({"cli.bad_sound_file", {{"file", name_.string()}, {"why", why}}});
    }

    std::filesystem::path name_;
    std::filesystem::path half_;
    SoundBelt file_;
    Frames left_;
    bool is_kept_ = false;
};

int render(Session& session, const RehearsalOptions& options) {
    const auto begin = std::chrono::steady_clock::now();
    const Period period = period_of(session, options);
    RehearsalFolder folder(session, "");
    Connection database = make_rehearsal_copy(session.database(), folder.database());
    RehearsalCrew crew(session, database);
    VirtualClock clock(period.from);
    SilentRelays relays;
    SoundOut file(options.out, to_frames(period.length()));
    OfflineAir air(clock.now().steady, [&file](std::span<const float> samples) { file.write(samples); });
    const auto advance = [&](Frames frames) {
        for (Frames left = frames; left.count > 0; left -= std::min(left, SilentRelays::kChunk)) {
            relays.fill();
            air.advance(std::min(left, SilentRelays::kChunk));
        }
    };
    Rehearsal rehearsal(
        {clock, {clock, air, crew.offline.library, relays, crew.ledger, crew.diary, crew.offline.plans}, advance},
        period.from);
    rehearsal.walk(period.length());
    air.flush();
    file.keep();
    const double seconds = seconds_since(begin);
    const auto length = std::chrono::duration_cast<std::chrono::seconds>(period.to - period.from);
    session.show({{"file", options.out}, {"seconds", length.count()}, {"took_s", seconds}},
                 {"cli.rendered",
                  {{"length", airtime(length)},
                   {"file", options.out},
                   {"seconds", decimal(seconds, 1, session.words().language())}}});
    return exit_code::kOk;
}

void add_period(CLI::App& verb, RehearsalOptions& options, const Catalogue& words) {
    verb.add_option("--from", options.from, words.word("help.from"))->type_name("INSTANT")->required();
    verb.add_option("--to", options.to, words.word("help.to"))->type_name("INSTANT")->required();
}

}  // namespace

void add_rehearsal_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    const auto options = std::make_shared<RehearsalOptions>();
    CLI::App& rehearsing =
        verb(app, session, "rehearse", "rehearse", [&session, options] { return rehearse(session, *options); });
    add_period(rehearsing, *options, words);
    rehearsing.add_option("--into", options->into, words.word("help.rehearse_into"))->type_name("DIR");
    rehearsing.add_option("--power-cut-at", options->cut_at, words.word("help.rehearse_cut_at"))->type_name("INSTANT");
    rehearsing.add_option("--power-cut-for", options->cut_for, words.word("help.rehearse_cut_for"))
        ->type_name("LENGTH");

    const auto rendering = std::make_shared<RehearsalOptions>();
    CLI::App& render_verb =
        verb(app, session, "render", "render", [&session, rendering] { return render(session, *rendering); });
    add_period(render_verb, *rendering, words);
    render_verb.add_option("--out", rendering->out, words.word("help.render_out"))->type_name("FILE")->required();
}

}  // namespace truyenthanh
