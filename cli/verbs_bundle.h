// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The verbs of bundles, which are part of the exchange with others: see verbs.h.
#pragma once

#include "cli/verbs.h"

namespace truyenthanh {

void add_bundle_verbs(CLI::App& app, Session& session);

}  // namespace truyenthanh
