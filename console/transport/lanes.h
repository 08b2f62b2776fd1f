// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The threads on which handlers run: some for everybody, one for what is urgent. Each thread has a number, so that it
// can have things of its own. Thread: post() any.
#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "console/transport/request.h"

namespace truyenthanh {

class Lanes {
public:
    using Task = std::function<void(std::size_t worker)>;

    // Workers 0 … workers − 1 are common, number `workers` is the urgent one.
    Lanes(std::size_t workers, std::size_t most_waiting);
    ~Lanes();
    Lanes(const Lanes&) = delete;
    Lanes& operator=(const Lanes&) = delete;

    // False: too many wait already. `is_begun`: a part of work that was let in before, never refused.
    bool post(Lane lane, Task task, bool is_begun = false);
    // Runs what waits, then ends the threads. Nothing is let in any more.
    void stop();

private:
    struct Queue {
        std::deque<Task> tasks;  // guarded by mutex_
        std::condition_variable filled;
    };
    void work(Queue& queue, std::size_t worker);

    const std::size_t most_waiting_;
    std::mutex mutex_;
    bool is_stopping_ = false;  // guarded by mutex_
    std::array<Queue, 2> queues_;
    std::vector<std::thread> threads_;
};

}  // namespace truyenthanh
