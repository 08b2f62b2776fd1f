// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Passwords as Argon2id texts, and codes that are used once. Each hashing takes about 0.1 s and 64 MiB. Any thread.
#pragma once

#include <string>

namespace truyenthanh {

// Throws RequestError account.weak_password where it has fewer than 10 characters, over 1,024 bytes or is not UTF-8.
void check_password(const std::string& password);
// Throws StoreError store.no_randomness.
std::string password_hash(const std::string& password);
bool is_password(const std::string& hash, const std::string& password);

// Twenty letters and digits that are not easily taken for one another, in groups of five.
std::string one_time_code();

}  // namespace truyenthanh
