// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few ways the environment fails. Each says what was tried on which thing, as a Message a person can be shown.
// Ways that are expected (a refusal, a verdict on a recording) are values, not exceptions.
#pragma once

#include <stdexcept>
#include <utility>

#include "core/message.h"

namespace truyenthanh {

class Error : public std::runtime_error {
public:
    explicit Error(Message message) : std::runtime_error(to_string(message)), message_(std::move(message)) {}
    const Message& message() const noexcept { return message_; }

private:
    Message message_;
};

// A person asked for something that cannot be done as asked; nothing was changed. Exit status 1.
class RequestError : public Error {
    using Error::Error;
};
// The configuration cannot be used. Exit status 78 (EX_CONFIG).
class ConfigError : public Error {
    using Error::Error;
};
// The database or the masters folder failed. Exit status 74 (EX_IOERR).
class StoreError : public Error {
    using Error::Error;
};
// A decode job failed for a reason of its own, not of the file's. Exit status 70 (EX_SOFTWARE).
class DecodeError : public Error {
    using Error::Error;
};
// The sound output failed. Exit status 75 (EX_TEMPFAIL).
class DeviceError : public Error {
    using Error::Error;
};

}  // namespace truyenthanh
