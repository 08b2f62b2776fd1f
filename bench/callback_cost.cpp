// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// callback_cost [BLOCKS [DECKS]]: what the audio callback's block costs and what it asks of the system. Renders blocks
// of 512 frames of DECKS takes: timed in a real-time thread, then once more in a thread with which the kernel ends the
// process at its first system call, allocations and locks counted. Prints one line of JSON; exit status 1 if there was
// any of the three.
//
// Threads: the renderer plays the callback; main or itself fills the rings between blocks.
#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include "audio/flush_to_zero.h"
#include "audio/mixer.h"

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void __libc_free(void*);
}

namespace {

using namespace truyenthanh;

constexpr std::uint32_t kBlock = 512;
constexpr std::uint32_t kRing = 1U << 15;
constexpr std::size_t kTurn = kRing / kBlock / 2;  // blocks between two fillings

thread_local bool is_watched = false;
std::atomic<int> allocations{0};
std::atomic<int> locks{0};
int (*real_lock)(pthread_mutex_t*) = nullptr;

void count(std::atomic<int>& what) {
    if (is_watched) what.fetch_add(1);
}

std::int64_t now_ns() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// Some takes on one mixer: equal gains, the first half of them in fades that never end, all metered.
class Load {
public:
    explicit Load(int decks)
        : page_(1), mixer_(std::make_unique<Mixer>(page_.page(), nullptr, std::vector{ZoneOutput{}})) {
        for (int deck = 0; deck < decks; ++deck) {
            sources_.push_back(std::make_unique<Source>(Ring(kRing)));
            start(static_cast<std::uint8_t>(deck), decks);
        }
        mixer_->order(SetLease{kForEver});
        fill();
        std::vector<float> out(2 * std::size_t{kBlock});
        for (int i = 0; i < 64; ++i) mixer_->render(out.data(), 0, SteadyTime{std::chrono::nanoseconds{now_ns()}});
    }

    void render(float* out) noexcept { mixer_->render(out, kBlock, SteadyTime{std::chrono::nanoseconds{now_ns()}}); }

    void fill() {
        std::vector<float> sound(2 * std::size_t{kRing});
        for (std::size_t i = 0; i < sound.size(); ++i)
            sound[i] = 0.2F * static_cast<float>(static_cast<int>(i * 7919 % 2001) - 1000) / 1000.0F;
        for (auto& source : sources_) source->ring.write(sound.data(), source->ring.space());
    }

private:
    void start(std::uint8_t deck, int decks) {
        MeterRow& row = page_.page().rows.at(deck);
        mixer_->order(LoadDeck{deck, false, Rank::Programme, TakeId{deck + 1U}, 1.0F / static_cast<float>(decks), 1,
                               kForEver, sources_.back().get(), &row});
        mixer_->order(TakeDeck{deck, 0, kForEver, deck < decks / 2 ? std::int64_t{1} << 40 : 0, 0});
    }

    OwnMeterPage page_;
    std::unique_ptr<Mixer> mixer_;
    std::vector<std::unique_ptr<Source>> sources_;
};

// The turns of the two threads, without a lock: who may go on is a number both spin on.
struct Turns {
    std::atomic<int> turn{0};  // even: the renderer's
    std::atomic<bool> is_over{false};
};

// The strict mode of seccomp would also take the clock away. Here all but the thread's end is forbidden.
void forbid_system_calls() {
    std::array<sock_filter, 4> rules{{BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                                      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit, 1, 0),
                                      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
                                      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)}};
    const sock_fprog filter{static_cast<unsigned short>(rules.size()), rules.data()};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        std::perror("callback_cost: seccomp");
        _exit(1);
    }
}

// Every block timed, with a rest now and then: a real-time thread that never sleeps is throttled by the kernel.
void time_all(Load& load, std::vector<std::int64_t>& costs) {
    std::vector<float> out(2 * std::size_t{kBlock});
    const FlushToZero flush;
    const sched_param priority{10};
    pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority);  // as the real callback, where the system lets us
    for (std::size_t block = 0; block < costs.size(); ++block) {
        if (block % kTurn == 0) {
            load.fill();
            const timespec rest{0, 500'000};
            ::nanosleep(&rest, nullptr);
        }
        const std::int64_t begun = now_ns();
        load.render(out.data());
        costs[block] = now_ns() - begun;
    }
}

// From the first block on the kernel ends the process at any system call but the thread's end.
void watch_all(Load& load, std::size_t blocks, Turns& turns) {
    std::vector<float> out(2 * std::size_t{kBlock});
    const FlushToZero flush;
    forbid_system_calls();
    is_watched = true;
    for (std::size_t block = 0; block < blocks; ++block) {
        if (block % kTurn == 0 && block != 0) {
            turns.turn.fetch_add(1);
            while (turns.turn.load() % 2 != 0) continue;
        }
        load.render(out.data());
    }
    is_watched = false;
    turns.is_over = true;
    syscall(SYS_exit, 0);
}

void print(std::vector<std::int64_t> costs, int decks) {
    std::sort(costs.begin(), costs.end());
    const auto at = [&](double share) {
        return static_cast<double>(costs[static_cast<std::size_t>(share * static_cast<double>(costs.size() - 1))]) /
               1000;
    };
    std::printf(
        "{\"blocks\": %zu, \"decks\": %d, \"median_us\": %.2f, \"p99_us\": %.2f, \"p9999_us\": %.2f, "
        "\"worst_us\": %.2f, \"period_us\": %.1f, \"allocations\": %d, \"locks\": %d, \"system_calls\": 0}\n",
        costs.size(), decks, at(0.5), at(0.99), at(0.9999), at(1.0), kBlock * 1e6 / kSampleRate, allocations.load(),
        locks.load());
}

// In a child, so that a forbidden system call ends that and not the report of it.
int measure(std::size_t blocks, int decks) {
    Load load(decks);
    std::vector<std::int64_t> costs(blocks);
    std::thread([&] { time_all(load, costs); }).join();
    load.fill();
    Turns turns;
    std::thread([&] { watch_all(load, blocks, turns); }).detach();
    while (!turns.is_over) {
        if (turns.turn.load() % 2 == 0) continue;
        load.fill();
        turns.turn.fetch_add(1);
    }
    print(costs, decks);
    std::fflush(stdout);
    _exit(allocations == 0 && locks == 0 ? 0 : 1);
}

}  // namespace

extern "C" {
void* malloc(std::size_t size) {
    count(allocations);
    return __libc_malloc(size);
}
void* calloc(std::size_t number, std::size_t size) {
    count(allocations);
    return __libc_calloc(number, size);
}
void* realloc(void* memory, std::size_t size) {
    count(allocations);
    return __libc_realloc(memory, size);
}
void free(void* memory) {
    count(allocations);
    __libc_free(memory);
}
int pthread_mutex_lock(pthread_mutex_t* mutex) {
    count(locks);
    if (real_lock == nullptr) real_lock = reinterpret_cast<decltype(real_lock)>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    return real_lock(mutex);
}
}

int main(int argc, char** argv) {
    const std::size_t blocks = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 100'000;
    const int decks = argc > 2 ? std::atoi(argv[2]) : 2;
    if (blocks == 0 || decks < 1 || decks > static_cast<int>(kDecks)) {
        std::fprintf(stderr, "usage: callback_cost [BLOCKS [DECKS]]\n");
        return 2;
    }
    const pid_t child = ::fork();
    if (child == 0) _exit(measure(blocks, decks));
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status))
        std::fprintf(stderr, "callback_cost: a system call in the callback ended the measurement\n");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
