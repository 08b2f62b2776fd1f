# SPDX-FileCopyrightText: 2026 The truyenthanh authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real programs on private servers: JACK's dummy, PulseAudio's null sink, Icecast, HLS over HTTP; all on loopback,
all in one temporary folder, all ended by their process id. Used by the tests beside it and by bench/."""

import contextlib
import ctypes
import fcntl
import functools
import http.server
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time
import uuid

import sound

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
BIN = pathlib.Path(os.environ.get("TRUYENTHANH_BIN", TOP / "build/release/bin"))
RATE = 48000
JACK_NAMES = 6
STEADY = 4096  # frames of a period of JACK's, 85 ms: a machine that stands still for a moment loses none


def die_with_parent():
    """In the child: SIGKILL when the test dies, whatever way it dies; before whatever else the machine does, if we may."""
    ctypes.CDLL("libc.so.6").prctl(1, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, -10)


def wait_for(condition, seconds, what, pause=0.01):
    """Polls until the condition holds and returns its value; AssertionError after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(pause)
    raise AssertionError(f"{what}: not within {seconds} s")


def jack_lock(name):
    """A file that all tests of a user share, to be locked: a name of a JACK server, or its start."""
    return open(pathlib.Path(tempfile.gettempdir()) / f"truyenthanh-jack-{os.getuid()}-{name}", "w", encoding="ascii")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Bench:
    """A private folder, an environment, and every process started in it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="tt-")
        self.path = pathlib.Path(self.folder.name)
        self.mark = uuid.uuid4().hex
        self.environment = dict(os.environ, TRUYENTHANH_BENCH=self.mark, HOME=str(self.path), LC_ALL="C.UTF-8",
                                XDG_RUNTIME_DIR=str(self.path), JACK_NO_START_SERVER="1",
                                JACK_NO_AUDIO_RESERVATION="1")
        self.environment.pop("DISPLAY", None)
        self.started = []
        self.endings = []
        self.locks = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for ending in reversed(self.endings):
            ending()
        for process in reversed(self.started):
            end(process)
        for pid in self.strays():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for lock in self.locks:
            lock.close()
        self.folder.cleanup()

    def strays(self):
        """Processes that carry our mark and are nobody's child any more: relay jobs outlive their station."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                with contextlib.suppress(OSError):
                    if f"TRUYENTHANH_BENCH={self.mark}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                        found.append(int(entry.name))
        return found

    def start(self, *command, name=None, **options):
        """Starts a program; what it says goes to NAME.log in the folder."""
        name = name or pathlib.Path(str(command[0])).name
        with open(self.path / f"{name}.log", "ab") as log:
            process = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=log,
                                       stderr=log, env=self.environment, preexec_fn=die_with_parent, **options)
        self.started.append(process)
        return process

    def said(self, name):
        path = self.path / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def run(self, *command, check=True, **options):
        result = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True,
                                text=True, env=self.environment, check=False, **options)
        if check and result.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, command))}: exit {result.returncode}\n{result.stdout}"
                                 f"{result.stderr}")
        return result

    def jack(self, period=512):
        """A JACK server without hardware, paced by the steady clock. Returns its process."""
        name = wait_for(self.jack_name, 300, "a name for a JACK server is free", pause=0.5)
        self.environment.update(JACK_DEFAULT_SERVER=name)
        pace = ["-R", "-P", "10"] if may_be_real_time() else ["-r"]

        def answers():
            assert server.poll() is None, f"the JACK server ended: {self.said('jackd')}"
            return self.run("jack_lsp", check=False).returncode == 0

        # One after another: two that find a machine without a list of servers each make it, and one is not on it.
        with jack_lock("start") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            server = self.start("jackd", *pace, "-n", name, "-d", "dummy", "-r", RATE, "-p", period, name="jackd")
            wait_for(answers, 30, "the JACK server answers")
        return server

    def jack_name(self):
        """One of few names, ours until the end; None if all are taken. JACK knows eight servers of a machine and forgets
        a killed one only when another takes its name."""
        for number in range(JACK_NAMES):
            lock = jack_lock(number)
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.locks.append(lock)
                return f"tt{number}"
            lock.close()
        return None

    def pulse(self):
        """A PulseAudio server with one null sink, behind ALSA's device "default". Returns its process."""
        sock = self.path / "pulse.sock"
        self.environment.update(PULSE_SERVER=f"unix:{sock}", PULSE_COOKIE=str(self.path / "cookie"))
        server = self.start("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                            "--disable-shm=yes",
                            "-L", f"module-null-sink sink_name=loud rate={RATE} format=float32le",
                            "-L", f"module-native-protocol-unix auth-anonymous=1 socket={sock}", name="pulseaudio")
        asound = self.path / "asound.conf"
        asound.write_text("pcm.station { type pulse hint { show on description \"The station's output\" } }\n"
                          "ctl.station { type pulse }\n"
                          "pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        both = self.path / "alsa.conf"
        both.write_text("</usr/share/alsa/alsa.conf>\n" + asound.read_text())
        self.environment.update(ALSA_CONFIG_PATH=str(both))
        wait_for(sock.exists, 10, "the PulseAudio server answers")
        return server

    def pulse_tuner(self):
        """A PulseAudio server whose sink "tuner" is heard at PortAudio's input "ALSA: tuner". Returns its process."""
        sock = self.path / "tuner.sock"
        sock.unlink(missing_ok=True)
        self.environment.update(PULSE_SERVER=f"unix:{sock}", PULSE_COOKIE=str(self.path / "cookie"))
        server = self.start("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
                            "--disable-shm=yes",
                            "-L", f"module-null-sink sink_name=tuner rate={RATE} format=float32le",
                            "-L", f"module-native-protocol-unix auth-anonymous=1 socket={sock}", name="tuner")
        configuration = self.path / "alsa.conf"
        configuration.write_text("</usr/share/alsa/alsa.conf>\npcm.tuner { type pulse device tuner.monitor\n"
                                 "hint { show on description \"A tuner\" } }\n")
        self.environment.update(ALSA_CONFIG_PATH=str(configuration))
        wait_for(sock.exists, 10, "the PulseAudio server answers")
        return server

    def capture(self, client):
        """Records what JACK clients of that name send. `sound.read_capture` reads the file, also while it grows."""
        path = self.path / f"capture-{len(self.started)}.blocks"
        process = self.start(BIN / "jack_capture", client, path, name="jack_capture")

        def runs():
            assert process.poll() is None, f"the capture ended: {self.said('jack_capture')}{self.said('jackd')}"
            return pathlib.Path(f"{path}.ready").exists()

        wait_for(runs, 10, "the capture runs")
        return Recorder(process, path)

    def icecast(self, port=None, source_timeout=5):
        """An Icecast server, which gives up a source that says nothing for so many seconds. Returns (process, port)."""
        port = port or free_port()
        logs = self.path / "icecast"
        logs.mkdir(exist_ok=True)
        configuration = self.path / "icecast.xml"
        configuration.write_text(f"""<icecast>
<limits><clients>20</clients><sources>5</sources><burst-on-connect>1</burst-on-connect>
<source-timeout>{source_timeout}</source-timeout><burst-size>65535</burst-size></limits>
<authentication><source-password>pass</source-password><admin-user>admin</admin-user>
<admin-password>pass</admin-password></authentication>
<hostname>127.0.0.1</hostname><listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
<paths><basedir>{logs}</basedir><logdir>{logs}</logdir><webroot>/usr/share/icecast2/web</webroot>
<adminroot>/usr/share/icecast2/admin</adminroot></paths>
<logging><loglevel>2</loglevel></logging>
<security><chroot>0</chroot>{self.unprivileged(logs)}</security></icecast>""")
        server = self.start("icecast2", "-c", configuration, name="icecast")
        wait_for(lambda: can_connect(port), 10, "Icecast answers")
        return server, port

    def unprivileged(self, *folders):
        """Icecast refuses to run as root."""
        if os.getuid() != 0:
            return ""
        os.chmod(self.path, 0o755)
        for folder in folders:
            os.chmod(folder, 0o777)
        return "<changeowner><user>nobody</user><group>nogroup</group></changeowner>"

    def stream_to_icecast(self, port, mount, source, codec=("libmp3lame", "mp3"), pace=1.0):
        """ffmpeg as a live source: a file, over and over, in real time, or at the pace of a clock that is off. Returns
        its process."""
        process = self.start("ffmpeg", "-nostdin", "-loglevel", "error", "-readrate", pace, "-stream_loop", "-1", "-i",
                             source,
                             "-c:a", codec[0], "-b:a", "128k", "-f", codec[1], "-content_type", "audio/mpeg",
                             f"icecast://source:pass@127.0.0.1:{port}/{mount}", name=f"source-{mount}")
        time.sleep(1.0)
        return process

    def hls(self, source, name="live", pace=1.0):
        """A live HLS playlist with AAC made by ffmpeg, served over HTTP. Returns (ffmpeg's process, URL)."""
        folder = self.path / name
        folder.mkdir()
        process = self.start("ffmpeg", "-nostdin", "-loglevel", "error", "-readrate", pace, "-stream_loop", "-1", "-i",
                             source, "-c:a", "aac", "-b:a", "128k", "-f", "hls", "-hls_time", "2", "-hls_list_size", "6",
                             "-hls_flags", "delete_segments+omit_endlist", folder / "index.m3u8", name=f"hls-{name}")
        url = self.serve(folder) + "/index.m3u8"
        wait_for((folder / "index.m3u8").exists, 20, "the HLS playlist is there")
        return process, url

    def serve(self, folder):
        """Serves a folder over HTTP on loopback until the end. Returns its URL."""
        class Quiet(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.endings += [server.server_close, server.shutdown]
        return f"http://127.0.0.1:{server.server_address[1]}"


class Recorder:
    def __init__(self, process, path):
        self.process = process
        self.path = path

    def stop(self):
        """Ends the recording; a lost block is an error."""
        self.process.terminate()
        assert self.process.wait(10) == 0, "the recording lost blocks"
        return self.path


@functools.cache
def may_be_real_time():
    """Whether this machine lets us: then a busy one does not stumble in the sound server."""
    return subprocess.run(["chrt", "-f", "10", "true"], capture_output=True, check=False).returncode == 0


def can_connect(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def end(process, seconds=5):
    """SIGTERM, then SIGKILL; a stopped process is continued first so that it can hear."""
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGCONT)
        process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Supervised:
    """A program started again 100 ms after it dies, as systemd would."""

    def __init__(self, bench, *command, name):
        self.bench, self.command, self.name = bench, command, name
        self.stopping = threading.Event()
        self.starts = 0
        self.process = None
        self.begin()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()
        bench.endings.append(self.stop)

    def begin(self):
        self.process = self.bench.start(*self.command, name=self.name)
        self.starts += 1

    def watch(self):
        while not self.stopping.is_set():
            self.process.wait()
            if self.stopping.wait(0.1):
                return
            self.begin()

    def kill(self):
        """SIGKILL; returns the steady instant."""
        at = time.monotonic()
        self.process.kill()
        return at

    def stop(self):
        self.stopping.set()
        end(self.process)
        self.thread.join(10)


def wall_to_steady():
    """What to add to seconds of the wall clock for seconds of CLOCK_MONOTONIC: the tightest of some looks."""
    looks = []
    for _ in range(50):
        before, wall, after = time.monotonic(), time.time(), time.monotonic()
        looks.append((after - before, (before + after) / 2 - wall))
    return min(looks)[1]


def noon_zone():
    """A time zone in which it is about noon, so that no test runs across midnight."""
    ahead = 12 - time.gmtime().tm_hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/UTC"


JACK_DEVICE = "JACK Audio Connection Kit: system"
PULSE_DEVICE = "ALSA: station"
EAR = "PortAudio"  # what our chain is called among JACK's clients


class Station:
    """A station in one folder: its configuration, its programs, and its command line."""

    def __init__(self, bench, home="station", **settings):
        self.bench = bench
        self.home = bench.path / home
        self.home.mkdir(exist_ok=True)
        self.air = None
        self.daemon = None
        self.zone_ahead = 12 - time.gmtime().tm_hour
        self.configure(**settings)

    def configure(self, device=JACK_DEVICE, capture="", frames_per_buffer=512, zone=None, profile="", relay=""):
        profile = profile or 'permitted = [{ days = "daily", from = "00:00", until = "24:00" }]\nrelay_allowed = true'
        (self.home / "station.toml").write_text(f"""[station]
name = "Test"
time_zone = "{zone or noon_zone()}"
language = "en"
[profile]
{profile}
[audio]
device = "{device}"
frames_per_buffer = {frames_per_buffer}
capture = "{capture}"
[[audio.zones]]
name = "All"
channels = [1, 2]
[relay]
jitter_buffer_seconds = 10
{relay}
[log]
level = "debug"
""")

    def start_air(self):
        self.air = Supervised(self.bench, BIN / "truyenthanh-air", "--home", self.home, name="air")

    def start_station(self):
        self.daemon = Supervised(self.bench, BIN / "truyenthanhd", "--home", self.home, name="station")

    def start(self):
        self.start_air()
        self.start_station()
        wait_for(lambda: self.cli("status", check=False).returncode == 0, 20, "the station answers", 0.1)

    def cli(self, *words, check=True, by="an", **options):
        return self.bench.run(BIN / "truyenthanh", "--home", self.home, "--by", by, *words, check=check, **options)

    def json(self, *words, **options):
        return json.loads(self.cli(*words, "--json", **options).stdout)

    def take_in(self, path, kind="news", **options):
        """One recording, approved by another person. Returns the recording's document with its item's number."""
        added = self.json("recording", "add", path, "--kind", kind, **options)["added"][0]
        recording = added.get("recording", added)
        self.cli("recording", "approve", recording["id"], by="binh")
        return {**recording, "item": added["item"]}

    def sounds(self, arrays):
        """Takes arrays in as 48 kHz WAV items. Returns the items' numbers."""
        items = []
        for number, samples in enumerate(arrays):
            path = sound.write_wav(self.bench.path / f"sound{number}.wav", samples)
            items.append(self.take_in(path)["item"])
            path.unlink()
        return items

    def programme(self, name, items):
        words = [word for item in items for word in ("--item", item)]
        return self.json("programme", "add", name, *words)["programme"]

    def local(self, wall):
        """Wall seconds as HH:MM:SS of the station's zone."""
        return time.strftime("%H:%M:%S", time.gmtime(wall + 3600 * self.zone_ahead))

    def slot(self, name, wall, seconds, **options):
        """A daily slot from a whole second of the wall clock on. Options are those of `slot add`."""
        options = {"start": self.local(wall), "days": "daily", "length": f"{seconds}s", **options}
        words = [word for option, value in options.items() for word in ("--" + option.replace("_", "-"), value)]
        return self.json("slot", "add", name, *words)

    def play(self, arrays, ahead=10, **options):
        """Takes the sounds in and sends them as one programme `ahead` seconds from now. Returns the wall second."""
        programme = self.programme("Programme", self.sounds(arrays))
        seconds = round(sum(map(len, arrays)) / RATE)
        start = int(time.time()) + ahead
        self.slot("Session", start, seconds, programme=programme, **options)
        return start

    def rows(self, **options):
        return self.json("asrun", **options)["entries"]

    def wait_closed(self, seconds):
        """The rows of the ledger once none is open and there is one at least."""
        def closed():
            rows = self.rows(check=False)
            return rows if rows and all(row["outcome"] for row in rows) else None
        return wait_for(closed, seconds, "every row is closed", 0.25)

    def verify(self):
        return self.cli("verify", check=False)

    def output_state(self):
        """"running", "lost" …; "unreachable" where the station cannot see its chain."""
        output = self.json("status")["output"]
        return output["state"] if output["is_reachable"] else "unreachable"
