// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See inbox.h.
#include "daemon/inbox.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/error.h"
#include "daemon/exchange_methods.h"
#include "daemon/import_json.h"

namespace truyenthanh {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

bool is_table(const fs::path& file) {
    const fs::path ending = file.extension();
    return ending == ".json" || ending == ".csv" || ending == ".xml";
}

// What is still being copied often has such a name, and what the desktop leaves behind too.
bool is_passing(const fs::path& file) {
    const std::string name = file.filename().string();
    return name.starts_with(".") || name.ends_with(".part") || name.ends_with(".tmp") || name.ends_with("~") ||
           name.ends_with(".crdownload");
}

fs::path text_beside(const fs::path& file) { return fs::path(file).replace_extension(".txt"); }

bool has_sound_beside(const fs::path& text) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(text.parent_path(), ignored)) {
        const bool is_other = entry.path().stem() == text.stem() && entry.path() != text && !is_table(entry.path());
        if (is_other && !is_passing(entry.path())) return true;
    }
    return false;
}

Descriptor open_plain(const fs::path& file) {
    Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat found {};
    if (opened && ::fstat(opened.get(), &found) == 0 && S_ISREG(found.st_mode)) return opened;
    throw RequestError({"inbox.not_plain", {{"file", file.filename().string()}}});
}

std::string title_of(const fs::path& file) {
    std::string title = file.stem().string();
    std::replace(title.begin(), title.end(), '_', ' ');
    return title;
}

}  // namespace

Inbox::Inbox(fs::path folder, DeskContext desk, Bring bring, Words words)
    : folder_(std::move(folder)), desk_(std::move(desk)), bring_(std::move(bring)), words_(std::move(words)) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) throw StoreError({"store.failed", {{"file", folder_.string()}, {"reason", error.message()}}});
}

void Inbox::look() {
    if (under_way_) return;
    if (const auto file = next_whole_file()) take(*file);
}

std::optional<fs::path> Inbox::next_whole_file() {
    std::map<fs::path, Seen> seen;
    std::optional<fs::path> whole;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
        std::error_code vanished;
        const fs::path& path = entry.path();
        if (!fs::is_regular_file(entry.symlink_status(vanished)) || is_passing(path)) continue;
        const Seen now{entry.file_size(vanished), entry.last_write_time(vanished)};
        const auto before = seen_.find(path);
        const bool waits_for_sound = path.extension() == ".txt" && has_sound_beside(path);
        const auto left = left_.find(path);
        const bool is_done = left != left_.end() && left->second == now;
        const bool is_whole = before != seen_.end() && before->second == now && !waits_for_sound && !is_done;
        if (is_whole && (!whole || path < *whole)) whole = path;
        seen.emplace(path, now);
    }
    seen_ = std::move(seen);
    return whole;
}

void Inbox::take(const fs::path& file) {
    const Acting acting(desk_.database, {kInboxPerson, desk_.clock.now().wall});
    try {
        Descriptor opened = open_plain(file);
        if (is_table(file)) return take_table(file, opened.get());
        if (file.extension() == ".txt") return take_text(file, opened.get());
        take_sound(file, std::move(opened));
    } catch (const Error& error) {
        refuse(file, error.message());
    }
}

void Inbox::take_table(const fs::path& file, int descriptor) {
    const std::string name = file.filename().string();
    const ImportOrder order{name, "inbox", ItemOrigin::Folder, "", ""};
    import_items(desk_, read_incoming(read_import(descriptor, name), name), order);
    put_away(file, "taken");
}

void Inbox::take_text(const fs::path& file, int descriptor) {
    ItemDraft draft;
    draft.title = title_of(file);
    draft.text = read_import(descriptor, file.filename().string());
    draft.origin = ItemOrigin::Folder;
    add_item(desk_.database, draft);
    put_away(file, "taken");
}

void Inbox::take_sound(const fs::path& file, Descriptor sound) {
    ItemDraft draft;
    draft.title = title_of(file);
    draft.origin = ItemOrigin::Folder;
    const fs::path text = text_beside(file);
    std::error_code ignored;
    const bool has_text = fs::is_regular_file(fs::symlink_status(text, ignored));
    if (has_text) draft.text = read_import(open_plain(text).get(), text.filename().string());
    BroughtSound brought;
    brought.file = std::move(sound);
    brought.title = draft.title;
    brought.name = file.filename().string();
    brought.by = kInboxPerson;
    under_way_ = file;
    brought.taken = [this, file, draft, has_text](const json& result) {
        under_way_.reset();
        const ItemId item{result.value("item", std::int64_t{0})};
        const Acting acting(desk_.database, {kInboxPerson, desk_.clock.now().wall});
        if (!result.value("was_known", false)) edit_item(desk_.database, item, draft);
        put_away(file, "taken");
        if (has_text) put_away(text_beside(file), "taken");
    };
    brought.refused = [this, file](const DeskFault& fault) {
        under_way_.reset();
        refuse(file, fault.message);
    };
    bring_(std::move(brought));
}

// Under a name of its own: a second file of that name is dealt with too.
void Inbox::put_away(const fs::path& file, const char* folder) {
    std::error_code ignored;
    const fs::path target = folder_ / folder;
    fs::create_directories(target, ignored);
    fs::path name = target / file.filename();
    for (int i = 2; fs::exists(fs::symlink_status(name, ignored)); ++i) {
        name = target / (file.stem().string() + "-" + std::to_string(i) + file.extension().string());
    }
    std::error_code failed;
    fs::rename(file, name, failed);
    if (failed) {
        left_[file] = seen_[file];
        desk_.note(Severity::Warning,
                   {"inbox.not_moved", {{"file", file.filename().string()}, {"why", failed.message()}}});
    }
}

void Inbox::refuse(const fs::path& file, const Message& why) {
    desk_.note(Severity::Warning, {"inbox.refused", {{"file", file.filename().string()}, {"why", words_(why)}}});
    put_away(file, "refused");
    std::ofstream(folder_ / "refused" / (file.filename().string() + ".why.txt")) << words_(why) << "\n";
}

}  // namespace truyenthanh
