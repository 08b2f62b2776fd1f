// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See charts.h.
#include "airtime/charts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "airtime/rounding.h"
#include "airtime/tables.h"
#include "core/names.h"

namespace truyenthanh {
namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr const char* kOwn = "#1f6f54";
constexpr const char* kRelay = "#d9902f";
constexpr const char* kPlan = "#c9d2ce";

template <class... Values>
std::string print(const char* format, Values... values) {
    std::array<char, 512> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

double hours(Frames frames) { return static_cast<double>(frames.count) / kSampleRate / 3600.0; }

std::string opened(int width, int height) {
    return print(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
        width, height, width, height);
}

std::string bar(double x, double y, double width, double height, const char* colour, const std::string& tip) {
    return print("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\">", x, y, width, height,
                 colour) +
           "<title>" + escaped_markup(tip) + "</title></rect>";
}

std::string label(double x, double y, const char* anchor, const std::string& text) {
    return print("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor) + escaped_markup(text) + "</text>";
}

local_days monday_of(LocalDate date) {
    const local_days day{date};
    return day - days{std::chrono::weekday{day}.iso_encoding() - 1};
}

Frames aired_on(const DayFigures& day) { return day.airtime[index(Airtime::Local)] + relayed(day.airtime); }

std::string shade(double part) {
    const auto mixed = [&](int light, int dark) { return static_cast<int>(light + (dark - light) * part); };
    return print("#%02x%02x%02x", mixed(226, 16), mixed(240, 84), mixed(233, 62));
}

// A column a week, Monday on top; a day without sound is an empty square.
std::string calendar(const Figures& figures, const Voice& voice) {
    constexpr int kCell = 15, kLeft = 70, kTop = 18;
    const local_days first = monday_of(figures.span.from);
    const auto weeks = static_cast<int>((local_days{figures.span.to} - first).count() / 7 + 1);
    double most = 0.0;
    for (const auto& [date, day] : figures.days) most = std::max(most, hours(aired_on(day)));
    std::string svg = opened(kLeft + weeks * kCell + 40, kTop + 7 * kCell + 6);
    for (int row = 0; row < 7; row += 2)
        svg += label(kLeft - 6, kTop + row * kCell + 11, "end", voice.weekday(LocalDate{first + days{row}}));
    for (local_days day{figures.span.from}; day <= local_days{figures.span.to}; day += days{1}) {
        const LocalDate date{day};
        const auto at = (day - first).count();
        const auto week = at / 7;
        const double x = kLeft + static_cast<double>(week) * kCell, y = kTop + static_cast<double>(at % 7) * kCell;
        const auto found = figures.days.find(date);
        const Frames aired = found == figures.days.end() ? Frames{} : aired_on(found->second);
        const std::string colour = aired.count > 0 ? shade(hours(aired) / most) : "#f1f1ee";
        svg += bar(x, y, kCell - 2, kCell - 2, colour.c_str(),
                   voice.date(date) + ": " + voice.exact(whole_seconds(aired)));
        if (date.day() == std::chrono::day{1})
            svg += label(x, kTop - 6, "start",
                         std::to_string(static_cast<unsigned>(date.month())) + "/" +
                             std::to_string(static_cast<int>(date.year())));
    }
    return svg + "</svg>";
}

std::string legend(double x, double y, const char* colour, const std::string& text) {
    return bar(x, y - 9, 10, 10, colour, text) + label(x + 14, y, "start", text);
}

// Stacked: own time below, relays above.
std::string weeks(const Figures& figures, const Voice& voice) {
    constexpr double kHigh = 120.0, kTop = 26.0, kDateWide = 68.0;
    struct Week {
        local_days monday;
        Frames own, relay;
    };
    std::vector<Week> list;
    double most = 0.0;
    for (local_days monday = monday_of(figures.span.from); monday <= local_days{figures.span.to}; monday += days{7}) {
        const DayFigures week = figures_within(figures, {std::max(LocalDate{monday}, figures.span.from),
                                                         std::min(LocalDate{monday + days{6}}, figures.span.to)});
        list.push_back({monday, week.airtime[index(Airtime::Local)], relayed(week.airtime)});
        most = std::max(most, hours(list.back().own + list.back().relay));
    }
    const double step = std::clamp(620.0 / static_cast<double>(list.size()), 4.0, 46.0);
    std::string svg = opened(static_cast<int>(70 + step * static_cast<double>(list.size())) + 60, 176);
    svg += legend(70, 12, kOwn, voice.say({"report.airtime.local", {}}));
    svg += legend(190, 12, kRelay, voice.say({"report.column.relayed", {}}));
    const double scale = most > 0.0 ? kHigh / most : 0.0;
    const auto stride = static_cast<std::size_t>(std::ceil(kDateWide / step));
    for (std::size_t i = 0; i < list.size(); ++i) {
        const double x = 70 + step * static_cast<double>(i), bottom = kTop + kHigh;
        const double own = hours(list[i].own) * scale, relay = hours(list[i].relay) * scale;
        const std::string week = voice.date(LocalDate{list[i].monday}) + ": ";
        svg += bar(x, bottom - own, step - 2, own, kOwn, week + voice.exact(whole_seconds(list[i].own)));
        svg += bar(x, bottom - own - relay, step - 2, relay, kRelay, week + voice.exact(whole_seconds(list[i].relay)));
        if (i % stride == 0) svg += label(x, bottom + 14, "start", voice.date(LocalDate{list[i].monday}));
    }
    svg += label(64, kTop + 6, "end", voice.brief(std::chrono::seconds{static_cast<std::int64_t>(most * 3600.0)}));
    return svg + label(64, kTop + kHigh, "end", "0") + "</svg>";
}

struct Bar {
    std::string word;
    double plan = 0.0;
    double value = 0.0;
    std::string text;
};

std::string rows(const std::vector<Bar>& list) {
    double most = 0.0;
    for (const Bar& row : list) most = std::max({most, row.plan, row.value});
    std::string svg = opened(760, static_cast<int>(26 * list.size()) + 8);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const double y = 4 + 26.0 * static_cast<double>(i), scale = most > 0.0 ? 380.0 / most : 0.0;
        svg += label(194, y + 14, "end", list[i].word);
        if (list[i].plan > 0.0) svg += bar(200, y, list[i].plan * scale, 20, kPlan, list[i].text);
        svg += bar(200, y + 4, list[i].value * scale, 12, kOwn, list[i].text);
        svg += label(206 + std::max(list[i].plan, list[i].value) * scale, y + 14, "start", list[i].text);
    }
    return svg + "</svg>";
}

std::string plan_rows(const Figures& figures, const Voice& voice) {
    constexpr std::array<const char*, 4> keys{"local", "central", "province", "city"};
    std::vector<Bar> list;
    const auto aired = apportioned(figures.whole.airtime), planned = apportioned(figures.whole.planned);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (planned[i].count() == 0 && aired[i].count() == 0) continue;
        list.push_back({voice.say({std::string("report.airtime.") + keys.at(i), {}}),
                        static_cast<double>(planned[i].count()), static_cast<double>(aired[i].count()),
                        voice.exact(aired[i]) + " / " + voice.exact(planned[i])});
    }
    return rows(list);
}

std::string kind_rows(const Figures& figures, const Voice& voice) {
    std::vector<Bar> list;
    for (const auto& [kind, count] : figures.kinds) {
        if (!is_counted(kind)) continue;
        list.push_back({voice.say({"kind." + std::string(name(kind)), {}}), static_cast<double>(count.airings),
                        static_cast<double>(count.items),
                        voice.count(count.items) + " / " + voice.count(count.airings)});
    }
    return rows(list);
}

// A table's rows but its total: airings behind, items before them.
std::string table_rows(const ReportTable& table, const Voice& voice) {
    const auto column = [&](const char* key) {
        const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                        [&](const ReportColumn& one) { return one.key == key; });
        return static_cast<std::size_t>(found - table.columns.begin());
    };
    const std::size_t items = column("items"), airings = column("airings");
    std::vector<Bar> list;
    for (std::size_t i = 0; i + 1 < table.rows.size(); ++i) {
        const auto count = std::get<std::int64_t>(table.rows[i].at(items));
        const auto heard = std::get<std::int64_t>(table.rows[i].at(airings));
        list.push_back({cell_text(table.rows[i].at(0), voice), static_cast<double>(heard), static_cast<double>(count),
                        voice.count(count) + " / " + voice.count(heard)});
    }
    return rows(list);
}

}  // namespace

std::string escaped_markup(const std::string& text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::vector<Chart> report_charts(const ReportInput& input, const Voice& voice) {
    const auto title = [&](const char* key) { return voice.say({key, {}}); };
    std::vector<Chart> charts{{title("report.chart.calendar"), calendar(input.now, voice)},
                              {title("report.chart.weeks"), weeks(input.now, voice)},
                              {title("report.chart.plan"), plan_rows(input.now, voice)},
                              {title("report.chart.kinds"), kind_rows(input.now, voice)}};
    if (!input.house) return charts;
    for (const ReportTable& table : breakdown_tables(input, voice)) {
        if (table.key == "field") charts.push_back({title("report.chart.fields"), table_rows(table, voice)});
    }
    const ReportSection people = contributors_section(input, voice);
    charts.push_back({title("report.chart.contributors"), table_rows(people.tables.front(), voice)});
    return charts;
}

}  // namespace truyenthanh
