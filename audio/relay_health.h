// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a relay job says of itself, read for people. The job decodes a stranger's bytes: nothing it says is believed to
// be text before it has been cleaned. Any thread.
#pragma once

#include <cstdint>
#include <optional>

#include "audio/ring.h"
#include "core/relay_desk.h"

namespace truyenthanh {

// All but is_open, is_flowing and fault; of what is buffered, what is not in the ring yet.
void read_health(const JobLine& line, RelayHealth& health);

// What a job's fault number means; empty for none.
std::optional<Message> relay_fault_message(std::uint32_t fault);

}  // namespace truyenthanh
