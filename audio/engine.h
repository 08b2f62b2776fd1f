// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The control side of the chain: takes orders, holds up to kMaxTakes takes, puts the next ones on decks some seconds
// before they are due, and takes decks back when the callback is done with them. What it holds it plays without
// anybody's help. Thread: one, control, for everything here; only the mixer is the callback's.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "audio/command.h"
#include "audio/master_reader.h"
#include "audio/meter_page.h"
#include "audio/mixer.h"
#include "core/air.h"

namespace truyenthanh {

// Why an order was not followed; for the log.
enum class Ignored { UnknownTake, TakeExists, TableFull, NoRing };

class Engine {
public:
    Engine(MeterPage& page, Mixer& mixer, MasterReader& reader);
    // With no output running: the callback's decks are taken away; the reader lets go of them.
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    void cue(const CueOrder& order, OpenMaster master);
    void cue(const CueOrder& order, const Descriptor& ring);
    void take(const TakeOrder& order);
    void release(TakeId take, Frames at, Frames fade);
    void gain(TakeId take, double gain_db, Frames at, Frames ramp);
    void drop(TakeId take);
    void lease(SteadyTime until);

    // Ten times a second and after orders: decks back, decks out, what is due to the callback. True where a deck was
    // loaded, so that the reader has work.
    bool tick();

    // Orders the mixer has not yet seen.
    bool has_orders() const { return !outgoing_.empty() || mixer_.has_orders(); }

    // Told of each order that was not followed.
    std::function<void(TakeId, Ignored)> on_ignored = [](TakeId, Ignored) {};

private:
    struct Held {
        CueOrder order;
        OpenMaster master;
        std::optional<Ring> ring;  // live, until it is on a deck
        bool is_live = false;
        MeterRow* row = nullptr;
        std::optional<std::size_t> deck;
        bool is_leaving = false;  // unload is under way
        bool is_dropped = false;  // and then forget it
        bool is_over = false;
        std::optional<TakeOrder> take;
        std::optional<std::pair<Frames, Frames>> release;  // at, fade
        std::map<std::int64_t, MoveGain> moves;            // by frame, not yet due
        std::vector<MoveGain> sent;                        // moves the deck knows; a master's only
    };
    struct DeckSlot {
        std::unique_ptr<Source> source;
        std::optional<TakeId> take;
    };

    Held* find(TakeId take);
    Held* add(const CueOrder& order);
    MeterRow* free_row();
    std::int64_t playable(const Held& held) const;
    static std::int64_t due(const Held& held, std::int64_t now);
    void erase(TakeId take);
    void end_undecked(Held& held, EndCause cause);
    void publish(const Held& held);
    void reclaim();
    void wait_again(Held& held);
    static void retire(Held& held);
    bool assign();
    std::optional<std::size_t> free_deck();
    void make_room(std::int64_t before);
    void keep(Held& held);
    void load(Held& held, std::size_t deck);
    void unload(Held& held);
    void send_moves(Held& held);
    void send(const ChainCommand& command);
    void flush();
    std::int64_t now() const { return page_.emitted.load(std::memory_order_acquire); }

    MeterPage& page_;
    Mixer& mixer_;
    MasterReader& reader_;
    std::map<TakeId, Held> held_;
    std::array<DeckSlot, kDecks> decks_;
    std::deque<ChainCommand> outgoing_;
};

}  // namespace truyenthanh
