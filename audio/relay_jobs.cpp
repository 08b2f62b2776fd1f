// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See relay_jobs.h.
#include "audio/relay_jobs.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "audio/job_process.h"
#include "audio/relay_health.h"
#include "audio/relay_wire.h"
#include "core/error.h"

namespace truyenthanh {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr std::uint32_t kRingFrames = 1U << 20;  // 22 s
constexpr seconds kSilentJob{10};                // no heartbeat for so long: it hangs
constexpr seconds kFlowing{2};
constexpr seconds kLongestPause{30};
constexpr seconds kGoodLife{60};

// When the kernel started the process, in ticks since boot.
std::optional<unsigned long long> start_time(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(file, text);
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos) return std::nullopt;
    std::istringstream fields(text.substr(name_end + 2));
    std::string skipped;
    for (int field = 3; field < 22; ++field) fields >> skipped;
    unsigned long long ticks = 0;
    return fields >> ticks ? std::optional{ticks} : std::nullopt;
}

Descriptor memory_with(const std::string& text) {
    Descriptor memory{memfd_create("truyenthanh-relay-order", MFD_CLOEXEC)};
    if (!memory || write(memory.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        throw DecodeError({"relay.no_note", {{"file", "memfd"}, {"reason", std::generic_category().message(errno)}}});
    return memory;
}

std::int64_t ns(SteadyTime time) { return time.since_boot.count(); }

}  // namespace

RelayJobs::RelayJobs(RelayJobsOrder order, const Clock& clock) : order_(std::move(order)), clock_(clock) {}

RelayJobs::~RelayJobs() = default;

std::filesystem::path RelayJobs::note(RelayId relay) const {
    return order_.run_folder / ("relay-" + std::to_string(relay.value) + ".job");
}

void RelayJobs::tell(Ring& ring, SteadyTime until, RelayReturn returns) {
    ring.job().run_until.store(ns(until), std::memory_order_release);
    ring.job().returns_in_pause.store(returns == RelayReturn::InPause ? 1 : 0, std::memory_order_release);
}

void RelayJobs::want(const Relay& relay, SteadyTime until, RelayReturn returns) {
    const SteadyTime now = clock_.now().steady;
    wire::RelayOrder wanted;
    wanted.urls = relay.urls;
    wanted.hosts = order_.hosts;
    wanted.allow_private = relay.allow_private;
    wanted.buffer_ms = static_cast<int>(order_.buffer.count());
    wanted.silence_s = static_cast<int>(order_.silence.count());
    wanted.target = order_.target_lufs;
    wanted.inputs = order_.inputs.string();
    const std::string text = wire::to_text(wanted);
    Job& job = jobs_[relay.id];
    if (is_alive(job, now)) {
        tell(*job.ring, until, returns);
        if (!job.order.empty() && job.order != text) job.ring->job().stop.store(1);  // addresses changed: begin anew
        return;
    }
    if (job.pid >= 0) bury(job, now);
    if (now < job.not_before) return;
    const std::filesystem::path path = note(relay.id);
    Descriptor file{open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640)};
    if (!file)
        throw DecodeError(
            {"relay.no_note", {{"file", path.string()}, {"reason", std::generic_category().message(errno)}}});
    if (flock(file.get(), LOCK_EX | LOCK_NB) == 0) {
        job.order = text;
        remember(wanted);
        return start(relay.id, job, wanted, std::move(file), until, returns);
    }
    if (adopt(relay.id, job)) tell(*job.ring, until, returns);
}

void RelayJobs::remember(wire::RelayOrder& order) const {
    if (!order_.known_loudness) return;
    for (const std::string& url : order.urls)
        order.loudness.push_back(order_.known_loudness(url).value_or(wire::kUnknownLoudness));
}

void RelayJobs::start(RelayId relay, Job& job, const wire::RelayOrder& order, Descriptor note_file, SteadyTime until,
                      RelayReturn returns) {
    Ring ring = Ring::create_shared(kRingFrames);
    tell(ring, until, returns);
    const Descriptor memory = ring.share();
    const Descriptor text = memory_with(wire::to_text(order));
    JobOrder process;
    process.program = order_.program;
    process.arguments = {"relay"};
    process.descriptors = {memory.get(), text.get(), note_file.get()};
    process.error_file = order_.error_file;
    process.is_independent = true;
    job.pid = start_job(process);
    job.is_child = true;
    job.ticks = start_time(job.pid).value_or(0);
    job.started = clock_.now().steady;
    job.ring = std::move(ring);
    std::ofstream written(note(relay), std::ios::trunc);
    written << job.pid << ' ' << job.ticks << ' ' << wire::kRingFd << '\n';
}

// A job of an earlier station holds the lock: takes up its ring again.
bool RelayJobs::adopt(RelayId relay, Job& job) {
    std::ifstream file(note(relay));
    pid_t pid = -1;
    unsigned long long started = 0;
    int ring_fd = -1;
    if (!(file >> pid >> started >> ring_fd) || start_time(pid) != started) return false;
    const std::string path = "/proc/" + std::to_string(pid) + "/fd/" + std::to_string(ring_fd);
    const Descriptor memory{open(path.c_str(), O_RDWR | O_CLOEXEC)};
    if (!memory) return false;
    job.ring = Ring::attach(memory);
    if (!job.ring) return false;
    job.pid = pid;
    job.ticks = started;
    job.is_child = false;
    job.order.clear();
    job.started = clock_.now().steady;
    return true;
}

bool RelayJobs::is_alive(Job& job, SteadyTime now) {
    if (job.pid < 0 || !job.ring) return false;
    if (job.is_child && waitpid(job.pid, nullptr, WNOHANG) == job.pid) {
        job.is_child = false;
        return false;
    }
    if ((!job.is_child && start_time(job.pid) != job.ticks) ||
        job.ring->job().ended.load(std::memory_order_acquire) != 0)
        return false;
    const std::int64_t beat = job.ring->job().writer_heartbeat.load(std::memory_order_acquire);
    return ns(now) - std::max(beat, ns(job.started)) < nanoseconds{kSilentJob}.count();
}

// Dead, ended or hanging: makes sure of it, and waits a little longer each time before the next is started.
void RelayJobs::bury(Job& job, SteadyTime now) {
    const bool has_ended = job.ring && job.ring->job().ended.load() != 0;
    const bool is_there = job.is_child || start_time(job.pid) == job.ticks;
    if (is_there && !has_ended) kill(job.pid, SIGKILL);
    if (job.is_child) wait_for_job(job.pid);
    job.pid = -1;
    job.is_child = false;
    job.ring.reset();
    if (has_ended || now - job.started > nanoseconds{kGoodLife}) job.pause = seconds{0};
    job.not_before = now + nanoseconds{job.pause};
    job.pause = std::clamp(job.pause * 2, seconds{1}, kLongestPause);
}

void RelayJobs::unwant(RelayId relay) {
    const auto found = jobs_.find(relay);
    if (found != jobs_.end() && found->second.ring) found->second.ring->job().stop.store(1, std::memory_order_release);
}

RelayHealth RelayJobs::health(RelayId relay) {
    RelayHealth health;
    const auto found = jobs_.find(relay);
    if (found == jobs_.end()) return health;
    const SteadyTime now = clock_.now().steady;
    Job& job = found->second;
    health.is_open = is_alive(job, now);
    if (!job.ring) return health;
    const JobLine& line = std::as_const(*job.ring).job();
    const std::int64_t decoded_at = line.decoded_at.load(std::memory_order_acquire);
    health.is_flowing = health.is_open && decoded_at != 0 && ns(now) - decoded_at < nanoseconds{kFlowing}.count();
    read_health(line, health);
    health.buffered = health.buffered + Frames{job.ring->fill()};
    const std::uint64_t pause = line.pause_at.load(std::memory_order_acquire);
    if (pause != 0) health.pause_ahead = Frames{job.ring->ahead(pause)};
    if (!health.is_flowing) health.fault = relay_fault_message(line.fault.load(std::memory_order_acquire));
    return health;
}

Descriptor RelayJobs::ring(RelayId relay) {
    const auto found = jobs_.find(relay);
    if (found == jobs_.end() || !found->second.ring) return {};
    return found->second.ring->share();
}

}  // namespace truyenthanh
