// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See royalty.h.
#include "newsroom/royalty.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "core/names.h"

namespace truyenthanh {
namespace {

using std::chrono::sys_days;

bool is_within(LocalDate date, LocalDate from, const std::optional<LocalDate>& until) {
    return sys_days{date} >= sys_days{from} && (!until || sys_days{date} <= sys_days{*until});
}

Message unpaid(const char* key, const PaidItem& item, LocalDate date) {
    return Message{key, {{"title", item.title}, {"item", std::to_string(item.id.value)}, {"date", to_string(date)}}};
}

class Sheet {
public:
    explicit Sheet(const std::vector<RoyaltyRate>& rates) : rates_(rates) {}

    void add(const PaidItem& item, LocalDate date, bool is_repeat) {
        const RoyaltyRate* rate = rate_on(rates_, date);
        if (rate == nullptr) return remark("newsroom.no_rate", item, date, is_repeat);
        const auto of_kind = rate->coefficients.find(item.kind);
        if (of_kind == rate->coefficients.end()) return remark("newsroom.no_coefficient", item, date, is_repeat);
        if (item.authors.empty()) return remark("newsroom.no_author", item, date, is_repeat);
        const int coefficient = item.coefficient.value_or(of_kind->second);
        const std::int64_t amount = pay_of(*rate, coefficient, is_repeat);
        if (is_repeat && amount == 0) return;
        divide(item, date, is_repeat, coefficient, amount);
    }

    RoyaltySheet done() {
        const auto place = [](const RoyaltyLine& line) {
            return std::tuple(sys_days{line.aired}, line.item, line.is_repeat, line.person);
        };
        std::stable_sort(sheet_.lines.begin(), sheet_.lines.end(),
                         [&](const RoyaltyLine& a, const RoyaltyLine& b) { return place(a) < place(b); });
        return std::move(sheet_);
    }

private:
    void remark(const char* key, const PaidItem& item, LocalDate date, bool is_repeat) {
        if (!is_repeat) sheet_.remarks.push_back(unpaid(key, item, date));
    }

    void divide(const PaidItem& item, LocalDate date, bool is_repeat, int coefficient, std::int64_t amount) {
        std::vector<int> shares;
        for (const AuthorShare& author : item.authors) shares.push_back(author.share);
        const std::vector<std::int64_t> parts = parts_of(amount, shares);
        const int all = std::accumulate(shares.begin(), shares.end(), 0);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            sheet_.lines.push_back({item.authors[i].person, item.id, item.title, item.kind, date, is_repeat,
                                    coefficient, shares[i], all, parts[i]});
        }
        sheet_.total += amount;
    }

    const std::vector<RoyaltyRate>& rates_;
    RoyaltySheet sheet_;
};

}  // namespace

const RoyaltyRate* rate_on(const std::vector<RoyaltyRate>& rates, LocalDate date) {
    const RoyaltyRate* found = nullptr;
    for (const RoyaltyRate& rate : rates) {
        if (!is_within(date, rate.from, rate.until)) continue;
        if (found == nullptr || sys_days{rate.from} > sys_days{found->from}) found = &rate;
    }
    return found;
}

std::int64_t pay_of(const RoyaltyRate& rate, int coefficient, bool is_repeat) {
    const std::int64_t percent = is_repeat ? rate.repeat_percent : 100;
    const std::int64_t divisor = std::int64_t{1000} * 100 * 100 * rate.round_to;
    const std::int64_t product = rate.base_salary * rate.unit_permille * coefficient * percent;
    return (product + divisor / 2) / divisor * rate.round_to;
}

std::vector<std::int64_t> parts_of(std::int64_t amount, const std::vector<int>& shares) {
    const std::int64_t all = std::accumulate(shares.begin(), shares.end(), std::int64_t{0});
    std::vector<std::int64_t> parts;
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), 0);
    std::int64_t left = amount;
    for (const int share : shares) {
        parts.push_back(amount / all * share + amount % all * share / all);
        left -= parts.back();
    }
    const auto lost = [&](std::size_t i) { return amount % all * shares[i] % all; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lost(a) > lost(b); });
    for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i % order.size()]];
    return parts;
}

RoyaltySheet royalty_sheet(const std::vector<PaidItem>& items, const std::vector<RoyaltyRate>& rates, LocalDate from,
                           LocalDate until) {
    Sheet sheet(rates);
    for (const PaidItem& item : items) {
        if (is_frame(item.kind)) continue;
        for (std::size_t i = 0; i < item.airings.size(); ++i) {
            if (is_within(item.airings[i], from, until)) sheet.add(item, item.airings[i], i > 0);
        }
    }
    return sheet.done();
}

}  // namespace truyenthanh
