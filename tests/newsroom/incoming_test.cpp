// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items of others: feeds as portals write them, tables as people type them, and what is wrong with either, by line.
#include "newsroom/incoming.h"

#include "core/error.h"
#include "core/names.h"
#include "tests/catch.h"

using namespace truyenthanh;

namespace {

struct Refusal {
    std::string key;
    std::string line;
    bool operator==(const Refusal&) const = default;
};

template <class Read>
Refusal refusal_of(Read read) {
    try {
        read();
    } catch (const RequestError& error) {
        return {error.message().key, error.message().args.at(1).second};
    }
    return {};
}

Refusal feed_refusal(const std::string& xml) {
    return refusal_of([&] { read_feed(xml, "tin.xml"); });
}
Refusal table_refusal(const std::string& csv) {
    return refusal_of([&] { read_item_table(csv, "tin.csv"); });
}

const std::string kRss = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Cổng phường</title>
<item>
  <title>Tiêm chủng &amp; khám sức khỏe</title>
  <link>https://phuong.example.vn/tiem-chung</link>
  <guid isPermaLink="false">vn-118</guid>
  <dc:creator>Trần Thị Hoa</dc:creator>
  <description><![CDATA[<p>Sáng 5/12, <b>trạm y tế</b> tiêm cho trẻ.</p><p>Mời bà con&nbsp;đến đúng giờ.</p><script>x()</script>]]></description>
  <enclosure url="https://phuong.example.vn/a.mp3" length="1" type="audio/mpeg"/>
</item>
<item><title>Tin thứ hai</title><link>https://phuong.example.vn/hai</link></item>
</channel></rss>)";

}  // namespace

TEST_CASE("a portal's RSS is read: text without its elements, link, author, sound") {
    const auto items = read_feed(kRss, "tin.xml");
    REQUIRE(items.size() == 2);
    CHECK(items[0].line == 4);
    CHECK(items[0].title == "Tiêm chủng & khám sức khỏe");
    CHECK(items[0].external_id == "vn-118");
    CHECK(items[0].text == "Sáng 5/12, trạm y tế tiêm cho trẻ.\nMời bà con đến đúng giờ.");
    CHECK(items[0].authors == std::vector<std::string>{"Trần Thị Hoa"});
    CHECK(items[0].sound == "https://phuong.example.vn/a.mp3");
    CHECK(items[1].external_id == "https://phuong.example.vn/hai");
}

TEST_CASE("Atom is read, with its authors' names and the whole content before the summary") {
    const auto items = read_feed(R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>Cổng</title>
<entry><id>urn:1</id><title type="html">Gương &lt;i&gt;tốt&lt;/i&gt;</title><summary>Ngắn</summary>
<author><name>Lê Văn Nam</name><email>nam@example.vn</email></author>
<link rel="self" href="https://a/self"/><link href="https://a/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Đoạn một.</p><p>Đoạn hai.</p></div></content>
</entry></feed>)",
                                 "tin.xml");
    REQUIRE(items.size() == 1);
    CHECK(items[0].title == "Gương tốt");
    CHECK(items[0].text == "Đoạn một.\nĐoạn hai.");
    CHECK(items[0].link == "https://a/1");
    CHECK(items[0].authors == std::vector<std::string>{"Lê Văn Nam"});
}

TEST_CASE("a feed that is wrong is refused whole, by its line") {
    CHECK(feed_refusal("<rss>\n<channel>\n<item><title>A</channel></rss>") == Refusal{"import.not_xml", "3"});
    CHECK(feed_refusal("<!DOCTYPE rss [<!ENTITY a \"aaaa\">]>\n<rss/>") == Refusal{"import.has_doctype", "1"});
    CHECK(feed_refusal("\n<html><body>404</body></html>") == Refusal{"import.not_feed", "2"});
    CHECK(feed_refusal("<rss><channel/></rss>") == Refusal{"import.nothing", "1"});
    CHECK(feed_refusal("<rss><channel>\n<item><link>x</link></item></channel></rss>") ==
          Refusal{"import.no_title", "2"});
    CHECK(feed_refusal("<rss><channel><item><title>A</title><guid>1</guid></item>\n"
                       "<item><title>B</title><guid>1</guid></item></channel></rss>") == Refusal{"import.twice", "2"});
    std::string deep = "<rss>";
    for (int i = 0; i < 100; ++i) deep += "<a>";
    CHECK(feed_refusal(deep).key == "import.too_deep");
    std::string with_null = "<rss><item><title>#</title></item></rss>";
    with_null[with_null.find('#')] = '\0';
    CHECK(feed_refusal(with_null).key == "import.not_xml");
}

TEST_CASE("a table is read whatever its separator and the order of its columns") {
    const std::string csv =
        "\xef\xbb\xbftitle;priority;text;authors;from\r\n"
        "\"Cắt nước; tổ 5\";ưu tiên;\"Từ 8 giờ,\nđến \"\"12\"\" giờ\";Lê Thị Hoa;2026-12-05\r\n"
        "Tin hai;;;;\r\n";
    const auto items = read_item_table(csv, "tin.csv");
    REQUIRE(items.size() == 2);
    CHECK(items[0].title == "Cắt nước; tổ 5");
    CHECK(items[0].priority == ItemPriority::Priority);
    CHECK(items[0].text == "Từ 8 giờ,\nđến \"12\" giờ");
    CHECK(items[0].valid.from == parse_date("2026-12-05"));
    CHECK(items[1].line == 4);
}

TEST_CASE("a table may say it in Vietnamese, in any case and without marks") {
    const auto items = read_item_table(
        "title,kind,priority,from\nA,Tin,Khẩn cấp,05/12/2026\nB,thong bao,uu tien,5/1/2027\n", "tin.csv");
    REQUIRE(items.size() == 2);
    CHECK(items[0].kind == ItemKind::News);
    CHECK(items[0].priority == ItemPriority::Emergency);
    CHECK(items[0].valid.from == parse_date("2026-12-05"));
    CHECK(items[1].kind == ItemKind::Notice);
    CHECK(items[1].priority == ItemPriority::Priority);
    CHECK(items[1].valid.from == parse_date("2027-01-05"));
}

TEST_CASE("a table that is wrong is refused whole, by its line") {
    CHECK(table_refusal("title,text\nA,a\nB\n") == Refusal{"import.bad_row", "3"});
    CHECK(table_refusal("title,kind\nA,news\nB,sermon\n") == Refusal{"import.bad_value", "3"});
    CHECK(table_refusal("title,from\nA,5 tháng 12\n") == Refusal{"import.bad_value", "2"});
    CHECK(table_refusal("name,text\nA,a\n") == Refusal{"import.bad_column", "1"});
    CHECK(table_refusal("text\na\n") == Refusal{"import.no_column", "1"});
    CHECK(table_refusal("title\nA\n\"B\n") == Refusal{"import.open_quote", "3"});
    CHECK(table_refusal("title\nA \"b\" c\n") == Refusal{"import.bad_quote", "2"});
    CHECK(table_refusal("title\nA\n,\n").key == "import.bad_row");
    CHECK(table_refusal("title,text\nA,a\n,b\n") == Refusal{"import.no_title", "3"});
    CHECK(table_refusal("title\n\xff\xfe\n") == Refusal{"import.not_utf8", "1"});
    CHECK(table_refusal("title\nA\x01\n") == Refusal{"import.bad_text", "2"});
    CHECK(table_refusal("title,from,until\nA,2026-12-05,2026-12-01\n") == Refusal{"import.bad_value", "2"});
}

TEST_CASE("what portals write in HTML becomes what can be read aloud") {
    CHECK(plain_text("<div>Một<br>hai &#225; &#xE1; &amp; &hellip;</div>") == "Một\nhai á á & …");
    CHECK(plain_text("1 < 2 &unknown; <!-- x --> <style>p{}</style>hết") == "1 < 2 &unknown; hết");
    CHECK(plain_text("<p unfinished") == "");
}
