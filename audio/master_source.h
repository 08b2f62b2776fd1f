// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A master file read for air: each 64 KiB block is copied out of the file, checked against the hash it had when it was
// approved, and only that copy is decoded. What was changed in place is never heard.
// Thread: the reader's. This is the only door to libFLAC.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/air.h"
#include "core/library.h"

namespace truyenthanh {

// The bytes of a master, block by verified block.
class VerifiedFile {
public:
    explicit VerifiedFile(OpenMaster master);

    std::int64_t bytes() const noexcept { return master_.bytes; }
    // Copies up to `count` bytes from `offset` on; fewer at the end of the file and where a block cannot be read or is
    // not the approved one: see fault().
    std::int64_t read(void* out, std::int64_t offset, std::int64_t count);
    // None, Unreadable or Tampered: what stopped it.
    EndCause fault() const noexcept { return fault_; }

private:
    bool load(std::int64_t block);

    OpenMaster master_;
    std::vector<unsigned char> block_;
    std::int64_t loaded_ = -1;
    EndCause fault_ = EndCause::None;
};

class MasterSource {
public:
    // Opens nothing yet. `skip` is where it begins, each time round if it `loops`.
    MasterSource(OpenMaster master, Frames skip, bool loops);
    ~MasterSource();

    // Decodes up to `frames` (≤ 4096) stereo frames; 0 at its end or at a fault.
    std::uint32_t read(float* out, std::uint32_t frames);
    EndCause fault() const noexcept;

private:
    struct Decoder;
    bool open();

    VerifiedFile file_;
    Frames skip_;
    bool loops_;
    EndCause fault_ = EndCause::None;
    std::unique_ptr<Decoder> decoder_;
};

}  // namespace truyenthanh
