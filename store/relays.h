// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Relays and their ranked addresses: tables relay, relay_url. Thread: that of the connection. A person's mistake is a
// RequestError, and nothing is changed then.
#pragma once

#include <vector>

#include "core/week.h"
#include "store/connection.h"

namespace truyenthanh {

// The id is ignored. Throws store.bad_title, store.name_taken, store.bad_url, store.no_url.
RelayId add_relay(Connection& connection, const Relay& relay);
// Throws store.no_relay.
Relay read_relay(Connection& connection, RelayId relay);
// By name.
std::vector<Relay> list_relays(Connection& connection);
// Throws store.no_relay, store.relay_used naming who plays it.
void remove_relay(Connection& connection, RelayId relay);

// Checks and writes one relay within the caller's transaction, under its own id unless that is 0.
RelayId insert_relay(Connection& connection, const Relay& relay);

// LUFS of what an address sent when it was last carried; empty where nobody knows.
std::optional<double> loudness_of(Connection& connection, const std::string& url);
// Of the relay's address of that rank, from 1.
void keep_loudness(Connection& connection, RelayId relay, int rank, double lufs);

}  // namespace truyenthanh
