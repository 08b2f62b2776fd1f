// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The console's side of HTTP: looks a request over, finds its route, and answers. Every check that a route needs is
// made here, before the route's own work, from the one table. Thread: course_of the server's; the rest on lanes.
#pragma once

#include <string_view>

#include "console/parts.h"
#include "console/route.h"

namespace truyenthanh {

// A file of the page, embedded at build time.
struct PageFile {
    const char* path;
    const char* type;
    bool is_named_by_content;  // another content has another path
    std::string_view content;
    std::string_view gzipped;
};
extern const PageFile kPageFiles[];  // the last has a null path

class Console final : public HttpHandler {
public:
    explicit Console(ConsoleParts& parts) : parts_(parts) {}

    Course course_of(const HttpRequest& head) noexcept override;
    HttpResponse refusal(int status) noexcept override;

private:
    struct Found {
        const Route* route = nullptr;
        std::map<std::string, std::string> path;
        std::string allowed;  // methods of that path
    };
    Course judged(const HttpRequest& head);
    Course refused(int status, const Message& message) const;
    static Found find(const HttpRequest& head);
    static std::optional<Course> page(const HttpRequest& head);
    std::optional<Session> session_of(const HttpRequest& head, const Route& route);
    std::optional<Course> why_not(const HttpRequest& head, const Route& route, const std::optional<Session>& session);
    Course course(const Found& found, const std::optional<Session>& session);
    HttpResponse run(RouteCall& call, const Route& route);
    HttpResponse ask_desk(RouteCall& call, const Route& route);
    void ask_password(RouteCall& call);

    ConsoleParts& parts_;
};

// Checks the password with its delays. Throws RequestError console.wait, DeskRefusal account.wrong_password.
LoggedIn checked_password(ConsoleParts& parts, const HttpRequest& request, const std::string& account,
                          const std::string& password);

}  // namespace truyenthanh
