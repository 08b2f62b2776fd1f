// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See patient_ledger.h.
#include "daemon/patient_ledger.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <string>

#include "core/error.h"

namespace truyenthanh {
namespace {

constexpr std::chrono::seconds kTryEvery{1};
constexpr std::size_t kMostNotes = 1'000;  // a station in trouble repeats itself; its rows are never shed

template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

// The disk's no, which passes; any other error of the store is about the row itself and would never be better.
bool will_pass(const StoreError& error) { return error.message().key == "store.failed"; }

}  // namespace

EntryId PatientLedger::open(const EntryIntent& intent, WallTime now) {
    const EntryId provisional{--last_provisional_};
    EntryId number = provisional;
    if (write_or_wait(Opening{provisional, intent, now}, now)) {
        number = numbers_.at(provisional);
        numbers_.erase(provisional);
    }
    intents_.emplace(number, intent);
    return number;
}

std::vector<AsRunEntry> PatientLedger::open_entries() {
    std::vector<AsRunEntry> entries = ledger_.open_entries();
    for (const AsRunEntry& entry : entries) intents_.emplace(entry.id, entry.intent);
    return entries;
}

void PatientLedger::progress(const std::vector<std::pair<EntryId, EntryCount>>& counts, WallTime now) {
    if (!waiting_.empty()) return;
    std::vector<std::pair<EntryId, EntryCount>> known = counts;
    for (auto& [entry, count] : known) entry = real(entry);
    try {
        ledger_.progress(known, now);
    } catch (const StoreError& error) {
        if (!will_pass(error)) throw;
        trouble_ = error.message();
    }
}

void PatientLedger::close(EntryId entry, const EntryCount& count, Outcome outcome, const std::optional<Message>& cause,
                          WallTime now) {
    write_or_wait(Closing{entry, count, outcome, cause, now}, now);
}

std::optional<Outcome> PatientLedger::outcome_of(const TransmissionKey& transmission, EntryKind kind, int position) {
    for (const Write& write : waiting_) {
        const auto* closing = std::get_if<Closing>(&write);
        if (closing == nullptr) continue;
        const auto intent = intents_.find(closing->entry);
        if (intent != intents_.end() && intent->second.transmission == transmission && intent->second.kind == kind &&
            intent->second.position == position)
            return closing->outcome;
    }
    return ledger_.outcome_of(transmission, kind, position);
}

void PatientLedger::note(Severity severity, const Message& message, WallTime now) {
    if (notes_waiting_ >= kMostNotes) return;
    write_or_wait(Noting{severity, message, now}, now);
}

void PatientLedger::write_waiting(WallTime now) {
    const bool is_early = now >= tried_at_ && now - tried_at_ < kTryEvery;
    if (is_early || (waiting_.empty() && !trouble_)) return;
    drain(now);
}

// True when it was written; what cannot be written now waits behind what waits already.
bool PatientLedger::write_or_wait(Write write, WallTime now) {
    if (waiting_.empty()) {
        try {
            perform(write);
            return true;
        } catch (const StoreError& error) {
            if (!will_pass(error)) throw;
            trouble_ = error.message();
            tried_at_ = now;
        }
    }
    if (std::holds_alternative<Noting>(write)) ++notes_waiting_;
    waiting_.push_back(std::move(write));
    return false;
}

void PatientLedger::perform(const Write& write) {
    const Overloaded carry{
        [this](const Opening& w) { numbers_[w.provisional] = ledger_.open(w.intent, w.at); },
        [this](const Closing& w) {
            ledger_.close(real(w.entry), w.count, w.outcome, w.cause, w.at);
            numbers_.erase(w.entry);
            intents_.erase(w.entry);
        },
        [this](const Noting& w) { diary_.note(w.severity, w.message, w.at); },
    };
    std::visit(carry, write);
}

void PatientLedger::drain(WallTime now) {
    tried_at_ = now;
    const std::size_t owed = waiting_.size();
    while (!waiting_.empty()) {
        try {
            perform(waiting_.front());
        } catch (const StoreError& error) {
            if (will_pass(error)) {
                trouble_ = error.message();
                return;
            }
            spdlog::error("{}", error.what());
        }
        if (std::holds_alternative<Noting>(waiting_.front())) --notes_waiting_;
        waiting_.pop_front();
    }
    trouble_.reset();
    if (owed > 0) note(Severity::Warning, {"station.rows_written_late", {{"rows", std::to_string(owed)}}}, now);
}

EntryId PatientLedger::real(EntryId entry) const {
    const auto found = numbers_.find(entry);
    return found == numbers_.end() ? entry : found->second;
}

}  // namespace truyenthanh
