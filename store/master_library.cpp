// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See master_library.h.
#include "store/master_library.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.h"
#include "store/hash.h"
#include "store/recordings.h"

namespace truyenthanh {
namespace {

constexpr unsigned kSeals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

Message no_recording(RecordingId recording) {
    return {"store.no_recording", {{"recording", std::to_string(recording.value)}}};
}

Message unusable(const char* key, const RecordingOnFile& found, const std::string& reason) {
    return {key, {{"title", found.title}, {"recording", std::to_string(found.recording.id.value)}, {"reason", reason}}};
}

// A plain file of our folder: a link, a pipe or a device has no business there.
Descriptor open_plain(const std::filesystem::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (file && ::fstat(file.get(), &status) == 0 && !S_ISREG(status.st_mode)) {
        errno = EINVAL;
        return {};
    }
    return file;
}

// The table in memory that nobody can change any more.
Descriptor sealed(const std::string& bytes) {
    Descriptor memory(::memfd_create("truyenthanh block hashes", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    std::size_t written = 0;
    while (memory && written < bytes.size()) {
        const ssize_t put = ::write(memory.get(), bytes.data() + written, bytes.size() - written);
        if (put <= 0) break;
        written += static_cast<std::size_t>(put);
    }
    if (!memory || written < bytes.size() || ::fcntl(memory.get(), F_ADD_SEALS, kSeals) != 0) {
        throw StoreError({"store.failed", {{"file", "memfd"}, {"reason", std::strerror(errno)}}});
    }
    return memory;
}

}  // namespace

std::filesystem::path master_path(const std::filesystem::path& masters, const Sha256& sha256) {
    return masters / sha256.substr(0, 2) / (sha256 + ".flac");
}

MasterLibrary::MasterLibrary(Connection& connection, std::filesystem::path masters, ApprovalRule rule)
    : connection_(connection), masters_(std::move(masters)), rule_(std::move(rule)) {}

std::optional<Message> MasterLibrary::why_not(RecordingId recording, WallTime at) {
    const std::optional<RecordingOnFile> found = find_recording(connection_, recording);
    if (!found) return no_recording(recording);
    return rule_(found->title, found->recording, found->approval, at);
}

std::variant<OpenMaster, Message> MasterLibrary::open(RecordingId recording, WallTime at) {
    const std::optional<RecordingOnFile> found = find_recording(connection_, recording);
    if (!found) return no_recording(recording);
    if (std::optional<Message> refused = rule_(found->title, found->recording, found->approval, at)) return *refused;
    OpenMaster master;
    master.file = open_plain(master_path(masters_, found->approval->sha256));
    if (!master.file) return unusable("store.master_missing", *found, std::strerror(errno));
    FileDigest digest;
    try {
        digest = digest_of(master.file.get(), found->title);
    } catch (const StoreError& error) {
        return error.message();
    }
    if (digest.sha256 != found->approval->sha256) return unusable("store.master_changed", *found, digest.sha256);
    master.block_hashes = sealed(digest.block_hashes);
    master.bytes = digest.bytes;
    master.frames = found->recording.frames;
    master.channels = found->recording.channels;
    master.sha256 = digest.sha256;
    return master;
}

}  // namespace truyenthanh
