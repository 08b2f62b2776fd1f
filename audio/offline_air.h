// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The chain without a loudspeaker: the same engine and mixer, driven as fast as the caller asks. Sample i handed to the
// sink is what would be heard at the start plus i / 48,000 s: the limiter's delay is taken off.
// Thread: one.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "audio/engine.h"
#include "audio/master_reader.h"
#include "audio/meter_page.h"
#include "audio/mixer.h"
#include "core/air.h"

namespace truyenthanh {

class OfflineAir final : public Air {
public:
    // Interleaved stereo.
    using Sink = std::function<void(std::span<const float>)>;

    // The line's frame 0 is heard at `start`.
    OfflineAir(SteadyTime start, Sink sink, float ceiling = kLimiterCeiling);

    // Renders the next `frames` of the line.
    void advance(Frames frames);
    SteadyTime now() const { return start_ + to_duration(emitted()); }
    Frames emitted() const { return Frames{own_page_.page().emitted.load()}; }
    // Line frames no take owned.
    Frames unclaimed() const { return Frames{own_page_.page().unclaimed.load()}; }
    // Once, at the end: as many frames more as are still in the limiter's delay.
    void flush();

    AirStatus status() override;
    std::optional<AirStatus> last_words(std::uint64_t epoch) override;
    void cue(const CueOrder& order, OpenMaster master) override;
    void cue(const CueOrder& order, Descriptor ring) override;
    void take(const TakeOrder& order) override;
    void release(TakeId take, Frames at, Frames fade) override;
    void gain(TakeId take, double gain_db, Frames at, Frames ramp) override;
    void drop(TakeId take) override;
    void lease(SteadyTime until) override;

private:
    void render(std::uint32_t frames);
    void obey();
    SteadyTime heard_at() const;

    SteadyTime start_;
    Sink sink_;
    OwnMeterPage own_page_;
    std::unique_ptr<Mixer> mixer_;
    MasterReader reader_;
    Engine engine_;
    std::vector<float> block_;
    std::int64_t delay_left_ = kLimiterDelay;  // frames of the limiter's delay still to be taken off
};

}  // namespace truyenthanh
