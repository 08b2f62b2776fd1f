// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// truyenthanh-decode: the only program that decodes a stranger's bytes. It is started by the station, one process a
// job, with the descriptors the job needs and nothing else; by hand it only says what it is.
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "audio/relay_carrier.h"
#include "audio/take_in.h"
#include "core/error.h"

namespace {

using namespace truyenthanh;

constexpr int kUsage = 64;     // EX_USAGE
constexpr int kSoftware = 70;  // EX_SOFTWARE

constexpr std::string_view kHelp =
    "truyenthanh-decode – decodes one upload or carries one relay for the station, in a sandbox\n"
    "\n"
    "Started by truyenthanhd; there is nothing to start by hand.\n"
    "  truyenthanh-decode take-in MINUTES CPU-SECONDS BYTES   descriptors 3 upload, 4 master, 5 report\n"
    "  truyenthanh-decode relay                               descriptors 3 ring, 4 order, 5 note\n"
    "  truyenthanh-decode --help | --version\n"
    "\n"
    "Exit status: 0 the job said how it went; 64 wrong use; 70 the sandbox or the job itself failed.\n";

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value <= 0) return std::nullopt;
    return value;
}

std::optional<Misdeed> misdeed_named(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, Misdeed>, 8> kNames{{{"open", Misdeed::OpenFile},
                                                                          {"socket", Misdeed::Socket},
                                                                          {"exec", Misdeed::Execute},
                                                                          {"fork", Misdeed::Fork},
                                                                          {"memory", Misdeed::Memory},
                                                                          {"spin", Misdeed::Spin},
                                                                          {"hang", Misdeed::Hang},
                                                                          {"crash", Misdeed::Crash}}};
    for (const auto& [word, misdeed] : kNames) {
        if (word == name) return misdeed;
    }
    return std::nullopt;
}

int take_in(const std::vector<std::string_view>& words) {
    if (words.size() < 4 || words.size() > 5) return kUsage;
    const auto minutes = number<std::int64_t>(words[1]);
    const auto seconds = number<std::uint64_t>(words[2]);
    const auto bytes = number<std::uint64_t>(words[3]);
    if (!minutes || !seconds || !bytes) return kUsage;
    TakeInOrder order{*minutes, *seconds, *bytes, Misdeed::None};
    if (words.size() == 5) {
        const auto misdeed = misdeed_named(words[4]);
        if (!misdeed) return kUsage;
        order.misdeed = *misdeed;
    }
    return run_take_in(order);
}

int run(const std::vector<std::string_view>& words) {
    if (words.size() == 1 && words[0] == "--help") return std::cout << kHelp, 0;
    if (words.size() == 1 && words[0] == "--version") return std::cout << "truyenthanh " TRUYENTHANH_VERSION "\n", 0;
    int status = kUsage;
    if (!words.empty() && words[0] == "take-in") status = take_in(words);
    if (words.size() == 1 && words[0] == "relay") status = run_relay();
    if (status == kUsage) std::cerr << kHelp;
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run({argv + 1, argv + argc});
    } catch (const truyenthanh::Error& error) {
        std::cerr << "truyenthanh-decode: " << error.what() << "\n";
        return kSoftware;
    } catch (const std::exception& error) {
        std::cerr << "truyenthanh-decode: " << error.what() << "\n";
        return kSoftware;
    }
}
