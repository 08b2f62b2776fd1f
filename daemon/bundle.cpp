// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bundles as folders; see bundle.h.
#include "daemon/bundle.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>

#include "core/error.h"
#include "core/names.h"
#include "daemon/desk_protocol.h"
#include "daemon/documents.h"
#include "daemon/originals.h"
#include "daemon/release.h"
#include "store/hash.h"
#include "store/items.h"
#include "store/ledger.h"
#include "store/ledger_export.h"
#include "store/programmes.h"
#include "store/recordings.h"
#include "store/roles.h"

namespace truyenthanh {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

void write_file(const fs::path& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    if (out << text && out.flush()) return;
    throw StoreError({"cli.cannot_write", {{"file", path.string()}, {"why", std::strerror(errno)}}});
}

std::optional<std::string> read_text(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string text_of(const std::optional<LocalDate>& date) { return date ? to_string(*date) : ""; }

json with(json object, std::initializer_list<std::pair<const char*, std::string>> texts) {
    for (const auto& [field, text] : texts) {
        if (!text.empty()) object[field] = text;
    }
    return object;
}

std::string code_of_block(Connection& database, std::optional<BlockId> block) {
    for (const Block& one : list_blocks(database)) {
        if (block == one.id) return one.code;
    }
    return {};
}

std::string code_of_field(Connection& database, std::optional<FieldId> field) {
    for (const Field& one : list_fields(database)) {
        if (field == one.id) return one.code;
    }
    return {};
}

// Collects what goes into a bundle; each sound once.
class Packing {
public:
    Packing(Connection& database, Library& library, const BundleOrder& order, WallTime now)
        : database_(database), library_(library), folder_(order.folder), station_(order.station), now_(now) {}

    json programme(ProgrammeId id) {
        const Programme programme = read_programme(database_, id);
        json packed{{"name", programme.name}, {"items", json::array()}};
        for (const RundownEntry& row : programme.rundown) packed["items"].push_back(item(row.item));
        return with(packed, {{"series", programme.series}, {"date", text_of(programme.date)}});
    }

    std::string item(ItemId id) {
        const std::string name = station_ + "/" + std::to_string(id.value);
        if (!packed_.insert(id).second) return name;
        const ItemDraft draft = read_item_on_file(database_, id, now_).draft;
        json object{{"id", name},
                    {"title", draft.title},
                    {"kind", truyenthanh::name(draft.kind)},
                    {"priority", truyenthanh::name(draft.priority)},
                    {"language", draft.language},
                    {"sound", sound(id, draft.title)},
                    {"authors", json::array()}};
        for (const Author& author : draft.authors) object["authors"].push_back(author.name);
        items.push_back(with(object, {{"text", draft.text},
                                      {"link", draft.portal_link},
                                      {"photo", draft.photo},
                                      {"from", text_of(draft.valid.from)},
                                      {"until", text_of(draft.valid.until)},
                                      {"block", code_of_block(database_, draft.block)},
                                      {"field", code_of_field(database_, draft.field)}}));
        return name;
    }

    void ledger() {
        const std::string text = ledger_json(chained_entries(database_));
        write_file(folder_ / "ledger.json", text);
        files.push_back({{"name", "ledger.json"}, {"sha256", sha256_of(text)}});
    }

    json items = json::array();
    json files = json::array();

private:
    std::string sound(ItemId id, const std::string& title) {
        const Item found = read_item(database_, id);
        if (!found.recording) throw RequestError({"bundle.not_released", {{"title", title}}});
        auto opened = library_.open(found.recording->id, now_);
        if (const auto* why = std::get_if<Message>(&opened)) throw RequestError(*why);
        const std::string file = found.recording->sha256 + ".flac";
        keep_original(std::get<OpenMaster>(opened).file.get(), folder_ / file);
        files.push_back({{"name", file}, {"sha256", found.recording->sha256}});
        return file;
    }

    Connection& database_;
    Library& library_;
    fs::path folder_;
    std::string station_;
    WallTime now_;
    std::set<ItemId> packed_;
};

// A name in a manifest leads nowhere else.
bool is_plain_name(const std::string& name) { return !name.empty() && fs::path(name).filename() == name; }

Message fault(const char* key, const std::string& file) { return {key, {{"file", file}}}; }

std::optional<Message> fault_of(const fs::path& folder, const json& entry) {
    const json name = entry.is_object() ? entry.value("name", json()) : json();
    if (!name.is_string() || !is_plain_name(name)) return fault("bundle.bad_name", name.dump());
    const std::string file = name;
    const Descriptor opened(::open((folder / file).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!opened) return fault("bundle.missing_file", file);
    if (entry.value("sha256", json()) == digest_of(opened.get(), file).sha256) return std::nullopt;
    return fault("bundle.changed_file", file);
}

}  // namespace

json make_bundle(Connection& database, Library& library, const BundleOrder& order, WallTime now) {
    std::error_code ignored;
    fs::create_directories(order.folder, ignored);
    Packing packing(database, library, order, now);
    json manifest{{"truyenthanh_bundle", 1},
                  {"station", order.station},
                  {"made_by", order.made_by},
                  {"made_at", to_string(now)},
                  {"programmes", json::array()}};
    for (const ProgrammeId programme : order.programmes) manifest["programmes"].push_back(packing.programme(programme));
    if (order.has_ledger) packing.ledger();
    manifest["items"] = packing.items;
    manifest["files"] = packing.files;
    const std::string text = manifest.dump(2) + "\n";
    write_file(order.folder / "manifest.json", text);
    fs::remove(order.folder / "manifest.sig", ignored);
    if (order.key) {
        const json signature{{"public_key", order.key->public_key}, {"signature", signature_of(text, *order.key)}};
        write_file(order.folder / "manifest.sig", signature.dump(2) + "\n");
    }
    return manifest;
}

BundleVerdict check_bundle(const fs::path& folder) {
    BundleVerdict verdict;
    const auto text = read_text(folder / "manifest.json");
    if (text) verdict.manifest = parse_bounded(*text);
    if (!verdict.manifest.is_object() || verdict.manifest.value("truyenthanh_bundle", json()) != 1) {
        throw RequestError({"bundle.unreadable", {{"folder", folder.string()}}});
    }
    verdict.manifest_text = *text;
    for (const json& file : verdict.manifest.value("files", json::array())) {
        if (const auto found = fault_of(folder, file)) verdict.faults.push_back(*found);
    }
    const auto signature = read_text(folder / "manifest.sig");
    if (!signature) return verdict;
    const json object = parse_bounded(*signature);
    const auto field = [&](const char* name) {
        const json value = object.is_object() ? object.value(name, json()) : json();
        return value.is_string() ? value.get<std::string>() : std::string();
    };
    verdict.public_key = field("public_key");
    verdict.signature = field("signature");
    if (!is_signature(*text, verdict.public_key, verdict.signature)) {
        verdict.faults.push_back(fault("bundle.bad_signature", folder.string()));
    }
    return verdict;
}

}  // namespace truyenthanh
