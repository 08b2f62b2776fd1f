// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See coverage.h.
#include "newsroom/coverage.h"

#include <algorithm>

namespace truyenthanh {
namespace {

using namespace std::chrono;

LocalDate begin_of(QuotaPeriod period, LocalDate date) {
    if (period == QuotaPeriod::Week) {
        const sys_days day{date};
        return LocalDate{day - days{weekday{day}.iso_encoding() - 1}};
    }
    unsigned first = static_cast<unsigned>(date.month());
    if (period == QuotaPeriod::Quarter) first -= (first - 1) % 3;
    return LocalDate{date.year(), month{first}, day{1}};
}

LocalDate next_after(QuotaPeriod period, LocalDate begin) {
    if (period == QuotaPeriod::Week) return LocalDate{sys_days{begin} + days{7}};
    return begin + months{period == QuotaPeriod::Month ? 1 : 3};
}

bool exists_through(const ColumnCount& column, LocalDate from, LocalDate until) {
    return (!column.from || sys_days{*column.from} <= sys_days{from}) &&
           (!column.until || sys_days{*column.until} >= sys_days{until});
}

}  // namespace

TopicState state_of(const GuidanceTopic& topic) {
    if (topic.aired) return TopicState::Aired;
    if (topic.ready > 0) return TopicState::Ready;
    return topic.items > 0 ? TopicState::InWork : TopicState::Nothing;
}

bool is_overdue(const GuidanceTopic& topic, LocalDate today) {
    if (!topic.due || sys_days{*topic.due} >= sys_days{today}) return false;
    return !topic.aired || sys_days{*topic.aired} > sys_days{*topic.due};
}

std::vector<QuotaLine> quota_lines(const std::vector<ColumnCount>& columns, LocalDate from, LocalDate until) {
    std::vector<QuotaLine> lines;
    for (const ColumnCount& column : columns) {
        if (column.quota <= 0) continue;
        for (LocalDate begin = begin_of(column.period, from); sys_days{begin} <= sys_days{until};) {
            const LocalDate next = next_after(column.period, begin);
            const LocalDate end{sys_days{next} - days{1}};
            const auto aired = std::count_if(column.aired.begin(), column.aired.end(), [&](LocalDate day) {
                return sys_days{day} >= sys_days{begin} && sys_days{day} <= sys_days{end};
            });
            if (exists_through(column, begin, end)) {
                lines.push_back({column.id, column.name, begin, end, column.quota, static_cast<int>(aired)});
            }
            begin = next;
        }
    }
    return lines;
}

Coverage coverage(const std::vector<GuidanceTopic>& topics, const std::vector<FieldCount>& fields,
                  const std::vector<QuotaLine>& quotas, LocalDate today) {
    Coverage found;
    found.topics = static_cast<int>(topics.size());
    for (const GuidanceTopic& topic : topics) {
        found.aired += topic.aired ? 1 : 0;
        if (topic.items == 0) found.without_item.push_back(topic);
        if (is_overdue(topic, today)) found.overdue.push_back(topic);
        if (topic.owner.empty()) found.without_owner.push_back(topic);
    }
    for (const FieldCount& field : fields) {
        if (field.people == 0) found.fields_without_anybody.push_back(field.name);
    }
    std::copy_if(quotas.begin(), quotas.end(), std::back_inserter(found.short_columns),
                 [](const QuotaLine& line) { return line.is_short(); });
    return found;
}

}  // namespace truyenthanh
