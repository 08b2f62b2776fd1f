// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items, the recordings that are their sound, and the door through which a recording is opened for air.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/descriptor.h"
#include "core/message.h"
#include "core/units.h"

namespace truyenthanh {

// What an item is. Tune, Call, Stinger and Close are the frame of a programme and never count as items.
enum class ItemKind {
    News,
    Feature,
    Column,
    Reportage,
    Talk,
    Notice,
    Example,
    Music,
    Ident,
    Tune,
    Call,
    Stinger,
    Close
};

constexpr bool is_frame(ItemKind kind) noexcept { return kind >= ItemKind::Ident; }

using Sha256 = std::string;  // 64 lower-case hexadecimal digits

// The master of a recording: counted, measured, named by its hash. Loudness in LUFS, true peak in dBTP.
struct Recording {
    RecordingId id;
    ItemId item;
    Sha256 sha256;
    Frames frames;
    int channels = 1;
    double loudness_lufs = -70.0;
    double true_peak_dbtp = 0.0;
    Frames head_silence;
    Frames tail_silence;
    std::string source_name;  // the file's name as it was brought
    std::string source_format;
    std::string added_by;
    WallTime added_at;
};

// Binds the bytes of one master to a named person. `valid_until` absent: for ever.
struct Approval {
    RecordingId recording;
    Sha256 sha256;
    std::string approved_by;
    WallTime approved_at;
    std::optional<WallTime> valid_until;
    std::optional<WallTime> revoked_at;
    std::string on_behalf_of{};  // in whose place the person signed
    std::string document_number{};
    std::optional<LocalDate> document_date{};
    // What the store found when it read the row.
    bool is_of_these_words = true;  // title, kind, text, block and field are those it was given for
    bool is_on_record = true;       // the audit has the same of it
    bool is_by_author = false;      // the person wrote the item
};

struct Item {
    ItemId id;
    std::string title;
    ItemKind kind = ItemKind::News;
    std::optional<Recording> recording;  // the newest one
    std::optional<Approval> approval;    // of that recording, the newest one, revoked or not
};

// A master opened and found to be, byte for byte, what was approved. `block_hashes` is a sealed memfd with one
// BLAKE2b-256 (32 bytes) per 64 KiB block of the file, last block short: who reads the master checks each block
// against it before a sample leaves, so a byte changed in place afterwards is not heard either.
struct OpenMaster {
    Descriptor file;
    Descriptor block_hashes;
    std::int64_t bytes = 0;
    Frames frames;
    int channels = 1;
    Sha256 sha256{};  // of the file; empty where nobody hashed it: rehearsals, and behind the chain's door
};

inline constexpr std::int64_t kHashBlockBytes = 65'536;
inline constexpr int kBlockHashBytes = 32;

// The door to approved sound.
// Thread: the station's control thread. open() reads the whole file once (about 1 s per GB).
class Library {
public:
    virtual ~Library() = default;
    // Opens the master of `recording` for air at wall time `at`; a Message says why it must not be heard: no such
    // recording, never approved, approval revoked or expired, approved bytes differ from the ones on disk, missing.
    virtual std::variant<OpenMaster, Message> open(RecordingId recording, WallTime at) = 0;
    // The same decision without reading the file; what plans and the linter ask. Empty: may be heard.
    virtual std::optional<Message> why_not(RecordingId recording, WallTime at) = 0;
};

}  // namespace truyenthanh
