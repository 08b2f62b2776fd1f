// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps an output open: opens it aside, opens it again with growing pauses after it was lost, and ends the process at
// once where the sound system hangs. Nothing of ours can repair a hung driver; a fresh process can. Thread: control.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <optional>

#include "audio/meter_page.h"
#include "audio/output.h"

namespace truyenthanh {

class OutputKeeper {
public:
    using Open = std::function<std::unique_ptr<Output>()>;
    using Note = std::function<void(const Message&)>;

    // `open` is called aside and may throw DeviceError or hang; `hung` ends the process and does not come back (in
    // tests it does); `note` is told why a device could not be opened.
    OutputKeeper(MeterPage& page, Open open, std::function<void(const char*)> hung, Note note);
    ~OutputKeeper();

    // Several times a second.
    void look(SteadyTime now);
    // Null while none runs.
    Output* output() noexcept { return output_.get(); }
    // Grows with each output opened.
    std::uint32_t opened() const noexcept { return opened_; }
    // Lets go of the output; false where it has not let go within `patience`.
    bool close(std::chrono::milliseconds patience);

private:
    void begin_opening(SteadyTime now);
    void look_at_opening(SteadyTime now);
    void look_at_running(SteadyTime now);
    void look_at_closing(SteadyTime now);
    void begin_closing(SteadyTime now);
    void set_state(OutputState state) noexcept;

    MeterPage& page_;
    Open open_;
    std::function<void(const char*)> hung_;
    Note note_;
    std::future<std::unique_ptr<Output>> opening_;
    std::future<void> closing_;
    std::unique_ptr<Output> output_;
    SteadyTime since_;   // when what is under way began
    SteadyTime try_at_;  // when to open again
    std::chrono::milliseconds pause_;
    std::int64_t emitted_ = -1;
    SteadyTime moved_at_;  // when frames last moved
    std::uint32_t opened_ = 0;
};

}  // namespace truyenthanh
