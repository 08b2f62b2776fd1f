// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One end of the air socket: whole messages with their descriptors, never waiting.
// Thread: one.
#pragma once

#include <array>
#include <filesystem>
#include <optional>

#include "core/descriptor.h"
#include "daemon/air_protocol.h"

namespace truyenthanh {

using AirDescriptors = std::array<Descriptor, kMostDescriptors>;

enum class Sent { Yes, Full, Gone };

// Sends the message and copies of the descriptors that are open.
Sent send_message(const Descriptor& socket, const AirMessage& message, const AirDescriptors& descriptors);

struct Received {
    AirMessage message;
    AirDescriptors descriptors;
};
// What came, nothing yet, or the end: a peer that hung up or speaks another protocol.
enum class Heard { Message, Nothing, End };
Heard receive_message(const Descriptor& socket, Received& received);

// A listening socket at `path` (0600), an old file there removed. Throws DeviceError.
Descriptor listen_at(const std::filesystem::path& path);
// Empty where nobody listens there now.
Descriptor connect_to(const std::filesystem::path& path);
// The peer runs as this user or as root.
bool is_peer_ours(const Descriptor& socket);

}  // namespace truyenthanh
