// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See take_in.h.
#include "audio/take_in.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "audio/converter.h"
#include "audio/intake_wire.h"
#include "audio/master_writer.h"
#include "audio/measure.h"
#include "audio/media_reader.h"
#include "audio/mono_fold.h"
#include "audio/sandbox.h"
#include "core/units.h"

namespace truyenthanh {
namespace {

constexpr std::size_t kPieceSamples = 16384;  // what is handed from thread to thread, about
constexpr std::size_t kPiecesAhead = 8;
constexpr std::int64_t kReportFrames = kSampleRate * 4;  // between two words of progress

void report(const wire::Message& message) {
    while (send(wire::kReportFd, &message, sizeof message, 0) < 0 && errno == EINTR) {
    }
}

void report_refused(const wire::Refused& refused) {
    wire::Message message{};
    message.kind = wire::Kind::Refused;
    message.refused = refused;
    report(message);
}

// Sound of one or two channels, interleaved, on its way from the decoding thread to the writing one.
struct Piece {
    int channels = 1;
    bool begins = false;  // the master anew, whatever was put before
    std::vector<std::int16_t> samples;
};

// Pieces on their way; a bounded queue.
class Belt {
public:
    // False once the writer has given up.
    bool put(Piece piece) {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [this] { return pieces_.size() < kPiecesAhead || is_broken_; });
        if (is_broken_) return false;
        if (piece.begins) pieces_.clear();
        pieces_.push_back(std::move(piece));
        moved_.notify_one();
        return true;
    }
    void end() {
        const std::lock_guard lock(mutex_);
        has_ended_ = true;
        moved_.notify_all();
    }
    std::optional<Piece> take() {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [this] { return !pieces_.empty() || has_ended_; });
        if (pieces_.empty()) return std::nullopt;
        Piece piece = std::move(pieces_.front());
        pieces_.erase(pieces_.begin());
        moved_.notify_one();
        return piece;
    }
    void break_off() {
        const std::lock_guard lock(mutex_);
        is_broken_ = true;
        pieces_.clear();
        moved_.notify_all();
    }

private:
    std::mutex mutex_;  // of all below
    std::condition_variable moved_;
    std::vector<Piece> pieces_;
    bool has_ended_ = false;
    bool is_broken_ = false;
};

// The writing thread's work: measure and write.
class MasterMaker {
public:
    explicit MasterMaker(int channels) : channels_(channels), measure_(channels), writer_(wire::kMasterFd, channels) {}

    void add(const std::vector<std::int16_t>& samples) {
        const int frames = static_cast<int>(samples.size()) / channels_;
        measure_.add(samples.data(), frames);
        writer_.write(samples.data(), frames);
    }

    void conclude(const std::string& format) {
        if (measure_.frames() == 0) refuse(wire::Refusal::NotAudio);
        if (measure_.is_silent()) refuse(wire::Refusal::Silent);
        report_peaks();
        wire::Message message{};
        message.kind = wire::Kind::Measured;
        wire::Measured& m = message.measured;
        m.frames = measure_.frames();
        m.channels = channels_;
        m.clipped = measure_.clipped();
        m.loudness_lufs = measure_.loudness_lufs();
        m.true_peak_dbtp = measure_.true_peak_dbtp();
        m.head_silence = measure_.head_silence();
        m.tail_silence = measure_.tail_silence();
        m.sha256 = writer_.close();
        std::strncpy(m.format.data(), format.c_str(), m.format.size() - 1);
        report(message);
    }

private:
    void report_peaks() {
        const auto& pairs = measure_.peaks();
        for (std::size_t at = 0; at < pairs.size(); at += wire::kPeaksAMessage) {
            wire::Message message{};
            message.kind = wire::Kind::Peaks;
            const std::size_t count = std::min<std::size_t>(wire::kPeaksAMessage, pairs.size() - at);
            message.peaks.count = static_cast<std::uint32_t>(count);
            std::copy_n(pairs.begin() + static_cast<std::ptrdiff_t>(at), count, message.peaks.pairs.begin());
            report(message);
        }
    }

    int channels_;
    Measure measure_;
    MasterWriter writer_;
};

// Waits, before the sandbox closes, until there is something to write.
class Writer {
public:
    // Returns once the thread runs: a thread's first steps need system calls that are forbidden afterwards.
    Writer() : thread_([this] { run(); }) {
        std::unique_lock lock(mutex_);
        begun_.wait(lock, [this] { return is_running_; });
    }

    Belt& belt() noexcept { return belt_; }
    // The maker, once everything put on the belt is written. Throws what the thread met.
    MasterMaker& finish() {
        belt_.end();
        thread_.join();
        if (error_) std::rethrow_exception(error_);
        if (!maker_) refuse(wire::Refusal::NotAudio);
        return *maker_;
    }

private:
    void run() {
        {
            const std::lock_guard lock(mutex_);
            is_running_ = true;
            begun_.notify_all();
        }
        try {
            while (const auto piece = belt_.take()) {
                if (piece->begins) begin(piece->channels);
                maker_->add(piece->samples);
            }
        } catch (...) {
            error_ = std::current_exception();
            belt_.break_off();
        }
    }
    void begin(int channels) {
        maker_.reset();
        if (ftruncate(wire::kMasterFd, 0) != 0 || lseek(wire::kMasterFd, 0, SEEK_SET) != 0)
            throw std::system_error(errno, std::generic_category());
        maker_.emplace(channels);
    }

    Belt belt_;
    std::mutex mutex_;  // of is_running_
    std::condition_variable begun_;
    bool is_running_ = false;
    std::optional<MasterMaker> maker_;
    std::exception_ptr error_;
    std::thread thread_;
};

enum class Sides { Alike, Both };

// The decoding thread's work, which is the process's first thread: the upload once through.
class Feed {
public:
    Feed(Belt& belt, std::int64_t bytes, std::int64_t most_frames, Sides sides)
        : reader_(wire::kInputFd, bytes), belt_(belt), most_frames_(most_frames), sides_(sides) {}

    // Carries everything to the writer. False where the sides were to be alike and are not.
    bool run() {
        const AVFrame* frame = reader_.next();
        if (frame == nullptr) refuse(wire::Refusal::NotAudio);
        const bool is_plain = frame->sample_rate == kSampleRate && frame->ch_layout.nb_channels <= 2;
        Quantiser quantiser(channels(), reader_.is_sixteen_bit() && is_plain);
        Converter converter(Converter::Kind::Fine, channels());
        for (; frame != nullptr; frame = reader_.next()) {
            const AVFrame* heard = sides_ == Sides::Alike ? fold_.fold(*frame) : frame;
            if (heard == nullptr) return false;
            converter.convert(*heard, piece_);
            if (piece_.size() >= kPieceSamples && !hand_over(quantiser)) return true;
        }
        converter.flush(piece_);
        hand_over(quantiser);
        return true;
    }
    const std::string& format() const noexcept { return reader_.format(); }

private:
    int channels() const noexcept { return sides_ == Sides::Alike ? 1 : 2; }
    // False once the writer has given up.
    bool hand_over(Quantiser& quantiser) {
        if (piece_.empty()) return true;
        frames_ += static_cast<std::int64_t>(piece_.size()) / channels();
        if (frames_ > most_frames_)
            refuse(wire::Refusal::TooLong, static_cast<double>(most_frames_) / kSampleRate / 60.0);
        if (frames_ - reported_ >= kReportFrames) report_progress();
        Piece piece{channels(), !std::exchange(has_begun_, true), {}};
        quantiser.run(piece_, piece.samples);
        piece_.clear();
        return belt_.put(std::move(piece));
    }
    void report_progress() {
        reported_ = frames_;
        wire::Message message{};
        message.kind = wire::Kind::Progress;
        message.progress = {frames_, reader_.bytes_read()};
        report(message);
    }

    MediaReader reader_;
    Belt& belt_;
    std::int64_t most_frames_;
    Sides sides_;
    MonoFold fold_;
    std::vector<float> piece_;
    bool has_begun_ = false;
    std::int64_t frames_ = 0;
    std::int64_t reported_ = 0;
};

void misbehave(Misdeed misdeed) {
    switch (misdeed) {
        case Misdeed::None:
            return;
        case Misdeed::OpenFile:
            (void)!open("/etc/hostname", O_RDONLY | O_CLOEXEC);
            return;
        case Misdeed::Socket:
            (void)!socket(AF_INET, SOCK_STREAM, 0);
            return;
        case Misdeed::Execute: {
            char* const none[] = {nullptr};
            (void)!execve("/bin/true", none, none);
            return;
        }
        case Misdeed::Fork:
            (void)!fork();
            return;
        case Misdeed::Memory:
            for (std::vector<std::vector<char>> hoard;;) hoard.emplace_back(16 << 20, 'x');
        case Misdeed::Spin:
            for (volatile unsigned turns = 0;;) turns = turns + 1;
        case Misdeed::Hang:
            for (;;) std::this_thread::sleep_for(std::chrono::seconds{1});
        case Misdeed::Crash:
            std::abort();
    }
}

// Two channels that are alike are one. Where they are found to differ, all is read anew: mostly at the first sound.
void take_in(const TakeInOrder& order, Writer& writer) {
    misbehave(order.misdeed);
    struct stat about {};
    if (fstat(wire::kInputFd, &about) != 0) refuse(wire::Refusal::NotAudio);
    std::string format;
    const auto carry = [&](Sides sides) {
        Feed feed(writer.belt(), about.st_size, order.longest_minutes * 60 * kSampleRate, sides);
        format = feed.format();
        return feed.run();
    };
    if (!carry(Sides::Alike)) carry(Sides::Both);
    writer.finish().conclude(format);
}

}  // namespace

int run_take_in(const TakeInOrder& order) {
    av_log_set_level(AV_LOG_QUIET);
    mallopt(M_ARENA_MAX, 1);  // with more, the allocator opens files: the processors' list, the overcommit rule
    limit_self({order.memory_bytes, order.processor_seconds, 8ULL << 30, true});
    deny_files({});
    auto* writer = new Writer;  // never destroyed: after a refusal its thread waits for ever, and the process ends
    close_the_door(false);
    confine_to_decoding({wire::kMasterFd, wire::kReportFd, STDERR_FILENO});
    try {
        take_in(order, *writer);
    } catch (const Refusal& refusal) {
        report_refused(refusal.why);
    } catch (const std::bad_alloc&) {
        report_refused({wire::Refusal::TooMuchMemory, 0.0, 0.0});
    } catch (const std::system_error&) {
        report_refused({wire::Refusal::DiskFull, 0.0, 0.0});
    }
    _exit(0);
}

}  // namespace truyenthanh
