# SPDX-FileCopyrightText: 2026 The truyenthanh authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables: folders, third parties and their corners, and the files on the callback's path."""

# A folder may include itself and these. Siblings meet in core and are introduced in the programs.
MIDDLE = ["text", "config", "store", "scheduler", "newsroom", "airtime", "audio"]
FOLDERS = {
    "core": [],
    **{folder: ["core"] for folder in MIDDLE},
    "daemon": ["core", *MIDDLE],
    "console": ["core", *MIDDLE, "daemon"],
    "cli": ["core", *MIDDLE, "daemon"],
}

# A third party's headers, by pattern, and the one corner where they may be named: folders, or files within them.
CORNERS = {
    r"sqlite3\.h|SQLiteCpp/.*": ["store/"],
    r"portaudio\.h|pa_.*\.h": ["audio/portaudio"],
    r"lib(av|sw)[a-z]+/.*": ["audio/"],
    r"sndfile\.h(h)?": ["audio/"],
    r"FLAC/.*": ["audio/master_source.cpp"],
    r"curl/.*": ["audio/"],
    r"ebur128\.h": ["audio/measure", "audio/loudness_rider"],
    r"seccomp\.h|linux/(seccomp|landlock|filter)\.h": ["audio/sandbox"],
    r"toml\+\+/.*|toml\.hpp": ["config/"],
    r"date/.*": ["scheduler/zone.cpp"],
    r"sodium(/.*)?\.h": ["store/", "newsroom/", "audio/", "daemon/"],
    r"nettle/.*": ["store/", "audio/"],
    r"spdlog/.*": ["daemon/", "console/console_main.cpp"],
    r"fmt/.*": ["text/", "config/", "store/", "scheduler/", "newsroom/", "airtime/", "audio/", "daemon/", "cli/"],
    r"CLI/.*": ["cli/", "daemon/", "console/console_main.cpp"],
    r"expat\.h": ["newsroom/feed.cpp"],
    r"nlohmann/.*": ["text/", "store/", "airtime/", "daemon/", "console/", "cli/"],
    r"pango/.*|cairo.*\.h": ["airtime/pdf.cpp"],
    r"xlsxwriter\.h": ["airtime/xlsx.cpp"],
    r"boost/.*": ["console/transport/"],
    r"catch2/.*": [],
}

# A third party that more files than this include has left its corner.
AT_MOST = {r"portaudio\.h|pa_.*\.h": 2, r"ebur128\.h": 2, r"seccomp\.h|linux/(seccomp|landlock|filter)\.h": 2,
           r"sndfile\.h(h)?": 3, r"curl/.*": 2,
           r"boost/.*": 4}

# The functions that run on the audio callback's thread, by file; "*": all of the file. Inline ones stand under their
# header.
CALLBACK_PATH = {
    "audio/capture.cpp": ["Capture::note"],
    "audio/chain.cpp": ["Chain::render"],
    "audio/deck.cpp": ["*"],
    "audio/deck.h": ["*"],
    "audio/limiter.cpp": ["*"],
    "audio/mixer.cpp": [
        "Mixer::" + name for name in ("render", "obey", "execute", "look", "frames_to_lease", "mix", "mix_segment",
                                      "add", "shape_output", "write_zone", "publish", "meter")
    ],
    "audio/portaudio_input.cpp": ["PortAudioInput::callback"],
    "audio/portaudio_output.cpp": ["PortAudioOutput::callback", "PortAudioOutput::note_latency"],
    "audio/ramp.h": ["*"],
    "audio/ring.cpp": ["Ring::available", "Ring::read", "Ring::skip", "Ring::at"],
    "audio/snapshot.h": ["*"],
    "audio/spsc_queue.h": ["push", "pop", "is_empty"],
    "audio/tape.cpp": ["Tape::write"],
}

# What such code never does: allocate, free, lock, wait, wake, log, touch a file or the network, throw.
BANNED = [
    r"\bnew\b", r"\bdelete\b", r"\bmalloc\b", r"\bfree\s*\(", r"make_unique|make_shared|shared_ptr", r"std::function",
    r"std::string\b", r"std::vector\b", r"std::map\b", r"push_back|emplace_back|\.resize\(|\.reserve\(",
    r"std::mutex|lock_guard|unique_lock|scoped_lock|condition_variable", r"\.wait\(|notify_(one|all)",
    r"sleep|usleep|nanosleep", r"\bprintf|std::cout|std::cerr|spdlog", r"\bthrow\b",
    r"(?<![\w>])::\w+\(", r"\b(fopen|fread|fwrite|clock_gettime|gettimeofday)\s*\(",
]

LONGEST_FILE = 500  # lines
SPLIT_NAME = r'TEST_CASE\(\s*"[^"]*;'
UNFINISHED = r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b"
OF_ONE_MACHINE = r"/(root|home/[a-z]+)/[A-Za-z.]"
