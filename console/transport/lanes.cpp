// SPDX-FileCopyrightText: 2026 The truyenthanh authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// See lanes.h.
#include "console/transport/lanes.h"

namespace truyenthanh {

Lanes::Lanes(std::size_t workers, std::size_t most_waiting) : most_waiting_(most_waiting) {
    for (std::size_t worker = 0; worker < workers; ++worker) {
        threads_.emplace_back([this, worker] { work(queues_[0], worker); });
    }
    threads_.emplace_back([this, workers] { work(queues_[1], workers); });
}

Lanes::~Lanes() { stop(); }

bool Lanes::post(Lane lane, Task task, bool is_begun) {
    Queue& queue = queues_.at(static_cast<std::size_t>(lane));
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_ || (!is_begun && queue.tasks.size() >= most_waiting_)) return false;
        queue.tasks.push_back(std::move(task));
    }
    queue.filled.notify_one();
    return true;
}

void Lanes::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    for (Queue& queue : queues_) queue.filled.notify_all();
    for (std::thread& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

void Lanes::work(Queue& queue, std::size_t worker) {
    while (true) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            queue.filled.wait(lock, [&] { return is_stopping_ || !queue.tasks.empty(); });
            if (queue.tasks.empty()) return;
            task = std::move(queue.tasks.front());
            queue.tasks.pop_front();
        }
        task(worker);
    }
}

}  // namespace truyenthanh
