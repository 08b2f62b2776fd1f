// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See answers.h.
#include "console/answers.h"

#include "core/error.h"
#include "core/names.h"
#include "daemon/desk_client.h"
#include "daemon/desk_protocol.h"
#include "daemon/documents.h"
#include "text/figures.h"

namespace truyenthanh {

namespace {

using nlohmann::json;

int status_of(const DeskRefusal& refusal) {
    const std::string& key = refusal.message().key;
    if (key.starts_with("desk.changed_meanwhile")) return 412;
    if (key == "newsroom.no_right" || key == "newsroom.no_role") return 403;
    if (key == "account.wrong_password") return 403;
    if (key.starts_with("store.no_")) return 404;
    switch (refusal.code()) {
        case desk_code::kWrongParameters:
            return 400;
        case desk_code::kFailed:
        case desk_code::kNoSuchMethod:
            return 502;
        case desk_code::kClosing:
            return 503;
        default:
            return 409;
    }
}

int status_of(const RequestError& wrong) {
    const std::string& key = wrong.message().key;
    const bool is_absent = key.starts_with("store.no_") || key.starts_with("console.no_such_");
    if (is_absent || key == "console.no_upload") return 404;
    if (key == "console.upload_offset") return 409;
    if (key == "console.not_tus") return 412;
    if (key == "console.upload_busy") return 423;
    if (key == "console.wait" || key == "console.login_busy" || key == "console.relay_test_busy" ||
        key == "console.rehearsal_busy" || key == "console.too_many_listeners" || key == "console.too_many_uploads")
        return 429;
    if (key == "console.disk_full") return 507;
    if (key == "console.password_again") return 403;
    return 400;
}

// With the days among its arguments as they are written in Vietnamese. By their names: a title may look like a day.
Message with_days(Message message) {
    for (auto& [name, value] : message.args) {
        if (name != "date" && name != "from" && name != "until" && name != "to") continue;
        if (const auto day = parse_date(value)) value = short_date(*day, Language::Vietnamese);
    }
    return message;
}

// "07:30 ngày 05/12/2026", "2026-12-05 07:30"; with seconds where there are any.
std::string told(WallTime at, const Zone& zone, Language language) {
    json shown;
    put_time(shown, "at", at, zone);
    const std::string local = shown["at_local"].get<std::string>();
    const std::size_t middle = local.find('T');
    const std::string day = short_date(parse_date(local.substr(0, middle)).value(), language);
    std::string clock = local.substr(middle + 1);
    if (clock.ends_with(":00")) clock.resize(clock.size() - 3);
    return language == Language::English ? day + " " + clock : clock + " ngày " + day;
}

}  // namespace

HttpResponse json_response(int status, const json& body) {
    HttpResponse response;
    response.status = status;
    response.head.emplace_back("Content-Type", "application/json; charset=utf-8");
    response.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
    return response;
}

Answers::Answers(const Zone& zone) {
    for (Catalogue* words : {&vietnamese_, &english_}) {
        words->show_instants([&zone, language = words->language()](WallTime at) { return told(at, zone, language); });
    }
}

const Catalogue& Answers::words(Language language) const {
    return language == Language::English ? english_ : vietnamese_;
}

void Answers::speak(json& document) const {
    if (document.is_object() && document.size() == 2 && document.contains("key") && document.contains("args")) {
        const Message message = message_from_json(document);
        document["text"] = {{"vi", vietnamese_.render(with_days(message))}, {"en", english_.render(message)}};
        return;
    }
    if (!document.is_structured()) return;
    for (json& part : document) speak(part);
}

HttpResponse Answers::document(json body, int status) const {
    speak(body);
    return json_response(status, body);
}

HttpResponse Answers::refusal(int status, const Message& message) const {
    return document({{"error", message_json(message)}}, status);
}

HttpResponse Answers::of_current_exception() const {
    try {
        throw;
    } catch (const DeskRefusal& no) {
        return refusal(status_of(no), no.message());
    } catch (const DeskUnreachable& gone) {
        return refusal(503, gone.message());
    } catch (const RequestError& wrong) {
        return refusal(status_of(wrong), wrong.message());
    } catch (const ::truyenthanh::Error& failed) {
        return refusal(503, failed.message());
    } catch (const std::exception& failed) {
        return refusal(500, {"console.failed", {{"why", failed.what()}}});
    }
}

}  // namespace truyenthanh
