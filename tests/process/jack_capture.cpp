// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// jack_capture CLIENT FILE: records what every JACK client whose name begins with CLIENT sends out, until SIGTERM or
// the end of the server. FILE gets one record a process cycle: a Block, then its interleaved stereo float frames.
// Beside it FILE.ready is made once recording runs. Ports that come and go are connected as they come.
//
// Threads: JACK's process thread fills a ring; the main thread connects ports and writes the file.
#include <jack/jack.h>
#include <jack/ringbuffer.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace {

constexpr std::size_t kRingBytes = std::size_t{64} << 20;
constexpr std::size_t kMostFrames = 8192;

// Times in nanoseconds of CLOCK_MONOTONIC. `latency` in frames is that of the playback ports: a frame of this block
// is heard at cycle_ns + (latency + its index) / rate.
struct Block {
    std::int64_t entry_ns = 0;
    std::int64_t cycle_ns = 0;
    std::uint32_t frame_time = 0;
    std::uint32_t frames = 0;
    std::uint32_t latency = 0;
    std::uint16_t sources = 0;  // connected to us now
    std::uint16_t xruns = 0;    // the server owned up to, since we began
};

std::atomic<bool> ended{false};

void on_signal(int) { ended = true; }

class Capture {
public:
    explicit Capture(std::string source)
        : source_(std::move(source)),
          ring_(jack_ringbuffer_create(kRingBytes), jack_ringbuffer_free),
          interleaved_(kMostFrames * 2) {
        jack_status_t status{};
        client_ = jack_client_open("capture", JackNoStartServer, &status);
        if (client_ == nullptr) return;
        for (const char* name : {"left", "right"})
            inputs_.push_back(jack_port_register(client_, name, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0));
        jack_set_process_callback(client_, &Capture::process, this);
        jack_set_xrun_callback(
            client_, [](void* self) { return ++static_cast<Capture*>(self)->xruns_, 0; }, this);
        jack_on_shutdown(
            client_, [](void*) { ended = true; }, this);
    }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;
    ~Capture() {
        if (client_ != nullptr) jack_client_close(client_);
    }

    bool is_open() const { return client_ != nullptr; }
    bool activate() { return jack_activate(client_) == 0; }

    // Connects output ports of the source not yet connected: its odd ones left, its even ones right.
    void connect() {
        const std::unique_ptr<const char*[], void (*)(void*)> ports(
            jack_get_ports(client_, ("^(" + source_ + ")").c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput),
            jack_free);
        for (std::size_t i = 0; ports && ports[i] != nullptr; ++i) {
            jack_port_t* input = inputs_[i % 2];
            if (jack_port_connected_to(input, ports[i]) == 0) jack_connect(client_, ports[i], jack_port_name(input));
        }
        find_latency();
    }

    // Writes what was recorded since the last call.
    void drain(std::ofstream& file) {
        jack_ringbuffer_data_t parts[2];
        jack_ringbuffer_get_read_vector(ring_.get(), parts);
        for (const auto& part : parts) file.write(part.buf, static_cast<std::streamsize>(part.len));
        jack_ringbuffer_read_advance(ring_.get(), parts[0].len + parts[1].len);
        file.flush();
    }

    bool has_overflowed() const { return overflowed_; }

private:
    static int process(jack_nframes_t frames, void* self) {
        static_cast<Capture*>(self)->record(frames);
        return 0;
    }

    void record(jack_nframes_t frames) {
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        jack_nframes_t frame = 0;
        jack_time_t current = 0;
        jack_time_t next = 0;
        float period = 0;
        jack_get_cycle_times(client_, &frame, &current, &next, &period);
        const Block block{std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec,
                          static_cast<std::int64_t>(current) * 1000,
                          frame,
                          frames,
                          latency_,
                          static_cast<std::uint16_t>(jack_port_connected(inputs_[0])),
                          xruns_};
        const std::size_t bytes = std::size_t{frames} * 2 * sizeof(float);
        if (frames > kMostFrames || jack_ringbuffer_write_space(ring_.get()) < sizeof block + bytes) {
            overflowed_ = true;
            return;
        }
        const auto* left = static_cast<const float*>(jack_port_get_buffer(inputs_[0], frames));
        const auto* right = static_cast<const float*>(jack_port_get_buffer(inputs_[1], frames));
        for (std::size_t i = 0; i < frames; ++i) {
            interleaved_[2 * i] = left[i];
            interleaved_[2 * i + 1] = right[i];
        }
        jack_ringbuffer_write(ring_.get(), reinterpret_cast<const char*>(&block), sizeof block);
        jack_ringbuffer_write(ring_.get(), reinterpret_cast<const char*>(interleaved_.data()), bytes);
    }

    void find_latency() {
        jack_port_t* port = jack_port_by_name(client_, "system:playback_1");
        if (port == nullptr) return;
        jack_latency_range_t range{};
        jack_port_get_latency_range(port, JackPlaybackLatency, &range);
        latency_ = range.max;
    }

    std::string source_;
    std::unique_ptr<jack_ringbuffer_t, void (*)(jack_ringbuffer_t*)> ring_;
    std::vector<float> interleaved_;
    std::vector<jack_port_t*> inputs_;
    jack_client_t* client_ = nullptr;
    std::atomic<std::uint32_t> latency_{0};
    std::atomic<std::uint16_t> xruns_{0};
    std::atomic<bool> overflowed_{false};
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: jack_capture CLIENT FILE\n");
        return 2;
    }
    std::signal(SIGTERM, on_signal);
    std::signal(SIGINT, on_signal);
    Capture capture(argv[1]);
    if (!capture.is_open() || !capture.activate()) {
        std::fprintf(stderr, "jack_capture: no JACK server\n");
        return 1;
    }
    std::ofstream file(argv[2], std::ios::binary);
    std::ofstream(std::string(argv[2]) + ".ready") << "\n";
    while (!ended) {
        capture.connect();
        capture.drain(file);
        usleep(3'000);
    }
    capture.drain(file);
    return capture.has_overflowed() ? 3 : 0;
}
