// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See rights.h.
#include "newsroom/rights.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "core/names.h"

namespace truyenthanh {
namespace {

constexpr std::uint32_t bits(std::initializer_list<Right> rights) {
    std::uint32_t all = 0;
    for (const Right right : rights) all |= 1U << static_cast<unsigned>(right);
    return all;
}

using enum Right;
// In the order of Role. An administrator decides who may act and acts not; an approver signs and edits not.
constexpr std::array<std::uint32_t, EnumNames<Role>::names.size()> kTable{
    bits({Watch, Kill, Review, Admin}),  // Administrator
    bits({Watch, Write, Edit, Record, Revoke, Schedule, Override, Live, Emergency, Stop, Kill, Exchange, Review}),
    bits({Watch, Write, Kill}),                                                    // Contributor
    bits({Watch, Write, Edit, Record, Revoke, Schedule, Kill, Exchange, Review}),  // Editor
    bits({Watch, Write, Approve, Revoke, Kill}),                                   // Collector
    bits({Watch, Approve, Revoke, Override, Emergency, Stop, Kill, Review}),       // Approver
    bits({Watch, Kill, Review}),                                                   // Reviewer
};

template <class Enum>
std::vector<Enum> all_of() {
    std::vector<Enum> all;
    for (std::size_t i = 0; i < EnumNames<Enum>::names.size(); ++i) all.push_back(static_cast<Enum>(i));
    return all;
}

}  // namespace

bool allows(Role role, Right right) noexcept {
    return (kTable[static_cast<std::size_t>(role)] & (1U << static_cast<unsigned>(right))) != 0;
}

std::vector<Role> roles_on(const std::vector<RoleGrant>& grants, PersonId person, LocalDate day) {
    std::vector<Role> roles;
    for (const Role role : all_of<Role>()) {
        const bool is_held = std::any_of(grants.begin(), grants.end(), [&](const RoleGrant& grant) {
            return grant.person == person && grant.role == role && grant.span.holds(day);
        });
        if (is_held) roles.push_back(role);
    }
    return roles;
}

std::vector<Role> roles_on(const Signatories& signatories, PersonId person, LocalDate day) {
    std::vector<RoleGrant> grants = signatories.grants;
    const auto add_approvers = [&grants](const auto& rows) {
        for (const auto& row : rows) grants.push_back({GrantId{}, row.person, Role::Approver, row.block, row.span});
    };
    add_approvers(signatories.deputies);
    add_approvers(signatories.stand_ins);
    return roles_on(grants, person, day);
}

std::vector<Right> rights_of(const std::vector<Role>& roles) {
    std::vector<Right> rights;
    for (const Right right : all_of<Right>()) {
        if (std::any_of(roles.begin(), roles.end(), [&](Role role) { return allows(role, right); }))
            rights.push_back(right);
    }
    return rights;
}

std::optional<Message> why_no_right(const std::string& person, const std::vector<Role>& roles, Right right) {
    if (std::any_of(roles.begin(), roles.end(), [&](Role role) { return allows(role, right); })) return std::nullopt;
    const std::string wanted = "@right." + std::string(name(right));
    if (roles.empty()) return Message{"newsroom.no_role", {{"person", person}, {"right", wanted}}};
    return Message{"newsroom.no_right",
                   {{"person", person}, {"right", wanted}, {"role", "@role." + std::string(name(roles.front()))}}};
}

}  // namespace truyenthanh
