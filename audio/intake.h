// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Taking in one upload: starts the sandboxed job (`truyenthanh-decode take-in`), listens to it, and turns whatever
// becomes of it – a measured master, a refusal, a crash – into one result. Until keep() nothing has a name on the disk.
// Thread: one, any. Nothing blocks but keep() and a cancel of a running job (its death, milliseconds).
#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/descriptor.h"
#include "core/library.h"
#include "core/message.h"
#include "core/units.h"

namespace truyenthanh {

// More runs of samples at full scale than this are worth a warning.
inline constexpr int kToleratedClips = 5;

struct IntakeLimits {
    std::chrono::minutes longest{240};        // of sound; more is refused
    std::chrono::seconds no_progress{20};     // wall time without one more frame or byte
    std::chrono::seconds processor{900};      // CPU time of the job
    std::int64_t memory_bytes = 512LL << 20;  // of the job's data
};

struct IntakeProgress {
    Frames frames;                // of the master, decoded so far
    std::int64_t bytes_read = 0;  // of the upload
    std::int64_t bytes_total = 0;
};

// Loudness in LUFS (EBU R128 integrated), true peak in dBTP; silence is what stays below −60 dBFS.
struct MasterMeasures {
    Sha256 sha256;
    std::int64_t bytes = 0;
    Frames frames;
    int channels = 1;
    double loudness_lufs = -70.0;
    double true_peak_dbtp = -120.0;
    Frames head_silence;
    Frames tail_silence;
    int clipped = 0;
    std::string source_format;  // "mp3 44100 Hz stereo"
    // Lowest, highest, lowest, highest, … of each 1,024 frames in 1/127 of full scale: the waveform to draw.
    std::vector<std::int8_t> peaks;
};

// Either `measures` (then `warnings` may say what to mind) or `refused`.
struct IntakeResult {
    std::optional<MasterMeasures> measures;
    std::vector<Message> warnings;
    std::optional<Message> refused;
};

struct KeptMaster {
    std::filesystem::path path;
    bool was_there = false;  // identical audio had been taken in before; nothing new was stored
};

class Intake {
public:
    // Starts the job on `upload`, a regular file open for reading; `masters` is the folder that will hold the master.
    // Throws DecodeError (intake.no_program, intake.no_master_file) when the job cannot be started at all.
    Intake(const std::filesystem::path& program, const std::filesystem::path& masters, Descriptor upload,
           const IntakeLimits& limits, SteadyTime now);
    Intake(Intake&&) = delete;
    ~Intake();  // cancels

    // Readable when there is something to advance() on; −1 once finished. advance() also wants to be called at least
    // each second, for the deadlines.
    int poll_fd() const noexcept { return report_.get(); }
    // Takes in what the job said. True once there is a result.
    bool advance(SteadyTime now);
    const IntakeProgress& progress() const noexcept { return progress_; }
    const std::optional<IntakeResult>& result() const noexcept { return result_; }
    // Ends the job, waits for its death; nothing is left behind. The result is then intake.cancelled.
    void cancel() noexcept;

    // Once measured: checks that the bytes have the hash the job reported, makes them durable and gives them their name
    // masters/ab/<sha256>.flac. Throws StoreError (intake.not_kept), DecodeError (intake.hash_differs).
    KeptMaster keep();

private:
    void open_master_file();
    void start(const std::filesystem::path& program, int upload, const IntakeLimits& limits);
    bool take_message(SteadyTime now);
    void note_progress(std::int64_t frames, std::int64_t bytes, SteadyTime now);
    bool note_peaks(std::uint32_t count, const std::array<std::int8_t, 2>* pairs);
    void finish();
    void refuse(Message message);
    void refuse_report();
    void kill_job() noexcept;
    void forget_master() noexcept;
    static void replace_if_changed(const std::filesystem::path& path, const Sha256& hash, const std::string& source);

    std::filesystem::path masters_;
    std::filesystem::path temporary_;  // empty where the file system makes files without a name
    std::chrono::seconds no_progress_;
    Frames most_frames_;
    Descriptor master_;
    Descriptor report_;
    pid_t pid_ = -1;
    SteadyTime moved_at_;
    IntakeProgress progress_;
    IntakeProgress furthest_;  // of this reading of the upload
    bool has_begun_anew_ = false;
    std::optional<MasterMeasures> measures_;
    std::vector<std::int8_t> peaks_;
    std::optional<IntakeResult> result_;
};

}  // namespace truyenthanh
