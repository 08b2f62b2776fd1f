// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See air_check.h.
#include "audio/air_check.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>
#include <map>
#include <span>
#include <system_error>
#include <utility>

#include "audio/limiter.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::uint32_t kPortion = 4096;
constexpr Frames kBefore{2 * kSampleRate};    // heard before the station noticed
constexpr auto kAfter = 2s;                   // kept of the silence behind
constexpr Frames kLongest{60 * kSampleRate};  // so much is lost at most when the power fails
constexpr auto kPause = 30s;                  // after a trouble
constexpr auto kSweepEvery = 60s;
constexpr auto kRest = 1s;  // the tape has eleven
constexpr const char* kUnderWay = "part-";

std::chrono::microseconds length_of(std::int64_t frames) {
    return std::chrono::duration_cast<std::chrono::microseconds>(to_duration(Frames{frames}));
}

// 20261122-151500-0001234567: in the order in which they were heard.
std::string stem_of(WallTime at, std::int64_t frame) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d%02u%02u-%02d%02d%02d-%010lld", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<long long>(frame));
    return text.data();
}

}  // namespace

struct AirCheckWriter::Piece {
    Piece(const fs::path& path, std::shared_ptr<const TapeView> from, AirCheckPiece of)
        : tape(std::move(from)), sound(path, true), under_way(path), what(std::move(of)) {}

    std::shared_ptr<const TapeView> tape;  // of the chain it was begun with, which may have died since
    SoundFile sound;
    fs::path under_way;
    AirCheckPiece what;
};

AirCheckWriter::AirCheckWriter(AirCheckRule rule) : rule_(std::move(rule)) {}

AirCheckWriter::~AirCheckWriter() { close(); }

std::uint64_t AirCheckWriter::free_bytes() const {
    if (rule_.free_bytes != nullptr) return rule_.free_bytes(rule_.folder);
    std::error_code unknown;
    const fs::space_info space = fs::space(rule_.folder, unknown);
    return unknown ? 0 : static_cast<std::uint64_t>(space.available);
}

bool AirCheckWriter::must_cut(const AirCheckLook& look) const {
    if (!look.tape || look.tape->epoch() != piece_->what.epoch) return true;
    if (!look.subject) return look.now - on_air_at_ > kAfter;
    return *look.subject != piece_->what.subject || piece_->what.frames >= kLongest;
}

void AirCheckWriter::advance(const AirCheckLook& look) {
    if (look.subject) on_air_at_ = look.now;
    if (look.tape && !std::exchange(has_looked_, true)) is_late_ = look.subject.has_value();
    if (piece_) catch_up(look);
    if (piece_ && must_cut(look)) end_piece();
    if (look.now - swept_ >= kSweepEvery || look.now < swept_) {
        swept_ = look.now;
        const bool has_room = make_room(look);
        if (piece_ && !has_room) fail(look, {"air_check.no_room", {{"folder", rule_.folder.string()}}});
    }
    if (piece_ || !look.tape || !look.subject || look.now < not_before_) return;
    open(look);
    if (piece_) catch_up(look);
}

// From a little before now, but not again what the piece before has; all there is after a station that was killed.
std::int64_t AirCheckWriter::beginning(const TapeView& tape) const {
    const std::int64_t oldest = tape.begin();
    if (is_late_) return oldest;
    const std::int64_t before = std::max(tape.end() - kBefore.count, oldest);
    return tape.epoch() == epoch_ ? std::max(before, next_) : before;
}

void AirCheckWriter::open(const AirCheckLook& look) {
    const std::int64_t from = beginning(*look.tape);
    AirCheckPiece what;
    what.subject = *look.subject;
    what.epoch = look.tape->epoch();
    what.first = Frames{from - kLimiterDelay};
    what.started = look.zero + length_of(from);
    what.file = stem_of(what.started, from) + "." + rule_.format;
    try {
        fs::create_directories(rule_.folder);
        swept_ = look.now;
        if (!make_room(look)) return fail(look, {"air_check.no_room", {{"folder", rule_.folder.string()}}});
        piece_ = std::make_unique<Piece>(rule_.folder / (kUnderWay + what.file), look.tape, what);
    } catch (const Error&) {
        return fail(look, {"air_check.no_write", {{"folder", rule_.folder.string()}}});
    } catch (const fs::filesystem_error& error) {
        return fail(look,
                    {"air_check.no_folder", {{"folder", rule_.folder.string()}, {"reason", error.code().message()}}});
    }
    epoch_ = what.epoch;
    next_ = from;
    is_late_ = false;
    trouble_.reset();
}

// Whatever its tape has that the piece has not. False: the disk refuses.
bool AirCheckWriter::copy() {
    std::vector<float> block(2 * std::size_t{kPortion});
    for (const std::int64_t end = piece_->tape->end(); next_ < end;) {
        const auto count = static_cast<std::uint32_t>(std::min<std::int64_t>(end - next_, kPortion));
        if (!piece_->tape->read(next_, block.data(), count)) {  // too slow: a hole, and a new piece behind it
            next_ = piece_->tape->begin();
            end_piece();
            return true;
        }
        if (!piece_->sound.write(std::span(block).first(2 * std::size_t{count}))) return false;
        next_ += count;
        piece_->what.frames += Frames{count};
    }
    return true;
}

void AirCheckWriter::catch_up(const AirCheckLook& look) {
    if (!copy()) fail(look, {"air_check.no_write", {{"folder", rule_.folder.string()}}});
}

void AirCheckWriter::close() {
    if (piece_) copy();
    if (piece_) end_piece();
}

void AirCheckWriter::end_piece() {
    const std::unique_ptr<Piece> done = std::move(piece_);
    const fs::path final_path = rule_.folder / done->what.file;
    std::error_code refused;
    const bool is_whole = done->sound.close();
    if (is_whole && done->what.frames.count > 0) fs::rename(done->under_way, final_path, refused);
    if (!is_whole || done->what.frames.count == 0 || refused) {
        fs::remove(done->under_way, refused);
        return;
    }
    done->what.bytes = static_cast<std::int64_t>(fs::file_size(final_path, refused));
    finished_.push_back(done->what);
}

void AirCheckWriter::fail(const AirCheckLook& look, const Message& why) {
    if (piece_) end_piece();
    trouble_ = why;
    not_before_ = look.now + kPause;
}

// Too old goes, then the oldest until all fit. False: even so too little is left for the ledger.
bool AirCheckWriter::make_room(const AirCheckLook& look) {
    std::map<std::string, std::uint64_t> files;
    std::error_code refused;
    std::uint64_t all = 0;
    for (const auto& entry : fs::directory_iterator(rule_.folder, refused)) {
        const std::string name = entry.path().filename().string();
        if (piece_ && entry.path() == piece_->under_way) continue;
        const std::uint64_t bytes = entry.is_regular_file(refused) ? entry.file_size(refused) : 0;
        if (bytes == static_cast<std::uint64_t>(-1)) continue;
        // What was under way when the power failed is as old as its name says, too.
        files[name.starts_with(kUnderWay) ? name.substr(std::string(kUnderWay).size()) : name] = bytes;
        all += bytes;
    }
    const std::string oldest_kept = look.is_trusted ? stem_of(look.now - rule_.keep, 0) : "";
    for (const auto& [name, bytes] : files) {
        const bool is_needed = name >= oldest_kept && all <= rule_.most_bytes && free_bytes() >= rule_.reserve_bytes;
        if (is_needed) break;
        fs::remove(rule_.folder / name, refused);
        fs::remove(rule_.folder / (kUnderWay + name), refused);
        all -= bytes;
        removed_.push_back(name);
    }
    return free_bytes() >= rule_.reserve_bytes;
}

AirCheck::AirCheck(AirCheckRule rule)
    : writer_(std::move(rule)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

AirCheck::~AirCheck() { stop(); }

void AirCheck::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    writer_.close();
    tell();
}

void AirCheck::tell() {
    const std::lock_guard lock(mutex_);
    for (AirCheckPiece& piece : writer_.take_finished()) news_.finished.push_back(std::move(piece));
    for (std::string& file : writer_.take_removed()) news_.removed.push_back(std::move(file));
    news_.trouble = writer_.trouble();
}

void AirCheck::look(AirCheckLook look) {
    const std::lock_guard lock(mutex_);
    look_ = std::move(look);
}

AirCheck::News AirCheck::news() {
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, News{{}, {}, news_.trouble});
}

void AirCheck::run(const std::stop_token& stop) {
    std::mutex resting;
    std::condition_variable_any rested;
    while (!stop.stop_requested()) {
        AirCheckLook seen;
        {
            const std::lock_guard lock(mutex_);
            seen = look_;
        }
        writer_.advance(seen);
        tell();
        std::unique_lock rest{resting};
        rested.wait_for(rest, stop, kRest, [] { return false; });
    }
}

}  // namespace truyenthanh
