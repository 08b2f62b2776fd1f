// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Answers of the interface, all of them JSON, and sentences in both languages of the station beside each key; what is
// an instant (UTC) among the arguments is the station's own time in the sentence.
// Thread: any after construction.
#pragma once

#include <nlohmann/json.hpp>

#include "console/transport/request.h"
#include "core/message.h"
#include "core/zone.h"
#include "text/catalogue.h"

namespace truyenthanh {

class Answers {
public:
    // `zone` is that of the station, in which people are told of instants; it outlives this.
    explicit Answers(const Zone& zone);

    HttpResponse document(nlohmann::json body, int status = 200) const;
    // {"error": {"key", "args", "text": {"vi", "en"}}}
    HttpResponse refusal(int status, const Message& message) const;
    // What the exception being handled means to the client. Only from within a catch.
    HttpResponse of_current_exception() const;
    // Gives each {"key", "args"} within a "text" in both languages.
    void speak(nlohmann::json& document) const;
    const Catalogue& words(Language language) const;

private:
    Catalogue vietnamese_{Language::Vietnamese};
    Catalogue english_{Language::English};
};

HttpResponse json_response(int status, const nlohmann::json& body);

}  // namespace truyenthanh
