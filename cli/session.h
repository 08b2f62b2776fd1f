// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the verbs share: the options every verb takes, and the station's files and desk, opened when first needed.
// Thread: one.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>

#include "config/places.h"
#include "config/settings.h"
#include "core/zone.h"
#include "daemon/desk_client.h"
#include "store/connection.h"
#include "text/catalogue.h"

namespace truyenthanh {

struct CommonOptions {
    std::string home;           // empty: the system's places
    std::string configuration;  // empty: the one of the places
    std::string language;       // empty: by the environment
    std::string by;             // empty: the caller's login name
    bool is_json = false;
};

class Session {
public:
    using Page = std::string (*)(const nlohmann::json&, const Catalogue&);

    Session(const CommonOptions& options, const Catalogue& words, std::ostream& out, std::ostream& notes)
        : options_(options), words_(words), out_(out), notes_(notes) {}

    // Throws ConfigError.
    const Settings& settings();
    const Zone& zone();
    Places places() const;
    // Read-only; works beside a running station and without one. Throws StoreError.
    Connection& database();
    // Asks the running station. Throws DeskUnreachable, DeskRefusal.
    nlohmann::json ask(const std::string& method, const nlohmann::json& params,
                       const std::optional<int>& file = std::nullopt,
                       const std::function<void(const nlohmann::json&)>& on_progress = {});

    // Prints the document, or with `page` as text where --json was not given.
    void show(const nlohmann::json& document, Page page);
    // Prints the document for --json, else the sentence.
    void show(const nlohmann::json& document, const Message& sentence);
    // A remark beside the answer, to standard error.
    void note(const Message& sentence);

    bool is_json() const noexcept { return options_.is_json; }
    std::string by() const;
    bool has_terminal() const;  // standard input is one
    bool has_name() const noexcept { return !options_.by.empty(); }
    const Catalogue& words() const noexcept { return words_; }
    std::ostream& out() noexcept { return out_; }
    std::ostream& notes() noexcept { return notes_; }
    WallTime now() const;
    LocalDate today();

    // What the verb chosen on the command line does; its result is the exit status.
    std::function<int()> action;

private:
    const CommonOptions& options_;
    const Catalogue& words_;
    std::ostream& out_;
    std::ostream& notes_;
    std::optional<Settings> settings_;
    std::unique_ptr<Zone> zone_;
    std::optional<Connection> database_;
    std::optional<DeskClient> desk_;
};

}  // namespace truyenthanh
