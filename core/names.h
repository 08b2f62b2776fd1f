// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the words of core are written in SQL, JSON, TOML and on the command line, and read back. One table an enum;
// nothing else spells them. Reading gives nothing where the text is not exactly such a word; whoever asked says so.
// Thread: any.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/air.h"
#include "core/as_run.h"
#include "core/clock.h"
#include "core/library.h"
#include "core/newsroom.h"
#include "core/station_log.h"
#include "core/units.h"
#include "core/week.h"

namespace truyenthanh {

// The names of an enum whose values count up from 0, in their order.
template <class Enum>
struct EnumNames;

template <>
struct EnumNames<ItemKind> {
    static constexpr std::array<std::string_view, 13> names{"news",   "feature", "column", "reportage", "talk",
                                                            "notice", "example", "music",  "ident",     "tune",
                                                            "call",   "stinger", "close"};
};
template <>
struct EnumNames<Mix> {
    static constexpr std::array<std::string_view, 4> names{"replace", "mute", "duck", "bed"};
};
template <>
struct EnumNames<RelayLevel> {
    static constexpr std::array<std::string_view, 3> names{"central", "province", "city"};
};
template <>
struct EnumNames<StartRule> {
    static constexpr std::array<std::string_view, 2> names{"hard", "follow"};
};
template <>
struct EnumNames<OverrunRule> {
    static constexpr std::array<std::string_view, 2> names{"cut", "finish"};
};
template <>
struct EnumNames<LateRule> {
    static constexpr std::array<std::string_view, 3> names{"join", "restart", "skip"};
};
template <>
struct EnumNames<RelayReturn> {
    static constexpr std::array<std::string_view, 2> names{"at_once", "in_pause"};
};
template <>
struct EnumNames<SubstituteRule> {
    static constexpr std::array<std::string_view, 3> names{"close", "sustainer", "silence"};
};
template <>
struct EnumNames<ExceptionKind> {
    static constexpr std::array<std::string_view, 3> names{"add", "replace", "suspend"};
};
template <>
struct EnumNames<EntryKind> {
    static constexpr std::array<std::string_view, 9> names{"item",     "relay",   "insert",    "bed", "sustainer",
                                                           "dead_air", "session", "emergency", "test"};
};
template <>
struct EnumNames<Outcome> {
    static constexpr std::array<std::string_view, 8> names{"aired",  "aired_late", "curtailed", "replaced",
                                                           "failed", "missed",     "refused",   "cancelled"};
};
template <>
struct EnumNames<ClockTrust> {
    static constexpr std::array<std::string_view, 3> names{"trusted", "plausible", "untrusted"};
};
template <>
struct EnumNames<Severity> {
    static constexpr std::array<std::string_view, 3> names{"notice", "warning", "fault"};
};
template <>
struct EnumNames<Rank> {
    static constexpr std::array<std::string_view, 8> names{"bed",    "sustainer", "relay", "programme",
                                                           "insert", "bulletin",  "voice", "emergency"};
};
template <>
struct EnumNames<TakeState> {
    static constexpr std::array<std::string_view, 6> names{"none", "cueing", "ready", "taken", "on_air", "ended"};
};
template <>
struct EnumNames<EndCause> {
    static constexpr std::array<std::string_view, 9> names{
        "none", "completed", "released", "lease_ended", "killed", "unreadable", "tampered", "source_ended", "dropped"};
};
template <>
struct EnumNames<OutputState> {
    static constexpr std::array<std::string_view, 4> names{"closed", "opening", "running", "lost"};
};

template <>
struct EnumNames<UnitKind> {
    static constexpr std::array<std::string_view, 5> names{"board", "association", "school", "residential_group",
                                                           "agency"};
};
template <>
struct EnumNames<Role> {
    static constexpr std::array<std::string_view, 7> names{"administrator", "operator", "contributor", "editor",
                                                           "collector",     "approver", "reviewer"};
};
template <>
struct EnumNames<Right> {
    static constexpr std::array<std::string_view, 15> names{"watch",  "write",    "edit",     "record", "approve",
                                                            "revoke", "schedule", "override", "live",   "emergency",
                                                            "stop",   "kill",     "exchange", "review", "admin"};
};
template <>
struct EnumNames<ItemState> {
    static constexpr std::array<std::string_view, 5> names{"draft", "submitted", "returned", "approved", "archived"};
};
template <>
struct EnumNames<ItemStage> {
    static constexpr std::array<std::string_view, 9> names{
        "draft", "submitted", "returned", "approved", "recorded", "sound_approved", "scheduled", "aired", "archived"};
};
template <>
struct EnumNames<ItemStep> {
    static constexpr std::array<std::string_view, 9> names{
        "added", "edited", "submitted", "returned", "approved", "scheduled", "unscheduled", "archived", "restored"};
};
template <>
struct EnumNames<ItemOrigin> {
    static constexpr std::array<std::string_view, 5> names{"own", "portal", "source_system", "folder", "bundle"};
};
template <>
struct EnumNames<ItemPriority> {
    static constexpr std::array<std::string_view, 3> names{"normal", "priority", "emergency"};
};

template <class Enum>
constexpr std::string_view name(Enum value) noexcept {
    return EnumNames<Enum>::names[static_cast<std::size_t>(value)];
}

template <class Enum>
constexpr std::optional<Enum> parse(std::string_view text) noexcept {
    constexpr auto& names = EnumNames<Enum>::names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == text) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

// "hard, follow": for the sentence that says what was expected.
template <class Enum>
std::string choices() {
    std::string all;
    for (const std::string_view word : EnumNames<Enum>::names) all.append(all.empty() ? "" : ", ").append(word);
    return all;
}

// "2026-12-05": four digits of year, two and two; only days that exist.
std::string to_string(LocalDate date);
std::optional<LocalDate> parse_date(std::string_view text);

// "07:30", or "07:30:15" where there are seconds; "24:00" is the end of the day. Below 0 and above 24 h are not read.
std::string to_string_time_of_day(std::chrono::seconds time);
std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text);

// "15m", "900s", "1h15m", "0s", "-30s", "250ms": units h, m, s, ms, each at most once and in that order, whole numbers.
// Written in the largest units that fit, "0s" for nothing.
std::string to_string_duration(std::chrono::milliseconds duration);
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
// The same for whole seconds; nothing where the text has a fraction of one.
std::optional<std::chrono::seconds> parse_seconds(std::string_view text);

// "daily", "mon-fri", "mon,wed", "sat-mon" (over the week's end), "mon-wed,sat"; no days at all is "never", which is
// written but not read. Written with ranges of three and more.
std::string to_string_weekdays(Weekdays days);
std::optional<Weekdays> parse_weekdays(std::string_view text);
constexpr Weekdays weekday_bit(std::chrono::weekday day) noexcept { return 1U << (day.iso_encoding() - 1); }

// "2026-12-05T07:30:00Z", with ".123456" where there are microseconds; nothing else is read.
std::string to_string(WallTime at);
std::optional<WallTime> parse_wall_time(std::string_view text);

}  // namespace truyenthanh
