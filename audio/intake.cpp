// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See intake.h.
#include "audio/intake.h"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <sodium.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstring>
#include <string>
#include <system_error>

#include "audio/intake_wire.h"
#include "audio/job_process.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr double kLowestDb = -200.0;
constexpr double kHighestDb = 60.0;

std::string number(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", std::isfinite(value) ? std::clamp(value, -1e9, 1e9) : 0.0);
    return text.data();
}

std::string whole(double value) {
    return std::to_string(std::isfinite(value) ? std::llround(std::clamp(value, -1e9, 1e9)) : 0);
}

std::string reason(int error) { return std::generic_category().message(error); }

Message message_of(const wire::Refused& refused) {
    switch (refused.refusal) {
        case wire::Refusal::Empty:
            return {"intake.empty", {}};
        case wire::Refusal::NotAudio:
            return {"intake.not_audio", {}};
        case wire::Refusal::Truncated:
            return {"intake.truncated", {{"read", number(refused.number)}, {"promised", number(refused.other)}}};
        case wire::Refusal::Damaged:
            return {"intake.damaged", {{"faults", whole(refused.number)}, {"at", number(refused.other)}}};
        case wire::Refusal::Silent:
            return {"intake.silent", {}};
        case wire::Refusal::TooLong:
            return {"intake.too_long", {{"minutes", whole(refused.number)}}};
        case wire::Refusal::DiskFull:
            return {"intake.disk_full", {}};
        case wire::Refusal::TooMuchMemory:
            return {"intake.too_much_memory", {}};
    }
    return {"intake.broken_report", {}};
}

// How the job died without a word of its own.
Message message_of_death(int status) {
    if (!WIFSIGNALED(status)) return {"intake.broken_report", {}};
    switch (WTERMSIG(status)) {
        case SIGSYS:
            return {"intake.hostile", {}};
        case SIGXCPU:
            return {"intake.too_much_work", {}};
        case SIGXFSZ:
            return {"intake.disk_full", {}};
        default:
            return {"intake.crashed", {{"signal", std::to_string(WTERMSIG(status))}}};
    }
}

bool is_db(double value) { return value >= kLowestDb && value <= kHighestDb; }

bool is_plausible(const wire::Measured& m, std::int64_t most_frames) {
    return m.frames > 0 && m.frames <= most_frames && (m.channels == 1 || m.channels == 2) && m.clipped >= 0 &&
           is_db(m.loudness_lufs) && is_db(m.true_peak_dbtp) && m.head_silence >= 0 && m.tail_silence >= 0 &&
           m.head_silence + m.tail_silence <= m.frames;
}

Sha256 to_hex(const std::array<std::uint8_t, 32>& bytes) {
    std::array<char, 65> text{};
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    return text.data();
}

// A stranger's words: printable ASCII only.
std::string to_text(const std::array<char, 96>& text) {
    std::string clean(text.data(), strnlen(text.data(), text.size()));
    std::replace_if(
        clean.begin(), clean.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return clean;
}

Sha256 hash_file(int fd) {
    sha256_ctx state;
    sha256_init(&state);
    std::vector<unsigned char> block(1 << 20);
    for (off_t at = 0;;) {
        const ssize_t got = pread(fd, block.data(), block.size(), at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw StoreError({"intake.not_kept", {{"reason", reason(errno)}}});
        if (got == 0) break;
        sha256_update(&state, static_cast<std::size_t>(got), block.data());
        at += got;
    }
    std::array<std::uint8_t, 32> hash{};
    sha256_digest(&state, hash.size(), hash.data());
    return to_hex(hash);
}

[[noreturn]] void throw_not_kept() { throw StoreError({"intake.not_kept", {{"reason", reason(errno)}}}); }

void sync_folder(const std::filesystem::path& folder) {
    const Descriptor fd{open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!fd || fsync(fd.get()) != 0) throw_not_kept();
}

}  // namespace

Intake::Intake(const std::filesystem::path& program, const std::filesystem::path& masters, Descriptor upload,
               const IntakeLimits& limits, SteadyTime now)
    : masters_(masters), no_progress_(limits.no_progress), most_frames_(to_frames(limits.longest)), moved_at_(now) {
    struct stat about {};
    if (fstat(upload.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
        refuse({"intake.not_a_file", {}});
        return;
    }
    if (about.st_size == 0) {
        refuse({"intake.empty", {}});
        return;
    }
    progress_.bytes_total = about.st_size;
    open_master_file();
    try {
        start(program, upload.get(), limits);
    } catch (...) {
        forget_master();
        throw;
    }
}

Intake::~Intake() { cancel(); }

void Intake::open_master_file() {
    const int flags = O_RDWR | O_CLOEXEC;
    master_ = Descriptor{open(masters_.c_str(), flags | O_TMPFILE, 0640)};
    if (master_) return;
    std::string name = (masters_ / ".intake-XXXXXX").string();
    master_ = Descriptor{mkostemp(name.data(), O_CLOEXEC)};
    if (!master_)
        throw DecodeError({"intake.no_master_file", {{"folder", masters_.string()}, {"reason", reason(errno)}}});
    temporary_ = name;
}

void Intake::start(const std::filesystem::path& program, int upload, const IntakeLimits& limits) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw DecodeError({"intake.no_program", {{"program", program.string()}, {"reason", reason(errno)}}});
    report_ = Descriptor{ends[0]};
    const Descriptor job_end{ends[1]};
    fcntl(report_.get(), F_SETFL, O_NONBLOCK);
    JobOrder order;
    order.program = program;
    order.arguments = {"take-in", std::to_string(limits.longest.count()), std::to_string(limits.processor.count()),
                       std::to_string(limits.memory_bytes)};
    order.descriptors = {upload, master_.get(), job_end.get()};
    static_assert(wire::kInputFd == kFirstJobDescriptor && wire::kReportFd == kFirstJobDescriptor + 2);
    pid_ = start_job(order);
}

bool Intake::advance(SteadyTime now) {
    while (!result_ && take_message(now)) {
    }
    if (!result_ && now - moved_at_ > no_progress_) {
        kill_job();
        refuse({"intake.no_progress", {{"seconds", std::to_string(no_progress_.count())}}});
    }
    return result_.has_value();
}

// False when there is nothing to read now.
bool Intake::take_message(SteadyTime now) {
    wire::Message message{};
    const ssize_t got = recv(report_.get(), &message, sizeof message, MSG_DONTWAIT);
    if (got < 0) return errno == EINTR ? true : (errno == EAGAIN ? false : (finish(), false));
    if (got == 0) return finish(), false;
    if (got != sizeof message) return refuse_report(), false;
    switch (message.kind) {
        case wire::Kind::Progress:
            note_progress(message.progress.frames, message.progress.bytes, now);
            return true;
        case wire::Kind::Peaks:
            return note_peaks(message.peaks.count, message.peaks.pairs.data()) || (refuse_report(), false);
        case wire::Kind::Measured:
            break;
        case wire::Kind::Refused:
            kill_job();
            return refuse(message_of(message.refused)), false;
        default:
            return refuse_report(), false;
    }
    const wire::Measured& m = message.measured;
    if (measures_ || !is_plausible(m, most_frames_.count)) return refuse_report(), false;
    MasterMeasures& kept = measures_.emplace();
    kept.sha256 = to_hex(m.sha256);
    kept.frames = Frames{m.frames};
    kept.channels = m.channels;
    kept.loudness_lufs = m.loudness_lufs;
    kept.true_peak_dbtp = m.true_peak_dbtp;
    kept.head_silence = Frames{m.head_silence};
    kept.tail_silence = Frames{m.tail_silence};
    kept.clipped = m.clipped;
    kept.source_format = to_text(m.format);
    return true;
}

// An upload whose two channels turn out to differ is read anew, once.
void Intake::note_progress(std::int64_t frames, std::int64_t bytes, SteadyTime now) {
    if (frames < furthest_.frames.count && !std::exchange(has_begun_anew_, true)) furthest_ = {};
    if (frames > furthest_.frames.count || bytes > furthest_.bytes_read) moved_at_ = now;
    furthest_.frames = std::max(furthest_.frames, Frames{frames});
    furthest_.bytes_read = std::max(furthest_.bytes_read, bytes);
    progress_.frames = std::max(progress_.frames, Frames{frames});
    progress_.bytes_read = std::clamp(bytes, progress_.bytes_read, progress_.bytes_total);
}

// False where the job claims more than a master can have.
bool Intake::note_peaks(std::uint32_t count, const std::array<std::int8_t, 2>* pairs) {
    const auto most = static_cast<std::size_t>(2 * (most_frames_.count / wire::kPeakFrames + 1));
    if (count > wire::kPeaksAMessage || peaks_.size() + std::size_t{2} * count > most) return false;
    for (std::uint32_t i = 0; i < count; ++i) peaks_.insert(peaks_.end(), pairs[i].begin(), pairs[i].end());
    return true;
}

// The job has closed its end: it is done, or dead. One that closes it and lives on is killed; the status of one that
// is ending stays its own.
void Intake::finish() {
    if (pid_ > 0) kill(pid_, SIGKILL);
    const int status = wait_for_job(std::exchange(pid_, -1));
    report_.reset();
    if (status != 0) return refuse(message_of_death(status));
    const auto pairs = measures_ ? (measures_->frames.count + wire::kPeakFrames - 1) / wire::kPeakFrames : -1;
    struct stat about {};
    if (fstat(master_.get(), &about) != 0 || pairs * 2 != static_cast<std::int64_t>(peaks_.size()))
        return refuse({"intake.broken_report", {}});
    measures_->bytes = about.st_size;
    measures_->peaks = std::move(peaks_);
    progress_.frames = measures_->frames;
    progress_.bytes_read = progress_.bytes_total;
    IntakeResult result;
    if (measures_->clipped > kToleratedClips)
        result.warnings.push_back({"intake.clipped", {{"count", std::to_string(measures_->clipped)}}});
    result.measures = std::move(measures_);
    result_ = std::move(result);
}

void Intake::refuse(Message message) {
    kill_job();
    report_.reset();
    forget_master();
    IntakeResult result;
    result.refused = std::move(message);
    result_ = std::move(result);
}

void Intake::refuse_report() { refuse({"intake.broken_report", {}}); }

void Intake::kill_job() noexcept {
    if (pid_ < 0) return;
    kill(pid_, SIGKILL);
    wait_for_job(std::exchange(pid_, -1));
}

void Intake::forget_master() noexcept {
    master_.reset();
    if (!temporary_.empty()) unlink(temporary_.c_str());
    temporary_.clear();
}

void Intake::cancel() noexcept {
    kill_job();
    report_.reset();
    forget_master();
    if (result_) return;
    result_.emplace();
    result_->refused = Message{"intake.cancelled", {}};
}

KeptMaster Intake::keep() {
    if (!result_ || !result_->measures || !master_) throw DecodeError({"intake.nothing_to_keep", {}});
    const Sha256& hash = result_->measures->sha256;
    if (hash_file(master_.get()) != hash) throw DecodeError({"intake.hash_differs", {}});
    if (fchmod(master_.get(), 0440) != 0 || fsync(master_.get()) != 0) throw_not_kept();
    const std::filesystem::path folder = masters_ / hash.substr(0, 2);
    if (mkdir(folder.c_str(), 0750) == 0)
        sync_folder(masters_);
    else if (errno != EEXIST)
        throw_not_kept();
    KeptMaster kept{folder / (hash + ".flac"), false};
    const std::string source =
        temporary_.empty() ? "/proc/self/fd/" + std::to_string(master_.get()) : temporary_.string();
    if (linkat(AT_FDCWD, source.c_str(), AT_FDCWD, kept.path.c_str(), AT_SYMLINK_FOLLOW) != 0) {
        if (errno != EEXIST) throw_not_kept();
        kept.was_there = true;
        replace_if_changed(kept.path, hash, source);
    }
    sync_folder(folder);
    forget_master();
    return kept;
}

// A master of this name whose bytes are no longer these (a failing disk) is mended with the ones just made.
void Intake::replace_if_changed(const std::filesystem::path& path, const Sha256& hash, const std::string& source) {
    const Descriptor there{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (there && hash_file(there.get()) == hash) return;
    const std::string aside = path.string() + ".new";
    unlink(aside.c_str());
    if (linkat(AT_FDCWD, source.c_str(), AT_FDCWD, aside.c_str(), AT_SYMLINK_FOLLOW) != 0) throw_not_kept();
    if (rename(aside.c_str(), path.c_str()) != 0) throw_not_kept();
}

}  // namespace truyenthanh
