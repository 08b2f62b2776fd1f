// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may approve a recording, and when an approved one may be heard. Pure; any thread. The messages name the item, so
// that a log of refusals can be read by itself.
#pragma once

#include <optional>
#include <string>

#include "core/library.h"

namespace truyenthanh {

// Why `person` may not approve this recording until `valid_until`; empty where they may. A person approves by name, and
// never what they added themselves. A revoked or expired approval does not stand in the way of a new one.
std::optional<Message> why_not_approve(const std::string& title, const Recording& recording, const std::string& person,
                                       WallTime now, const std::optional<WallTime>& valid_until);

// Why the recording must not be heard at `at`: `approval` is its newest one. Empty where it may be heard.
std::optional<Message> why_not_heard(const std::string& title, const Recording& recording,
                                     const std::optional<Approval>& approval, WallTime at);
// The same of an item as a plan carries it; an item without any recording is refused too.
std::optional<Message> why_item_not_heard(const Item& item, WallTime at);

}  // namespace truyenthanh
