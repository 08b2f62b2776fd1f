// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page (airtime/report.h) handed to a person in the form they asked for: to the terminal, or into a file whose ending
// tells the form.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "airtime/report.h"
#include "cli/session.h"

namespace truyenthanh {

struct PageOptions {
    std::string format;  // empty: by the file's ending, else text
    std::string file;    // empty: standard output
};

// --format and --out.
void add_page_options(CLI::App& verb, Session& session, PageOptions& options);
std::string format_asked(Session& session, const PageOptions& options);
// Throws StoreError cli.cannot_write.
void write_out(Session& session, const std::string& file, const std::string& text);
// text, html, pdf, xlsx and csv; throws RequestError report.bad_format, report.wants_file.
int write_page(Session& session, const PageOptions& options, const Report& page, const Voice& voice);

}  // namespace truyenthanh
