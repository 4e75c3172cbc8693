"""The server under drill: the real binary, started, killed and asked, on a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from browser import SignedOut, Unexpected


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, binary, database, extra_env=None):
        self.binary, self.database = str(Path(binary).resolve()), database
        self.port, self.process = free_port(), None
        self.log = database.folder / "server.log"
        self.env = {**os.environ, **database.env(), "HOLDFAST_ADDR": f"127.0.0.1:{self.port}", **(extra_env or {})}

    def verb(self, *arguments, env=None):
        """Runs another verb of the binary on the same database and returns what it printed. It has to end well."""
        ran = subprocess.run([self.binary, *arguments], env={**self.env, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if ran.returncode:
            raise SystemExit(f"holdfast {' '.join(arguments)} ended with {ran.returncode}:\n{ran.stdout}")
        return ran.stdout

    def verified(self):
        """What `holdfast verify` found, in its own words: how many entries, and the head."""
        return next((line for line in self.verb("verify").splitlines() if line.startswith("entries ")), "verify named no head")

    def start(self, extra_env=None):
        with open(self.log, "a") as log:
            self.process = subprocess.Popen([self.binary, "serve"], env={**self.env, **(extra_env or {})}, stdout=log, stderr=log)

    def first_good_answer(self, browser, limit=60):
        """Seconds from now until a page is answered to somebody signed in before the server went down."""
        began = time.monotonic()
        while time.monotonic() - began < limit:
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended by itself with {self.process.returncode}:\n{self.log_tail()}")
            try:
                browser.sign_in()
                if browser.read().status == 200:
                    return time.monotonic() - began
            except (OSError, SignedOut, Unexpected):
                pass
            time.sleep(0.01)
        raise SystemExit(f"no good answer within {limit} s:\n{self.log_tail()}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise SystemExit("the server did not end within 20 s of being asked") from None

    def log_tail(self):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.process and self.process.poll() is None:
            self.kill()
        if kind is not None and self.log.exists():
            print(f"the server's last words:\n{self.log_tail()}", file=sys.stderr)
