// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See notify_section.h. What is written here becomes lines of curl's own configuration, so that nothing passes which
// could end a line or a quoted word.
#include "config/notify_section.h"

#include <algorithm>

namespace truyenthanh {
namespace {

constexpr std::size_t kMostReceivers = 10;

bool is_plain(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](unsigned char c) {
        return c <= 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '\'' || c == '<' || c == '>';
    });
}

bool is_address_of(const std::string& text, std::initializer_list<std::string_view> schemes) {
    return is_plain(text) && std::any_of(schemes.begin(), schemes.end(), [&](std::string_view scheme) {
               return text.starts_with(scheme) && text.size() > scheme.size();
           });
}

bool is_mailbox(const std::string& text) {
    const std::size_t at = text.find('@');
    return is_plain(text) && at != std::string::npos && at > 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string::npos && text.front() != '-' && text.find(',') == std::string::npos;
}

void check(Section& section, const NotifySettings& notify) {
    if (!notify.webhook.empty() && !is_address_of(notify.webhook, {"http://", "https://"})) {
        section.complain("config.not_webhook", "webhook", {{"found", notify.webhook}});
    }
    if (!notify.mail_server.empty() && !is_address_of(notify.mail_server, {"smtp://", "smtps://"})) {
        section.complain("config.not_mail_server", "mail_server", {{"found", notify.mail_server}});
    }
    for (const std::string& mailbox : notify.mail_to) {
        if (!is_mailbox(mailbox)) section.complain("config.not_mailbox", "mail_to", {{"found", mailbox}});
    }
    if (!notify.mail_from.empty() && !is_mailbox(notify.mail_from)) {
        section.complain("config.not_mailbox", "mail_from", {{"found", notify.mail_from}});
    }
    if (notify.mail_to.size() > kMostReceivers) {
        section.complain("config.too_many", "mail_to", {{"most", std::to_string(kMostReceivers)}});
    }
    const bool is_half = notify.mail_to.empty() != notify.mail_server.empty();
    if (is_half) section.complain("config.mail_needs_both", "mail_to");
    if (!is_plain(notify.mail_user) || !is_plain(notify.mail_password)) {
        section.complain("config.not_mail_login", "mail_user");
    }
}

}  // namespace

NotifySettings read_notify(Section& section) {
    NotifySettings notify;
    section.text("webhook", notify.webhook, 500);
    section.texts("mail_to", notify.mail_to);
    section.text("mail_from", notify.mail_from);
    section.text("mail_server", notify.mail_server);
    section.text("mail_user", notify.mail_user);
    section.text("mail_password", notify.mail_password);
    int seconds = static_cast<int>(notify.after.count());
    section.integer("after_seconds", seconds, 0, 3600);
    notify.after = std::chrono::seconds(seconds);
    check(section, notify);
    return notify;
}

}  // namespace truyenthanh
