// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What goes between the station and the portal, other stations and their systems: tables imported_item, submission.
// Changes are made by whoever is Acting on the connection, and audited. Thread: that of the connection. A mistake is a
// RequestError, and nothing is changed then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/editorial.h"
#include "store/connection.h"

namespace truyenthanh {

// What `external_id` of that source became here, if it was imported before.
std::optional<ItemId> find_imported(Connection& connection, const std::string& source, const std::string& external_id);
// Within the caller's transaction.
void note_imported(Connection& connection, const std::string& source, const std::string& external_id, ItemId item,
                   const std::string& file);

// Items that have a link on the portal and were never heard; items that were heard whole and have no link. Newest
// first; archived ones, music and what frames a programme are left out.
std::vector<ItemId> posted_never_aired(Connection& connection);
std::vector<ItemId> aired_never_posted(Connection& connection);

struct Submission {
    SubmissionId id;
    ItemId item;
    std::string title;
    std::string receiver;
    std::string sent_by;
    WallTime sent_at;
    SubmissionState state = SubmissionState::Sent;
    WallTime state_at;
    std::string note;
};

// Throws store.no_item, store.bad_title (the receiver), store.already_sent.
SubmissionId add_submission(Connection& connection, ItemId item, const std::string& receiver, const std::string& note);
// Forward only: sent → accepted or returned, accepted → aired. Throws store.no_submission, store.wrong_submission.
void mark_submission(Connection& connection, SubmissionId submission, SubmissionState state, const std::string& note);
// Newest first.
std::vector<Submission> list_submissions(Connection& connection);

}  // namespace truyenthanh
