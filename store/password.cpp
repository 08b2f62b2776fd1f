// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See password.h.
#include "store/password.h"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "core/error.h"
#include "core/person_name.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kFewestCharacters = 10;
constexpr std::size_t kMostBytes = 1'024;
constexpr std::string_view kCodeLetters = "abcdefghjkmnpqrstuvwxyz23456789";

void begin_sodium() {
    if (sodium_init() < 0) throw StoreError({"store.no_randomness", {}});
}

std::size_t characters_in(const std::string& utf8) {
    std::size_t count = 0;
    for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return count;
}

}  // namespace

void check_password(const std::string& password) {
    if (characters_in(password) < kFewestCharacters || password.size() > kMostBytes || !is_utf8(password)) {
        throw RequestError({"account.weak_password", {{"fewest", std::to_string(kFewestCharacters)}}});
    }
}

std::string password_hash(const std::string& password) {
    begin_sodium();
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const int failed =
        crypto_pwhash_str_alg(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) throw StoreError({"store.no_randomness", {}});
    return text.data();
}

bool is_password(const std::string& hash, const std::string& password) {
    begin_sodium();
    if (password.size() > kMostBytes) return false;
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string one_time_code() {
    begin_sodium();
    std::string code;
    for (int i = 0; i < 20; ++i) {
        if (i > 0 && i % 5 == 0) code += '-';
        code += kCodeLetters[randombytes_uniform(static_cast<std::uint32_t>(kCodeLetters.size()))];
    }
    return code;
}

}  // namespace truyenthanh
