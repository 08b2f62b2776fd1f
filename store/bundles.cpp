// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See bundles.h.
#include "store/bundles.h"

#include <sodium.h>

#include <array>

#include "core/error.h"
#include "store/audit.h"
#include "store/people.h"

namespace truyenthanh {
namespace {

using Seed = std::array<unsigned char, crypto_sign_SEEDBYTES>;
using PublicKey = std::array<unsigned char, crypto_sign_PUBLICKEYBYTES>;
using SecretKey = std::array<unsigned char, crypto_sign_SECRETKEYBYTES>;
using Signature = std::array<unsigned char, crypto_sign_BYTES>;

// What is signed is a bundle's manifest and can be nothing else.
constexpr std::string_view kContext = "truyenthanh bundle 1\n";

template <class Bytes>
std::string hex(const Bytes& bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

template <class Bytes>
bool from_hex(const std::string& text, Bytes& bytes) {
    std::size_t length = 0;
    const int status = sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr);
    return status == 0 && length == bytes.size() && text.size() == 2 * bytes.size();
}

[[noreturn]] void bad_key(const std::string& text) { throw RequestError({"bundle.bad_key", {{"key", text}}}); }

void pair_of(const std::string& seed_text, PublicKey& public_key, SecretKey& secret_key) {
    Seed seed;
    if (sodium_init() < 0 || !from_hex(seed_text, seed)) bad_key("…");
    crypto_sign_seed_keypair(public_key.data(), secret_key.data(), seed.data());
    sodium_memzero(seed.data(), seed.size());
}

std::string signed_text(std::string_view manifest) { return std::string(kContext).append(manifest); }

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

#define KEY_COLUMNS                                                                               \
    "SELECT k.public_key, k.name, coalesce((SELECT name FROM person WHERE id = k.added_by), '')," \
    " k.added_at, k.revoked_at FROM bundle_key k"

BundleKey key_of(const Query& query) {
    BundleKey key;
    query.read(key.public_key, key.name, key.added_by, key.added_at, key.revoked_at);
    return key;
}

std::string text_of(const BundleKey& key) {
    return key.public_key + " " + key.name + (key.revoked_at ? " revoked" : "");
}

}  // namespace

SigningKey new_signing_key() {
    if (sodium_init() < 0) throw StoreError({"store.no_randomness", {}});
    Seed seed;
    randombytes_buf(seed.data(), seed.size());
    return signing_key_of(hex(seed));
}

SigningKey signing_key_of(const std::string& seed) {
    PublicKey public_key;
    SecretKey secret_key;
    pair_of(seed, public_key, secret_key);
    sodium_memzero(secret_key.data(), secret_key.size());
    return {seed, hex(public_key)};
}

std::string signature_of(std::string_view manifest, const SigningKey& key) {
    PublicKey public_key;
    SecretKey secret_key;
    pair_of(key.seed, public_key, secret_key);
    const std::string text = signed_text(manifest);
    Signature signature;
    crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), secret_key.data());
    sodium_memzero(secret_key.data(), secret_key.size());
    return hex(signature);
}

bool is_signature(std::string_view manifest, const std::string& public_key, const std::string& signature) {
    PublicKey key;
    Signature bytes;
    if (sodium_init() < 0 || !from_hex(public_key, key) || !from_hex(signature, bytes)) return false;
    const std::string text = signed_text(manifest);
    return crypto_sign_verify_detached(bytes.data(), bytes_of(text), text.size(), key.data()) == 0;
}

void trust_key(Connection& connection, const std::string& public_key, const std::string& person) {
    PublicKey bytes;
    if (sodium_init() < 0 || !from_hex(public_key, bytes)) bad_key(public_key);
    const Person owner = read_person(connection, person);
    Transaction transaction(connection);
    const Actor actor = actor_of(connection);
    if (scalar(connection, false, "SELECT 1 FROM bundle_key WHERE public_key = ?", hex(bytes))) {
        throw RequestError({"bundle.key_taken", {{"key", public_key}}});
    }
    run(connection, "INSERT INTO bundle_key (public_key, name, added_by, added_at) VALUES (?, ?, ?, ?)", hex(bytes),
        owner.name, person_named(connection, actor.who, actor.now), actor.now);
    audit(connection, {"bundle_key",
                       owner.id.value,
                       {"audit.key_trusted", {{"key", hex(bytes)}, {"name", owner.name}}},
                       "",
                       text_of({hex(bytes), owner.name, "", {}, {}})});
    transaction.commit();
}

void revoke_key(Connection& connection, const std::string& public_key) {
    Transaction transaction(connection);
    const auto key = find_key(connection, public_key);
    if (!key) throw RequestError({"bundle.no_key", {{"key", public_key}}});
    run(connection, "UPDATE bundle_key SET revoked_at = ? WHERE public_key = ?", actor_of(connection).now, public_key);
    const auto owner = find_person(connection, key->name);
    audit(connection, {"bundle_key",
                       owner ? owner->id.value : 0,
                       {"audit.key_revoked", {{"key", public_key}, {"name", key->name}}},
                       text_of(*key)});
    transaction.commit();
}

std::vector<BundleKey> list_keys(Connection& connection) {
    Query query(connection, KEY_COLUMNS " ORDER BY k.added_at, k.public_key");
    std::vector<BundleKey> keys;
    while (query.next()) keys.push_back(key_of(query));
    return keys;
}

std::optional<BundleKey> find_key(Connection& connection, const std::string& public_key) {
    Query query(connection, KEY_COLUMNS " WHERE k.public_key = ? AND k.revoked_at IS NULL", public_key);
    if (!query.next()) return std::nullopt;
    return key_of(query);
}

void promise_sound(Connection& connection, ItemId item, const PromisedSound& sound) {
    run(connection,
        "INSERT OR REPLACE INTO bundle_sound (item_id, file_sha256, public_key, bundle) VALUES (?, ?, ?, ?)", item,
        sound.file_sha256, sound.public_key, sound.bundle);
}

std::optional<PromisedSound> promised_sound(Connection& connection, ItemId item) {
    Query query(connection, "SELECT file_sha256, public_key, bundle FROM bundle_sound WHERE item_id = ?", item);
    if (!query.next()) return std::nullopt;
    PromisedSound sound;
    query.read(sound.file_sha256, sound.public_key, sound.bundle);
    return sound;
}

}  // namespace truyenthanh
