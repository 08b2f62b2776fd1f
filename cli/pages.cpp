// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See pages.h.
#include "cli/pages.h"

#include <filesystem>
#include <fstream>

#include "airtime/render.h"
#include "core/error.h"
#include "daemon/exit_codes.h"

namespace truyenthanh {

void add_page_options(CLI::App& verb, Session& session, PageOptions& options) {
    const Catalogue& words = session.words();
    verb.add_option("--format", options.format, words.word("help.report_format"))->type_name("FORMAT");
    verb.add_option("--out", options.file, words.word("help.report_out"))->type_name("FILE");
}

std::string format_asked(Session& session, const PageOptions& options) {
    if (session.is_json()) return "json";
    if (!options.format.empty()) return options.format;
    const std::string ending = std::filesystem::path(options.file).extension().string();
    if (ending.empty() || ending == ".txt") return "text";
    return ending.substr(1);
}

void write_out(Session& session, const std::string& file, const std::string& text) {
    if (file.empty()) {
        session.out() << text;
        return;
    }
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << text << std::flush;
    if (!out) throw StoreError({"cli.cannot_write", {{"file", file}, {"why", "write"}}});
}

int write_page(Session& session, const PageOptions& options, const Report& page, const Voice& voice) {
    const std::string format = format_asked(session, options);
    if (format == "pdf" || format == "xlsx") {
        if (options.file.empty()) throw RequestError({"report.wants_file", {{"format", format}}});
        if (format == "pdf") {
            write_report_pdf(page, voice, options.file);
        } else {
            write_report_xlsx(page, options.file);
        }
    } else if (format == "text") {
        write_out(session, options.file, report_text(page, voice));
    } else if (format == "html") {
        write_out(session, options.file, page_html(page, voice));
    } else if (format == "csv") {
        write_out(session, options.file, report_csv(page));
    } else {
        throw RequestError({"report.bad_format", {{"text", format}, {"known", "text, html, pdf, xlsx, csv"}}});
    }
    return exit_code::kOk;
}

}  // namespace truyenthanh
