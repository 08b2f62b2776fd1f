// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items from RSS and Atom; see incoming.h. The one file that knows expat. Names of elements come with their namespace,
// "http://www.w3.org/2005/Atom entry"; RSS has none.
#include <expat.h>

#include <memory>
#include <optional>

#include "core/person_name.h"
#include "newsroom/incoming.h"

namespace truyenthanh {
namespace {

constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom ";
constexpr std::string_view kCreator = "http://purl.org/dc/elements/1.1/ creator";
constexpr std::string_view kWhole = "http://purl.org/rss/1.0/modules/content/ encoded";
constexpr std::size_t kDeepest = 64;

std::string trimmed(const std::string& text) {
    constexpr const char* kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// RSS names an author as "hoa@phuong.vn (Lê Thị Hoa)", or by name alone; an address alone is nobody's name.
std::string name_of_author(const std::string& text) {
    const std::size_t begin = text.find('(');
    const std::size_t end = text.rfind(')');
    const bool has_address = text.find('@') != std::string::npos;
    if (!has_address) return tidy_name(text).value_or("");
    if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
    return tidy_name(text.substr(begin + 1, end - begin - 1)).value_or("");
}

struct ParserEnd {
    void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

// What one item's elements say, before it is known which of them count.
struct Entry {
    IncomingItem item;
    std::string summary;
    std::string whole;
};

class FeedReader {
public:
    explicit FeedReader(std::string file) : file_(std::move(file)), parser_(XML_ParserCreateNS(nullptr, ' ')) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), &began, &ended);
        XML_SetCharacterDataHandler(parser_.get(), &text_came);
        XML_SetStartDoctypeDeclHandler(parser_.get(), &doctype_came);
    }

    std::vector<IncomingItem> read(std::string_view xml) {
        const auto status = XML_Parse(parser_.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
        if (fault_ != nullptr) refuse_import(fault_, file_, fault_line_, {{"element", root_}});
        if (status != XML_STATUS_OK) {
            refuse_import("import.not_xml", file_, line(), {{"why", XML_ErrorString(XML_GetErrorCode(parser_.get()))}});
        }
        finish_import(items_, file_);
        return std::move(items_);
    }

private:
    using Attributes = const XML_Char**;

    // expat is C: nothing may be thrown through it.
    static void began(void* self, const XML_Char* name, Attributes attributes) {
        static_cast<FeedReader*>(self)->begin(name, attributes);
    }
    static void ended(void* self, const XML_Char*) { static_cast<FeedReader*>(self)->end(); }
    static void text_came(void* self, const XML_Char* text, int length) {
        static_cast<FeedReader*>(self)->text_.append(text, static_cast<std::size_t>(length));
    }
    static void doctype_came(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        static_cast<FeedReader*>(self)->stop("import.has_doctype");
    }

    // Newer Expat has a wider one beside it and calls this deprecated; Debian 12 has this alone.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    int line() const { return static_cast<int>(XML_GetCurrentLineNumber(parser_.get())); }
#pragma GCC diagnostic pop

    void stop(const char* fault) {
        if (fault_ != nullptr) return;
        fault_ = fault;
        fault_line_ = line();
        XML_StopParser(parser_.get(), XML_FALSE);
    }

    static std::string attribute(Attributes attributes, std::string_view name) {
        for (; *attributes != nullptr; attributes += 2) {
            if (name == attributes[0]) return attributes[1];
        }
        return {};
    }

    void begin(const std::string& name, Attributes attributes) {
        if (depth_ == 0) check_root(name);
        if (++depth_ > kDeepest) stop("import.too_deep");
        if (!entry_ && (name == "item" || name == std::string(kAtom) + "entry")) {
            entry_.emplace().item.line = line();
            entry_depth_ = depth_;
        } else if (entry_ && depth_ == entry_depth_ + 1) {
            field_ = name.starts_with(kAtom) ? name.substr(kAtom.size()) : name;
            text_.clear();
            take_attributes(attributes);
        } else if (entry_ && depth_ > entry_depth_ + 1 && field_ == "author") {
            text_.clear();
            part_ = name;
        } else if (entry_ && depth_ > entry_depth_ + 1) {
            text_ += '\n';  // of XHTML
        }
    }

    void check_root(const std::string& name) {
        root_ = name;
        if (name != "rss" && name != std::string(kAtom) + "feed") stop("import.not_feed");
    }

    void take_attributes(Attributes attributes) {
        IncomingItem& item = entry_->item;
        const std::string rel = attribute(attributes, "rel");
        const std::string href = attribute(attributes, "href");
        const std::string type = attribute(attributes, "type");
        if (field_ == "enclosure" && type.starts_with("audio/")) item.sound = attribute(attributes, "url");
        if (field_ == "enclosure" && type.starts_with("image/")) item.photo = attribute(attributes, "url");
        if (field_ != "link" || href.empty()) return;
        if (rel.empty() || rel == "alternate") item.link = href;
        if (rel == "enclosure" && type.starts_with("audio/")) item.sound = href;
    }

    void end() {
        if (entry_ && depth_ == entry_depth_) {
            keep_entry();
        } else if (entry_ && depth_ == entry_depth_ + 1) {
            keep_field();
            field_.clear();
        } else if (entry_ && field_ == "author") {
            if (part_ == std::string(kAtom) + "name") keep_author();
            text_.clear();
        }
        --depth_;
    }

    void keep_field() {
        IncomingItem& item = entry_->item;
        if (field_ == "title") item.title = one_line(text_);
        if (field_ == "guid" || field_ == "id") item.external_id = trimmed(text_);
        if (field_ == "link" && item.link.empty()) item.link = trimmed(text_);
        if (field_ == "description" || field_ == "summary") entry_->summary = plain_text(text_);
        if (field_ == kWhole || field_ == "content") entry_->whole = plain_text(text_);
        if (field_ == kCreator || field_ == "author") keep_author();
    }

    void keep_author() {
        const std::string name = name_of_author(text_);
        if (!name.empty()) entry_->item.authors.push_back(name);
    }

    static std::string one_line(const std::string& text) {
        std::string line = plain_text(text);
        for (char& c : line) c = c == '\n' || c == '\t' ? ' ' : c;
        return line;
    }

    void keep_entry() {
        entry_->item.text = entry_->whole.empty() ? entry_->summary : entry_->whole;
        items_.push_back(std::move(entry_->item));
        entry_.reset();
    }

    std::string file_;
    std::unique_ptr<XML_ParserStruct, ParserEnd> parser_;
    std::vector<IncomingItem> items_;
    std::optional<Entry> entry_;
    std::string root_;
    std::string field_;  // of the entry, being read
    std::string part_;   // of an author
    std::string text_;
    std::size_t depth_ = 0;
    std::size_t entry_depth_ = 0;
    const char* fault_ = nullptr;
    int fault_line_ = 0;
};

}  // namespace

std::vector<IncomingItem> read_feed(std::string_view xml, const std::string& file) {
    return FeedReader(file).read(xml);
}

}  // namespace truyenthanh
