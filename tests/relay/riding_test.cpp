// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The hand at the amplifier: what it does to relays that are too quiet, too loud, silent, or known from before.
#include <cmath>
#include <vector>

#include "audio/loudness_rider.h"
#include "audio/relay_wire.h"
#include "core/units.h"
#include "tests/golden.h"

using namespace truyenthanh;
using namespace truyenthanh::test;

namespace {

// Noise at a level, in both channels, and the gain each 0.4 s.
struct Listener {
    explicit Listener(std::optional<double> remembered = std::nullopt) : rider(RideLaw{}, remembered) {}

    void send(double seconds, float level) {
        KnownNoise noise(level);
        const auto steps = static_cast<int>(std::lround(seconds / 0.4));
        for (int step = 0; step < steps; ++step) {
            std::vector<float> block;
            for (int i = 0; i < kSampleRate * 4 / 10; ++i) {
                const float value = noise.next();
                block.insert(block.end(), {value, value});
            }
            const std::vector<float> sent = block;
            rider.ride(block.data(), block.size() / 2);
            for (std::size_t i = 0; i < block.size(); ++i) {
                const float least = std::fabs(sent[i]);
                if (least > 1e-6F) largest_step = std::max(largest_step, step_between(block[i] / sent[i]));
            }
            gains.push_back(static_cast<float>(rider.gain_db()));
        }
    }
    // dB between this gain and the one before.
    double step_between(float gain) {
        const double db = 20.0 * std::log10(gain);
        const double step = last_db ? std::abs(db - *last_db) : 0.0;
        last_db = db;
        return step;
    }

    LoudnessRider rider;
    std::vector<float> gains;
    double largest_step = 0.0;
    std::optional<double> last_db;
};

}  // namespace

TEST_CASE("a quiet relay comes to the target and a loud one too, by steps that nobody hears") {
    const float level = GENERATE(0.05F, 0.1F, 0.7F);
    CAPTURE(level);
    Listener listener;
    listener.send(90, level);
    REQUIRE(listener.rider.loudness());
    CHECK(*listener.rider.loudness() + listener.rider.gain_db() == Approx(-16.0).margin(1.05));
    CHECK(listener.largest_step < 0.01);
}

TEST_CASE("in a pause, in silence and under hiss the hand holds still") {
    const float level = GENERATE(0.0F, 0.0003F, 0.002F);
    CAPTURE(level);
    Listener listener;
    listener.send(60, 0.05F);
    const double before = listener.rider.gain_db();
    listener.send(18, level);
    CHECK(listener.rider.gain_db() == before);
    listener.send(5, 0.05F);
    CHECK(listener.rider.gain_db() == Approx(before).margin(0.2));
}

TEST_CASE("a relay that is known is at its level from its first sample") {
    Listener listener(-30.0);
    CHECK(listener.rider.gain_db() == Approx(12.0));
    Listener loud(-10.0);
    loud.send(1, 0.5F);
    CHECK(loud.gains.front() == Approx(-6.0).margin(0.3));
}

TEST_CASE("a relay that has become quiet for good is taken at its new level, not lifted at once") {
    Listener listener;
    listener.send(60, 0.5F);
    const double before = listener.rider.gain_db();
    listener.send(15, 0.05F);
    CHECK(listener.rider.gain_db() == before);
    listener.send(90, 0.05F);
    CHECK(*listener.rider.loudness() + listener.rider.gain_db() == Approx(-16.0).margin(1.1));
}

TEST_CASE("the gain stays within the bounds that local items have") {
    Listener faint;
    faint.send(80, 0.012F);
    CHECK(faint.rider.gain_db() <= 12.0);
    Listener loud;
    loud.send(60, 1.0F);
    CHECK(loud.rider.gain_db() >= -24.0);
}

TEST_CASE("what a relay job is told of loudness and of inputs comes back from its text") {
    wire::RelayOrder order;
    order.urls = {"https://radio.example/live", "input:ALSA: USB Audio: #0 (hw:1,0)"};
    order.loudness = {-23.5, wire::kUnknownLoudness};
    order.target = -16.0;
    order.inputs = "/run/truyenthanh/input.sock";
    const auto read = wire::relay_order_from(to_text(order));
    REQUIRE(read);
    CHECK(read->urls == order.urls);
    CHECK(read->loudness == order.loudness);
    CHECK(read->target == order.target);
    CHECK(read->inputs == order.inputs);
    order.target.reset();
    CHECK_FALSE(wire::relay_order_from(to_text(order))->target);
}
