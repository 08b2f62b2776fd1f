// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See engine.h.
#include "audio/engine.h"

#include <fcntl.h>

#include <algorithm>
#include <cmath>

namespace truyenthanh {
namespace {

constexpr std::uint32_t kDeckRing = 1U << 17;          // 2.7 s
constexpr std::int64_t kLoadAhead = 15 * kSampleRate;  // a taken master gets its deck so long before
constexpr std::int64_t kAnyMoment = 8 * kSampleRate;   // a cue not yet taken counts as due then
constexpr std::int64_t kMovesAhead = 10 * kSampleRate;

// Empty where the system has no more descriptors: reading it then says Unreadable.
Descriptor copy_of(const Descriptor& fd) { return Descriptor{::fcntl(fd.get(), F_DUPFD_CLOEXEC, 3)}; }

float amplitude(double gain_db) {
    return gain_db <= -120.0 ? 0.0F : static_cast<float>(std::pow(10.0, gain_db / 20.0));
}

}  // namespace

Engine::Engine(MeterPage& page, Mixer& mixer, MasterReader& reader) : page_(page), mixer_(mixer), reader_(reader) {}

Engine::~Engine() {
    for (std::size_t i = 0; i < kDecks; ++i) reader_.unload(i);
}

Engine::Held* Engine::find(TakeId take) {
    const auto found = held_.find(take);
    if (found != held_.end() && !found->second.is_dropped) return &found->second;
    on_ignored(take, Ignored::UnknownTake);
    return nullptr;
}

MeterRow* Engine::free_row() {
    const auto is_free = [](const MeterRow& row) { return row.load().take.value == 0; };
    const auto row = std::find_if(page_.rows.begin(), page_.rows.end(), is_free);
    return row == page_.rows.end() ? nullptr : &*row;
}

Engine::Held* Engine::add(const CueOrder& order) {
    MeterRow* row = free_row();
    const bool is_known = held_.contains(order.take) || order.take.value == 0;
    if (is_known || row == nullptr) {
        on_ignored(order.take, is_known ? Ignored::TakeExists : Ignored::TableFull);
        return nullptr;
    }
    Held& held = held_[order.take];
    held.order = order;
    held.row = row;
    return &held;
}

void Engine::cue(const CueOrder& order, OpenMaster master) {
    Held* held = add(order);
    if (held == nullptr) return;
    held->master = std::move(master);
    publish(*held);
}

void Engine::cue(const CueOrder& order, const Descriptor& ring) {
    auto attached = Ring::attach(ring);
    if (!attached) return on_ignored(order.take, Ignored::NoRing);
    Held* held = add(order);
    if (held == nullptr) return;
    held->ring = std::move(attached);
    held->is_live = true;
    publish(*held);
}

void Engine::take(const TakeOrder& order) {
    Held* held = find(order.take);
    if (held == nullptr || held->is_over) return;
    held->take = order;
    held->release.reset();
    if (!held->deck) return publish(*held);
    send(TakeDeck{static_cast<std::uint8_t>(*held->deck), order.at.count, order.until.count, order.fade_in.count,
                  order.fade_out.count});
}

void Engine::release(TakeId take, Frames at, Frames fade) {
    Held* held = find(take);
    if (held == nullptr || held->is_over || !held->take) return;
    held->release = {at, fade};
    if (held->deck) return send(ReleaseDeck{static_cast<std::uint8_t>(*held->deck), at.count, fade.count});
    if (at + fade <= held->take->at) end_undecked(*held, EndCause::Released);
}

void Engine::gain(TakeId take, double gain_db, Frames at, Frames ramp) {
    Held* held = find(take);
    if (held == nullptr || held->is_over) return;
    held->moves[at.count] = MoveGain{0, at.count, amplitude(gain_db), ramp.count};
    send_moves(*held);
}

void Engine::drop(TakeId take) {
    Held* held = find(take);
    if (held == nullptr) return;
    if (!held->deck) return erase(take);
    if (held->row->load().state == TakeState::OnAir) return;
    held->is_dropped = true;
    unload(*held);
}

void Engine::lease(SteadyTime until) { send(SetLease{until.since_boot.count()}); }

bool Engine::tick() {
    reclaim();
    const bool has_loaded = assign();
    for (auto& [take, held] : held_) {
        if (held.is_dropped) keep(held);
        if (held.deck) send_moves(held);
    }
    flush();
    return has_loaded;
}

std::int64_t Engine::playable(const Held& held) const {
    const std::int64_t wanted = held.order.frames.count > 0 ? held.order.frames.count : kForEver;
    if (held.is_live || held.order.loops) return wanted;
    return std::max<std::int64_t>(0, std::min(wanted, held.master.frames.count - held.order.skip.count));
}

// The frame by which it wants a deck.
std::int64_t Engine::due(const Held& held, std::int64_t now) {
    if (held.is_live) return 0;
    return held.take ? held.take->at.count : now + kAnyMoment;
}

// A drop that came when the take was already on air.
void Engine::keep(Held& held) {
    if (held.row->load().state == TakeState::OnAir) held.is_dropped = held.is_leaving = false;
}

void Engine::publish(const Held& held) {
    TakeMeter meter;
    meter.take = held.order.take;
    meter.state = held.take ? TakeState::Taken : TakeState::Cueing;
    if (held.take) meter.at = held.take->at;
    if (held.take)
        meter.until =
            held.release ? std::min(held.take->until, held.release->first + held.release->second) : held.take->until;
    held.row->store(meter);
}

void Engine::end_undecked(Held& held, EndCause cause) {
    TakeMeter meter = held.row->load();
    meter.state = TakeState::Ended;
    meter.cause = cause;
    meter.end = Frames{now()};
    held.row->store(meter);
    held.is_over = true;
    held.master = OpenMaster{};
    held.ring.reset();
}

void Engine::erase(TakeId take) {
    const auto found = held_.find(take);
    found->second.row->store(TakeMeter{});
    held_.erase(found);
}

// Decks the callback is done with: the take is over, or goes back to wait.
void Engine::reclaim() {
    while (const std::optional<Retired> retired = mixer_.retired()) {
        DeckSlot& slot = decks_[retired->deck];
        reader_.unload(retired->deck);
        Held& held = held_.at(*slot.take);
        if (held.is_live) slot.source.reset();
        slot.take.reset();
        held.deck.reset();
        if (held.is_dropped)
            erase(held.order.take);
        else if (held.is_leaving && held.row->load().cause == EndCause::Dropped)
            wait_again(held);
        else
            retire(held);
    }
}

void Engine::wait_again(Held& held) {
    held.is_leaving = false;
    for (const MoveGain& move : held.sent) held.moves.emplace(move.at, move);
    held.sent.clear();
    publish(held);
}

void Engine::retire(Held& held) {
    held.is_over = true;
    held.master = OpenMaster{};
    held.moves.clear();
}

std::optional<std::size_t> Engine::free_deck() {
    for (std::size_t i = 0; i < kDecks; ++i)
        if (!decks_[i].take) return i;
    return std::nullopt;
}

// Sends the master that is due last back to wait, if that is later than `due`.
void Engine::make_room(std::int64_t before) {
    const std::int64_t frame = now();
    Held* latest = nullptr;
    for (auto& [take, held] : held_) {
        if (!held.deck || held.is_live) continue;
        if (held.is_leaving) return;
        const TakeState state = held.row->load().state;
        if (state == TakeState::OnAir || state == TakeState::Ended || due(held, frame) <= before) continue;
        if (latest == nullptr || due(held, frame) > due(*latest, frame)) latest = &held;
    }
    if (latest != nullptr) unload(*latest);
}

bool Engine::assign() {
    const std::int64_t frame = now();
    std::vector<Held*> waiting;
    for (auto& [take, held] : held_)
        if (!held.deck && !held.is_over && due(held, frame) <= frame + kLoadAhead) waiting.push_back(&held);
    std::stable_sort(waiting.begin(), waiting.end(),
                     [frame](Held* a, Held* b) { return due(*a, frame) < due(*b, frame); });
    bool has_loaded = false;
    for (Held* held : waiting) {
        const auto deck = free_deck();
        if (!deck) {
            make_room(due(*held, frame));
            break;
        }
        load(*held, *deck);
        has_loaded = true;
    }
    return has_loaded;
}

void Engine::load(Held& held, std::size_t deck) {
    DeckSlot& slot = decks_[deck];
    const std::int64_t frames = playable(held);
    slot.take = held.order.take;
    if (held.is_live) {
        slot.source = std::make_unique<Source>(std::move(*held.ring));
    } else {
        if (!slot.source) slot.source = std::make_unique<Source>(Ring{kDeckRing});
        slot.source->reset();
        const OpenMaster& master = held.master;
        OpenMaster copy{copy_of(master.file), copy_of(master.block_hashes), master.bytes, master.frames,
                        master.channels};
        auto sound = std::make_unique<MasterSource>(std::move(copy), held.order.skip, held.order.loops);
        reader_.load(deck, *slot.source, std::move(sound), frames);
    }
    held.deck = deck;
    const auto index = static_cast<std::uint8_t>(deck);
    send(LoadDeck{index, held.is_live, held.order.rank, held.order.take, amplitude(held.order.gain_db),
                  held.order.zones, frames, slot.source.get(), held.row});
    const std::optional<std::pair<Frames, Frames>> release = held.release;
    if (held.take) take(*held.take);
    if (release) this->release(held.order.take, release->first, release->second);
}

void Engine::unload(Held& held) {
    if (held.is_leaving) return;
    held.is_leaving = true;
    send(UnloadDeck{static_cast<std::uint8_t>(*held.deck)});
}

void Engine::send_moves(Held& held) {
    if (!held.deck) return;
    while (!held.moves.empty() && held.moves.begin()->first <= now() + kMovesAhead) {
        MoveGain move = held.moves.begin()->second;
        move.deck = static_cast<std::uint8_t>(*held.deck);
        held.moves.erase(held.moves.begin());
        if (!held.is_live) held.sent.push_back(move);
        send(move);
    }
}

void Engine::send(const ChainCommand& command) {
    outgoing_.push_back(command);
    flush();
}

void Engine::flush() {
    while (!outgoing_.empty() && mixer_.order(outgoing_.front())) outgoing_.pop_front();
}

}  // namespace truyenthanh
