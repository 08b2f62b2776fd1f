// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whose bundles are believed, and the sound that signed ones promise: tables bundle_key, bundle_sound; Ed25519
// signatures (libsodium). Keys and signatures are hexadecimal. Changes are made by whoever is Acting on the connection,
// and audited. Thread: that of the connection; the functions without one: any.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/library.h"
#include "store/connection.h"

namespace truyenthanh {

struct SigningKey {
    std::string seed;        // 64 digits; whoever has it signs in its owner's name
    std::string public_key;  // 64 digits
};
SigningKey new_signing_key();
// Throws RequestError bundle.bad_key where it is not 64 hexadecimal digits.
SigningKey signing_key_of(const std::string& seed);
std::string signature_of(std::string_view manifest, const SigningKey& key);
bool is_signature(std::string_view manifest, const std::string& public_key, const std::string& signature);

struct BundleKey {
    std::string public_key;
    std::string name;  // the person in whose name it signs
    std::string added_by;
    WallTime added_at;
    std::optional<WallTime> revoked_at;
};
// Throws bundle.bad_key, bundle.key_taken, store.no_person.
void trust_key(Connection& connection, const std::string& public_key, const std::string& person);
// For good. Throws bundle.no_key.
void revoke_key(Connection& connection, const std::string& public_key);
std::vector<BundleKey> list_keys(Connection& connection);
// One that counts.
std::optional<BundleKey> find_key(Connection& connection, const std::string& public_key);

struct PromisedSound {
    Sha256 file_sha256;
    std::string public_key;
    Sha256 bundle;
};
// Within the caller's transaction; the newest promise counts.
void promise_sound(Connection& connection, ItemId item, const PromisedSound& sound);
std::optional<PromisedSound> promised_sound(Connection& connection, ItemId item);

}  // namespace truyenthanh
