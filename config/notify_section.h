// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who is told of a fault: the table [notify] of the configuration. Any thread.
#pragma once

#include "config/section.h"
#include "config/settings.h"

namespace truyenthanh {

NotifySettings read_notify(Section& section);

}  // namespace truyenthanh
