"""A database for one drill, in a folder of its own: SQLite, or a PostgreSQL server on a private socket."""

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import time
import uuid
from pathlib import Path
from urllib.parse import quote


class Sqlite:
    name = "sqlite"

    def __init__(self, folder):
        self.folder = Path(folder)
        self.data = self.folder / "data"
        self.data.mkdir()
        self.file = self.data / "holdfast.db"

    def env(self):
        return {"HOLDFAST_DATA": str(self.data)}

    def column(self, sql):
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)
        try:
            return [as_text(row[0]) for row in connection.execute(sql)]
        finally:
            connection.close()

    def start(self):
        return self

    def stop(self):
        pass


class Postgres:
    name = "postgres"

    def __init__(self, folder):
        self.folder = Path(folder)
        self.data = self.folder / "data"
        self.data.mkdir()
        self.home = self.folder / "pg"
        self.home.mkdir()
        self.bin, self.user, self.process = programs(), None, None
        # PostgreSQL refuses to run as root; it gets its own user and a way through the folder above.
        if os.geteuid() == 0:
            entry = pwd.getpwnam("postgres")
            self.user = entry.pw_uid
            self.folder.chmod(0o755)
            os.chown(self.home, entry.pw_uid, entry.pw_gid)
        self.run("initdb", "-D", self.home / "db", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def env(self):
        return {"HOLDFAST_DATA": str(self.data), "HOLDFAST_DATABASE": f"postgres://postgres@{quote(str(self.home), safe='')}/postgres"}

    def start(self):
        """Our own child, not pg_ctl's, so that it can be reaped after a kill: its successor refuses a zombie's lock."""
        with open(self.home / "log", "a") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.home / "db", "-k", self.home, "-c", "listen_addresses="],
                stdout=log, stderr=log, user=self.user, cwd="/",
            )
        began = time.monotonic()
        while subprocess.run([self.bin / "pg_isready", "-q", "-h", self.home]).returncode:
            if self.process.poll() is not None or time.monotonic() - began > 60:
                raise SystemExit(f"PostgreSQL did not start: {(self.home / 'log').read_text()[-500:]}")
            time.sleep(0.01)
        return self

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)

    def kill(self):
        """The postmaster and everything it started, at once, as when the machine's memory runs out."""
        family = children(self.process.pid)
        self.process.kill()
        for pid in family:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()
        while any(alive(pid) for pid in family):
            time.sleep(0.01)

    def column(self, sql):
        ran = subprocess.run(
            [self.bin / "psql", "-X", "-q", "-A", "-t", "-h", self.home, "-U", "postgres", "-d", "postgres", "-c", sql],
            check=True, stdout=subprocess.PIPE, text=True,
        )
        return ran.stdout.splitlines()

    def run(self, name, *arguments):
        ran = subprocess.run([self.bin / name, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, user=self.user, cwd="/")
        if ran.returncode:
            raise SystemExit(f"{name} ended with {ran.returncode}: {ran.stdout}")


def as_text(value):
    """An id as an address has it, however the column stores it."""
    return str(uuid.UUID(bytes=value)) if isinstance(value, bytes) else str(value)


def programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    if initdb is None:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    return Path(initdb).parent


def children(parent):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
