# SPDX-FileCopyrightText: 2026 The truyenthanh authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signals whose every sample can be recognised, and the reading of what was captured. Arrays are float32 mono."""

import subprocess
import wave

import numpy as np

RATE = 48000
BLOCK = np.dtype([("entry_ns", "<i8"), ("cycle_ns", "<i8"), ("frame_time", "<u4"), ("frames", "<u4"),
                  ("latency", "<u4"), ("sources", "<u4")])


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


def write_wav(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).round().astype("<i2").tobytes())
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


def read_capture(path):
    raw = np.fromfile(path, np.uint8)
    blocks, sounds, at = [], [], 0
    while at + BLOCK.itemsize <= len(raw):
        block = raw[at:at + BLOCK.itemsize].view(BLOCK)[0]
        size = int(block["frames"]) * 8
        if at + BLOCK.itemsize + size > len(raw):
            break
        blocks.append(block)
        sounds.append(raw[at + BLOCK.itemsize:at + BLOCK.itemsize + size].view("<f4")[::2])
        at += BLOCK.itemsize + size
    return Captured(np.array(blocks, BLOCK), np.concatenate(sounds) if sounds else np.zeros(0, np.float32))


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
