// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole table of roles and rights, cell by cell, and what a person's roles come to.
#include "newsroom/rights.h"

#include "core/names.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

// A row a right, a column a role, in the order of the enums: administrator operator contributor editor collector
// approver reviewer.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kExpected{{{"watch", "AOCECAR"},
                                                                                   {"write", ".OCEC.."},
                                                                                   {"edit", ".O.E..."},
                                                                                   {"record", ".O.E..."},
                                                                                   {"approve", "....CA."},
                                                                                   {"revoke", ".O.ECA."},
                                                                                   {"schedule", ".O.E..."},
                                                                                   {"override", ".O...A."},
                                                                                   {"live", ".O....."},
                                                                                   {"emergency", ".O...A."},
                                                                                   {"stop", ".O...A."},
                                                                                   {"kill", "AOCECAR"},
                                                                                   {"exchange", ".O.E..."},
                                                                                   {"review", "AO.E.AR"},
                                                                                   {"admin", "A......"}}};

LocalDate day(int number) {
    return LocalDate{std::chrono::sys_days{std::chrono::year(2026) / 12 / 1} + std::chrono::days{number}};
}

RoleGrant grant(std::int64_t person, Role role, std::optional<LocalDate> from, std::optional<LocalDate> until) {
    RoleGrant made;
    made.person = PersonId{person};
    made.role = role;
    made.span = {from, until};
    return made;
}

}  // namespace

TEST_CASE("every role may do exactly what the table of rights says") {
    REQUIRE(kExpected.size() == EnumNames<Right>::names.size());
    for (std::size_t right = 0; right < kExpected.size(); ++right) {
        const auto& [word, cells] = kExpected[right];
        REQUIRE(word == EnumNames<Right>::names[right]);
        REQUIRE(cells.size() == EnumNames<Role>::names.size());
        for (std::size_t role = 0; role < cells.size(); ++role) {
            INFO(EnumNames<Role>::names[role] << " " << word);
            CHECK(allows(static_cast<Role>(role), static_cast<Right>(right)) == (cells[role] != '.'));
        }
    }
}

TEST_CASE("nobody both edits and signs by one role, and everybody may silence") {
    for (std::size_t i = 0; i < EnumNames<Role>::names.size(); ++i) {
        const Role role = static_cast<Role>(i);
        INFO(EnumNames<Role>::names[i]);
        CHECK_FALSE((allows(role, Right::Approve) && (allows(role, Right::Edit) || allows(role, Right::Record))));
        CHECK(allows(role, Right::Kill));
    }
}

TEST_CASE("a role holds from its first day to its last, both included") {
    const std::vector<RoleGrant> grants{grant(1, Role::Operator, day(2), day(4)),
                                        grant(1, Role::Editor, day(4), std::nullopt),
                                        grant(2, Role::Administrator, std::nullopt, std::nullopt)};
    CHECK(roles_on(grants, PersonId{1}, day(1)).empty());
    CHECK(roles_on(grants, PersonId{1}, day(2)) == std::vector{Role::Operator});
    CHECK(roles_on(grants, PersonId{1}, day(4)) == std::vector{Role::Operator, Role::Editor});
    CHECK(roles_on(grants, PersonId{1}, day(5)) == std::vector{Role::Editor});
    CHECK(roles_on(grants, PersonId{3}, day(5)).empty());
}

TEST_CASE("a role held twice, for two blocks, counts once") {
    const std::vector<RoleGrant> grants{grant(1, Role::Approver, std::nullopt, std::nullopt),
                                        grant(1, Role::Approver, std::nullopt, std::nullopt)};
    CHECK(roles_on(grants, PersonId{1}, day(1)) == std::vector{Role::Approver});
}

TEST_CASE("a deputy for a field and a stand-in sign like an approver on their days") {
    Signatories all;
    all.deputies.push_back({DeputyId{1}, BlockId{2}, FieldId{3}, PersonId{1}, {day(1), std::nullopt}});
    all.stand_ins.push_back({StandInId{1}, BlockId{2}, PersonId{1}, PersonId{2}, {day(3), day(4)}});
    CHECK(roles_on(all, PersonId{1}, day(1)) == std::vector{Role::Approver});
    CHECK(roles_on(all, PersonId{2}, day(2)).empty());
    CHECK(roles_on(all, PersonId{2}, day(4)) == std::vector{Role::Approver});
}

TEST_CASE("several roles add up") {
    CHECK(rights_of({}).empty());
    CHECK(rights_of({Role::Contributor}) == std::vector{Right::Watch, Right::Write, Right::Kill});
    CHECK(rights_of({Role::Contributor, Role::Reviewer}) ==
          std::vector{Right::Watch, Right::Write, Right::Kill, Right::Review});
}

TEST_CASE("a refusal names the person, the right and the role that lacks it") {
    CHECK_FALSE(why_no_right("Hoa", {Role::Operator}, Right::Live));
    CHECK_FALSE(why_no_right("Hoa", {Role::Reviewer, Role::Operator}, Right::Live));
    CHECK(why_no_right("Hoa", {}, Right::Live) ==
          Message{"newsroom.no_role", {{"person", "Hoa"}, {"right", "@right.live"}}});
    CHECK(why_no_right("Hoa", {Role::Editor}, Right::Live) ==
          Message{"newsroom.no_right", {{"person", "Hoa"}, {"right", "@right.live"}, {"role", "@role.editor"}}});
}
