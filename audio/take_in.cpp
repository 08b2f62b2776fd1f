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

// What the reader learns before the first sample reaches the writer.
struct Shape {
    int channels = 1;
};

using Piece = std::vector<std::int16_t>;  // interleaved

// Pieces of sound on their way from the decoding thread to the writing one; a bounded queue.
class Belt {
public:
    // False once the writer has given up.
    bool put(Piece piece) {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [this] { return pieces_.size() < kPiecesAhead || is_broken_; });
        if (is_broken_) return false;
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
    explicit MasterMaker(Shape shape)
        : channels_(shape.channels), measure_(shape.channels), writer_(wire::kMasterFd, shape.channels) {}

    void add(const Piece& piece) {
        const int frames = static_cast<int>(piece.size()) / channels_;
        measure_.add(piece.data(), frames);
        writer_.write(piece.data(), frames);
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
    void begin(Shape shape) {
        const std::lock_guard lock(mutex_);
        shape_ = shape;
        begun_.notify_all();
    }
    // The maker, once everything put on the belt is written. Throws what the thread met.
    MasterMaker& finish() {
        belt_.end();
        thread_.join();
        if (error_) std::rethrow_exception(error_);
        return *maker_;
    }

private:
    void run() {
        try {
            {
                std::unique_lock lock(mutex_);
                is_running_ = true;
                begun_.notify_all();
                begun_.wait(lock, [this] { return shape_.has_value(); });
            }
            maker_.emplace(*shape_);
            while (const auto piece = belt_.take()) maker_->add(*piece);
        } catch (...) {
            error_ = std::current_exception();
            belt_.break_off();
        }
    }

    Belt belt_;
    std::mutex mutex_;  // of the two below
    std::condition_variable begun_;
    std::optional<Shape> shape_;
    bool is_running_ = false;
    std::optional<MasterMaker> maker_;
    std::exception_ptr error_;
    std::thread thread_;
};

// The decoding thread's work, which is the process's first thread.
class Feed {
public:
    Feed(MediaReader& reader, Writer& writer, std::int64_t most_frames)
        : reader_(reader), writer_(writer), most_frames_(most_frames) {}

    // Carries everything to the writer.
    void run() {
        const AVFrame* frame = reader_.next();
        if (frame == nullptr) refuse(wire::Refusal::NotAudio);
        channels_ = frame->ch_layout.nb_channels == 1 ? 1 : 2;
        const bool is_plain = frame->sample_rate == kSampleRate && frame->ch_layout.nb_channels <= 2;
        writer_.begin({channels_});
        quantiser_.emplace(channels_, reader_.is_sixteen_bit() && is_plain);
        Converter converter(Converter::Kind::Fine, channels_);
        for (; frame != nullptr; frame = reader_.next()) {
            converter.convert(*frame, piece_);
            if (piece_.size() >= kPieceSamples && !hand_over()) return;
        }
        converter.flush(piece_);
        hand_over();
    }

private:
    bool hand_over() {
        frames_ += static_cast<std::int64_t>(piece_.size()) / channels_;
        if (frames_ > most_frames_)
            refuse(wire::Refusal::TooLong, static_cast<double>(most_frames_) / kSampleRate / 60.0);
        if (frames_ - reported_ >= kReportFrames) report_progress();
        if (piece_.empty()) return true;
        Piece samples;
        quantiser_->run(piece_, samples);
        piece_.clear();
        return writer_.belt().put(std::move(samples));
    }
    void report_progress() {
        reported_ = frames_;
        wire::Message message{};
        message.kind = wire::Kind::Progress;
        message.progress = {frames_, reader_.bytes_read()};
        report(message);
    }

    MediaReader& reader_;
    Writer& writer_;
    std::int64_t most_frames_;
    int channels_ = 1;
    std::optional<Quantiser> quantiser_;
    std::vector<float> piece_;
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

void take_in(const TakeInOrder& order, Writer& writer) {
    misbehave(order.misdeed);
    struct stat about {};
    if (fstat(wire::kInputFd, &about) != 0) refuse(wire::Refusal::NotAudio);
    MediaReader reader(wire::kInputFd, about.st_size);
    Feed(reader, writer, order.longest_minutes * 60 * kSampleRate).run();
    writer.finish().conclude(reader.format());
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
