// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bundles at the desk; see bundle.h.
#include <algorithm>

#include "core/error.h"
#include "daemon/bundle.h"
#include "daemon/desk_protocol.h"
#include "daemon/desk_rights.h"
#include "daemon/exchange_methods.h"
#include "daemon/fields.h"
#include "daemon/import_json.h"
#include "daemon/signing.h"
#include "newsroom/rights.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/hash.h"
#include "store/programmes.h"
#include "store/recordings.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;
using Answer = std::optional<json>;

constexpr std::size_t kShownOfHash = 12;

struct Opened {
    std::string manifest_text;
    json manifest;
    std::optional<BundleKey> signer;
};

// A signature that is none is worse than none: somebody changed the bundle.
Opened open_envelope(const DeskContext& desk, const DeskCall& call) {
    const std::string name = call.params.at("name");
    const json envelope = parse_bounded(read_import(call.file.get(), name));
    if (!envelope.is_object()) throw RequestError({"bundle.unreadable", {{"folder", name}}});
    Fields fields(envelope, "bundle");
    Opened opened;
    opened.manifest_text = fields.text("manifest");
    const std::string key = fields.optional_text("public_key").value_or("");
    const std::string signature = fields.optional_text("signature").value_or("");
    fields.end();
    if (!key.empty() && !is_signature(opened.manifest_text, key, signature)) {
        throw RequestError({"bundle.bad_signature", {{"file", name}}});
    }
    if (!key.empty()) opened.signer = find_key(desk.database, key);
    opened.manifest = parse_bounded(opened.manifest_text);
    if (!opened.manifest.is_object() || opened.manifest.value("truyenthanh_bundle", json()) != 1) {
        throw RequestError({"bundle.unreadable", {{"folder", name}}});
    }
    return opened;
}

std::string sound_hash(const json& files, const std::string& sound) {
    for (const json& file : files) {
        if (file.is_object() && file.value("name", json()) == sound && file.value("sha256", json()).is_string()) {
            return file["sha256"];
        }
    }
    return {};
}

// An edition that is there already refuses the whole bundle.
void enter_programme(const DeskContext& desk, const json& object, const std::vector<ImportedItem>& items) {
    Fields fields(object, "programme");
    Programme programme;
    programme.name = fields.text("name");
    programme.series = fields.optional_text("series").value_or("");
    programme.date = fields.optional_date("date");
    for (const json& id : fields.list("items")) {
        const auto found = std::find_if(items.begin(), items.end(), [&](const ImportedItem& one) {
            return id.is_string() && one.incoming.external_id == id.get<std::string>();
        });
        if (found == items.end()) fields.wrong("items", "\"items\"");
        programme.rundown.emplace_back().item = found->item;
    }
    fields.end();
    const ProgrammeId id = insert_programme(desk.database, programme);
    audit(desk.database, "programme", id.value, "",
          {"audit.programme_added", {{"number", std::to_string(id.value)}, {"name", programme.name}}});
}

void promise_all(const DeskContext& desk, const Opened& opened, const std::vector<ImportedItem>& items) {
    const json files = opened.manifest.value("files", json::array());
    const Sha256 bundle = sha256_of(opened.manifest_text);
    for (const ImportedItem& one : items) {
        const std::string hash = sound_hash(files, one.incoming.sound);
        if (one.was_known || hash.size() != 64) continue;
        promise_sound(desk.database, one.item, {hash, opened.signer->public_key, bundle});
    }
}

void check_may_approve(const DeskContext& desk, const std::string& name) {
    if (!has_accounts(desk.database)) return;
    const Speaker speaker = speaker_named(desk.database, name, local_day(desk));
    if (const auto no = why_no_right(speaker.name, speaker.roles, Right::Approve)) throw RequestError(*no);
}

// Without a date: what a block's office enters needs a document on paper, which a bundle is not.
Signature signature_of_bundle(const BundleKey& key, const Sha256& bundle) {
    Signature signature{key.name};
    signature.document_number = "bundle " + bundle.substr(0, kShownOfHash);
    return signature;
}

// The words of new items are the signer's to approve, where the route leads to them.
std::vector<Message> sign_texts(const DeskContext& desk, const Opened& opened, const std::vector<ImportedItem>& items) {
    std::vector<Message> remarks;
    const Sha256 bundle = sha256_of(opened.manifest_text);
    for (const ImportedItem& one : items) {
        if (one.was_known || one.incoming.text.empty()) continue;
        try {
            if (one.incoming.priority != ItemPriority::Emergency) submit_item(desk.database, one.item);
            check_may_approve(desk, opened.signer->name);
            sign_text(desk, one.item, signature_of_bundle(*opened.signer, bundle));
        } catch (const RequestError& error) {
            remarks.push_back(error.message());
        }
    }
    return remarks;
}

json listed(const std::vector<ImportedItem>& items) {
    json all = json::array();
    for (const ImportedItem& one : items) {
        all.push_back({{"item", one.item.value},
                       {"title", one.incoming.title},
                       {"kind", name(one.incoming.kind)},
                       {"sound", one.incoming.sound},
                       {"was_known", one.was_known}});
    }
    return all;
}

json open_bundle(const DeskContext& desk, const DeskCall& call) {
    const Opened opened = open_envelope(desk, call);
    const std::string name = call.params.at("name");
    const json incoming = opened.manifest.value("items", json::array());
    const ImportOrder order{name, "bundle", ItemOrigin::Bundle, "", ""};
    const json programmes = opened.signer ? opened.manifest.value("programmes", json::array()) : json::array();
    const auto items =
        import_items(desk, read_item_json(incoming.dump(), name), order, [&](const std::vector<ImportedItem>& all) {
            if (!opened.signer) return;
            promise_all(desk, opened, all);
            for (const json& programme : programmes) enter_programme(desk, programme, all);
        });
    json answer{{"items", listed(items)},
                {"signed_by", opened.signer ? json(opened.signer->name) : json()},
                {"programmes", programmes.size()},
                {"remarks", json::array()}};
    if (!opened.signer) {
        answer["remarks"].push_back(message_json({"bundle.only_drafts", {{"file", name}}}));
        return answer;
    }
    for (const Message& remark : sign_texts(desk, opened, items)) answer["remarks"].push_back(message_json(remark));
    desk.note(Severity::Notice, {"bundle.opened", {{"by", call.params.at("by")}, {"name", opened.signer->name}}});
    return answer;
}

}  // namespace

void approve_promised(const DeskContext& desk, RecordingId recording, const Sha256& file) {
    const RecordingOnFile row = read_recording(desk.database, recording);
    const auto promised = promised_sound(desk.database, row.recording.item);
    if (!promised) return;
    const auto tell = [&](const Message& why) { desk.note(Severity::Warning, why); };
    const auto key = find_key(desk.database, promised->public_key);
    if (!key) return tell({"bundle.key_revoked", {{"title", row.title}}});
    if (file != promised->file_sha256) return tell({"bundle.other_sound", {{"title", row.title}}});
    try {
        check_may_approve(desk, key->name);
        sign_sound(desk, recording, signature_of_bundle(*key, promised->bundle));
        desk.note(Severity::Notice,
                  {"station.approved", {{"by", key->name}, {"recording", std::to_string(recording.value)}}});
    } catch (const RequestError& error) {
        tell(error.message());
    }
}

std::vector<Method> bundle_methods(const DeskContext& desk) {
    const auto key_in = [](const DeskCall& call) { return call.params.at("key").get<std::string>(); };
    return {
        {"bundle_trust",
         {{"key"}, {"name"}, {"by"}},
         [desk, key_in](DeskCall& call) -> Answer {
             trust_key(desk.database, key_in(call), call.params.at("name"));
             return json{{"key", key_in(call)}};
         }},
        {"bundle_untrust",
         {{"key"}, {"by"}},
         [desk, key_in](DeskCall& call) -> Answer {
             revoke_key(desk.database, key_in(call));
             return json{{"key", key_in(call)}};
         }},
        {"bundle_open", {{"name"}, {"by"}}, [desk](DeskCall& call) -> Answer { return open_bundle(desk, call); }, true},
    };
}

}  // namespace truyenthanh
