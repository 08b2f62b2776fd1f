// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Commands as one line each, for scenarios and logs. Takes are shown by their label or number, frames as seconds.
#include <cstdio>
#include <string>

#include "core/names.h"
#include "scheduler/playout.h"

namespace truyenthanh {
namespace {

std::string seconds(Frames frames) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", static_cast<double>(frames.count) / kSampleRate);
    return text;
}

std::string hex(TakeId take) {
    char text[24];
    std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(take.value));
    return text;
}

std::string row(const PartKey& part) {
    return to_string(part.transmission) + " " + std::string(name(part.kind)) + " " + std::to_string(part.position);
}

struct Writer {
    std::string operator()(const OpenEntry& c) const { return "open " + row(c.part) + " " + c.intent.title; }
    std::string operator()(const RefreshEntries& c) const { return "refresh " + std::to_string(c.counts.size()); }
    std::string operator()(const CloseEntry& c) const {
        return "close " + row(c.part) + " " + std::string(name(c.outcome)) + (c.cause ? " " + to_string(*c.cause) : "");
    }
    std::string operator()(const CueMaster& c) const {
        return "cue " + hex(c.order.take) + " " + std::string(name(c.order.rank)) + " " + c.order.label.data() +
               " skip " + seconds(c.order.skip) + (c.order.loops ? " loop" : "");
    }
    std::string operator()(const CueRelay& c) const {
        return "cue " + hex(c.order.take) + " relay " + c.order.label.data();
    }
    std::string operator()(const Take& c) const {
        return "take " + hex(c.order.take) + " at " + seconds(c.order.at) + " until " + seconds(c.order.until);
    }
    std::string operator()(const Release& c) const {
        return "release " + hex(c.take) + " at " + seconds(c.at) + " fade " + seconds(c.fade);
    }
    std::string operator()(const SetGain& c) const {
        return "gain " + hex(c.take) + " " + std::to_string(static_cast<int>(c.order.gain_db)) + " dB at " +
               seconds(c.order.at);
    }
    std::string operator()(const Drop& c) const { return "drop " + hex(c.take); }
    std::string operator()(const Lease& c) const {
        return "lease until " + seconds(to_frames(c.until.since_boot)) + " of the steady clock";
    }
    std::string operator()(const WantRelay& c) const { return "want relay " + c.relay.name; }
    std::string operator()(const UnwantRelay& c) const { return "unwant relay " + std::to_string(c.relay.value); }
    std::string operator()(const Note& c) const {
        return "note " + std::string(name(c.severity)) + " " + to_string(c.message);
    }
};

}  // namespace

std::string to_string(const PlayoutCommand& command) { return std::visit(Writer{}, command); }

}  // namespace truyenthanh
