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
    r"curl/.*": ["audio/"],
    r"ebur128\.h": ["audio/loudness"],
    r"seccomp\.h|linux/(seccomp|landlock|filter)\.h": ["audio/sandbox"],
    r"toml\+\+/.*|toml\.hpp": ["config/"],
    r"date/.*": ["scheduler/zone.cpp"],
    r"sodium(/.*)?\.h": ["store/", "newsroom/", "audio/", "daemon/"],
    r"spdlog/.*": ["daemon/"],
    r"fmt/.*": ["text/", "config/", "store/", "scheduler/", "newsroom/", "airtime/", "audio/", "daemon/", "cli/"],
    r"CLI/.*": ["cli/", "daemon/"],
    r"nlohmann/.*": ["text/", "store/", "airtime/", "daemon/", "console/", "cli/"],
    r"boost/.*": ["console/"],
    r"catch2/.*": [],
}

# A third party that more files than this include has left its corner.
AT_MOST = {r"portaudio\.h|pa_.*\.h": 2, r"ebur128\.h": 2, r"seccomp\.h|linux/(seccomp|landlock|filter)\.h": 2,
           r"sndfile\.h(h)?": 3, r"curl/.*": 2}

# The functions that run on the audio callback's thread, by file. Inline ones stand under their header.
CALLBACK_PATH = {
    "audio/ring.cpp": ["Ring::available", "Ring::read", "Ring::skip", "Ring::resume"],
    "audio/snapshot.h": ["store"],
    "audio/spsc_queue.h": ["push", "pop"],
    "audio/ramp.h": ["jump", "move", "next"],
    "audio/limiter.cpp": ["Limiter::process", "Limiter::process_chunk", "Limiter::find_peaks", "Limiter::swap_delayed",
                          "Limiter::hold", "Limiter::next_gain", "true_peak", "largest"],
    "audio/deck.cpp": ["Deck::load", "Deck::take", "Deck::release", "Deck::move_gain", "Deck::unload", "Deck::is_ready",
                       "Deck::end", "Deck::look", "Deck::arrive", "Deck::begin", "Deck::end_if_due",
                       "Deck::natural_cause", "Deck::settle", "Deck::finish", "Deck::apply_moves", "Deck::next_event",
                       "Deck::fetch", "Deck::render", "Deck::smooth", "Deck::envelope", "Deck::is_shaped",
                       "Deck::shape", "Deck::drain", "Deck::own", "Deck::publish"],
    "audio/meter_page.cpp": ["MeterRow::store"],
    "audio/mixer.cpp": ["Mixer::render", "Mixer::obey", "Mixer::execute", "Mixer::frames_to_lease", "Mixer::look",
                        "Mixer::mix", "Mixer::mix_segment", "Mixer::add", "Mixer::shape_output", "Mixer::write_zone",
                        "Mixer::meter", "Mixer::publish"],
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
UNFINISHED = r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b"
OF_ONE_MACHINE = r"/(root|home/[a-z]+)/[A-Za-z.]"
