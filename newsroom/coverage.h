// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far the guidance has been followed: topics, fields and columns against what was written and heard. Pure; any
// thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/editorial.h"

namespace truyenthanh {

// Heard in time or late; ready; being written; nothing yet.
enum class TopicState { Aired, Ready, InWork, Nothing };
TopicState state_of(const GuidanceTopic& topic);
// Its day is past and nothing of it was heard by then.
bool is_overdue(const GuidanceTopic& topic, LocalDate today);

// A column in one of its weeks, months or quarters.
struct QuotaLine {
    ColumnId column;
    std::string name;
    LocalDate from;
    LocalDate until;
    int quota = 0;
    int aired = 0;

    bool is_short() const noexcept { return aired < quota; }
    bool operator==(const QuotaLine&) const = default;
};

// The periods that touch from–until, whole ones, oldest first; a week begins on Monday. A column without a quota, or
// which did not exist through the whole period, has no line.
std::vector<QuotaLine> quota_lines(const std::vector<ColumnCount>& columns, LocalDate from, LocalDate until);

// What the editorial board reads: everything that is not as it should be.
struct Coverage {
    int topics = 0;
    int aired = 0;
    std::vector<GuidanceTopic> without_item;
    std::vector<GuidanceTopic> overdue;
    std::vector<GuidanceTopic> without_owner;
    std::vector<std::string> fields_without_anybody;  // nobody answers for it
    std::vector<QuotaLine> short_columns;
};
Coverage coverage(const std::vector<GuidanceTopic>& topics, const std::vector<FieldCount>& fields,
                  const std::vector<QuotaLine>& quotas, LocalDate today);

}  // namespace truyenthanh
