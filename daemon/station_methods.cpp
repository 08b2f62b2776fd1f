// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See station_methods.h.
#include "daemon/station_methods.h"

#include <algorithm>
#include <iterator>

#include "core/error.h"
#include "core/names.h"
#include "daemon/bundle.h"
#include "daemon/desk_rights.h"
#include "daemon/documents.h"
#include "daemon/editorial_methods.h"
#include "daemon/exchange_methods.h"
#include "daemon/item_methods.h"
#include "daemon/parameters.h"
#include "daemon/people_methods.h"
#include "daemon/programme_day.h"
#include "daemon/programme_methods.h"
#include "daemon/report_methods.h"
#include "daemon/schedule_document.h"
#include "daemon/technical_methods.h"
#include "daemon/whole_file.h"
#include "store/overrides.h"
#include "store/programmes.h"
#include "store/recordings.h"
#include "store/relays.h"
#include "store/slots.h"
#include "store/week.h"

namespace truyenthanh {

namespace {

using nlohmann::json;
using enum ParameterType;

constexpr std::size_t kLongestSchedule = 64 * 1024 * 1024;

// The slot with some of its fields others; a change of what it sends names all of that.
Slot changed(const Slot& slot, const json& change) {
    json fields = document(slot);
    for (const char* content : {"programme", "series", "relay"}) {
        if (!change.contains(content)) continue;
        for (const char* old : {"programme", "series", "relay"}) fields.erase(old);
        break;
    }
    fields.update(change);
    fields["id"] = slot.id.value;
    return slot_from(fields);
}

// A programme of the items a person named, for one take.
Programme programme_of(Connection& database, const std::vector<std::int64_t>& items) {
    Programme programme;
    for (const std::int64_t number : items) {
        RundownEntry entry;
        entry.item = ItemId{number};
        programme.rundown.push_back(entry);
        const std::string title = read_item(database, entry.item).title;
        programme.name += (programme.name.empty() ? "" : " + ") + title;
    }
    return programme;
}

// Every method may be told who asks.
void accept_name(Method& method) {
    const bool knows = std::any_of(method.parameters.begin(), method.parameters.end(),
                                   [](const Parameter& parameter) { return parameter.name == "by"; });
    if (!knows) method.parameters.push_back({"by", Text, false});
}

}  // namespace

std::vector<Method> StationMethods::table() const {
    std::vector<Method> all;
    const DeskContext context = station_.desk_context();
    for (auto part :
         {recordings(station_), week(station_), overrides(station_), live(station_), people_methods(context),
          item_methods(context), programme_methods(context), editorial_methods(context), technical_methods(context),
          exchange_methods(context), bundle_methods(context), station_.speech_.table(), station_.passwords_.table(),
          station_.keeping_.table()}) {
        std::move(part.begin(), part.end(), std::back_inserter(all));
    }
    std::vector<Method> reports =
        report_methods({station_.database_, station_.clock_, *station_.zone_, station_.settings_.station_name,
                        [&s = station_](Severity severity, const Message& message) { s.note(severity, message); }});
    std::move(reports.begin(), reports.end(), std::back_inserter(all));
    for (Method& method : all) accept_name(method);
    return all;
}

std::vector<Method> StationMethods::recordings(Station& s) {
    return {
        {"recording_add",
         {{"title"}, {"kind"}, {"name"}, {"by"}, {"item", Integer, false}},
         [&s](DeskCall& call) -> Answer {
             s.uploads_.add(call);
             return std::nullopt;
         },
         true},
        {"recording_revoke",
         {{"recording", Integer}, {"by"}},
         [&s](DeskCall& call) -> Answer {
             const auto recording = id_in<RecordingTag>(call.params, "recording");
             revoke(s.database_, recording, text_in(call.params, "by"), s.clock_.now().wall);
             s.note(Severity::Notice,
                    {"station.revoked",
                     {{"by", text_in(call.params, "by")}, {"recording", std::to_string(recording.value)}}});
             return json{{"recording", recording.value}};
         }},
    };
}

std::vector<Method> StationMethods::week(Station& s) {
    return {
        {"programme_add",
         {{"programme", Object}},
         [&s](DeskCall& call) -> Answer {
             return json{{"programme", add_programme(s.database_, programme_from(call.params["programme"])).value}};
         }},
        {"programme_remove",
         {{"programme", Integer}},
         [&s](DeskCall& call) -> Answer {
             check_may_change(s.desk_context(), id_in<ProgrammeTag>(call.params, "programme"), "");
             remove_programme(s.database_, id_in<ProgrammeTag>(call.params, "programme"));
             return call.params;
         }},
        {"relay_add",
         {{"relay", Object}},
         [&s](DeskCall& call) -> Answer {
             return json{{"relay", add_relay(s.database_, relay_from(call.params["relay"])).value}};
         }},
        {"relay_remove",
         {{"relay", Integer}},
         [&s](DeskCall& call) -> Answer {
             remove_relay(s.database_, id_in<RelayTag>(call.params, "relay"));
             return call.params;
         }},
        {"relay_test",
         {{"relay", Integer}, {"seconds", Integer, false}},
         [&s](DeskCall& call) { return test_relay(s, call); }},
        {"slot_add",
         {{"slot", Object}},
         [&s](DeskCall& call) -> Answer {
             return json{{"slot", add_slot(s.database_, slot_from(call.params["slot"])).value}};
         }},
        {"slot_edit",
         {{"slot", Integer}, {"change", Object}},
         [&s](DeskCall& call) -> Answer {
             const auto slot = id_in<SlotTag>(call.params, "slot");
             update_slot(s.database_, changed(read_slot(s.database_, slot), call.params["change"]));
             return json{{"slot", slot.value}};
         }},
        {"slot_remove",
         {{"slot", Integer}, {"reason", Text, false}},
         [&s](DeskCall& call) -> Answer {
             check_week_may_change(s.desk_context(), id_in<SlotTag>(call.params, "slot"), named_in(call.params),
                                   text_in(call.params, "reason"));
             remove_slot(s.database_, id_in<SlotTag>(call.params, "slot"));
             return call.params;
         }},
        {"calendar_add",
         {{"exception", Object}},
         [&s](DeskCall& call) -> Answer {
             return json{{"exception", add_exception(s.database_, exception_from(call.params["exception"])).value}};
         }},
        {"calendar_remove",
         {{"exception", Integer}},
         [&s](DeskCall& call) -> Answer {
             remove_exception(s.database_, id_in<ExceptionTag>(call.params, "exception"));
             return call.params;
         }},
        {"schedule_import", {{"reason", Text, false}}, [&s](DeskCall& call) { return import_schedule(s, call); }, true},
    };
}

StationMethods::Answer StationMethods::import_schedule(Station& s, const DeskCall& call) {
    const json object = parse_bounded(whole_file(call.file.get(), kLongestSchedule, {"station.schedule_too_long", {}}));
    if (object.is_discarded()) throw RequestError({"station.schedule_not_json", {}});
    const WeekDocument week = schedule_from(object);
    check_week_may_change(s.desk_context(), {}, named_in(call.params), text_in(call.params, "reason"));
    import_week(s.database_, week);
    s.note(Severity::Notice, {"station.schedule_imported", {{"slots", std::to_string(week.slots.size())}}});
    return json{{"slots", week.slots.size()},
                {"programmes", week.programmes.size()},
                {"relays", week.relays.size()},
                {"exceptions", week.exceptions.size()}};
}

// Answered by RelayTests::carry.
StationMethods::Answer StationMethods::test_relay(Station& s, const DeskCall& call) {
    const Relay relay = read_relay(s.database_, id_in<RelayTag>(call.params, "relay"));
    const std::chrono::seconds length{std::clamp<std::int64_t>(call.params.value("seconds", 15), 1, 120)};
    s.relay_tests_.add(call.id, relay, length, s.clock_.now());
    return std::nullopt;
}

std::vector<Method> StationMethods::overrides(Station& s) {
    return {
        {"override_request",
         {{"from"}, {"until"}, {"reason"}, {"by"}},
         [&s](DeskCall& call) -> Answer {
             const OverrideId made =
                 request_override(s.database_, instant_in(call.params, "from"), instant_in(call.params, "until"),
                                  text_in(call.params, "reason"), text_in(call.params, "by"), s.clock_.now().wall);
             s.note(Severity::Warning, {"station.override_requested",
                                        {{"by", text_in(call.params, "by")},
                                         {"id", std::to_string(made.value)},
                                         {"reason", text_in(call.params, "reason")}}});
             return json{{"override", made.value}};
         }},
        {"override_confirm",
         {{"override", Integer}, {"by"}},
         [&s](DeskCall& call) -> Answer {
             const auto which = id_in<OverrideTag>(call.params, "override");
             confirm_override(s.database_, which, text_in(call.params, "by"), s.clock_.now().wall);
             s.note(Severity::Warning, {"station.override_confirmed",
                                        {{"by", text_in(call.params, "by")}, {"id", std::to_string(which.value)}}});
             return json{{"override", which.value}};
         }},
        {"override_revoke",
         {{"override", Integer}, {"by"}},
         [&s](DeskCall& call) -> Answer {
             const auto which = id_in<OverrideTag>(call.params, "override");
             revoke_override(s.database_, which, text_in(call.params, "by"), s.clock_.now().wall);
             s.note(Severity::Notice, {"station.override_revoked",
                                       {{"by", text_in(call.params, "by")}, {"id", std::to_string(which.value)}}});
             return json{{"override", which.value}};
         }},
    };
}

std::vector<Method> StationMethods::live(Station& s) {
    return {
        {"status", {}, [&s](DeskCall&) -> Answer { return s.status(); }},
        {"notify_test",
         {{"by"}},
         [&s](DeskCall& call) -> Answer {
             s.notices_.try_out(s.clock_.now(), text_in(call.params, "by"));
             return json{{"queued", true}};
         }},
        {"tape", {{"by"}}, [&s](DeskCall& call) { return hand_out_tape(s, call); }},
        {"take",
         {{"by"}, {"programme", Integer, false}, {"items", List, false}, {"emergency", Boolean, false}},
         [&s](DeskCall& call) { return take(s, call.params); }},
        {"hold",
         {{"by"}},
         [&s](DeskCall& call) -> Answer {
             s.runner_.hold(text_in(call.params, "by"));
             s.note(Severity::Warning, {"station.held", {{"by", text_in(call.params, "by")}}});
             return json{{"is_held", true}};
         }},
        {"resume",
         {{"by"}},
         [&s](DeskCall& call) -> Answer {
             s.runner_.resume();
             s.note(Severity::Notice, {"station.resumed", {{"by", text_in(call.params, "by")}}});
             return json{{"is_held", false}};
         }},
        {"kill",
         {{"by"}, {"reason", Text, false}},
         [&s](DeskCall& call) -> Answer {
             if (!s.latch_.is_set())
                 s.latch_.set(text_in(call.params, "by"), text_in(call.params, "reason"), s.clock_.now().wall);
             s.watch_latch(s.clock_.now());
             return json{{"is_killed", true}};
         }},
        {"release",
         {{"by"}},
         [&s](DeskCall& call) -> Answer {
             if (s.latch_.is_set()) s.latch_.release(text_in(call.params, "by"), s.clock_.now().wall);
             s.watch_latch(s.clock_.now());
             return json{{"is_killed", false}};
         }},
    };
}

// What leaves the mixer, for whoever may look: they can read it and nothing else.
StationMethods::Answer StationMethods::hand_out_tape(Station& s, const DeskCall& call) {
    Descriptor tape = s.air_.tape_to_hand_out();
    if (!tape) throw RequestError({"station.no_chain", {}});
    s.desk_.answer(call.id, json::object(), std::move(tape));
    return std::nullopt;
}

StationMethods::Answer StationMethods::take(Station& s, const json& params) {
    const bool has_items = params.contains("items") && !params["items"].empty();
    if (has_items == params.contains("programme")) throw RequestError({"station.take_one_thing", {}});
    std::vector<std::int64_t> items;
    for (const json& item : params.value("items", json::array())) {
        if (!item.is_number_integer()) throw RequestError({"station.take_one_thing", {}});
        items.push_back(item.get<std::int64_t>());
    }
    const Programme programme = has_items ? programme_of(s.database_, items)
                                          : read_programme(s.database_, id_in<ProgrammeTag>(params, "programme"));
    ManualTake take;
    take.transmission = s.plans_.by_hand(programme, s.clock_.now().wall);
    take.rank = params.value("emergency", false) ? Rank::Emergency : Rank::Bulletin;
    take.by = text_in(params, "by");
    const std::string key = to_string(take.transmission.key);
    const char* sentence = take.rank == Rank::Emergency ? "station.taken_emergency" : "station.taken";
    s.runner_.take(std::move(take));
    s.note(Severity::Warning, {sentence, {{"by", text_in(params, "by")}, {"name", programme.name}}});
    return json{{"name", programme.name}, {"transmission", key}};
}

}  // namespace truyenthanh
