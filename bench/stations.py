# SPDX-FileCopyrightText: 2026 The truyenthanh authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our part of each measurement: a station set up like its peers."""

import statistics
import threading
import time

import common
import harness
import measures


def started(bench, **settings):
    station = harness.Station(bench, **settings)
    station.start()
    return station


def start_errors(bench, starts):
    """Milliseconds."""
    return measures.start_errors(bench, starts)[3]


def on_air_local(bench, item):
    """A station and its chain on one long item; their process ids, once it sounds."""
    station = started(bench)
    programme = station.programme("Item", [station.take_in(item)["item"]])
    station.slot("Item", int(time.time()) + 10, 900, programme=programme)
    time.sleep(11)
    return [station.air.process.pid, station.daemon.process.pid]


def on_air_relay(bench, item):
    station = started(bench)
    _, port = bench.icecast()
    bench.stream_to_icecast(port, "live", item)
    relay = station.json("relay", "add", "Relay", "--url", f"http://127.0.0.1:{port}/live", "--allow-private",
                         "--open-ahead", "15s")["relay"]
    start = int(time.time()) + 20
    station.slot("Relay", start, 900, relay=relay)
    time.sleep(22)
    return [station.air.process.pid, station.daemon.process.pid]


def play_items(bench, files):
    station = started(bench)
    items = [station.take_in(file)["item"] for file in files]
    programme = station.programme("Items", items)
    station.slot("Items", int(time.time()) + 9, 60, programme=programme)
    return station


class Peak:
    """The most memory a child of a process had, in MB, looked at fifty times a second."""

    def __init__(self, pid):
        self.pid, self.most, self.is_over = pid, 0.0, threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.is_over.wait(0.02):
            self.most = max([self.most, *map(common.peak_memory, common.family(self.pid)[1:])])

    def end(self):
        self.is_over.set()
        self.thread.join()
        return self.most


def intake_and_render(bench, items, seconds, rounds):
    """(what, wall seconds, processor seconds, peak MB): taking all files in, and sending them out to a file."""
    station = started(bench, device="virtual")
    peak, used = Peak(station.daemon.process.pid), common.processor_with_children(station.daemon.process.pid)
    begun = time.monotonic()
    station.cli("recording", "add", *[path for path, _ in items])
    elapsed = time.monotonic() - begun
    used = common.processor_with_children(station.daemon.process.pid) - used
    yield "ours, taking in (analysis included)", elapsed, used, peak.end()
    recordings = station.json("recording", "list")["recordings"]
    station.cli("recording", "approve", *[row["recording"]["id"] for row in recordings], by="binh")
    programme = station.programme("All", [row["item"] for row in recordings])
    station.slot("All", 0, int(seconds) + 1, programme=programme, start="00:00:00")
    target = bench.path / "render.wav"
    command = [harness.BIN / "truyenthanh", "--home", station.home, "render", "--from", "2030-06-03T00:00:00", "--to",
               "2030-06-03T" + time.strftime("%H:%M:%S", time.gmtime(int(seconds) + 1)), "--out", target]
    found = []
    for _ in range(rounds):
        found.append(common.timed(command, bench.environment))
        rendered = common.seconds_of(target)
        assert rendered > seconds - 1, f"only {rendered} s were rendered"
        target.unlink()
    yield ("ours, render from masters", *(statistics.median(column) for column in zip(*found)))
