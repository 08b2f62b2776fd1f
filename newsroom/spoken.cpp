// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See spoken.h.
#include "newsroom/spoken.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/folded.h"

namespace truyenthanh {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr std::array<Words, 27> kAbbreviations{{{"UBND", "Ủy ban nhân dân"},
                                                {"HĐND", "Hội đồng nhân dân"},
                                                {"MTTQ", "Mặt trận Tổ quốc"},
                                                {"UBMTTQ", "Ủy ban Mặt trận Tổ quốc"},
                                                {"TP.HCM", "Thành phố Hồ Chí Minh"},
                                                {"TPHCM", "Thành phố Hồ Chí Minh"},
                                                {"TP", "thành phố"},
                                                {"TDP", "tổ dân phố"},
                                                {"KDC", "khu dân cư"},
                                                {"BCH", "ban chấp hành"},
                                                {"CLB", "câu lạc bộ"},
                                                {"HTX", "hợp tác xã"},
                                                {"THCS", "trung học cơ sở"},
                                                {"THPT", "trung học phổ thông"},
                                                {"PCCC", "phòng cháy chữa cháy"},
                                                {"ANTT", "an ninh trật tự"},
                                                {"ATGT", "an toàn giao thông"},
                                                {"VSMT", "vệ sinh môi trường"},
                                                {"GPMB", "giải phóng mặt bằng"},
                                                {"BHYT", "bảo hiểm y tế"},
                                                {"BHXH", "bảo hiểm xã hội"},
                                                {"CCCD", "căn cước công dân"},
                                                {"CBCC", "cán bộ, công chức"},
                                                {"CTV", "cộng tác viên"},
                                                {"VNĐ", "đồng"},
                                                {"VND", "đồng"},
                                                {"ĐT", "điện thoại"}}};
// In numbers of documents only: elsewhere they mean other things.
constexpr std::array<Words, 8> kDocuments{{{"TB", "thông báo"},
                                           {"QĐ", "quyết định"},
                                           {"KH", "kế hoạch"},
                                           {"CV", "công văn"},
                                           {"NQ", "nghị quyết"},
                                           {"CT", "chỉ thị"},
                                           {"NĐ", "nghị định"},
                                           {"TT", "thông tư"}}};
constexpr std::array<Words, 12> kUnits{{{"%", "phần trăm"},
                                        {"đ", "đồng"},
                                        {"đồng", "đồng"},
                                        {"VNĐ", "đồng"},
                                        {"km", "ki lô mét"},
                                        {"m", "mét"},
                                        {"m2", "mét vuông"},
                                        {"m²", "mét vuông"},
                                        {"m3", "mét khối"},
                                        {"kg", "ki lô gam"},
                                        {"ha", "héc ta"},
                                        {"h", "giờ"}}};

template <std::size_t N>
std::optional<std::string> found(const std::array<Words, N>& table, std::string_view word) {
    const auto at = std::find_if(table.begin(), table.end(), [&](const Words& row) { return row.first == word; });
    return at == table.end() ? std::nullopt : std::optional(std::string(at->second));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// "05" as "5": nobody says the zero.
std::string bare(std::string_view number) {
    const std::size_t first = number.find_first_not_of('0');
    return first == std::string_view::npos ? "0" : std::string(number.substr(first));
}

// `before`: the word before it, folded; "ngày 05/12" has its "ngày" already.
std::optional<std::string> date_words(std::string_view word, const std::string& before) {
    const auto parts = parts_of(word, "/");
    const bool is_known = parts.size() <= 3 && std::all_of(parts.begin(), parts.end(), is_number);
    if (!is_known || parts.size() < 2 || parts[0].size() > 2) return std::nullopt;
    const std::string day = before == "ngay" ? "" : "ngày ";
    if (parts.size() == 3 && parts[1].size() <= 2 && parts[2].size() == 4) {
        return day + bare(parts[0]) + " tháng " + bare(parts[1]) + " năm " + std::string(parts[2]);
    }
    if (parts.size() == 2 && before == "ngay" && parts[1].size() <= 2) {
        return bare(parts[0]) + " tháng " + bare(parts[1]);
    }
    if (parts.size() == 2 && before == "thang" && parts[1].size() == 4) {
        return bare(parts[0]) + " năm " + std::string(parts[1]);
    }
    return std::nullopt;
}

// 7h30, 16:45, 7h, 7g30.
std::optional<std::string> time_words(std::string_view word) {
    const auto parts = parts_of(word, "hg:");
    if (parts.size() != 2 || !is_number(parts[0]) || parts[0].size() > 2) return std::nullopt;
    const bool has_minutes = is_number(parts[1]) && parts[1].size() == 2 && parts[1] <= "59";
    if (!has_minutes && (!parts[1].empty() || word.back() == ':')) return std::nullopt;
    std::string words = bare(parts[0]) + " giờ";
    if (has_minutes && parts[1] != "00") words += " " + bare(parts[1]) + " phút";
    return words;
}

// 2.340.000 without its points, 2,5 with its comma said.
std::optional<std::string> plain_number(std::string_view word) {
    const auto halves = parts_of(word, ",");
    const auto groups = parts_of(halves[0], ".");
    const bool is_grouped = groups.size() > 1 && groups[0].size() <= 3 &&
                            std::all_of(groups.begin() + 1, groups.end(), [](auto part) { return part.size() == 3; });
    const bool is_known = std::all_of(groups.begin(), groups.end(), is_number) && (groups.size() == 1 || is_grouped) &&
                          halves.size() <= 2 && (halves.size() == 1 || is_number(halves[1]));
    if (!is_known) return std::nullopt;
    std::string number;
    for (const std::string_view group : groups) number += group;
    if (halves.size() == 2) number.append(" phẩy ").append(halves[1]);
    return number;
}

std::optional<std::string> measure_words(std::string_view word) {
    const std::size_t end = word.find_first_not_of("0123456789.,");
    const auto number = plain_number(word.substr(0, end));
    if (!number) return std::nullopt;
    if (end == std::string_view::npos) return number;
    const auto unit = found(kUnits, word.substr(end));
    return unit ? std::optional(*number + " " + *unit) : std::nullopt;
}

std::optional<std::string> document_words(std::string_view word) {
    const auto parts = parts_of(word, "/-");
    const bool has_gap = std::any_of(parts.begin(), parts.end(), [](auto part) { return part.empty(); });
    if (has_gap || parts.size() < 2 || !is_number(parts[0]) || is_number(parts.back())) return std::nullopt;
    std::string words;
    for (const std::string_view part : parts) {
        std::string said(part);
        if (const auto document = found(kDocuments, part)) said = *document;
        if (const auto office = found(kAbbreviations, part)) said = *office;
        words += (words.empty() ? "" : " ") + said;
    }
    return words;
}

std::optional<std::string> said(std::string_view word, const std::string& before) {
    if (auto words = found(kAbbreviations, word)) return words;
    if (word.empty() || !is_digit(word.front())) return std::nullopt;
    if (auto words = date_words(word, before)) return words;
    if (auto words = time_words(word)) return words;
    if (auto words = measure_words(word)) return words;
    return document_words(word);
}

// From one time or number to another: "7h30-9h".
std::optional<std::string> span_words(std::string_view word) {
    const std::size_t dash = word.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto first = said(word.substr(0, dash), "");
    const auto last = said(word.substr(dash + 1), "");
    return first && last ? std::optional(*first + " đến " + *last) : std::nullopt;
}

// A word without the signs around it, which stay.
std::string word_said(std::string_view word, const std::string& before) {
    const std::size_t begin = std::min(word.find_first_not_of("(\"'"), word.size());
    std::size_t end = word.size();
    while (end > begin && std::string_view(".,;:!?)\"'").find(word[end - 1]) != std::string_view::npos) --end;
    const std::string_view core = word.substr(begin, end - begin);
    auto words = said(core, before);
    if (!words) words = span_words(core);
    if (!words) return std::string(word);
    return std::string(word.substr(0, begin)) + *words + std::string(word.substr(end));
}

}  // namespace

std::string spoken_text(const std::string& text) {
    constexpr std::string_view kSpaces = " \t\n";
    std::string spoken;
    std::string before;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = std::min(text.find_first_not_of(kSpaces, at), text.size());
        const std::size_t end = std::min(text.find_first_of(kSpaces, begin), text.size());
        const std::string_view word(text.data() + begin, end - begin);
        spoken.append(text, at, begin - at).append(word_said(word, before));
        before = folded(word);
        at = end;
    }
    return spoken;
}

}  // namespace truyenthanh
