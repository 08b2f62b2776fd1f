// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The desk socket: many local clients ask, one thread answers. A client has one request at a time; its further lines
// wait. Whoever sends what is no request, half a line for 10 s, or never reads its answers is cut; the station's work
// never waits for a client.
// Thread: all of it on one, the station's. Nothing here blocks.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/descriptor.h"
#include "core/units.h"
#include "daemon/desk_protocol.h"

struct msghdr;

namespace truyenthanh {

// The kernel's word on who is at the other end.
struct DeskPeer {
    uid_t uid = 0;
    pid_t pid = 0;
};

// Where an answer belongs. Stays valid when the client is gone: the answer then goes nowhere.
struct CallId {
    std::uint64_t client = 0;
    nlohmann::json request;
};

struct DeskCall {
    CallId id;
    DeskPeer peer;
    std::string method;
    nlohmann::json params;
    Descriptor file;  // sent along with the request, or empty
};

class DeskServer {
public:
    // Listens at once; an old socket file is removed (the caller holds the station's lock). `group`: whose members may
    // connect besides the owner; empty: none. Throws StoreError.
    DeskServer(const std::filesystem::path& socket, const std::string& group, std::function<void(DeskCall)> on_call);
    ~DeskServer();
    DeskServer(const DeskServer&) = delete;
    DeskServer& operator=(const DeskServer&) = delete;

    // Readable when serve() has something to do.
    int wait_descriptor() const noexcept;
    // Does what is due, at most one request of each client. True: call again soon, more is waiting.
    bool serve(SteadyTime now);

    // Each request is answered once, by answer() or fail(); progress() any number of times before. `file` goes along,
    // or nothing where it is empty.
    void answer(const CallId& call, const nlohmann::json& result, Descriptor file = {});
    void fail(const CallId& call, const DeskFault& fault);
    void progress(const CallId& call, const nlohmann::json& progress);

    std::size_t client_count() const noexcept;

private:
    struct Client;

    void admit(SteadyTime now);
    void make_room(SteadyTime now);
    void read_from(Client& client, SteadyTime now);
    void keep_files(Client& client, ::msghdr& header);
    void write_to(Client& client, SteadyTime now);
    bool take_request(Client& client);
    void cut_late_ones(SteadyTime now);
    void send(const CallId& call, const std::string& line, bool is_last);
    static ssize_t send_some(Client& client);
    void cut(Client& client, const DeskFault& fault);
    void watch(Client& client);
    void forget_gone();

    std::filesystem::path path_;
    std::function<void(DeskCall)> on_call_;
    Descriptor listener_;
    Descriptor epoll_;
    std::map<std::uint64_t, std::unique_ptr<Client>> clients_;
    std::uint64_t last_client_ = 0;
};

}  // namespace truyenthanh
