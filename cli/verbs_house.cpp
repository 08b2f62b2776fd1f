// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// backup, restore, init
#include "cli/verbs.h"
#include "core/error.h"
#include "daemon/exit_codes.h"
#include "daemon/new_station.h"
#include "store/backup.h"
#include "store/rotation.h"
#include "store/station.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// A reader may copy a database that is being written, so no station is needed.
int back_up_station(Session& session, const std::string& given, bool rotates) {
    const fs::path folder = given.empty() ? session.places().backups : fs::path(given);
    const fs::path copy = back_up(session.database(), folder, session.now());
    // Only now that a whole new one lies there.
    const std::vector<std::string> gone = rotates ? rotate_backups(folder, {}) : std::vector<std::string>();
    session.show({{"backup", copy.string()}, {"removed", gone}},
                 Message{rotates ? "cli.backed_up_in_turn" : "cli.backed_up",
                         {{"file", copy.string()}, {"removed", std::to_string(gone.size())}}});
    return exit_code::kOk;
}

int restore_station(Session& session, const std::string& backup) {
    const Places places = session.places();
    const StationLock lock(places.lock);
    const fs::path replaced = restore(backup, places.database, places.backups, session.now());
    session.show({{"restored", backup}, {"replaced", replaced.string()}},
                 {"cli.restored", {{"file", backup}, {"replaced", replaced.string()}}});
    return exit_code::kOk;
}

int init(Session& session) {
    const Places places = session.places();
    make_station(places, session.now());
    session.show(
        {{"database", places.database.string()}, {"configuration", places.configuration.string()}},
        {"cli.station_made",
         {{"folder", places.database.parent_path().string()}, {"configuration", places.configuration.string()}}});
    return exit_code::kOk;
}

}  // namespace

void add_house_verbs(CLI::App& app, Session& session) {
    const Catalogue& words = session.words();
    const auto folder = std::make_shared<std::string>();
    const auto rotates = std::make_shared<bool>(false);
    CLI::App& copying = verb(app, session, "backup", "backup",
                             [&session, folder, rotates] { return back_up_station(session, *folder, *rotates); });
    copying.add_option("FOLDER", *folder, words.word("help.backup_folder"));
    copying.add_flag("--rotate", *rotates, words.word("help.backup_rotate"));
    const auto backup = std::make_shared<std::string>();
    verb(app, session, "restore", "restore", [&session, backup] { return restore_station(session, *backup); })
        .add_option("BACKUP", *backup, words.word("help.backup_file"))
        ->required();
    verb(app, session, "init", "init", [&session] { return init(session); });
}

}  // namespace truyenthanh
