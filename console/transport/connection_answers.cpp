// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See connection.h: answers that take their time, files and event streams.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "console/transport/connection.h"

namespace truyenthanh {

namespace {

constexpr std::chrono::nanoseconds kForEver = std::chrono::hours{24 * 365};
constexpr std::size_t kMostPieces = 10;  // of sound: whoever is further behind hears a gap and is up to date again

// Fewer bytes than asked: the file has become shorter, or cannot be read.
std::string read_block(const FilePart& part) {
    std::string block(static_cast<std::size_t>(std::min<std::uint64_t>(part.length, kBlock)), '\0');
    std::size_t filled = 0;
    while (filled < block.size()) {
        const ssize_t count = ::pread(part.file.get(), block.data() + filled, block.size() - filled,
                                      static_cast<off_t>(part.offset + filled));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        filled += static_cast<std::size_t>(count);
    }
    block.resize(filled);
    return block;
}

}  // namespace

void HttpConnection::write_file() {
    if (response_.file->length == 0) return answered();
    const auto work = [self = shared_from_this()](std::size_t) { self->block_ = read_block(*self->response_.file); };
    if (!on_lane(true, work, &HttpConnection::write_block)) cut();
}

void HttpConnection::write_block() {
    if (block_.empty()) return cut();
    response_.file->offset += block_.size();
    response_.file->length -= block_.size();
    enter(State::Answer, host_.limits().block_deadline);
    write(block_.data(), block_.size(), &HttpConnection::write_file);
}

void HttpConnection::begin_events() {
    request_ = {};
    course_ = {};
    out_ = {};
    scratch_ = {};
    enter(State::Events, kForEver);
    watch_for_the_end();
}

void HttpConnection::send_piece(const Piece& piece) {
    const std::size_t most = response_.events->kind == Stream::Picture ? 0 : kMostPieces;
    if (pieces_.size() > most) pieces_.clear();
    pieces_.push_back(piece);
    if (!piece_) write_piece();
}

void HttpConnection::write_piece() {
    piece_ = std::move(pieces_.front());
    pieces_.pop_front();
    deadline_ = host_.now() + host_.limits().block_deadline;
    write(piece_->data(), piece_->size(), &HttpConnection::piece_written);
}

void HttpConnection::piece_written() {
    piece_.reset();
    deadline_ = host_.now() + kForEver;
    if (!pieces_.empty()) write_piece();
}

// Whoever listens has nothing more to say: its end is noticed, and anything else is one.
void HttpConnection::watch_for_the_end() { receive(1, &HttpConnection::cut); }

}  // namespace truyenthanh
