# SPDX-FileCopyrightText: 2026 The truyenthanh authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The web console as a program, and people who have logged in to it."""

import http.client
import json
import pathlib
import re

import harness

PASSWORD = "mật khẩu dài để thử 2026"
ADMIN = "Trần Thị Quản"
OPERATOR = "Lê Văn Trực"


class Console:
    """truyenthanh-console of a station, on a port of its own choosing."""

    def __init__(self, bench, station, name="console"):
        self.station = station
        self.process = bench.start(harness.BIN / "truyenthanh-console", "--home", station.home, "--port", "0", name=name)
        said = harness.wait_for(lambda: re.search(r"console\.listens.*port=(\d+)", bench.said(name)), 20,
                                "the console listens")
        self.port = int(said[1])
        self.origin = {"Origin": f"http://localhost:{self.port}"}

    def ask(self, method, path, body=None, headers=None, tls=None):
        """(status, headers, body)"""
        connection = (http.client.HTTPSConnection("localhost", self.port, timeout=60, context=tls) if tls else
                      http.client.HTTPConnection("localhost", self.port, timeout=60))
        try:
            connection.request(method, path, body, headers or {})
            reply = connection.getresponse()
            return reply.status, dict(reply.getheaders()), reply.read()
        finally:
            connection.close()

    def change(self, path, body, headers=None):
        return self.ask("POST", path, json.dumps(body),
                        {"Content-Type": "application/json", **self.origin, **(headers or {})})

    def memory_kb(self, line="VmRSS"):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(line + r":\s+(\d+)", status)[1])

    def forget_peak(self):
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def staffed(self):
        """The first administrator, and an operator whom they appoint. Returns both, logged in."""
        code = (self.station.home / "first-code").read_text().strip()
        done = self.change("/api/v1/first-account", {"code": code, "name": ADMIN, "password": PASSWORD})
        assert done[0] == 200, done
        admin = Person(self, ADMIN)
        for path, body in (("people", {"name": OPERATOR}), ("roles", {"name": OPERATOR, "role": "operator"}),
                           ("accounts", {"name": OPERATOR, "password": PASSWORD})):
            assert admin.post(path, body)[0] == 200, path
        return admin, Person(self, OPERATOR)


class Person:
    """A person in a browser: cookie, change token, and what they ask."""

    def __init__(self, console, name):
        self.console, self.name = console, name
        status, headers, answer = console.change("/api/v1/session", {"name": name, "password": PASSWORD})
        assert status == 201, (status, answer)
        self.cookie = headers["Set-Cookie"].split(";")[0]
        self.token = json.loads(answer)["change_token"]

    @property
    def looking(self):
        return {"Cookie": self.cookie}

    @property
    def changing(self):
        return {"Cookie": self.cookie, "X-Change-Token": self.token, **self.console.origin}

    def get(self, path):
        status, _, body = self.console.ask("GET", f"/api/v1/{path}", headers=self.looking)
        return status, json.loads(body)

    def post(self, path, body):
        status, _, answer = self.console.change(f"/api/v1/{path}", body, self.changing)
        return status, json.loads(answer)
