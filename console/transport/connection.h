// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One client: reads a request, lets the handler answer it, writes the answer, again. One request at a time; what the
// client sent ahead waits. Thread: the server's, but for what runs on a lane; never both at once.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "console/transport/head.h"
#include "console/transport/limits.h"
#include "console/transport/wire.h"
#include "core/units.h"

namespace truyenthanh {

class HttpConnection;

// What a connection needs of its server.
class ConnectionHost {
public:
    virtual ~ConnectionHost() = default;
    virtual HttpHandler& handler() noexcept = 0;
    virtual const HttpLimits& limits() const noexcept = 0;
    virtual SteadyTime now() const noexcept = 0;
    // Runs `task` on the lane, then `then` on the server's thread. False: too many wait.
    virtual bool on_lane(Lane lane, bool is_begun, std::function<void(std::size_t)> task,
                         std::function<void()> then) = 0;
    virtual void ended(HttpConnection& connection) noexcept = 0;
};

// Kept alive by the operations under way, which own its buffers: hence shared (docs/decisions/0090).
class HttpConnection : public std::enable_shared_from_this<HttpConnection> {
public:
    HttpConnection(std::unique_ptr<Wire> wire, HttpPeer peer, ConnectionHost& host);

    void begin();
    void cut() noexcept;
    // Cuts it if it is late, or a stream that is not welcome any more.
    void look(SteadyTime now);
    void send_piece(const Piece& piece);

    bool is_open() const noexcept { return state_ != State::Ended; }
    // It has sent no whole head yet, so that nothing is lost by giving its place to another.
    bool is_waiting() const noexcept { return state_ == State::Head; }
    // It has asked something before and was answered: better company than who has not.
    bool is_known() const noexcept { return is_known_; }
    bool is_stream(Stream kind) const noexcept { return state_ == State::Events && response_.events->kind == kind; }
    SteadyTime since() const noexcept { return since_; }
    const HttpPeer& peer() const noexcept { return peer_; }

private:
    enum class State { Opening, Head, Body, Running, Answer, Events, Lingering, Ended };

    using Step = void (HttpConnection::*)();

    void enter(State state, std::chrono::nanoseconds allowed);
    void receive(std::size_t most, Step next);
    void look_for_head();
    void begin_request(std::size_t head_bytes);
    void begin_body();
    void more_body();
    void discard_body();
    void feed_sink();
    void finish_sink();
    void run();
    bool on_lane(bool is_begun, std::function<void(std::size_t)> work, Step next);
    void refuse(int status);
    void answer(HttpResponse response, bool closes);
    void answer_ready();
    void write(const char* bytes, std::size_t count, Step next);
    void write_file();
    void write_block();
    void answered();
    void linger();
    void next_request();
    void begin_events();
    void write_piece();
    void piece_written();
    void watch_for_the_end();

    std::unique_ptr<Wire> wire_;
    const HttpPeer peer_;
    ConnectionHost& host_;
    State state_ = State::Opening;
    SteadyTime since_;     // in this state
    SteadyTime deadline_;  // of this state; the largest where there is none
    std::string in_;       // received and not used yet
    std::size_t searched_ = 0;
    std::string block_;    // on its way to the sink, or from the file
    std::string scratch_;  // where the wire reads into
    HttpRequest request_;
    bool awaits_continue_ = false;
    bool closes_ = false;
    bool is_known_ = false;
    std::uint64_t body_left_ = 0;
    Course course_;
    std::unique_ptr<BodySink> sink_;
    bool is_sink_content_ = true;
    HttpResponse response_;
    std::string out_;
    std::deque<Piece> pieces_;  // of a stream, not written yet
    Piece piece_;               // being written
};

}  // namespace truyenthanh
