# SPDX-FileCopyrightText: 2026 The truyenthanh authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Shared by scripts/run, scripts/test, .ci/run and bench/run_all: where the tree is, how it is built. To be sourced
# by bash.
# shellcheck shell=bash

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# ccache takes precompiled headers only with these; the cache itself lies in the user's default folder.
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
export CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1

# build PRESET [TARGET…]: configures once (CMake sees to later changes by itself) and builds. On a terminal one line
# shows how far it is; elsewhere it is quiet unless it fails.
build() {
    local preset=$1 log
    shift
    log=$(mktemp)
    if { [ -f "$top/build/$preset/build.ninja" ] || (cd "$top" && cmake --preset "$preset"); } >"$log" 2>&1 &&
        make_all "$log" -C "$top/build/$preset" "$@"; then
        rm -f "$log"
        return 0
    fi
    tail -n 100 "$log"
    echo "The build ($preset) failed; the lines above say where." >&2
    rm -f "$log"
    return 1
}

# make_all LOG NINJA_ARGUMENT…: ninja, its words into LOG where nobody looks on.
make_all() {
    local log=$1
    shift
    if [ -t 1 ]; then
        NINJA_STATUS='[%f of %t, %es] ' ninja "$@"
    else
        ninja "$@" >>"$log" 2>&1
    fi
}

# run_tests PRESET CTEST_ARGUMENT…: runs ctest; sets tests_passed and tests_failed. Returns 1 if any failed or none ran.
# shellcheck disable=SC2034  # both are read by the scripts that source this
run_tests() {
    local preset=$1 log
    shift
    log=$(mktemp)
    ctest --test-dir "$top/build/$preset" -j "$(nproc)" --output-on-failure --no-tests=error "$@" 2>&1 </dev/null |
        tee "$log" | grep --line-buffered -vE '^ *(Start +[0-9]+:|[0-9]+/[0-9]+ Test +#[0-9]+:.* Passed )' || true
    tests_passed=$(grep -cE '^ *[0-9]+/[0-9]+ Test +#[0-9]+:.* Passed ' "$log" || true)
    tests_failed=$(grep -cE '^ *[0-9]+/[0-9]+ Test +#[0-9]+:.*(\*\*\*(Failed|Timeout|Exception|Not Run)|Not Run)' "$log" || true)
    if ! grep -q 'tests passed' "$log"; then
        tests_failed=$((tests_failed + 1))
    fi
    rm -f "$log"
    [ "$tests_failed" -eq 0 ]
}
