// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole console on an ephemeral port, with a hand-moved clock and a desk that notes what it is asked.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "audio/tape.h"
#include "console/program.h"
#include "tests/console/visitor.h"

namespace truyenthanh {

// Knows everybody whose password is "đúng"; their rights are those of the role named in the account ("operator an").
class NotingDesk final : public DeskDoor {
public:
    struct Asked {
        std::string method;
        nlohmann::json params;
        std::string file;  // the content that came along
    };
    nlohmann::json ask(const std::string& method, const nlohmann::json& params, const std::optional<int>& file,
                       const Progress& on_progress) override;
    Descriptor fetch(const std::string& method, const nlohmann::json& params) override;
    void set_tape(const Tape* tape) { tape_ = tape; }  // nullptr: no chain
    std::vector<Asked> asked() const;                  // but for status and authenticate
    Asked last() const;                                // of them
    std::size_t count() const { return asked().size(); }
    void set_reachable(bool is_reachable) { is_reachable_ = is_reachable; }
    void set_status(nlohmann::json status);

private:
    nlohmann::json authenticate(const nlohmann::json& params) const;

    mutable std::mutex mutex_;
    std::vector<Asked> asked_;                                    // guarded by mutex_
    nlohmann::json status_{{"on_air", nlohmann::json::array()}};  // guarded by mutex_
    std::atomic<bool> is_reachable_{true};
    std::atomic<const Tape*> tape_{nullptr};
};

// Everything the role may do.
LoggedIn person_of(const std::string& role, const std::string& name);

struct SomeConsole {
    explicit SomeConsole(bool behind_proxy = false);
    ~SomeConsole();

    Session session(const std::string& role) {
        return program->parts().sessions.begin(person_of(role, role + " an"), {});
    }
    std::uint16_t port() const { return program->port(); }
    // One request on a connection of its own.
    Reply ask(const std::string& bytes);
    void look() {
        if (auto event = program->parts().feed.look(clock.now().steady))
            program->server().publish(Stream::Picture, *event);
    }

    std::filesystem::path folder;
    Places places;
    Settings settings;
    std::unique_ptr<Zone> zone;
    HandClock clock;
    NotingDesk desk;
    std::unique_ptr<ConsoleProgram> program;
};

// Header lines.
std::string of_session(const Session& session);  // Cookie
std::string of_change(const Session& session);   // Cookie, Origin, X-Change-Token
inline constexpr const char* kOrigin = "Origin: http://localhost\r\n";
inline constexpr const char* kJson = "Content-Type: application/json\r\n";
std::string error_key(const Reply& reply);  // of the body; empty where it is no error

}  // namespace truyenthanh
