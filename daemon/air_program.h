// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The on-air chain put together: latch, page, mixer, engine, reader, output, socket. Made in that order, taken apart in
// the reverse one. Thread: control, its own loop; it starts the reader's and the output's.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "audio/air_clock.h"
#include "audio/capture.h"
#include "audio/chain.h"
#include "audio/engine.h"
#include "audio/kill_latch.h"
#include "audio/master_reader.h"
#include "audio/meter_page.h"
#include "audio/mixer.h"
#include "audio/output_keeper.h"
#include "daemon/air_server.h"

namespace truyenthanh {

// What a chain is made from; see config/settings.h for the meanings.
struct AirPlan {
    std::filesystem::path kill_latch;
    std::filesystem::path socket;
    std::string device;  // "virtual" or a device's name
    std::uint32_t frames_per_buffer = 512;
    std::vector<ZoneOutput> zones{ZoneOutput{}};
    double ceiling_dbtp = -1.0;
    std::filesystem::path capture;  // empty: none
};

class AirProgram {
public:
    // Throws StoreError, DeviceError: what it cannot do without.
    explicit AirProgram(const AirPlan& plan);

    // Until `stop` (a signalfd) is readable; then fades out and returns.
    void run(int stop);

private:
    std::unique_ptr<Output> open();
    void tick(SteadyTime now);
    void publish_clock();
    void tell_supervisor(SteadyTime now);
    void close();

    AirPlan plan_;
    KillLatch latch_;
    OwnMeterPage own_page_;
    Mixer mixer_;
    AirClock clock_;
    std::unique_ptr<Capture> capture_;
    Tape tape_;
    Chain chain_;
    MasterReader reader_;
    ReaderThread reader_thread_;
    Engine engine_;
    AirServer server_;
    OutputKeeper keeper_;
    std::uint32_t opened_ = 0;
    bool is_ready_told_ = false;
    std::int64_t fed_at_frame_ = 0;
    SteadyTime fed_at_;
};

}  // namespace truyenthanh
