// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See air_client.h.
#include "daemon/air_client.h"

namespace truyenthanh {
namespace {

constexpr std::chrono::milliseconds kRetry{50};
constexpr std::chrono::seconds kPatience{2};  // with a chain that reads nothing
constexpr std::size_t kMostBuried = 16;

}  // namespace

AirClient::AirClient(std::filesystem::path socket, const Clock& clock) : path_(std::move(socket)), clock_(clock) {
    keep_contact();
}

AirStatus AirClient::status() {
    keep_contact();
    return page_ ? page_->status() : AirStatus{};
}

std::optional<AirStatus> AirClient::last_words(std::uint64_t epoch) {
    keep_contact();
    const auto found = buried_.find(epoch);
    if (found == buried_.end()) return std::nullopt;
    AirStatus status = found->second.status();
    status.is_reachable = false;
    return status;
}

void AirClient::keep_contact() {
    if (!socket_) try_connect();
    if (socket_) listen();
    if (socket_) flush();
}

void AirClient::try_connect() {
    const SteadyTime now = clock_.now().steady;
    if (now < next_try_) return;
    next_try_ = now + kRetry;
    socket_ = connect_to(path_);
    if (!socket_) return;
    if (!is_peer_ours(socket_) || send_message(socket_, AirMessage{}, {}) != Sent::Yes) hang_up();
}

// The page stays mapped: what a dead chain wrote last is still to be read.
void AirClient::hang_up() {
    socket_.reset();
    unsent_.clear();
    tape_.reset();
    tape_file_.reset();
    if (!page_) return;
    buried_.insert_or_assign(page_->epoch(), std::move(*page_));
    page_.reset();
    if (buried_.size() > kMostBuried) buried_.erase(buried_.begin());
}

void AirClient::greet(Received& welcome) {
    page_ = MeterView::attach(welcome.descriptors[0]);
    auto tape = TapeView::attach(welcome.descriptors[1]);
    if (!tape) return;
    tape_ = std::make_shared<const TapeView>(std::move(*tape));
    tape_file_ = std::move(welcome.descriptors[1]);
}

void AirClient::listen() {
    Received received;
    Heard heard = Heard::Message;
    while ((heard = receive_message(socket_, received)) == Heard::Message) {
        if (received.message.verb == AirVerb::Welcome) greet(received);
        if (received.message.verb == AirVerb::Busy || !page_) return hang_up();
        buried_.erase(page_->epoch());
        received = Received{};
    }
    if (heard == Heard::End) hang_up();
}

void AirClient::post(const AirMessage& message, AirDescriptors descriptors) {
    keep_contact();
    if (!page_) return;
    if (unsent_.empty()) unsent_since_ = clock_.now().steady;
    unsent_.push_back(Letter{message, std::move(descriptors)});
    flush();
}

void AirClient::flush() {
    while (!unsent_.empty()) {
        const Sent sent = send_message(socket_, unsent_.front().message, unsent_.front().descriptors);
        if (sent == Sent::Gone) return hang_up();
        if (sent == Sent::Full) {
            if (clock_.now().steady - unsent_since_ > kPatience) hang_up();
            return;
        }
        unsent_.pop_front();
        unsent_since_ = clock_.now().steady;
    }
}

void AirClient::cue(const CueOrder& order, OpenMaster master) {
    AirMessage message;
    message.verb = AirVerb::CueMaster;
    message.cue = order;
    message.master_bytes = master.bytes;
    message.master_frames = master.frames;
    message.master_channels = master.channels;
    post(message, {std::move(master.file), std::move(master.block_hashes)});
}

void AirClient::cue(const CueOrder& order, Descriptor ring) {
    AirMessage message;
    message.verb = AirVerb::CueRing;
    message.cue = order;
    AirDescriptors descriptors;
    descriptors[0] = std::move(ring);
    post(message, std::move(descriptors));
}

void AirClient::take(const TakeOrder& order) {
    AirMessage message;
    message.verb = AirVerb::Take;
    message.take = order;
    post(message);
}

void AirClient::release(TakeId take, Frames at, Frames fade) {
    AirMessage message;
    message.verb = AirVerb::Release;
    message.take.take = take;
    message.take.at = at;
    message.frames = fade;
    post(message);
}

void AirClient::gain(TakeId take, double gain_db, Frames at, Frames ramp) {
    AirMessage message;
    message.verb = AirVerb::Gain;
    message.take.take = take;
    message.take.at = at;
    message.frames = ramp;
    message.gain_db = gain_db;
    post(message);
}

void AirClient::drop(TakeId take) {
    AirMessage message;
    message.verb = AirVerb::Drop;
    message.take.take = take;
    post(message);
}

void AirClient::lease(SteadyTime until) {
    AirMessage message;
    message.verb = AirVerb::Lease;
    message.lease = until;
    post(message);
}

}  // namespace truyenthanh
