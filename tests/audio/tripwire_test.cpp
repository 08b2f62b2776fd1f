// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real-time contract, proved on the callback's path itself: 100,000 blocks under orders, with every allocation and
// every pthread lock counted; and blocks rendered in a process whose kernel kills it for any system call.
#include <dlfcn.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <new>

#include "audio/chain.h"
#include "audio/kill_latch.h"
#include "tests/audio/studio.h"
#include "tests/catch.h"

namespace {

thread_local bool is_on_callback = false;
std::atomic<long> trespasses{0};

using Lock = int (*)(pthread_mutex_t*);
[[maybe_unused]] const Lock real_lock = reinterpret_cast<Lock>(::dlsym(RTLD_NEXT, "pthread_mutex_lock"));

void trip() noexcept {
    if (is_on_callback) trespasses.fetch_add(1);
}

}  // namespace

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void __libc_free(void*);

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
void* malloc(std::size_t bytes) {
    trip();
    return __libc_malloc(bytes);
}
void* calloc(std::size_t count, std::size_t bytes) {
    trip();
    return __libc_calloc(count, bytes);
}
void* realloc(void* memory, std::size_t bytes) {
    trip();
    return __libc_realloc(memory, bytes);
}
void free(void* memory) {
    trip();
    __libc_free(memory);
}
int pthread_mutex_lock(pthread_mutex_t* mutex) {
    trip();
    return real_lock != nullptr ? real_lock(mutex) : 0;
}
#endif
}

using namespace truyenthanh;
using namespace truyenthanh::test;

namespace {

// A chain at work: decks full, orders on their way, a limiter with something to do.
struct Busy {
    Busy()
        : page(9),
          latch(latch_file()),
          mixer(page.page(), &latch, {ZoneOutput{}, ZoneOutput{0.5F, {2}}}),
          chain(mixer, clock, nullptr),
          engine(page.page(), mixer, reader) {
        std::filesystem::remove(latch_file());
    }
    static std::filesystem::path latch_file() {
        return std::filesystem::temp_directory_path() / ("truyenthanh-tripwire-" + std::to_string(::getpid()));
    }
    SteadyTime now() { return SteadyTime{std::chrono::hours{1}} + to_duration(Frames{page.page().emitted.load()}); }

    // Control's part, between blocks: takes come and go, each a short loud one over a long quiet one.
    void order(int block) {
        if (block % 97 == 0) {
            CueOrder cue;
            cue.take = TakeId{++last};
            cue.rank = static_cast<Rank>(last % 8);
            cue.zones = 3;
            cue.gain_db = 9.0;
            engine.cue(cue, again(master));
            const std::int64_t at = page.page().emitted.load() + 4'000;
            engine.take({cue.take, Frames{at}, Frames{at + 60'000}, Frames{480}, Frames{480}});
            engine.gain(cue.take, -6.0, Frames{at + 10'000}, Frames{2'400});
            engine.release(cue.take, Frames{at + 40'000}, Frames{4'800});
        }
        if (block % 50 == 0) engine.lease(now() + std::chrono::seconds{30});
        if (block % 50 == 0) drop_ended();
        engine.tick();
        while (reader.fill()) continue;
        clock.update();
    }
    void drop_ended() {
        for (const TakeMeter& meter : read_status(page.page()).takes)
            if (meter.state == TakeState::Ended) engine.drop(meter.take);
    }

    std::array<float, 3 * 512> out{};
    OwnMeterPage page;
    KillLatch latch;
    Mixer mixer;
    AirClock clock;
    Chain chain;
    MasterReader reader;
    Engine engine;
    OpenMaster master = make_master(50'000, 1, [](std::int64_t i) { return static_cast<float>(i % 100) / 110.0F; });
    std::uint64_t last = 0;
};

// Only exit remains: any other system call is the end of the process.
[[noreturn]] void render_without_a_kernel(Busy& busy, const SteadyTime* entries, int blocks) {
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT);
    float sum = 0.0F;
    for (int i = 0; i < blocks; ++i) {
        busy.chain.render(busy.out.data(), 512, entries[i]);
        sum += busy.out[0];
    }
    ::syscall(SYS_exit, sum == sum ? 0 : 1);
    ::abort();
}

}  // namespace

TEST_CASE("100,000 blocks of a busy chain allocate nothing and take no lock") {
    Busy busy;
    float loudest = 0.0F;
    for (int block = 0; block < 100'000; ++block) {
        busy.order(block);
        const SteadyTime entry = busy.now();
        is_on_callback = true;
        busy.chain.render(busy.out.data(), 64, entry);
        is_on_callback = false;
        for (int i = 0; i < 3 * 64; ++i) loudest = std::max(loudest, std::abs(busy.out[static_cast<std::size_t>(i)]));
    }
    CHECK(trespasses.load() == 0);
    CHECK(loudest > 0.5F);
    CHECK(loudest <= kLimiterCeiling);
    CHECK(busy.last > 1'000);
}

TEST_CASE("the tripwire is there: an allocation and a lock on the callback are counted") {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    is_on_callback = true;
    void* volatile memory = std::malloc(16);
    is_on_callback = false;
    std::free(memory);
    CHECK(trespasses.exchange(0) == 1);
    std::mutex mutex;
    is_on_callback = true;
    mutex.lock();
    is_on_callback = false;
    mutex.unlock();
    CHECK(trespasses.exchange(0) == 1);
#endif
}

TEST_CASE("a busy chain renders in a process whose kernel refuses every call") {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    Busy busy;
    for (int block = 0; block < 300; ++block) {
        busy.order(block);
        busy.chain.render(busy.out.data(), 512, busy.now());
    }
    busy.order(97 * 4);
    constexpr int kBlocks = 200;
    std::vector<SteadyTime> entries;
    for (int i = 0; i < kBlocks; ++i) entries.push_back(busy.now() + to_duration(Frames{512 * i}));
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) render_without_a_kernel(busy, entries.data(), kBlocks);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
#endif
}
