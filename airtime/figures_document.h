// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Figures as one JSON text: what a report carries so that it can be proved later. Equal figures have equal texts. Pure.
#pragma once

#include <string>

#include "airtime/figures.h"

namespace truyenthanh {

// One line; lengths in frames at 48 kHz, days without anything left out.
std::string figures_document(const Figures& figures);

}  // namespace truyenthanh
