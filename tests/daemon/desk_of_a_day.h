// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A desk without a station around it: the methods of the day's work on a database of their own.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <set>

#include "daemon/editorial_documents.h"
#include "daemon/editorial_methods.h"
#include "daemon/exchange_methods.h"
#include "daemon/programme_day.h"
#include "daemon/programme_methods.h"
#include "daemon/technical_documents.h"
#include "daemon/technical_methods.h"
#include "store/recordings.h"
#include "store/slots.h"
#include "tests/catch.h"
#include "tests/store/temporary_station.h"

namespace truyenthanh::testing {

using namespace std::chrono_literals;
using nlohmann::json;

class SetClock final : public Clock {
public:
    Now now() const override { return {wall, {}, ClockTrust::Trusted}; }
    WallTime wall = at();
};

// Refuses what a test says.
class SaidLibrary final : public Library {
public:
    std::variant<OpenMaster, Message> open(RecordingId, WallTime) override { return Message{"none", {}}; }
    std::optional<Message> why_not(RecordingId recording, WallTime) override {
        return refused.contains(recording) ? std::optional(Message{"newsroom.not_approved", {}}) : std::nullopt;
    }
    std::set<RecordingId> refused;
};

class UtcZone final : public Zone {
public:
    WallTime to_utc(LocalTime local) const override { return WallTime(local.time_since_epoch()); }
    LocalTime to_local(WallTime utc) const override { return LocalTime(utc.time_since_epoch()); }
    const std::string& name() const noexcept override { return name_; }

private:
    std::string name_ = "UTC";
};

// A station at a desk: 5 December 2026, 00:00, a slot of the series "Bản tin" at 07:30 for 15 minutes.
struct Desk {
    Desk() {
        Slot slot;
        slot.name = "Sáng";
        slot.start = 7h + 30min;
        slot.length = 900s;
        slot.content.series = "Bản tin";
        add_slot(station.connection, slot);
    }

    ItemId item(ItemKind kind, int seconds, const std::string& title = "Tin") {
        Recording recording = some_recording('0');
        std::string digits = std::to_string(++made);
        recording.sha256 = std::string(64 - digits.size(), 'a') + digits;
        recording.frames = Frames{std::int64_t{seconds} * kSampleRate};
        const RecordingId id = add_item_with_recording(station.connection, title + " " + digits, kind, recording);
        return read_recording(station.connection, id).recording.item;
    }

    // Runs a method of the desk as the station would: parameters checked, then the method, by whoever is named.
    json ask(const std::string& method, json params, const std::optional<std::string>& file = {}) {
        params["by"] = "Lê Thị Hoa";
        for (auto methods : {programme_methods(context), editorial_methods(context), technical_methods(context),
                             exchange_methods(context)}) {
            for (const Method& one : methods) {
                if (one.name != method) continue;
                DeskCall call;
                call.method = method;
                call.params = params;
                if (file) call.file = file_of(*file);
                REQUIRE_FALSE(MethodTable({one}).fault_of(call));
                const Acting acting(station.connection, {"Lê Thị Hoa", clock.wall});
                return one.run(call).value();
            }
        }
        FAIL("no method " << method);
        return {};
    }

    static Descriptor file_of(const std::string& content) {
        Descriptor file(::memfd_create("content", MFD_CLOEXEC));
        REQUIRE(::write(file.get(), content.data(), content.size()) == static_cast<ssize_t>(content.size()));
        return file;
    }

    std::string refused(const std::string& method, const json& params) {
        return refusal([&] { ask(method, params); });
    }

    TemporaryStation station;
    SetClock clock;
    UtcZone zone;
    Places places;
    SaidLibrary library;
    std::vector<Message> diary;
    DeskContext context{station.connection,
                        clock,
                        zone,
                        places,
                        [this](Severity, const Message& message) { diary.push_back(message); },
                        library};
    int made = 0;
};

}  // namespace truyenthanh::testing
