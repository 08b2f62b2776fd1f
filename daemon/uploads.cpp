// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See uploads.h.
#include "daemon/uploads.h"

#include <fcntl.h>
#include <sys/eventfd.h>

#include <cerrno>
#include <cstring>

#include "core/error.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/originals.h"
#include "store/bundles.h"
#include "store/hash.h"
#include "store/recordings.h"

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr auto kProgressEvery = 250ms;

std::string bytes_of(const std::vector<std::int8_t>& peaks) {
    return {reinterpret_cast<const char*>(peaks.data()), peaks.size()};
}

// Says at the end of the thread's work, whatever its end, that there is something to fetch.
class Bell {
public:
    explicit Bell(int event) : event_(event) {}
    ~Bell() { ::eventfd_write(event_, 1); }
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;

private:
    int event_;
};

}  // namespace

Uploads::Uploads(const Places& places, std::filesystem::path decode_program, Connection& database, DeskServer& desk)
    : places_(places),
      program_(std::move(decode_program)),
      database_(database),
      desk_(desk),
      bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!bell_) throw StoreError({"store.failed", {{"file", "eventfd"}, {"reason", std::strerror(errno)}}});
}

Uploads::~Uploads() {
    if (keeping_.valid()) keeping_.wait();
    if (copying_.valid()) copying_.wait();
}

void Uploads::add(DeskCall& call) {
    const auto kind = parse<ItemKind>(call.params.at("kind").get<std::string>());
    if (!kind) throw RequestError({"station.bad_kind", {{"known", choices<ItemKind>()}}});
    BroughtSound sound{std::move(call.file),
                       call.params.at("title"),
                       *kind,
                       call.params.at("name"),
                       call.params.at("by"),
                       {},
                       [this, id = call.id](const json& result) { desk_.answer(id, result); },
                       [this, id = call.id](const DeskFault& fault) { desk_.fail(id, fault); },
                       [this, id = call.id](const json& progress) { desk_.progress(id, progress); }};
    if (call.params.contains("item")) sound.item = ItemId{call.params.at("item").get<std::int64_t>()};
    bring(std::move(sound));
}

void Uploads::bring(BroughtSound sound) {
    if (sound.item) read_item(database_, *sound.item);
    waiting_.push_back(std::move(sound));
}

int Uploads::poll_fd() const noexcept {
    if (keeping_.valid() || copying_.valid()) return bell_.get();
    return intake_ ? intake_->poll_fd() : -1;
}

void Uploads::advance(const Now& now) {
    try {
        if (!current_ && !waiting_.empty()) start(now);
        if (!current_) return;
        if (keeping_.valid()) {
            if (keeping_.wait_for(0s) == std::future_status::ready) kept(now);
        } else if (copying_.valid()) {
            if (copying_.wait_for(0s) == std::future_status::ready) take_in(now);
        } else if (intake_->advance(now.steady)) {
            measured(now);
        } else {
            tell_progress(now);
        }
    } catch (const RequestError& error) {
        give_up({desk_code::kRefused, error.message()});
    } catch (const Error& error) {
        give_up({desk_code::kFailed, error.message()});
    }
}

void Uploads::start(const Now& now) {
    current_ = std::move(waiting_.front());
    waiting_.pop_front();
    const bool is_promised = current_->item && promised_sound(database_, *current_->item);
    if (is_promised) return copy();
    take_in(now);
}

// Whoever brought the file could still write it: what is approved by its hash is taken in from a copy of our own.
void Uploads::copy() {
    copying_ = std::async(std::launch::async, [this, file = current_->file.get()] {
        const Bell bell(bell_.get());
        return private_copy(file, places_.originals);
    });
}

void Uploads::take_in(const Now& now) {
    is_private_ = copying_.valid();
    if (is_private_) {
        eventfd_t rings = 0;
        ::eventfd_read(bell_.get(), &rings);
        current_->file = copying_.get();
    }
    Descriptor upload(::fcntl(current_->file.get(), F_DUPFD_CLOEXEC, 0));
    intake_ = std::make_unique<Intake>(program_, places_.masters, std::move(upload), IntakeLimits{}, now.steady);
    told_at_ = now.steady;
}

void Uploads::tell_progress(const Now& now) {
    if (now.steady - told_at_ < kProgressEvery) return;
    told_at_ = now.steady;
    const IntakeProgress& progress = intake_->progress();
    const std::int64_t percent = progress.bytes_total > 0 ? progress.bytes_read * 100 / progress.bytes_total : 0;
    if (current_->progress) current_->progress({{"percent", percent}, {"seconds", seconds_of(progress.frames)}});
}

void Uploads::measured(const Now&) {
    const IntakeResult& result = *intake_->result();
    if (result.refused) return give_up({desk_code::kRefused, *result.refused});
    const auto known = find_recording(database_, result.measures->sha256);
    if (known) return answer(known->recording.id, true);
    keep();
}

// The original first: if it cannot be kept, the master has no name yet and vanishes with the job.
void Uploads::keep() {
    const auto original = original_path(places_.originals, intake_->result()->measures->sha256, current_->name);
    keeping_ = std::async(std::launch::async, [this, intake = intake_.get(), file = current_->file.get(), original] {
        const Bell bell(bell_.get());
        keep_original(file, original);
        try {
            Sha256 brought;
            if (is_private_) brought = digest_of(file, original.string()).sha256;
            return Kept{intake->keep(), brought};
        } catch (...) {
            std::error_code ignored;
            std::filesystem::remove(original, ignored);
            throw;
        }
    });
}

void Uploads::kept(const Now& now) {
    eventfd_t rings = 0;
    ::eventfd_read(bell_.get(), &rings);
    const Kept kept = keeping_.get();
    RecordingId added;
    try {
        added = enter(now);
    } catch (...) {
        std::error_code ignored;
        const auto& hash = intake_->result()->measures->sha256;
        std::filesystem::remove(original_path(places_.originals, hash, current_->name), ignored);
        if (!kept.master.was_there) std::filesystem::remove(kept.master.path, ignored);
        throw;
    }
    if (entered_ && !kept.file.empty()) entered_(added, kept.file);
    answer(added, false);
}

RecordingId Uploads::enter(const Now& now) {
    const MasterMeasures& measures = *intake_->result()->measures;
    Recording recording;
    recording.item = current_->item.value_or(ItemId{});
    recording.sha256 = measures.sha256;
    recording.frames = measures.frames;
    recording.channels = measures.channels;
    recording.loudness_lufs = measures.loudness_lufs;
    recording.true_peak_dbtp = measures.true_peak_dbtp;
    recording.head_silence = measures.head_silence;
    recording.tail_silence = measures.tail_silence;
    recording.source_name = current_->name;
    recording.source_format = measures.source_format;
    recording.added_by = current_->by;
    recording.added_at = now.wall;
    const std::string peaks = bytes_of(measures.peaks);
    if (current_->item) return add_recording(database_, recording, peaks);
    return add_item_with_recording(database_, current_->title, current_->kind, recording, peaks);
}

void Uploads::answer(RecordingId recording, bool was_known) {
    const RecordingOnFile row = read_recording(database_, recording);
    json result = document(Item{row.recording.item, row.title, row.kind, row.recording, row.approval});
    result["was_known"] = was_known;
    result["warnings"] = json::array();
    for (const Message& warning : intake_->result()->warnings) result["warnings"].push_back(message_json(warning));
    const auto taken = std::move(current_->taken);
    forget();
    taken(result);
}

void Uploads::give_up(const DeskFault& fault) {
    const auto refused = std::move(current_->refused);
    forget();
    refused(fault);
}

void Uploads::forget() {
    intake_.reset();
    current_.reset();
}

}  // namespace truyenthanh
