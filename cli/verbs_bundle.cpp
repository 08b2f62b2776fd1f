// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bundle keygen | trust | untrust | keys | make | check | open
#include "cli/verbs_bundle.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cli/offline_plans.h"
#include "cli/show_exchange.h"
#include "core/error.h"
#include "daemon/bundle.h"
#include "daemon/desk_protocol.h"
#include "daemon/documents.h"
#include "daemon/exit_codes.h"
#include "store/recordings.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

struct Options {
    std::string folder, key, key_file, person;
    std::vector<std::int64_t> programmes;
    bool has_ledger = false;
};

// Never over a file that is there, and for its owner's eyes only.
int make_key(Session& session, const Options& o) {
    const SigningKey key = new_signing_key();
    const Descriptor file(::open(o.key_file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    const std::string line = key.seed + "\n";
    if (!file || ::write(file.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        throw RequestError({"cli.cannot_write", {{"file", o.key_file}, {"why", std::strerror(errno)}}});
    }
    session.show({{"public_key", key.public_key}}, {"cli.key_made", {{"file", o.key_file}, {"key", key.public_key}}});
    return exit_code::kOk;
}

std::optional<SigningKey> key_in(const std::string& file) {
    if (file.empty()) return std::nullopt;
    std::ifstream in(file);
    std::string seed;
    if (!(in >> seed)) throw RequestError({"cli.cannot_read", {{"file", file}, {"why", std::strerror(errno)}}});
    return signing_key_of(seed);
}

int make(Session& session, const Options& o) {
    OfflinePlans offline(session);
    BundleOrder order{o.folder, {}, o.has_ledger, session.settings().station_name, session.by(), key_in(o.key_file)};
    for (const std::int64_t number : o.programmes) order.programmes.push_back(ProgrammeId{number});
    const json manifest = make_bundle(session.database(), offline.library, order, session.now());
    session.show(manifest, {order.key ? "cli.bundle_made" : "cli.bundle_unsigned",
                            {{"folder", o.folder}, {"count", std::to_string(manifest["items"].size())}}});
    return exit_code::kOk;
}

json verdict_of(Session& session, const fs::path& folder, BundleVerdict& verdict) {
    verdict = check_bundle(folder);
    const auto key = verdict.public_key.empty() ? std::nullopt : find_key(session.database(), verdict.public_key);
    json shown{{"folder", folder.string()},
               {"public_key", verdict.public_key},
               {"signed_by", key ? json(key->name) : json()},
               {"items", verdict.manifest.value("items", json::array()).size()},
               {"faults", json::array()}};
    for (const Message& fault : verdict.faults) shown["faults"].push_back(message_json(fault));
    return shown;
}

int check(Session& session, const Options& o) {
    BundleVerdict verdict;
    session.show(verdict_of(session, o.folder, verdict), show_bundle);
    return verdict.faults.empty() ? exit_code::kOk : exit_code::kFinding;
}

Descriptor envelope_of(const BundleVerdict& verdict) {
    json envelope{{"manifest", verdict.manifest_text}};
    if (!verdict.public_key.empty()) {
        envelope["public_key"] = verdict.public_key;
        envelope["signature"] = verdict.signature;
    }
    const std::string text = envelope.dump();
    Descriptor file(::memfd_create("bundle", MFD_CLOEXEC));
    if (!file || ::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        throw RequestError({"cli.cannot_write", {{"file", "bundle"}, {"why", std::strerror(errno)}}});
    }
    return file;
}

// The station believes the signature, not us; a bundle with a changed file is not even brought.
int open(Session& session, const Options& o) {
    BundleVerdict verdict;
    const json checked = verdict_of(session, o.folder, verdict);
    if (!verdict.faults.empty()) {
        session.show(checked, show_bundle);
        return exit_code::kFinding;
    }
    const std::string name = fs::path(o.folder).filename().string();
    json answer = session.ask("bundle_open", {{"name", name.empty() ? "bundle" : name}, {"by", session.by()}},
                              envelope_of(verdict).get());
    for (const json& item : answer["items"]) {
        const fs::path sound = item.value("sound", "");
        const ItemId id{item.value("item", std::int64_t{0})};
        const bool has_sound = read_item(session.database(), id).recording.has_value();
        if (has_sound || sound.empty() || sound.filename() != sound) continue;
        const Descriptor file(::open((fs::path(o.folder) / sound).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        session.ask("recording_add",
                    {{"title", item["title"]},
                     {"kind", item["kind"]},
                     {"name", sound.string()},
                     {"item", item["item"]},
                     {"by", session.by()}},
                    file.get());
    }
    session.show(answer, show_opened_bundle);
    return exit_code::kOk;
}

int list_all_keys(Session& session) {
    json rows = json::array();
    for (const BundleKey& key : list_keys(session.database())) {
        json row{{"key", key.public_key}, {"name", key.name}, {"added_by", key.added_by}};
        put_time(row, "added_at", key.added_at, session.zone());
        put_time(row, "revoked_at", key.revoked_at, session.zone());
        rows.push_back(row);
    }
    session.show({{"keys", rows}}, show_keys);
    return exit_code::kOk;
}

int tell_key(Session& session, const json& answer, const char* sentence) {
    session.show(answer, {sentence, {{"key", answer.value("key", "")}}});
    return exit_code::kOk;
}

void add_key_verbs(CLI::App& bundle, Session& session, const std::shared_ptr<Options>& o) {
    const Catalogue& words = session.words();
    verb(bundle, session, "keygen", "bundle_keygen", [&session, o] { return make_key(session, *o); })
        .add_option("FILE", o->key_file, words.word("help.bundle_key_file"))
        ->required();
    CLI::App& trusting = verb(bundle, session, "trust", "bundle_trust", [&session, o] {
        return tell_key(session,
                        session.ask("bundle_trust", {{"key", o->key}, {"name", o->person}, {"by", session.by()}}),
                        "cli.key_trusted");
    });
    trusting.add_option("KEY", o->key, words.word("help.bundle_key"))->required();
    trusting.add_option("--name", o->person, words.word("help.bundle_owner"))->type_name("NAME")->required();
    verb(bundle, session, "untrust", "bundle_untrust",
         [&session, o] {
             return tell_key(session, session.ask("bundle_untrust", {{"key", o->key}, {"by", session.by()}}),
                             "cli.key_untrusted");
         })
        .add_option("KEY", o->key, words.word("help.bundle_key"))
        ->required();
    verb(bundle, session, "keys", "bundle_keys", [&session] { return list_all_keys(session); });
}

}  // namespace

void add_bundle_verbs(CLI::App& app, Session& session) {
    CLI::App& bundle = group(app, session, "bundle", "bundle");
    const Catalogue& words = session.words();
    const auto o = std::make_shared<Options>();
    add_key_verbs(bundle, session, o);
    CLI::App& making = verb(bundle, session, "make", "bundle_make", [&session, o] { return make(session, *o); });
    making.add_option("FOLDER", o->folder, words.word("help.bundle_folder"))->required();
    making.add_option("--programme", o->programmes, words.word("help.programme_id"))
        ->take_all()
        ->expected(1)
        ->type_name("N");
    making.add_flag("--ledger", o->has_ledger, words.word("help.bundle_ledger"));
    making.add_option("--key", o->key_file, words.word("help.bundle_key_file"))->type_name("FILE");
    verb(bundle, session, "check", "bundle_check", [&session, o] { return check(session, *o); })
        .add_option("FOLDER", o->folder, words.word("help.bundle_folder"))
        ->required();
    verb(bundle, session, "open", "bundle_open", [&session, o] { return open(session, *o); })
        .add_option("FOLDER", o->folder, words.word("help.bundle_folder"))
        ->required();
}

}  // namespace truyenthanh
