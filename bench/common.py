# SPDX-FileCopyrightText: 2026 The truyenthanh authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measurements share: the material, the peers, the meters of processor and memory, the table of results."""

import contextlib
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "tests/process"))
import harness  # noqa: E402
import sound  # noqa: E402

RATE = sound.RATE
SENTENCES = [
    "Ủy ban nhân dân phường thông báo lịch tiếp công dân trong tuần.",
    "Đề nghị bà con giữ gìn vệ sinh, đổ rác đúng giờ, đúng nơi quy định.",
    "Trạm y tế phường tổ chức tiêm chủng cho trẻ em dưới năm tuổi vào sáng thứ Bảy.",
    "Các tổ dân phố rà soát, kiểm tra công tác phòng cháy, chữa cháy tại khu dân cư.",
    "Hội Người cao tuổi phường mừng thọ các cụ tròn bảy mươi, tám mươi, chín mươi tuổi.",
]
FORMATS = {
    "mp3": ["-c:a", "libmp3lame", "-b:a", "128k"],
    "m4a": ["-c:a", "aac", "-b:a", "128k"],
    "opus": ["-c:a", "libopus", "-b:a", "96k"],
    "ogg": ["-c:a", "libvorbis", "-q:a", "5"],
    "flac": ["-c:a", "flac"],
    "wav": ["-c:a", "pcm_s16le"],
}


def quiet(*command, **options):
    subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, **options)


def encode(source, target):
    quiet("ffmpeg", "-nostdin", "-y", "-i", source, *FORMATS[target.suffix[1:]], target)
    return target


def read_aloud(target, seconds, pace=1.0):
    """A spoken item, in the format that its name ends with."""
    spoken, whole = target.with_name("spoken.wav"), target.with_name("whole.wav")
    quiet("espeak-ng", "-v", "vi", "-w", spoken, " ".join(SENTENCES))
    quiet("ffmpeg", "-nostdin", "-y", "-stream_loop", "-1", "-i", spoken, "-t", f"{seconds:.3f}",
          "-af", f"atempo={pace:.2f},loudnorm=I=-18", "-ar", "44100", "-ac", "2", whole)
    encode(whole, target)
    spoken.unlink()
    whole.unlink()
    return target


def speech(folder, count, shortest=20, longest=180):
    """Spoken items of differing length, in the formats in turn. Returns [(path, seconds)]."""
    folder.mkdir(parents=True, exist_ok=True)
    items = []
    for number in range(count):
        seconds = shortest + (longest - shortest) * ((number * 37) % count) / max(1, count - 1)
        target = folder / f"item{number:03}.{list(FORMATS)[number % len(FORMATS)]}"
        items.append((read_aloud(target, seconds, 0.9 + 0.02 * (number % 10)), seconds))
    return items


def seconds_of(path):
    said = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path],
                          check=True, capture_output=True, text=True).stdout
    return float(said)


def timed(command, environment=None):
    """Runs a program to its end. Returns (seconds, processor seconds, peak memory in MB), children included."""
    begun = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, env=environment)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command[0]}: exit {process.returncode}\n{said.decode(errors='replace')[-2000:]}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def processor_with_children(pid):
    """Of a process and the children it has waited for."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def peak_memory(pid):
    """MB; 0 where the process is gone."""
    with contextlib.suppress(OSError):
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def proportional_memory(pid):
    """MB; what it shares with others counts in part. JACK's own memory, over 100 MB of which its library maps whole into
    every client, is no client's and left out."""
    kilobytes, is_jacks = 0, False
    for line in pathlib.Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if re.match("[0-9a-f]+-[0-9a-f]+ ", line):
            is_jacks = "/dev/shm/jack" in line
        elif line.startswith("Pss:") and not is_jacks:
            kilobytes += int(line.split()[1])
    return kilobytes / 1024


def watch(pids, seconds):
    """Share of one core in % and proportional memory in MB of processes together, over so long."""
    begun, used = time.monotonic(), sum(map(processor_seconds, pids))
    time.sleep(seconds)
    used = sum(map(processor_seconds, pids)) - used
    return 100 * used / (time.monotonic() - begun), sum(map(proportional_memory, pids))


def family(pid):
    """A process and all below it; one that ends meanwhile is left out."""
    pids = [pid]
    with contextlib.suppress(OSError):
        for entry in pathlib.Path(f"/proc/{pid}/task").iterdir():
            for child in (entry / "children").read_text().split():
                pids += family(int(child))
    return pids


def liquidsoap(bench, script, name="liquidsoap"):
    path = bench.path / f"{name}.liq"
    path.write_text('set("init.allow_root", true)\nset("log.stdout", true)\nset("log.level", 3)\n'
                    f'set("frame.audio.samplerate", {RATE})\n' + script)
    return bench.start("liquidsoap", path, name=name)


MPD = """music_directory "{home}/music"
db_file "{home}/db"
state_file "{home}/state"
state_file_interval "5"
log_file "{home}/log"
bind_to_address "127.0.0.1"
port "{port}"
auto_update "no"
audio_output {{
{output}
}}
"""
PULSE_OUTPUT = ' type "alsa"\n name "out"\n device "default"'


def jack_output(bench):
    return (f' type "jack"\n name "out"\n client_name "mpd"\n autostart "no"\n'
            f' server_name "{bench.environment["JACK_DEFAULT_SERVER"]}"')


class Mpd:
    """MPD with its list loaded, started by hand or again and again as a supervisor would."""

    def __init__(self, bench, items, output=None, supervised=False):
        self.bench = bench
        self.home = bench.path / "mpd"
        (self.home / "music").mkdir(parents=True, exist_ok=True)
        for item in items:
            os.link(item, self.home / "music" / item.name)
        self.port = harness.free_port()
        (self.home / "mpd.conf").write_text(
            MPD.format(home=self.home, port=self.port, output=output or jack_output(bench)))
        command = ("mpd", "--no-daemon", self.home / "mpd.conf")
        self.process = (harness.Supervised(bench, *command, name="mpd") if supervised else
                        bench.start(*command, name="mpd"))
        harness.wait_for(lambda: self.mpc("status").returncode == 0, 10, "MPD answers")
        self.mpc("update", "--wait")
        for item in items:
            self.mpc("add", item.name)

    def mpc(self, *words):
        return self.bench.run("mpc", "-q", "-h", "127.0.0.1", "-p", self.port, *words, check=False)


class Results:
    """Rows of one measurement, printed as they come and kept as JSON for bench/run_all."""

    def __init__(self, title, columns):
        self.title, self.columns, self.rows = title, columns, []
        print(f"\n{title}\n" + " | ".join(["", *columns]))

    def row(self, name, *values):
        self.rows.append([name, *values])
        print(" | ".join([name, *map(str, values)]), flush=True)

    def keep(self, notes=()):
        folder = os.environ.get("TRUYENTHANH_RESULTS")
        for note in notes:
            print(note)
        if folder:
            path = pathlib.Path(folder) / (pathlib.Path(sys.argv[0]).name + ".json")
            known = json.loads(path.read_text()) if path.exists() else []
            known.append({"title": self.title, "columns": self.columns, "rows": self.rows, "notes": list(notes)})
            path.write_text(json.dumps(known))


def spread(values):
    """Median, 99th percentile and spread of milliseconds, as text."""
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    return f"{statistics.median(ordered):.2f}", f"{high:.2f}", f"{ordered[-1] - ordered[0]:.2f}"


def sleep_until(steady):
    """Sleeps, then spins the last two milliseconds."""
    while (left := steady - time.monotonic()) > 0:
        if left > 0.003:
            time.sleep(left - 0.002)


def threads(pid):
    return len(list(pathlib.Path(f"/proc/{pid}/task").iterdir()))
