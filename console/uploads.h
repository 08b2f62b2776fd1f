// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings on their way from a browser: tus 1.0, so that a cut line costs 64 KiB and not the file. Bytes go to a file
// of ours under a random name; when all are there the station takes the descriptor. Names that people give are only
// ever words. Thread: any.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>

#include "console/answers.h"
#include "console/desk_door.h"
#include "console/transport/request.h"
#include "core/clock.h"

namespace truyenthanh {

inline constexpr std::uint64_t kLongestUpload = 2ULL << 30;  // bytes
inline constexpr std::size_t kMostUploads = 64;
inline constexpr std::size_t kMostUploadsAPerson = 16;
inline constexpr std::chrono::hours kUploadKept{24};  // after its last byte, or after it was taken in

struct UploadWords {
    std::string title;
    std::string kind;
    std::string name;  // the file's, without folders
    std::optional<std::int64_t> item;
};

class Uploads {
public:
    // `folder` is made when first needed. Files have no name in it, so that none outlives this program.
    Uploads(std::filesystem::path folder, const Clock& clock, DeskDoor& desk, const Answers& answers);
    ~Uploads();
    Uploads(const Uploads&) = delete;
    Uploads& operator=(const Uploads&) = delete;

    // Each throws RequestError console.no_upload where `by` has none of that name.
    // The new upload's name. Throws RequestError where there are too many or the disk is too full.
    std::string begin(std::uint64_t length, const UploadWords& words, const std::string& by);
    nlohmann::json state(const std::string& id, const std::string& by);
    struct Offset {
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
    };
    Offset offset(const std::string& id, const std::string& by);
    // Takes `count` bytes from `offset` on. Throws RequestError console.upload_offset, console.upload_busy, and
    // console.upload_length where they are more than was announced.
    std::unique_ptr<BodySink> sink(const std::string& id, const std::string& by, std::uint64_t offset,
                                   std::uint64_t count);
    void remove(const std::string& id, const std::string& by);

private:
    enum class Stage { Receiving, Waiting, TakingIn, Done, Refused };
    struct Upload;
    class Sink;

    Upload& find(const std::string& id, const std::string& by);
    void forget_old();
    void received(Upload& upload);
    void take_in();
    void take_in_one(const std::shared_ptr<Upload>& upload);

    const std::filesystem::path folder_;
    const Clock& clock_;
    DeskDoor& desk_;
    const Answers& answers_;
    std::mutex mutex_;  // guards all below and the fields of uploads
    std::condition_variable filled_;
    std::map<std::string, std::shared_ptr<Upload>> uploads_;
    std::deque<std::shared_ptr<Upload>> waiting_;
    bool is_stopping_ = false;
    std::thread thread_;
};

// "filename dGluZ,kind bmV3cw==" of the field Upload-Metadata; nothing where it is malformed.
std::optional<std::map<std::string, std::string>> upload_metadata(std::string_view field);
// What may stand for a file's name: the part after the last slash of either kind, in UTF-8, without control characters,
// at most 200 bytes; "upload" where nothing is left.
std::string tidy_file_name(std::string_view name);

}  // namespace truyenthanh
