# SPDX-FileCopyrightText: 2026 The truyenthanh authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signals whose every sample can be recognised, and the reading of what was captured. Arrays are float32 mono."""

import pathlib
import subprocess
import wave

import numpy as np

RATE = 48000
BLOCK = np.dtype([("entry_ns", "<i8"), ("cycle_ns", "<i8"), ("frame_time", "<u4"), ("frames", "<u4"),
                  ("latency", "<u4"), ("sources", "<u2"), ("xruns", "<u2")])


def noise(seconds, seed, level=0.16):
    """Noise between 200 Hz and 4 kHz: no two places of it are alike. About -18 dBFS."""
    count = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    frequencies = np.fft.rfftfreq(count, 1 / RATE)
    spectrum[(frequencies < 200) | (frequencies > 4000)] = 0
    signal = np.fft.irfft(spectrum, count)
    return (signal * level / np.sqrt(np.mean(signal**2))).astype(np.float32)


def tone(seconds, hertz, level=0.2):
    return (level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)).astype(np.float32)


def white(seconds, seed, level=0.18):
    """Noise of which each sample is unlike its neighbours, none is silent and no peak comes near a limiter: for
    counting samples. 16-bit values."""
    values = np.random.default_rng(seed).uniform(-level, level, int(round(seconds * RATE)))
    values[np.abs(values) < 1e-3] = 1e-3
    return (np.round(values * 32768) / 32768).astype(np.float32)


def write_wav(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32768).round().clip(-32768, 32767).astype("<i2").tobytes())
    return path


def read_sound(path):
    """Any file ffmpeg reads, left channel."""
    raw = subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-i", str(path), "-f", "f32le", "-ar", str(RATE),
                          "-af", "pan=mono|c0=c0", "-"], capture_output=True, check=True).stdout
    return np.frombuffer(raw, "<f4")


class Captured:
    """What JACK heard: `samples` (left), and for each one the steady time at the loudspeaker. JACK's own cycle times
    lag on the dummy server; a cycle's begin is taken from the entries into the callback, which are late by the
    scheduler's whim and never early: the lower envelope over 1.4 s."""

    def __init__(self, blocks, samples):
        self.blocks = blocks
        self.samples = samples
        if len(blocks) == 0:
            return
        self.starts = np.concatenate([[0], np.cumsum(blocks["frames"])[:-1]]).astype(np.int64)
        late = blocks["entry_ns"] / 1e9 - self.starts / RATE
        padded = np.pad(late, 64, mode="edge")
        earliest = np.lib.stride_tricks.sliding_window_view(padded, 129).min(axis=1)
        self.heard = earliest + (self.starts + blocks["latency"].astype(np.int64)) / RATE

    def heard_at(self, index):
        """Seconds of CLOCK_MONOTONIC at which sample `index` leaves the loudspeaker."""
        row = int(np.searchsorted(self.starts, index, "right") - 1)
        return float(self.heard[row]) + (index - int(self.starts[row])) / RATE

    def index_at(self, steady):
        """The sample that leaves the loudspeaker at that second of CLOCK_MONOTONIC."""
        row = max(0, int(np.searchsorted(self.heard, steady, "right") - 1))
        return int(self.starts[row] + round((steady - float(self.heard[row])) * RATE))

    def lost_cycles(self):
        """Cycles of the server that this recording did not see: the machine's doing, not the station's."""
        steps = np.diff(self.blocks["frame_time"].astype(np.int64)) - self.blocks["frames"][:-1]
        return int(np.count_nonzero(steps))

    def xruns(self):
        """Where the sound server said that it or a client missed a cycle: the first sample of the block in which we
        were told, a little after it came about."""
        told = np.flatnonzero(np.diff(self.blocks["xruns"].astype(np.int64)))
        missed = np.flatnonzero(np.diff(self.blocks["frame_time"].astype(np.int64)) - self.blocks["frames"][:-1])
        return self.starts[np.union1d(told, missed) + 1]

    def stumbles(self):
        """Where the sound server itself lost its time, on a busy machine: (index, seconds)."""
        step = np.diff(self.heard) - self.blocks["frames"][:-1] / RATE
        return [(int(self.starts[i + 1]), float(step[i])) for i in np.flatnonzero(np.abs(step) > 0.004)]


def read_capture(path):
    """What was recorded so far; each block of one server has the same length."""
    raw = np.memmap(path, np.uint8, "r") if pathlib.Path(path).stat().st_size >= BLOCK.itemsize else np.zeros(0, np.uint8)
    if len(raw) < BLOCK.itemsize:
        return Captured(np.zeros(0, BLOCK), np.zeros(0, np.float32))
    frames = int(raw[:BLOCK.itemsize].view(BLOCK)[0]["frames"])
    record = np.dtype([("block", BLOCK), ("sound", "<f4", (frames, 2))])
    records = raw[:len(raw) // record.itemsize * record.itemsize].view(record)
    return Captured(np.array(records["block"]), np.array(records["sound"][:, :, 0]).reshape(-1))


def onset(samples, begin=0, threshold=1e-3):
    """Index of the first sample louder than the threshold, from `begin`; None if there is none."""
    loud = np.flatnonzero(np.abs(samples[begin:]) > threshold)
    return int(begin + loud[0]) if len(loud) else None


def find(samples, pattern, begin=0, end=None):
    """Where `pattern` (a piece of noise) lies best in samples[begin:end]; returns (index, correlation 0…1)."""
    area = samples[begin:end].astype(np.float64)
    size = 1 << int(np.ceil(np.log2(len(area) + len(pattern))))
    match = np.fft.irfft(np.fft.rfft(area, size) * np.conj(np.fft.rfft(pattern.astype(np.float64), size)), size)
    match = match[:max(1, len(area) - len(pattern) + 1)]
    index = int(np.argmax(match))
    piece = area[index:index + len(pattern)]
    scale = np.linalg.norm(piece) * np.linalg.norm(pattern[:len(piece)])
    return begin + index, float(match[index] / scale) if scale else 0.0


def deviations(samples, expected, block=480):
    """Compares samples with expected × one gain, block by block: the indexes of blocks that differ by more than
    -50 dB of the expected level. Empty: every sample is there, in its place."""
    count = min(len(samples), len(expected)) // block * block
    got, want = samples[:count].astype(np.float64), expected[:count].astype(np.float64)
    gain = float(got @ want / (want @ want))
    assert gain > 0.01, "nothing of the expected sound is there"
    residual = np.sqrt(np.mean((got - gain * want).reshape(-1, block) ** 2, axis=1))
    level = gain * np.sqrt(np.mean(want**2))
    return list(np.flatnonzero(residual > level * 10 ** (-50 / 20)) * block)


def silences(samples, shortest=48, threshold=1e-5):
    """(begin, end) of each stretch of silence of at least `shortest` samples."""
    quiet = np.concatenate([[False], np.abs(samples) <= threshold, [False]])
    edges = np.flatnonzero(np.diff(quiet.astype(np.int8)))
    pairs = edges.reshape(-1, 2)
    return [(int(a), int(b)) for a, b in pairs if b - a >= shortest]


def follow(captured, reference, probe=4800, likeness=0.8):
    """Walks a capture through the reference it should be: a list of (begin, frames, position), within each of which no
    sample is missing, doubled or foreign. The gain may change from one item to the next, order and place may not."""
    runs = []
    at = 0
    while (at := next_sound(captured, at)) + WINDOW < len(captured):
        for length in (probe, probe // 8):  # the short one finds what lies between two breaks
            stretch = captured[at: at + length]
            position, like = find(reference, stretch)
            begin = steady_from(stretch, reference[position: position + len(stretch)]) if like >= likeness else None
            if begin is not None:
                break
        if begin is None:
            at += probe // 8
            continue
        frames = same_until(captured[at + begin:], reference[position + begin:])
        runs.append((at + begin, frames, position + begin))
        at += begin + frames
    return runs


def foreign(captured, reference):
    """How many audible samples are not the reference's own: neither in a run of it, nor beside one at its place in the
    reference and at most as loud, as a ramp is, nor in a short stretch of it between two breaks of the sound server."""
    own = np.zeros(len(captured), bool)
    near = 0  # how far the reference is behind the capture, by what was found last
    runs = follow(captured, reference)
    for run in runs:
        claim(own, captured, reference, *run)
    for at in range(0, len(captured), WINDOW // 4):
        while runs and runs[0][0] <= at:
            begin, _, position = runs.pop(0)
            near = position - begin
        stretch = captured[at: at + WINDOW]
        if own[at: at + WINDOW].any() or len(stretch) < WINDOW or np.abs(stretch).max() <= AUDIBLE:
            continue
        first = max(0, at + near - RATE)
        if first + WINDOW >= len(reference):
            continue
        position, _ = find(reference, stretch, first, at + near + RATE)
        if (frames := same_until(captured[at:], reference[position:])) >= WINDOW:
            claim(own, captured, reference, at, frames, position)
            near = position - at
    return int(np.count_nonzero((np.abs(captured) > AUDIBLE) & ~own))


def claim(own, captured, reference, begin, frames, position):
    """Marks a run as the reference's, and what lies before and behind it at its place and no louder."""
    own[begin: begin + frames] = True
    gain = 1.05 * gain_of(captured[begin: begin + WINDOW], reference[position: position + WINDOW])
    if before := min(begin, position):
        softer = no_louder(captured[begin - before: begin][::-1], gain * reference[position - before: position][::-1])
        own[begin - softer: begin] = True
    end, place = begin + frames, position + frames
    own[end: end + no_louder(captured[end:], gain * reference[place:])] = True


def no_louder(ours, theirs):
    """For how many samples ours go the way of theirs and stay within them."""
    most = min(len(ours), len(theirs))
    ours, theirs = ours[:most], theirs[:most]
    wrong = np.flatnonzero((np.abs(ours) > np.abs(theirs) + 1e-4) | (ours * theirs < -1e-8))
    return int(wrong[0]) if wrong.size else most


WINDOW = 64  # samples that must agree on one gain
AUDIBLE = 1e-4


def next_sound(captured, at):
    found = onset(captured, at, 1e-5)
    return len(captured) if found is None else found


def gain_of(ours, theirs):
    """The one gain that makes `ours` of `theirs`; None where there is none."""
    if len(ours) < 8:
        return None
    power = float(theirs @ theirs)
    gain = float(ours @ theirs) / power if power else 0.0
    return gain if 0.01 < gain < 10 and not unlike(ours, theirs, gain).any() else None


def unlike(ours, theirs, gain):
    return np.abs(ours - gain * theirs) > 0.02 * gain * np.abs(theirs) + 6e-5


def steady_from(ours, theirs):
    """The first place from which a gain holds for a window: after a ramp."""
    for begin in range(0, len(ours) - WINDOW, WINDOW // 4):
        if gain_of(ours[begin: begin + WINDOW], theirs[begin: begin + WINDOW]) is not None:
            return begin
    return None


def same_until(captured, reference):
    """How many samples are those of the reference, up to a gain that may change between them."""
    most = min(len(captured), len(reference))
    done = 0
    while done < most:
        gain = gain_of(captured[done: min(done + WINDOW, most)], reference[done: min(done + WINDOW, most)])
        if gain is None:
            break
        begun = done
        while done < most:
            stop = min(done + RATE, most)
            wrong = np.flatnonzero(unlike(captured[done:stop], reference[done:stop], gain))
            done = done + int(wrong[0]) if wrong.size else stop
            if wrong.size:
                break
        if done == begun:
            break
    return done


def phase_jumps(samples, frequency, rate=RATE, window=480):
    """For a pure tone: by how many samples each window's phase departs from the one before, drift taken out."""
    count = len(samples) // window
    blocks = samples[: count * window].reshape(count, window).astype(np.float64)
    turn = np.exp(-2j * np.pi * frequency * np.arange(window) / rate)
    phases = np.angle(blocks @ turn)
    step = np.angle(np.exp(1j * (np.diff(phases) - 2 * np.pi * frequency * window / rate)))
    return (step - np.median(step)) * rate / (2 * np.pi * frequency)


def window_levels(samples, window=240):
    """Root mean square of each window."""
    count = len(samples) // window
    blocks = samples[: count * window].reshape(count, window).astype(np.float64)
    return np.sqrt(np.mean(blocks * blocks, axis=1))


def tone_breaks(samples, frequency, chunk=60 * RATE):
    """Where a pure tone is not whole: windows of 5 ms below 0.7 of the usual level, of 10 ms whose phase departs from
    the one before by a sample or more. Indexes in order, near ones as one."""
    found = []
    for begin in range(0, max(1, len(samples) - RATE // 10), chunk):
        piece = samples[begin:begin + chunk + 960]
        levels = window_levels(piece)
        found += [begin + 240 * int(i) for i in np.flatnonzero(levels < 0.7 * np.median(levels))]
        found += [begin + 480 * int(i + 1) for i in np.flatnonzero(np.abs(phase_jumps(piece, frequency)) >= 1.0)]
    found = sorted(set(found))
    return [at for i, at in enumerate(found) if i == 0 or at - found[i - 1] > RATE // 10]


def joins(samples, reference, places, reach=4800):
    """What stands at each join of a capture that may have been coded lossily: (samples added, negative: lost; samples of
    silence; dips of 5 ms below a third of the level around). None where the sound around the join is not found."""
    found = []
    for place in places:
        before, likeness = find(samples, reference[place - 3 * reach:place - reach])
        after, other = find(samples, reference[place + reach:place + 3 * reach])
        if min(likeness, other) < 0.7 or after <= before:
            found.append(None)
            continue
        between = samples[before + 2 * reach:after]
        levels = window_levels(between)
        quiet = sum(end - begin for begin, end in silences(between, 8, 1e-4))
        found.append((after - before - 4 * reach, quiet, int(np.count_nonzero(levels < np.median(levels) / 3))))
    return found
