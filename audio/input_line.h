// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Between a relay job and the program that holds the inputs (truyenthanh-input): a Unix seqpacket connection over which
// a device's name goes one way and its tape comes back. The device is open for as long as somebody is connected; a
// connection that ends says that it is no more. Thread: one.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "audio/tape.h"
#include "core/descriptor.h"

namespace truyenthanh {

inline constexpr const char* kInputPrefix = "input:";  // of a relay's address; the device's name follows

// The device's name in an address of a relay; empty where the address is none of an input.
std::optional<std::string> input_named(const std::string& url);

namespace wire {

inline constexpr std::uint32_t kInputProtocol = 1;

struct InputRequest {
    std::uint32_t protocol = kInputProtocol;
    std::array<char, 252> device{};  // NUL-terminated
};

enum class InputVerdict : std::uint32_t { Open, NoSuchInput, Refused };

// With Open comes the tape's descriptor.
struct InputAnswer {
    std::uint32_t protocol = kInputProtocol;
    InputVerdict verdict = InputVerdict::Refused;
    std::uint32_t rate = 0;  // frames a second
};

}  // namespace wire

// One end's work each. False: the other end is gone, or does not read.
bool send_answer(const Descriptor& line, const wire::InputAnswer& answer, const Descriptor* tape);
// Empty: nothing came, or nothing of this protocol.
std::optional<wire::InputRequest> receive_request(const Descriptor& line);

class InputLine {
public:
    // Asks for the device and waits for the answer as long as `patience` says so, asked ten times a second. What
    // became of it is in verdict(); empty: nobody answers there.
    InputLine(const std::filesystem::path& socket, const std::string& device, const std::function<bool()>& patience);

    const std::optional<wire::InputVerdict>& verdict() const noexcept { return verdict_; }
    const std::optional<TapeView>& tape() const noexcept { return tape_; }
    int rate() const noexcept { return rate_; }
    // The program at the other end, or the device, is gone.
    bool has_ended() const noexcept;

private:
    void ask(const std::string& device);
    void take_answer();

    Descriptor line_;
    std::optional<wire::InputVerdict> verdict_;
    std::optional<TapeView> tape_;
    int rate_ = 0;
};

}  // namespace truyenthanh
