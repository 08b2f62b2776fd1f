// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See connection.h: from the first byte to the handler.
#include "console/transport/connection.h"

#include <algorithm>

#include "console/transport/answer_head.h"

namespace truyenthanh {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kHeadBlock = 4096;
constexpr std::size_t kDrained = kBlock;  // a refused body up to this size is read, so that the client hears the answer
constexpr std::chrono::nanoseconds kForEver = std::chrono::hours{24 * 365};

}  // namespace

HttpConnection::HttpConnection(std::unique_ptr<Wire> wire, HttpPeer peer, ConnectionHost& host)
    : wire_(std::move(wire)), peer_(std::move(peer)), host_(host) {}

void HttpConnection::enter(State state, std::chrono::nanoseconds allowed) {
    state_ = state;
    since_ = host_.now();
    deadline_ = since_ + allowed;
}

void HttpConnection::begin() {
    enter(State::Opening, host_.limits().head_deadline);
    wire_->open([self = shared_from_this()](bool ok, std::size_t) {
        if (!self->is_open()) return;
        if (!ok) return self->cut();
        self->state_ = State::Head;  // the deadline goes on: the handshake is a part of the first head
        self->look_for_head();
    });
}

void HttpConnection::cut() noexcept {
    if (state_ == State::Ended) return;
    state_ = State::Ended;
    wire_->close();
    host_.ended(*this);
}

void HttpConnection::look(SteadyTime now) {
    if (state_ == State::Ended) return;
    const bool is_unwelcome = state_ == State::Events && !response_.events->is_welcome_still();
    if (now >= deadline_ || is_unwelcome) cut();
}

void HttpConnection::receive(std::size_t most, Step next) {
    scratch_.resize(most);
    wire_->read(scratch_.data(), most, [self = shared_from_this(), next](bool ok, std::size_t count) {
        if (!self->is_open()) return;
        if (!ok) return self->cut();
        self->in_.append(self->scratch_, 0, count);
        (self.get()->*next)();
    });
}

void HttpConnection::look_for_head() {
    if (!in_.empty() && searched_ == 0 && deadline_ > host_.now() + host_.limits().head_deadline) {
        enter(State::Head, host_.limits().head_deadline);  // the first byte after a pause
    }
    const std::size_t end = end_of_head(in_, searched_);
    if (end <= kHeadLimit) return begin_request(end);  // npos is beyond it
    searched_ = in_.size();
    if (in_.size() >= kHeadLimit) return refuse(431);
    receive(std::min(kHeadBlock, kHeadLimit - in_.size()), &HttpConnection::look_for_head);
}

void HttpConnection::begin_request(std::size_t head_bytes) {
    auto read = read_head(std::string_view(in_).substr(0, head_bytes));
    in_.erase(0, head_bytes);
    searched_ = 0;
    if (const int* status = std::get_if<int>(&read)) return refuse(*status);
    HttpHead& head = std::get<HttpHead>(read);
    request_ = std::move(head.request);
    request_.peer = peer_;
    closes_ = !head.keeps_alive;
    awaits_continue_ = head.awaits_continue;
    body_left_ = request_.body_length;
    course_ = host_.handler().course_of(request_);
    begin_body();
}

void HttpConnection::begin_body() {
    if (course_.answer) {
        if (body_left_ <= kDrained && !awaits_continue_) {
            enter(State::Body, host_.limits().block_deadline);
            return discard_body();
        }
        return answer(std::move(*course_.answer), true);
    }
    if (body_left_ > course_.body_limit) return answer(host_.handler().refusal(413), true);
    enter(State::Body, host_.limits().block_deadline);
    if (body_left_ > 0 && awaits_continue_) {
        out_ = "HTTP/1.1 100 Continue\r\n\r\n";
        return write(out_.data(), out_.size(), &HttpConnection::more_body);
    }
    more_body();
}

void HttpConnection::discard_body() {
    const std::size_t taken = std::min<std::uint64_t>(body_left_, in_.size());
    in_.erase(0, taken);
    body_left_ -= taken;
    if (body_left_ == 0) return answer(std::move(*course_.answer), closes_);
    receive(std::min<std::uint64_t>(body_left_, kBlock), &HttpConnection::discard_body);
}

// Fills the request's body, or the block on its way to the sink.
void HttpConnection::more_body() {
    std::string& into = course_.open_sink ? block_ : request_.body;
    const std::size_t room = course_.open_sink ? kBlock - block_.size() : static_cast<std::size_t>(body_left_);
    const std::size_t taken = std::min({static_cast<std::size_t>(body_left_), in_.size(), room});
    const std::size_t before = into.size();
    into.append(in_, 0, taken);
    in_.erase(0, taken);
    body_left_ -= taken;
    if (course_.open_sink && (block_.size() == kBlock || body_left_ == 0)) return feed_sink();
    if (body_left_ == 0) return run();
    if (before / kBlock != into.size() / kBlock) enter(State::Body, host_.limits().block_deadline);
    receive(std::min<std::uint64_t>(body_left_, kBlock), &HttpConnection::more_body);
}

bool HttpConnection::on_lane(bool is_begun, std::function<void(std::size_t)> work, Step next) {
    enter(State::Running, kForEver);
    return host_.on_lane(course_.lane, is_begun, std::move(work), [self = shared_from_this(), next] {
        if (self->is_open()) (self.get()->*next)();
    });
}

void HttpConnection::run() {
    const auto work = [self = shared_from_this()](std::size_t worker) {
        try {
            self->response_ = self->course_.run(self->request_, worker);
        } catch (const std::exception&) {
            self->response_ = self->host_.handler().refusal(500);
        }
    };
    if (!on_lane(false, work, &HttpConnection::answer_ready)) answer(host_.handler().refusal(503), true);
}

void HttpConnection::feed_sink() {
    const bool is_begun = sink_ != nullptr;
    const auto work = [self = shared_from_this()](std::size_t worker) {
        try {
            if (!self->sink_) self->sink_ = self->course_.open_sink(self->request_, worker);
            self->is_sink_content_ = self->sink_->write(self->block_);
        } catch (const std::exception&) {
            self->sink_.reset();
            self->is_sink_content_ = false;
        }
        self->block_.clear();
    };
    if (!on_lane(is_begun, work, &HttpConnection::finish_sink)) answer(host_.handler().refusal(503), true);
}

void HttpConnection::finish_sink() {
    if (!sink_) return answer(host_.handler().refusal(500), true);
    if (is_sink_content_ && body_left_ > 0) {
        enter(State::Body, host_.limits().block_deadline);
        return more_body();
    }
    closes_ = closes_ || body_left_ > 0;
    const auto work = [self = shared_from_this()](std::size_t) {
        try {
            self->response_ = self->sink_->finish();
        } catch (const std::exception&) {
            self->response_ = self->host_.handler().refusal(500);
        }
        self->sink_.reset();
    };
    if (!on_lane(true, work, &HttpConnection::answer_ready)) cut();
}

void HttpConnection::answer_ready() { answer(std::move(response_), closes_); }

// What was not understood may go on: its rest is not looked at.
void HttpConnection::refuse(int status) {
    body_left_ = 1;
    answer(host_.handler().refusal(status), true);
}

void HttpConnection::answer(HttpResponse response, bool closes) {
    closes_ = closes || response.events.has_value();
    response_ = std::move(response);
    const bool is_bodiless = request_.method == HttpMethod::Head;
    out_ = answer_head(response_, closes_);
    if (!is_bodiless) out_ += response_.body;
    if (is_bodiless) response_.file.reset();
    if (response_.events) out_ += response_.events->first;
    response_.body = {};
    enter(State::Answer, host_.limits().block_deadline * (1 + static_cast<int>(out_.size() / kBlock)));
    Step next = &HttpConnection::answered;
    if (response_.file) next = &HttpConnection::write_file;
    if (response_.events) next = &HttpConnection::begin_events;
    write(out_.data(), out_.size(), next);
}

void HttpConnection::write(const char* bytes, std::size_t count, Step next) {
    wire_->write(bytes, count, [self = shared_from_this(), next](bool ok, std::size_t) {
        if (!self->is_open()) return;
        if (!ok) return self->cut();
        (self.get()->*next)();
    });
}

void HttpConnection::answered() {
    if (closes_) return body_left_ > 0 || !in_.empty() ? linger() : cut();
    next_request();
}

// What the client still sends is read for a moment: closing at once would make its system forget our answer.
void HttpConnection::linger() {
    if (state_ != State::Lingering) {
        enter(State::Lingering, 2s);
        wire_->end_writing();
    }
    in_.clear();
    receive(kHeadBlock, &HttpConnection::linger);
}

void HttpConnection::next_request() {
    is_known_ = true;
    request_ = {};
    course_ = {};
    response_ = {};
    out_ = {};
    block_ = {};
    enter(State::Head, in_.empty() ? host_.limits().idle : host_.limits().head_deadline);
    look_for_head();
}

}  // namespace truyenthanh
