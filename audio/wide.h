// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A loop over samples that is worth the widest vectors a processor has is compiled twice, for any of its family and for
// those with AVX2; which one runs is settled when the program starts. Both give the same bits: nothing is fused. Not so
// under a sanitizer, whose own start would come too late for that.
#pragma once

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TRUYENTHANH_WIDE
#endif
#endif
#if !defined(TRUYENTHANH_WIDE) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define TRUYENTHANH_WIDE [[gnu::target_clones("avx2", "default")]]
#elif !defined(TRUYENTHANH_WIDE)
#define TRUYENTHANH_WIDE
#endif
