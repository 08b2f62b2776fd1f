// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The catalogue files as the build embedded them (text/embed.cmake). The last row has a null language.
#pragma once

namespace truyenthanh {

struct EmbeddedSentences {
    const char* language;  // "vi" or "en"
    const char* name;      // the file's name without .json
    const char* json;      // a flat object
};

extern const EmbeddedSentences kEmbeddedSentences[];

}  // namespace truyenthanh
