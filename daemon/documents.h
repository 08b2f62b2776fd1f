// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of core as JSON: what the desk and `--json` write, and what schedule files and requests are read from.
// docs/cli.md describes every field. Times are UTC with a Z; beside each stands the local one where a Zone is given.
// Readers throw RequestError naming the field. Pure functions, any thread.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "core/as_run.h"
#include "core/profile.h"
#include "core/relay_desk.h"
#include "core/transmission.h"
#include "core/week.h"
#include "core/zone.h"

namespace truyenthanh {

nlohmann::json document(const Slot& slot);
nlohmann::json document(const SlotContent& content);
nlohmann::json document(const Programme& programme);
nlohmann::json document(const Relay& relay);
nlohmann::json document(const CalendarException& exception);
nlohmann::json document(const Override& permit, const Zone& zone);
nlohmann::json document(const Recording& recording);
nlohmann::json document(const Item& item);
nlohmann::json document(const Transmission& transmission, const Zone& zone);
nlohmann::json document(const AsRunEntry& entry, const Zone& zone);
nlohmann::json document(const RelayHealth& health);
nlohmann::json optional_message(const std::optional<Message>& message);  // null where absent

Slot slot_from(const nlohmann::json& json);
SlotContent content_from(const nlohmann::json& json);
Programme programme_from(const nlohmann::json& json);
Relay relay_from(const nlohmann::json& json);
CalendarException exception_from(const nlohmann::json& json);

// Seconds with milliseconds, for people's scripts; frames stay the exact figure.
double seconds_of(Frames frames);
// Both forms of one instant: {"<name>": UTC, "<name>_local": local}.
void put_time(nlohmann::json& object, const char* name, const std::optional<WallTime>& at, const Zone& zone);

}  // namespace truyenthanh
