// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// air-check list | find | export | play
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <limits>

#include "audio/sound_file.h"
#include "cli/grammar.h"
#include "cli/show.h"
#include "cli/verbs.h"
#include "core/error.h"
#include "core/names.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "store/air_checks.h"
#include "store/ledger.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

constexpr const char* kPlayer = "ffplay";

struct SpanOptions {
    std::string from;
    std::string to;
};

json cut_document(const AirCheckCut& cut) {
    return {{"file", cut.file},
            {"skip_s", static_cast<double>(cut.skip.count) / kSampleRate},
            {"seconds", static_cast<double>(cut.frames.count) / kSampleRate}};
}

int list(Session& session, const SpanOptions& options) {
    const std::string today = to_string(session.today());
    const WallTime from =
        instant_from(options.from.empty() ? today : options.from, session.zone(), session.now(), Edge::Beginning);
    const WallTime until = options.to.empty() ? WallTime{std::chrono::sys_days{std::chrono::year{9999} / 1 / 1}}
                                              : instant_from(options.to, session.zone(), session.now(), Edge::End);
    json rows = json::array();
    for (const AirCheckPiece& piece : air_checks(session.database(), from, until)) {
        json row{{"file", (session.places().air_checks / piece.file).string()},
                 {"transmission", to_string(piece.subject.transmission)},
                 {"slot", piece.subject.slot_name},
                 {"seconds", static_cast<double>(piece.frames.count) / kSampleRate},
                 {"bytes", piece.bytes}};
        put_time(row, "started", piece.started, session.zone());
        rows.push_back(std::move(row));
    }
    session.show({{"pieces", rows}}, show_air_checks);
    return exit_code::kOk;
}

// Where the row's sound lies; throws air_check.none_kept.
std::vector<AirCheckCut> cuts_of(Session& session, std::int64_t entry) {
    const AsRunEntry row = read_entry(session.database(), EntryId{entry});
    std::vector<AirCheckCut> cuts = sound_of(session.database(), row);
    if (cuts.empty()) throw RequestError({"air_check.none_kept", {{"entry", std::to_string(entry)}}});
    const Frames missing = row.count.frames - length_of(cuts);
    if (missing.count > kSampleRate / 10)
        session.note({"cli.air_check_incomplete",
                      {{"missing", airtime(std::chrono::ceil<std::chrono::seconds>(to_duration(missing)))},
                       {"entry", std::to_string(entry)}}});
    return cuts;
}

int find(Session& session, std::int64_t entry) {
    json cuts = json::array();
    for (const AirCheckCut& cut : cuts_of(session, entry)) {
        cuts.push_back(cut_document(cut));
        cuts.back()["file"] = (session.places().air_checks / cut.file).string();
    }
    session.show({{"entry", entry}, {"cuts", cuts}}, show_air_check_cuts);
    return exit_code::kOk;
}

Frames write_sound(Session& session, std::int64_t entry, const std::filesystem::path& file) {
    const std::vector<AirCheckCut> cuts = cuts_of(session, entry);
    SoundFile out(file);
    for (const AirCheckCut& cut : cuts) {
        const auto from = session.places().air_checks / cut.file;
        if (!copy_sound(from, cut.skip, cut.frames, out))
            throw StoreError({"air_check.unreadable", {{"file", from.string()}}});
    }
    if (!out.close()) throw StoreError({"cli.cannot_write", {{"file", file.string()}, {"why", "write"}}});
    return length_of(cuts);
}

int export_sound(Session& session, std::int64_t entry, const std::string& file) {
    const Frames written = write_sound(session, entry, file);
    session.show({{"entry", entry}, {"file", file}, {"seconds", static_cast<double>(written.count) / kSampleRate}},
                 {"cli.air_check_exported",
                  {{"length", airtime(std::chrono::round<std::chrono::seconds>(to_duration(written)))},
                   {"entry", std::to_string(entry)},
                   {"file", file}}});
    return exit_code::kOk;
}

// A file of its own, gone with the scope.
class TemporarySound {
public:
    TemporarySound() : path_(std::filesystem::temp_directory_path() / "truyenthanh-XXXXXX.wav") {
        std::string name = path_.string();
        const int fd = ::mkstemps(name.data(), 4);
        if (fd < 0) throw StoreError({"cli.cannot_write", {{"file", name}, {"why", std::strerror(errno)}}});
        ::close(fd);
        path_ = name;
    }
    TemporarySound(const TemporarySound&) = delete;
    ~TemporarySound() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

int play(Session& session, std::int64_t entry) {
    const TemporarySound sound;
    write_sound(session, entry, sound.path());
    std::string file = sound.path().string();
    std::array<std::string, 6> words{kPlayer, "-nodisp", "-autoexit", "-loglevel", "error", file};
    std::array<char*, 7> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
    pid_t player = -1;
    const int refused = ::posix_spawnp(&player, kPlayer, nullptr, nullptr, arguments.data(), environ);
    if (refused != 0)
        throw RequestError({"air_check.no_player", {{"player", kPlayer}, {"reason", std::strerror(refused)}}});
    int status = 0;
    ::waitpid(player, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? exit_code::kOk : exit_code::kFinding;
}

}  // namespace

void add_air_check_verbs(CLI::App& app, Session& session) {
    CLI::App& check = group(app, session, "air-check", "air_check");
    const Catalogue& words = session.words();

    const auto span = std::make_shared<SpanOptions>();
    CLI::App& listing =
        verb(check, session, "list", "air_check_list", [&session, span] { return list(session, *span); });
    listing.add_option("--from", span->from, words.word("help.asrun_from"))->type_name("INSTANT");
    listing.add_option("--to", span->to, words.word("help.to"))->type_name("INSTANT");

    const auto entry = std::make_shared<std::int64_t>(0);
    const auto file = std::make_shared<std::string>();
    const auto of_a_row = [&](CLI::App& added) {
        added.add_option("ENTRY", *entry, words.word("help.air_check_entry"))->required();
    };
    of_a_row(verb(check, session, "find", "air_check_find", [&session, entry] { return find(session, *entry); }));
    CLI::App& exporting = verb(check, session, "export", "air_check_export",
                               [&session, entry, file] { return export_sound(session, *entry, *file); });
    of_a_row(exporting);
    exporting.add_option("FILE", *file, words.word("help.air_check_file"))->required();
    of_a_row(verb(check, session, "play", "air_check_play", [&session, entry] { return play(session, *entry); }));
}

}  // namespace truyenthanh
