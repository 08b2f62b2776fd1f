// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The method table: parameters are checked before anything runs.
#include "daemon/desk_methods.h"

#include "core/error.h"
#include "tests/catch.h"

using namespace truyenthanh;
using nlohmann::json;

namespace {

MethodTable table() {
    return MethodTable({
        {"hold", {{"reason", ParameterType::Text, false}}, [](DeskCall&) { return json::object(); }},
        {"slot_remove", {{"id", ParameterType::Integer}}, [](DeskCall&) { return json::object(); }},
        {"recording_add", {{"title"}}, [](DeskCall&) { return json::object(); }, true},
    });
}

DeskCall call(std::string method, json params, bool with_file = false) {
    return {{1, 1}, {}, std::move(method), std::move(params), with_file ? Descriptor(::dup(0)) : Descriptor()};
}

std::string fault(const DeskCall& asked) {
    const auto found = table().fault_of(asked);
    return found ? to_string(found->message) : "";
}

}  // namespace

TEST_CASE("a call that fits its row is run") {
    CHECK(fault(call("hold", json::object())).empty());
    CHECK(fault(call("hold", {{"reason", "thử"}})).empty());
    CHECK(fault(call("slot_remove", {{"id", 3}})).empty());
    CHECK(fault(call("recording_add", {{"title", "Tin"}}, true)).empty());
}

TEST_CASE("a method nobody wrote is refused by name") {
    CHECK(fault(call("shutdown", json::object())) == "desk.no_such_method(method=shutdown)");
    CHECK(table().fault_of(call("shutdown", {}))->code == desk_code::kNoSuchMethod);
}

TEST_CASE("a parameter that is unknown, missing or of another type is named") {
    CHECK(fault(call("hold", {{"raeson", "x"}})).find("desk.unknown_parameter(method=hold, parameter=raeson") == 0);
    CHECK(fault(call("slot_remove", json::object())).find("desk.missing_parameter(method=slot_remove, parameter=id") ==
          0);
    CHECK(fault(call("slot_remove", {{"id", "3"}})).find("desk.wrong_type(method=slot_remove, parameter=id") == 0);
    CHECK(fault(call("slot_remove", {{"id", 3.5}})).find("desk.wrong_type") == 0);
    CHECK(fault(call("slot_remove", {{"id", nullptr}})).find("desk.wrong_type") == 0);
}

TEST_CASE("any request may say which version of the week it was made from") {
    CHECK(fault(call("slot_remove", {{"id", 3}, {"if_version", 12}})).empty());
    CHECK_FALSE(fault(call("slot_remove", {{"id", 3}, {"if_version", "12"}})).empty());
}

TEST_CASE("a file comes with the methods that take one and with no other") {
    CHECK(fault(call("recording_add", {{"title", "Tin"}})) == "desk.missing_file(method=recording_add)");
    CHECK(fault(call("hold", json::object(), true)) == "desk.unexpected_file(method=hold)");
}
