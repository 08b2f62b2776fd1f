// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See studio.h.
#include "tests/audio/studio.h"

#include <sndfile.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace truyenthanh::test {
namespace {

Descriptor memory(const char* name) {
    Descriptor fd{::memfd_create(name, MFD_CLOEXEC)};
    if (!fd) throw std::runtime_error("no memfd");
    return fd;
}

void write_sound(int fd, std::int64_t frames, int channels, const std::function<float(std::int64_t)>& sample) {
    SF_INFO format{};
    format.samplerate = kSampleRate;
    format.channels = channels;
    format.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_24;
    SNDFILE* file = sf_open_fd(fd, SFM_WRITE, &format, 0);
    if (file == nullptr) throw std::runtime_error("no FLAC");
    std::vector<int> block;
    for (std::int64_t i = 0; i < frames; ++i) {
        const int value = static_cast<int>(sample(i) * 2'147'483'648.0F);
        block.insert(block.end(), static_cast<std::size_t>(channels), value);
        if (block.size() < 8192 && i + 1 < frames) continue;
        sf_writef_int(file, block.data(), static_cast<sf_count_t>(block.size()) / channels);
        block.clear();
    }
    sf_close(file);
}

}  // namespace

float counted(std::int64_t frame) { return static_cast<float>(frame + 1) / 1'048'576.0F; }

void hash_blocks(const OpenMaster& master) {
    const std::vector<unsigned char> bytes = bytes_of(master);
    std::int64_t at = 0;
    for (std::size_t offset = 0; offset < bytes.size(); offset += static_cast<std::size_t>(kHashBlockBytes)) {
        std::array<unsigned char, kBlockHashBytes> hash{};
        const std::size_t count = std::min(bytes.size() - offset, static_cast<std::size_t>(kHashBlockBytes));
        crypto_generichash(hash.data(), hash.size(), bytes.data() + offset, count, nullptr, 0);
        if (::pwrite(master.block_hashes.get(), hash.data(), hash.size(), at) != kBlockHashBytes)
            throw std::runtime_error("no hash");
        at += kBlockHashBytes;
    }
}

OpenMaster make_master(std::int64_t frames, int channels, const std::function<float(std::int64_t)>& sample) {
    OpenMaster master;
    master.file = memory("master");
    master.block_hashes = memory("hashes");
    write_sound(master.file.get(), frames, channels, sample);
    struct stat status {};
    if (::fstat(master.file.get(), &status) != 0) throw std::runtime_error("no size");
    master.bytes = status.st_size;
    master.frames = Frames{frames};
    master.channels = channels;
    hash_blocks(master);
    return master;
}

OpenMaster again(const OpenMaster& master) {
    return {duplicate(master.file), duplicate(master.block_hashes), master.bytes, master.frames, master.channels};
}

std::vector<unsigned char> bytes_of(const OpenMaster& master) {
    std::vector<unsigned char> bytes(static_cast<std::size_t>(master.bytes));
    if (::pread(master.file.get(), bytes.data(), bytes.size(), 0) != master.bytes) throw std::runtime_error("no bytes");
    return bytes;
}

void write_at(const OpenMaster& master, std::int64_t offset, const std::vector<unsigned char>& bytes) {
    if (::pwrite(master.file.get(), bytes.data(), bytes.size(), offset) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("not written");
}

Studio::Studio(SteadyTime start)
    : air(start, [this](std::span<const float> samples) { out.insert(out.end(), samples.begin(), samples.end()); }) {
    air.lease(start + std::chrono::hours{24});
}

void Studio::cue(std::uint64_t id, const OpenMaster& master, Rank rank) {
    CueOrder order;
    order.take = TakeId{id};
    order.rank = rank;
    air.cue(order, again(master));
}

void Studio::take(std::uint64_t id, std::int64_t at, std::int64_t until) {
    air.take({TakeId{id}, Frames{at}, Frames{until}, Frames{}, Frames{}});
}

TakeMeter Studio::meter(std::uint64_t id) {
    for (const TakeMeter& meter : air.status().takes)
        if (meter.take.value == id) return meter;
    return {};
}

}  // namespace truyenthanh::test
