// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See secret.h.
#include "cli/secret.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "core/error.h"

namespace truyenthanh {

namespace {

// The terminal shows nothing while it lives.
class Hidden {
public:
    Hidden() : is_terminal_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (is_terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~Hidden() {
        if (!is_terminal_) return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        std::cerr << "\n";
    }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;
    bool is_terminal() const noexcept { return is_terminal_; }

private:
    termios before_{};
    bool is_terminal_;
};

}  // namespace

std::string read_secret(const std::string& prompt) {
    const Hidden hidden;
    if (hidden.is_terminal()) std::cerr << prompt << ": " << std::flush;
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) throw RequestError({"cli.no_password", {}});
    return line;
}

}  // namespace truyenthanh
