// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See prepared_library.h.
#include "daemon/prepared_library.h"

#include <algorithm>

#include "core/error.h"

namespace truyenthanh {

PreparedLibrary::PreparedLibrary(Library& direct, Named named, std::function<std::unique_ptr<Library>()> make_worker)
    : direct_(direct), named_(std::move(named)), make_worker_(std::move(make_worker)), worker_([this] { work(); }) {}

PreparedLibrary::~PreparedLibrary() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wake_.notify_one();
    worker_.join();
}

void PreparedLibrary::prepare(RecordingId recording, WallTime at) {
    {
        const std::lock_guard lock(mutex_);
        const bool is_wished =
            std::any_of(wishes_.begin(), wishes_.end(), [&](const Wish& wish) { return wish.recording == recording; });
        if (is_wished || reading_ == recording || ready_.contains(recording)) return;
        wishes_.push_back({recording, at});
    }
    wake_.notify_one();
}

void PreparedLibrary::forget_before(WallTime at) {
    const std::lock_guard lock(mutex_);
    std::erase_if(ready_, [at](const auto& entry) { return entry.second.at < at; });
}

std::variant<OpenMaster, Message> PreparedLibrary::open(RecordingId recording, WallTime at) {
    std::optional<Ready> prepared;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = ready_.find(recording); found != ready_.end()) {
            prepared = std::move(found->second);
            ready_.erase(found);
        }
    }
    // What was read ahead is what the row named then: where it names another sound by now, that one is opened.
    if (!prepared || prepared->master.sha256 != named_(recording)) return direct_.open(recording, at);
    if (auto refusal = direct_.why_not(recording, at)) return *refusal;
    return std::move(prepared->master);
}

std::optional<Message> PreparedLibrary::why_not(RecordingId recording, WallTime at) {
    return direct_.why_not(recording, at);
}

std::size_t PreparedLibrary::ready_count() {
    const std::lock_guard lock(mutex_);
    return ready_.size();
}

bool PreparedLibrary::is_reading() {
    const std::lock_guard lock(mutex_);
    return reading_ || !wishes_.empty();
}

// A refusal is not kept: open() asks again and gives it then.
void PreparedLibrary::work() {
    std::unique_ptr<Library> library;
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return is_stopping_ || !wishes_.empty(); });
        if (is_stopping_) return;
        const Wish wish = wishes_.front();
        wishes_.pop_front();
        reading_ = wish.recording;
        lock.unlock();
        std::optional<OpenMaster> master;
        try {
            if (!library) library = make_worker_();
            auto opened = library->open(wish.recording, wish.at);
            if (auto* found = std::get_if<OpenMaster>(&opened)) master = std::move(*found);
        } catch (const Error&) {
            library.reset();  // open() on the station's thread meets the same fault and tells it
        }
        lock.lock();
        reading_.reset();
        if (master) ready_.insert_or_assign(wish.recording, Ready{std::move(*master), wish.at});
    }
}

}  // namespace truyenthanh
