// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Zones of the system's tz database behind core/zone.h: by std::chrono where the standard library has zones, else by
// Howard Hinnant's date-tz, which became it. The only file that knows either.
// Thread: any; a zone never changes once made.
#include "core/zone.h"

#include <chrono>
#include <stdexcept>
#include <utility>

#include "core/error.h"

#if defined(__cpp_lib_chrono) && __cpp_lib_chrono >= 201907L
namespace tz = std::chrono;
#else
#include <date/tz.h>
namespace tz = date;
#endif

namespace truyenthanh {
namespace {

class SystemZone final : public Zone {
public:
    SystemZone(std::string name, const tz::time_zone* zone) : name_(std::move(name)), zone_(zone) {}

    WallTime to_utc(LocalTime local) const override {
        const tz::local_time<std::chrono::microseconds> at{local.time_since_epoch()};
        const tz::local_info info = zone_->get_info(at);
        if (info.result == tz::local_info::nonexistent) return WallTime{info.first.end};
        return WallTime{at.time_since_epoch() - info.first.offset};
    }

    LocalTime to_local(WallTime utc) const override {
        return LocalTime{utc.time_since_epoch() + zone_->get_info(utc).offset};
    }

    const std::string& name() const noexcept override { return name_; }

private:
    std::string name_;
    const tz::time_zone* zone_;  // lives as long as the program, in the library's database
};

}  // namespace

std::unique_ptr<Zone> make_zone(const std::string& name) {
    try {
        return std::make_unique<SystemZone>(name, tz::locate_zone(name));
    } catch (const std::runtime_error&) {
        throw ConfigError(Message{"zone.unknown", {{"zone", name}}});
    }
}

}  // namespace truyenthanh
