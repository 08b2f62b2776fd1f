// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ledger of the database and the counting of airtime/ put together, and the language of text/ given to its reports.
// Thread: that of the connection; a reader never holds the station up.
#pragma once

#include <string>

#include "airtime/report.h"
#include "store/connection.h"
#include "text/catalogue.h"

namespace truyenthanh {

// Everything of one state of the database; of a closed period, what the ledger held when it was closed.
ReportInput read_report(Connection& database, const std::string& station, const Period& period);

// What an export of the ledger says about a report's JSON, or HTML that carries it: the report is made again from the
// entries it claims to count, and compared. `chained` in the order of the chain. Throws RequestError report.bad_file.
struct ReportVerdict {
    std::string period;
    Seal seal;
    std::optional<Message> fault;  // the first thing that is wrong
};
ReportVerdict verify_report(const std::string& report, const std::vector<AsRunEntry>& chained);

class CatalogueVoice final : public Voice {
public:
    explicit CatalogueVoice(const Catalogue& words) : words_(words) {}

    std::string say(const Message& message) const override { return words_.render(message); }
    bool knows(const std::string& key) const override { return words_.has(key); }
    std::string count(std::int64_t value) const override;
    std::string percent(double value) const override;
    std::string date(LocalDate date) const override;
    std::string weekday(LocalDate date) const override;
    std::string clock(std::chrono::seconds since_midnight) const override;
    std::string brief(std::chrono::seconds length) const override;
    std::string exact(std::chrono::seconds length) const override;
    std::string language() const override;

private:
    const Catalogue& words_;
};

}  // namespace truyenthanh
