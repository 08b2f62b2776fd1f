// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report as PDF on A4: words set by Pango, drawn by Cairo, a signature block, a number on every page. The one file
// that knows the two.
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>

#include "airtime/render.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr double kWidth = 595.28, kHeight = 841.89;  // points
constexpr double kLeft = 57.0, kRight = 43.0, kTop = 51.0, kBottom = 57.0;
constexpr double kRoom = kWidth - kLeft - kRight;
constexpr double kPad = 3.0;
constexpr double kShort = 350.0;  // a table no taller is kept on one page
constexpr const char* kBody = "Noto Serif 10";
constexpr const char* kCell = "Noto Sans 7.5";
constexpr const char* kCellBold = "Noto Sans Bold 7.5";

struct SurfaceEnd {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
struct DrawingEnd {
    void operator()(cairo_t* drawing) const noexcept { cairo_destroy(drawing); }
};
struct LayoutEnd {
    void operator()(PangoLayout* layout) const noexcept { g_object_unref(layout); }
};
using Layout = std::unique_ptr<PangoLayout, LayoutEnd>;

bool is_figure(const Cell& cell) {
    return !std::holds_alternative<std::string>(cell) && !std::holds_alternative<LocalDate>(cell);
}

class Paper {
public:
    Paper(const std::string& file, const Report& report, const Voice& voice)
        : surface_(cairo_pdf_surface_create(file.c_str(), kWidth, kHeight)),
          drawing_(cairo_create(surface_.get())),
          voice_(voice),
          foot_(report.title) {
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, report.title.c_str());
    }

    void words(const std::string& text, const char* font, PangoAlignment alignment, double after) {
        const Layout set = layout(text, font, kRoom, alignment);
        make_room(height(set));
        draw(set, kLeft, y_);
        y_ += height(set) + after;
    }

    // A heading does not stay behind when the table under it goes to the next page.
    void heading(const ReportSection& section) {
        const double sentences = 34.0 * static_cast<double>(section.sentences.size());
        make_room(24.0 + sentences + (section.tables.empty() ? 0.0 : room_of(section.tables[0])));
        words(section.title, "Noto Serif Bold 12", PANGO_ALIGN_LEFT, 4.0);
    }

    void table(const ReportTable& table) {
        const std::vector<double> widths = widths_of(table);
        make_room(room_of(table));
        words(table.title, "Noto Serif Bold 10", PANGO_ALIGN_LEFT, 3.0);
        head(table, widths);
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const bool is_total = table.has_total && i + 1 == table.rows.size();
            const std::vector<Layout> cells = row_of(table.rows[i], widths, is_total ? kCellBold : kCell);
            if (!fits(tallest(cells))) {
                next_page();
                head(table, widths);
            }
            row(cells, widths, false);
        }
        y_ += 10.0;
    }

    void signatures(const std::vector<std::string>& heads) {
        if (heads.empty()) return;
        make_room(120.0);
        y_ += 16.0;
        const double share = kRoom / static_cast<double>(heads.size());
        double x = kLeft;
        for (const std::string& head : heads) {
            draw(layout(head, "Noto Serif Bold 10", share, PANGO_ALIGN_CENTER), x, y_);
            x += share;
        }
        y_ += 100.0;
    }

    void finish(const std::string& file) {
        foot();
        cairo_surface_finish(surface_.get());
        const cairo_status_t status = cairo_surface_status(surface_.get());
        if (status != CAIRO_STATUS_SUCCESS)
            throw StoreError({"report.cannot_write", {{"file", file}, {"why", cairo_status_to_string(status)}}});
    }

private:
    // What a table wants to begin on a page: all of it where it is short.
    double room_of(const ReportTable& table) const {
        const std::vector<double> widths = widths_of(table);
        double whole = 60.0;
        for (const auto& cells : table.rows) whole += tallest(row_of(cells, widths, kCellBold));
        return whole < kShort ? whole : 60.0;
    }

    Layout layout(const std::string& text, const char* font, double width, PangoAlignment alignment) const {
        Layout set(pango_cairo_create_layout(drawing_.get()));
        PangoFontDescription* description = pango_font_description_from_string(font);
        pango_layout_set_font_description(set.get(), description);
        pango_font_description_free(description);
        pango_layout_set_width(set.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(set.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(set.get(), alignment);
        pango_layout_set_text(set.get(), text.c_str(), -1);
        return set;
    }

    static double height(const Layout& set) {
        int across = 0, down = 0;
        pango_layout_get_size(set.get(), &across, &down);
        return static_cast<double>(down) / PANGO_SCALE;
    }

    double natural(const std::string& text, const char* font) const {
        const Layout set = layout(text, font, kRoom, PANGO_ALIGN_LEFT);
        PangoRectangle ink;
        pango_layout_get_extents(set.get(), nullptr, &ink);
        return static_cast<double>(ink.width) / PANGO_SCALE + 2.0 * kPad + 1.0;
    }

    void draw(const Layout& set, double x, double y) {
        cairo_move_to(drawing_.get(), x, y);
        pango_cairo_show_layout(drawing_.get(), set.get());
    }

    // Figures and single words are never broken; what is left of the page goes where lines are longest.
    std::vector<double> widths_of(const ReportTable& table) const {
        std::vector<double> widths, wanted;
        double sum = 0.0, sum_wanted = 0.0;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            double widest = longest_word(table.columns[i].head), longest = widest;
            for (const auto& cells : table.rows) {
                const std::string text = cell_text(cells[i], voice_);
                const bool is_whole = is_figure(cells[i]) || i == 0;
                widest = std::max(widest, is_whole ? natural(text, kCellBold) : longest_word(text));
                longest = std::max(longest, natural(text, kCellBold));
            }
            sum += widths.emplace_back(widest);
            sum_wanted += wanted.emplace_back(std::max(0.0, longest - widest));
        }
        const double scale = sum > kRoom ? kRoom / sum : 1.0;
        const double spare = std::max(0.0, kRoom - sum), granted = std::min(spare, sum_wanted);
        const double even = (spare - granted) / static_cast<double>(widths.size());
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const double own = sum_wanted > 0.0 ? granted * wanted[i] / sum_wanted : 0.0;
            widths[i] = widths[i] * scale + own + even;
        }
        return widths;
    }

    double longest_word(const std::string& text) const {
        double widest = 24.0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            widest = std::max(widest, natural(text.substr(at, end - at), kCellBold));
            at = end + 1;
        }
        return std::min(widest, 130.0);
    }

    std::vector<Layout> row_of(const std::vector<Cell>& cells, const std::vector<double>& widths,
                               const char* font) const {
        std::vector<Layout> set;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            set.push_back(layout(cell_text(cells[i], voice_), font, widths[i] - 2.0 * kPad,
                                 is_figure(cells[i]) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT));
        }
        return set;
    }

    void head(const ReportTable& table, const std::vector<double>& widths) {
        std::vector<Cell> words;
        for (const ReportColumn& column : table.columns) words.emplace_back(column.head);
        const std::vector<Layout> cells = row_of(words, widths, kCellBold);
        make_room(tallest(cells) + 30.0);
        row(cells, widths, true);
    }

    static double tallest(const std::vector<Layout>& cells) {
        double most = 0.0;
        for (const Layout& cell : cells) most = std::max(most, height(cell));
        return most + 2.0 * kPad;
    }

    void row(const std::vector<Layout>& cells, const std::vector<double>& widths, bool is_head) {
        const double high = tallest(cells);
        double x = kLeft;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cairo_rectangle(drawing_.get(), x, y_, widths[i], high);
            cairo_set_source_rgb(drawing_.get(), is_head ? 0.92 : 1.0, is_head ? 0.95 : 1.0, is_head ? 0.94 : 1.0);
            cairo_fill_preserve(drawing_.get());
            cairo_set_source_rgb(drawing_.get(), 0.55, 0.55, 0.55);
            cairo_set_line_width(drawing_.get(), 0.5);
            cairo_stroke(drawing_.get());
            cairo_set_source_rgb(drawing_.get(), 0.0, 0.0, 0.0);
            draw(cells[i], x + kPad, y_ + kPad);
            x += widths[i];
        }
        y_ += high;
    }

    bool fits(double high) const { return y_ + high <= kHeight - kBottom; }
    void make_room(double high) {
        if (!fits(high)) next_page();
    }

    void next_page() {
        foot();
        cairo_show_page(drawing_.get());
        ++page_;
        y_ = kTop;
    }

    void foot() {
        const double y = kHeight - kBottom + 18.0;
        draw(layout(foot_, "Noto Serif Italic 8", kRoom - 60.0, PANGO_ALIGN_LEFT), kLeft, y);
        draw(layout(voice_.say({"report.page", {{"number", std::to_string(page_)}}}), "Noto Serif 8", 60.0,
                    PANGO_ALIGN_RIGHT),
             kLeft + kRoom - 60.0, y);
    }

    std::unique_ptr<cairo_surface_t, SurfaceEnd> surface_;
    std::unique_ptr<cairo_t, DrawingEnd> drawing_;
    const Voice& voice_;
    std::string foot_;
    int page_ = 1;
    double y_ = kTop;
};

}  // namespace

void write_report_pdf(const Report& report, const Voice& voice, const std::string& file) {
    Paper paper(file, report, voice);
    paper.words(report.station, kBody, PANGO_ALIGN_CENTER, 2.0);
    paper.words(report.title, "Noto Serif Bold 14", PANGO_ALIGN_CENTER, 2.0);
    paper.words(report.subtitle, kBody, PANGO_ALIGN_CENTER, 10.0);
    if (!report.sentence.empty()) paper.words(report.sentence, "Noto Serif Bold 11", PANGO_ALIGN_CENTER, 10.0);
    for (const ReportSection& section : report.sections) {
        paper.heading(section);
        for (const std::string& sentence : section.sentences) paper.words(sentence, kBody, PANGO_ALIGN_LEFT, 4.0);
        for (const ReportTable& table : section.tables) paper.table(table);
    }
    paper.signatures(report.signatures);
    paper.finish(file);
}

}  // namespace truyenthanh
