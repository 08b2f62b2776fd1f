// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The mixer's and the limiter's arithmetic against files. Tolerance 1e-6 of full scale: sums and products of floats,
// the same on every machine but for the order in which a compiler adds.
#include "tests/golden.h"

#include "audio/limiter.h"
#include "tests/audio/studio.h"

using namespace truyenthanh;
using namespace truyenthanh::test;

namespace {

constexpr float kTolerance = 1e-6F;

OpenMaster level(float value) {
    return make_master(96'000, 1, [value](std::int64_t) { return value; });
}

// One number a millisecond of the left side.
std::vector<float> heard(Studio& studio, std::int64_t frames) {
    studio.air.advance(Frames{frames});
    studio.air.flush();
    return every(2 * 48, studio.out);
}

}  // namespace

TEST_CASE("golden: fades in and out, a release and a crossfade") {
    Studio studio;
    for (std::uint64_t id = 1; id <= 3; ++id) studio.cue(id, level(id == 2 ? -0.25F : 0.25F));
    studio.air.take({TakeId{1}, Frames{480}, Frames{12'480}, Frames{2'400}, Frames{2'400}});
    studio.air.take({TakeId{2}, Frames{10'080}, Frames{24'000}, Frames{2'400}, Frames{480}});
    studio.air.take({TakeId{3}, Frames{25'000}, Frames{90'000}, Frames{0}, Frames{0}});
    studio.air.release(TakeId{3}, Frames{30'000}, Frames{4'800});
    check_golden("fades", heard(studio, 40'000), kTolerance);
}

TEST_CASE("golden: a relay ducked and muted under two inserts, and rejoined") {
    Studio studio;
    studio.cue(1, level(0.25F), Rank::Relay);
    studio.cue(2, level(0.125F), Rank::Insert);
    studio.take(1, 0);
    studio.take(2, 9'600, 19'200);
    studio.air.gain(TakeId{1}, -15.0, Frames{9'600}, Frames{4'800});
    studio.air.gain(TakeId{1}, 0.0, Frames{19'200}, Frames{4'800});
    studio.air.gain(TakeId{1}, -120.0, Frames{30'000}, Frames{2'400});
    studio.air.gain(TakeId{1}, 0.0, Frames{36'000}, Frames{2'400});
    check_golden("inserts", heard(studio, 45'000), kTolerance);
}

TEST_CASE("golden: the limiter on a burst of noise, and what it leaves alone") {
    Limiter limiter;
    KnownNoise quiet(0.2F);
    KnownNoise loud(2.5F);
    std::vector<float> samples;
    for (int frame = 0; frame < 4'000; ++frame) {
        const float value = frame >= 600 && frame < 900 ? loud.next() : quiet.next();
        samples.insert(samples.end(), {value, -0.5F * value});
    }
    limiter.process(samples.data(), 4'000);
    check_golden("limiter", every(8, samples), kTolerance);
}

TEST_CASE("golden: four takes at once, louder together than full scale") {
    Studio studio;
    for (std::uint64_t id = 1; id <= 4; ++id) {
        KnownNoise noise(0.2F * static_cast<float>(id));
        std::vector<float> known;
        for (int i = 0; i < 9'600; ++i) known.push_back(noise.next());
        studio.cue(id, make_master(9'600, 1, [&](std::int64_t i) { return known[static_cast<std::size_t>(i)]; }));
        studio.take(id, static_cast<std::int64_t>(id) * 1'000);
    }
    studio.air.advance(Frames{14'400});
    studio.air.flush();
    check_golden("mixed", every(50, studio.out), kTolerance);
}
