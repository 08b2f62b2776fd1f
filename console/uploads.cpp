// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See uploads.h.
#include "console/uploads.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "console/sessions.h"
#include "core/error.h"
#include "daemon/desk_protocol.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uint64_t kLeftFree = 256ULL << 20;  // bytes of the disk that uploads never take

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    fs::permissions(folder, fs::perms::owner_all, error);
    if (!fs::is_directory(folder, error)) {
        throw StoreError({"console.no_upload_folder", {{"folder", folder.string()}, {"why", error.message()}}});
    }
}

void expect_room(const fs::path& folder, std::uint64_t length) {
    struct statvfs disk {};
    if (::statvfs(folder.c_str(), &disk) != 0) return;
    const std::uint64_t free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
    if (free < length + kLeftFree) {
        throw RequestError({"console.disk_full", {{"megabytes", std::to_string((length + kLeftFree) >> 20)}}});
    }
}

// Already without a name: the file goes when the last descriptor is closed, whatever happens to us.
Descriptor nameless_file(const fs::path& folder) {
    const std::string path = (folder / (random_token() + ".part")).string();
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file)
        throw StoreError({"console.no_upload_folder", {{"folder", folder.string()}, {"why", std::strerror(errno)}}});
    ::unlink(path.c_str());
    return file;
}

bool write_at(int file, std::string_view block, std::uint64_t offset) {
    while (!block.empty()) {
        const ssize_t count = ::pwrite(file, block.data(), block.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        block.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return true;
}

}  // namespace

struct Uploads::Upload {
    std::string id;
    std::string by;
    UploadWords words;
    Descriptor file;
    std::uint64_t length = 0;
    std::uint64_t offset = 0;
    bool is_fed = false;
    SteadyTime touched;
    Stage stage = Stage::Receiving;
    json progress;  // of taking in
    json result;    // the recording's row, or the message of the refusal
};

class Uploads::Sink final : public BodySink {
public:
    Sink(Uploads& uploads, std::shared_ptr<Upload> upload) : uploads_(uploads), upload_(std::move(upload)) {}
    ~Sink() override {
        const std::lock_guard lock(uploads_.mutex_);
        upload_->is_fed = false;
    }

    bool write(std::string_view block) override {
        is_written_ =
            upload_->offset + block.size() <= upload_->length && write_at(upload_->file.get(), block, upload_->offset);
        const std::lock_guard lock(uploads_.mutex_);
        if (is_written_) upload_->offset += block.size();
        upload_->touched = uploads_.clock_.now().steady;
        if (upload_->offset == upload_->length) uploads_.received(*upload_);
        return is_written_;
    }

    HttpResponse finish() override {
        if (!is_written_) return uploads_.answers_.refusal(507, {"console.upload_not_written", {}});
        HttpResponse response;
        response.status = 204;
        response.head = {{"Tus-Resumable", "1.0.0"}, {"Upload-Offset", std::to_string(upload_->offset)}};
        return response;
    }

private:
    Uploads& uploads_;
    const std::shared_ptr<Upload> upload_;
    bool is_written_ = true;
};

Uploads::Uploads(fs::path folder, const Clock& clock, DeskDoor& desk, const Answers& answers)
    : folder_(std::move(folder)), clock_(clock), desk_(desk), answers_(answers), thread_([this] { take_in(); }) {}

Uploads::~Uploads() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    filled_.notify_all();
    thread_.join();
}

Uploads::Upload& Uploads::find(const std::string& id, const std::string& by) {
    const auto found = uploads_.find(id);
    if (found == uploads_.end() || found->second->by != by) throw RequestError({"console.no_upload", {}});
    return *found->second;
}

void Uploads::forget_old() {
    const SteadyTime now = clock_.now().steady;
    std::erase_if(uploads_, [now](const auto& entry) {
        const Upload& upload = *entry.second;
        const bool is_at_work = upload.is_fed || upload.stage == Stage::Waiting || upload.stage == Stage::TakingIn;
        return !is_at_work && now - upload.touched >= kUploadKept;
    });
}

std::string Uploads::begin(std::uint64_t length, const UploadWords& words, const std::string& by) {
    make_folder(folder_);
    expect_room(folder_, length);
    const std::lock_guard lock(mutex_);
    forget_old();
    const auto of_person = std::count_if(uploads_.begin(), uploads_.end(), [&](const auto& entry) {
        return entry.second->by == by && entry.second->stage != Stage::Done && entry.second->stage != Stage::Refused;
    });
    const bool is_too_many = uploads_.size() >= kMostUploads || of_person >= std::ptrdiff_t{kMostUploadsAPerson};
    if (is_too_many) throw RequestError({"console.too_many_uploads", {}});
    auto upload = std::make_shared<Upload>();
    upload->id = random_token();
    upload->by = by;
    upload->words = words;
    upload->file = nameless_file(folder_);
    upload->length = length;
    upload->touched = clock_.now().steady;
    uploads_.emplace(upload->id, upload);
    return upload->id;
}

json Uploads::state(const std::string& id, const std::string& by) {
    constexpr std::array names{"receiving", "waiting", "taking_in", "done", "refused"};
    const std::lock_guard lock(mutex_);
    const Upload& upload = find(id, by);
    return {{"upload", upload.id},         {"title", upload.words.title},
            {"name", upload.words.name},   {"offset", upload.offset},
            {"length", upload.length},     {"stage", names.at(static_cast<std::size_t>(upload.stage))},
            {"progress", upload.progress}, {"result", upload.result}};
}

Uploads::Offset Uploads::offset(const std::string& id, const std::string& by) {
    const std::lock_guard lock(mutex_);
    const Upload& upload = find(id, by);
    return {upload.offset, upload.length};
}

std::unique_ptr<BodySink> Uploads::sink(const std::string& id, const std::string& by, std::uint64_t offset,
                                        std::uint64_t count) {
    const std::lock_guard lock(mutex_);
    Upload& upload = find(id, by);
    if (upload.is_fed) throw RequestError({"console.upload_busy", {}});
    if (upload.stage != Stage::Receiving || upload.offset != offset) {
        throw RequestError({"console.upload_offset", {{"offset", std::to_string(upload.offset)}}});
    }
    if (count > upload.length - offset) throw RequestError({"console.upload_length", {}});
    upload.is_fed = true;
    return std::make_unique<Sink>(*this, uploads_.at(id));
}

void Uploads::remove(const std::string& id, const std::string& by) {
    const std::lock_guard lock(mutex_);
    const Upload& upload = find(id, by);
    if (upload.is_fed || upload.stage == Stage::TakingIn) throw RequestError({"console.upload_busy", {}});
    std::erase(waiting_, uploads_.at(id));
    uploads_.erase(id);
}

// The lock is held.
void Uploads::received(Upload& upload) {
    if (upload.stage != Stage::Receiving) return;
    upload.stage = Stage::Waiting;
    waiting_.push_back(uploads_.at(upload.id));
    filled_.notify_all();
}

void Uploads::take_in() {
    while (true) {
        std::shared_ptr<Upload> upload;
        {
            std::unique_lock lock(mutex_);
            filled_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
            if (is_stopping_) return;
            upload = waiting_.front();
            waiting_.pop_front();
            upload->stage = Stage::TakingIn;
        }
        take_in_one(upload);
    }
}

void Uploads::take_in_one(const std::shared_ptr<Upload>& upload) {
    json params{
        {"title", upload->words.title}, {"kind", upload->words.kind}, {"name", upload->words.name}, {"by", upload->by}};
    if (upload->words.item) params["item"] = *upload->words.item;
    const auto tell = [&](const json& progress) {
        const std::lock_guard lock(mutex_);
        upload->progress = progress;
    };
    json result;
    bool is_in = false;
    try {
        result = desk_.ask("recording_add", params, upload->file.get(), tell);
        is_in = true;
    } catch (const Error& error) {
        result = message_json(error.message());
    }
    const std::lock_guard lock(mutex_);
    upload->stage = is_in ? Stage::Done : Stage::Refused;
    upload->result = std::move(result);
    upload->file.reset();
    upload->touched = clock_.now().steady;
}

}  // namespace truyenthanh
