// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A station's own wording of its report.
#include "airtime/wording.h"

#include "airtime/render.h"
#include "core/error.h"
#include "daemon/reporting.h"
#include "tests/airtime/quarter.h"
#include "tests/catch.h"

using namespace truyenthanh;
using namespace truyenthanh::testing;

namespace {

ReportInput input_with(const std::string& wording) {
    ReportInput input;
    input.station = "Đài phường";
    input.period = *parse_period("2018-q1");
    input.now = Quarter().figures();
    input.wording = wording;
    return input;
}

Report report_with(const std::string& wording) {
    const Catalogue words(Language::Vietnamese);
    return make_report(input_with(wording), CatalogueVoice(words));
}

// The line that is refused, and why; "" where none is.
std::string fault_of(const std::string& wording) {
    try {
        report_with(wording);
    } catch (const RequestError& error) {
        std::string line;
        for (const auto& [name, value] : error.message().args) {
            if (name == "line") line = value;
        }
        return error.message().key + " " + line;
    }
    return "";
}

}  // namespace

TEST_CASE("a station says the sentence, the title and the signatures in its own words") {
    const Report report = report_with(
        "# mẫu của phường\n"
        "report.title: BÁO CÁO {period}\n"
        "report.sentence: Phường đã làm {programmes} chương trình, {items} tin bài, phát {airtime}\n"
        "signatures: CÁN BỘ ĐÀI | CHỦ TỊCH\n"
        "paragraph items: Các tin, bài bám sát định hướng tháng.\n");
    CHECK(report.title == "BÁO CÁO quý I/2018");
    CHECK(report.sentence == "Phường đã làm 59 chương trình, 244 tin bài, phát 29h30'");
    CHECK(report.signatures == std::vector<std::string>{"CÁN BỘ ĐÀI", "CHỦ TỊCH"});
    for (const ReportSection& section : report.sections) {
        if (section.key == "items") CHECK(section.sentences.back() == "Các tin, bài bám sát định hướng tháng.");
    }
}

TEST_CASE("sections come in the station's order, and what proves the figures is never left out") {
    const Report report = report_with("sections: items, summary\n");
    REQUIRE(report.sections.size() == 3);
    CHECK(report.sections[0].key == "items");
    CHECK(report.sections[1].key == "summary");
    CHECK(report.sections[2].key == "ground");
}

TEST_CASE("a broken wording is refused with its line") {
    CHECK(fault_of("report.title: A\n\nsections: items, weather\n") == "report.bad_wording 3");
    CHECK(fault_of("report.nothing: A\n") == "report.bad_wording 1");
    CHECK(fault_of("# a\nreport.sentence: {programmes} và {nothing}\n") == "report.bad_wording 2");
    CHECK(fault_of("report.sentence: {programmes\n") == "report.bad_wording 1");
    CHECK(fault_of("report.sentence: programmes}\n") == "report.bad_wording 1");
    CHECK(fault_of("report.sentence:\n") == "report.bad_wording 1");
    CHECK(fault_of("a line of its own\n") == "report.bad_wording 1");
    CHECK(fault_of("report.title: A\nreport.title: B\n") == "report.bad_wording 2");
    CHECK(fault_of("sections: items, items\n") == "report.bad_wording 1");
    CHECK(fault_of("store.bad_title: A\n") == "report.bad_wording 1");
}

TEST_CASE("a report in the station's own words carries them, so that it is proved like any other") {
    const ReportInput input = input_with("report.title: BÁO CÁO {period}\n");
    const Catalogue words(Language::Vietnamese);
    const std::string json = report_json(make_report(input, CatalogueVoice(words)), input);
    std::string language;
    CHECK(read_report_json(json, language).wording == input.wording);
}
