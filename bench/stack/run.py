#!/usr/bin/env python3
"""Remakes the table of docs/decisions/0002-stack.md: builds both sides, fills both databases, runs every pair in
turn (A B A B ...) and prints medians. Processor seconds are the figure to trust on a machine that does other work."""

import argparse
import json
import os
import pwd
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
THREADS, ASYNC = "stack-threads", "stack-async"

# (heading, kind, [(label, binary, arguments)]): the first of a group is what the others are divided by.
GROUPS = [
    ("SQLite, child page, {children} children, 32 readers", "read", [
        ("sqlx pool 4", ASYNC, "read-sqlite conns=4"),
        ("sqlx pool 8", ASYNC, "read-sqlite conns=8"),
        ("sqlx pool 4, row buffer 256", ASYNC, "read-sqlite-tuned conns=4"),
        ("rusqlite 2 threads", THREADS, "read-sqlite conns=2"),
        ("rusqlite 4 threads", THREADS, "read-sqlite conns=4"),
        ("rusqlite 8 threads", THREADS, "read-sqlite conns=8"),
    ]),
    ("PostgreSQL, child page, {children} children, 32 readers", "read", [
        ("sqlx pool 8", ASYNC, "read-pg conns=8"),
        ("postgres 4 threads", THREADS, "read-pg conns=4"),
        ("postgres 8 threads", THREADS, "read-pg conns=8"),
        ("postgres 16 threads", THREADS, "read-pg conns=16"),
        ("tokio-postgres 8, pipelined", THREADS, "read-pg-piped conns=8"),
    ]),
    ("SQLite, group commit, synchronous=FULL, 16 clients", "write", [
        ("sqlx, one task", ASYNC, "write-sqlite"),
        ("rusqlite, one thread", THREADS, "write-sqlite"),
    ]),
    ("PostgreSQL, group commit under one advisory lock, 16 clients", "write", [
        ("sqlx, one task", ASYNC, "write-pg"),
        ("postgres, one thread", THREADS, "write-pg"),
        ("tokio-postgres, pipelined", THREADS, "write-pg-piped"),
    ]),
    ("SQLite, bulk insert", "bulk", [
        ("sqlx, 400 rows a statement", ASYNC, "bulk-sqlite-many"),
        ("sqlx, one row a statement", ASYNC, "bulk-sqlite"),
        ("rusqlite, one row a statement", THREADS, "bulk-sqlite"),
        ("rusqlite, 400 rows a statement", THREADS, "bulk-sqlite-many"),
    ]),
    ("PostgreSQL, bulk insert", "bulk", [
        ("sqlx, COPY text", ASYNC, "bulk-pg-copy"),
        ("sqlx, UNNEST of 4,000", ASYNC, "bulk-pg-unnest"),
        ("postgres, COPY binary", THREADS, "bulk-pg-copy"),
        ("postgres, UNNEST of 4,000", THREADS, "bulk-pg-unnest"),
    ]),
]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--children", type=int, default=20_000)
    options.add_argument("--pages", type=int, default=16_000)
    options.add_argument("--saves", type=int, default=16_000)
    options.add_argument("--rows", type=int, default=400_000)
    options.add_argument("--only", default="", help="run groups whose heading has this in it")
    options = options.parse_args()
    for part in ("threads", "async"):
        subprocess.run(["cargo", "build", "--release", "-q"], cwd=HERE / part, check=True)
    work = Path(tempfile.mkdtemp(prefix="stack-"))
    work.chmod(0o755)
    try:
        with Postgres(work) as server:
            sqlite = str(work / "stack.db")
            tool(THREADS, f"fill-sqlite db={sqlite} children={options.children}")
            tool(THREADS, f"fill-pg db={server.url} children={options.children}")
            for heading, kind, sides in GROUPS:
                if options.only in heading:
                    group(heading, kind, sides, options, server, sqlite)
    finally:
        shutil.rmtree(work)


def group(heading, kind, sides, options, server, sqlite):
    on_sqlite = heading.startswith("SQLite")
    db = sqlite if on_sqlite else server.url
    common = f"db={db} postmaster={server.pid}" + {
        "read": f" readers=32 pages={options.pages} children={options.children}",
        "write": f" clients=16 saves={options.saves}",
        "bulk": f" rows={options.rows}",
    }[kind]
    runs = {label: [] for label, _, _ in sides}
    for _ in range(options.rounds):
        for label, binary, arguments in sides:
            if kind != "read":
                tool(THREADS, f"{'clear-sqlite' if on_sqlite else 'clear-pg'} db={db}")
            runs[label].append(json.loads(tool(binary, f"{arguments} {common}")))
    load = os.getloadavg()[0]
    print(f"\n### {heading.format(children=f'{options.children:,}')} (load {load:.1f}, {options.rounds} alternating runs)\n")
    print("| | per second | CPU ms each, client + server | CPU v first | rate v first | p50 / p99 / max ms |\n|---|---|---|---|---|---|")
    cpu = lambda run: (run["cpu"] + run["server_cpu"]) / run["done"] * 1000
    rate = lambda run: run["done"] / run["wall"]
    first = runs[sides[0][0]]
    for label, _, _ in sides:
        own = runs[label]
        mid = lambda f: statistics.median(f(run) for run in own)
        # The ratio is taken round by round, so that a busy minute burdens both sides.
        versus = lambda f: [f(a) / f(b) for a, b in zip(own, first)]
        c, r = versus(cpu), versus(rate)
        print(f"| {label} | {mid(rate):,.0f} | {mid(cpu):.4f} = {mid(lambda x: x['cpu'] / x['done'] * 1000):.4f} + {mid(lambda x: x['server_cpu'] / x['done'] * 1000):.4f} "
              f"| {statistics.median(c):.2f} ({min(c):.2f}–{max(c):.2f}) | {statistics.median(r):.2f} ({min(r):.2f}–{max(r):.2f}) "
              f"| {mid(lambda x: x['p50_ms']):.1f} / {mid(lambda x: x['p99_ms']):.1f} / {mid(lambda x: x['max_ms']):.0f} |", flush=True)


def tool(binary, arguments):
    target = Path(os.environ.get("CARGO_TARGET_DIR", HERE / binary.removeprefix("stack-") / "target"))
    done = subprocess.run([target / "release" / binary, *arguments.split()], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{binary} {arguments} failed")
    return done.stdout


class Postgres:
    """A server of our own on a private socket, run as `postgres` when we are root, because it refuses root."""

    def __init__(self, work):
        self.data = work / "pg"
        self.data.mkdir()
        bins = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        self.bin = bins[-1] if bins else Path(shutil.which("postgres") or sys.exit("install postgresql")).parent
        self.user = None
        if os.geteuid() == 0:
            entry = pwd.getpwnam("postgres")
            os.chown(self.data, entry.pw_uid, entry.pw_gid)
            self.user = entry.pw_uid

    def __enter__(self):
        self.run("initdb", "-D", self.data / "db", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.run("pg_ctl", "-D", self.data / "db", "-l", self.data / "log", "-w", "-o", f"-k {self.data} -h '' -c shared_buffers=256MB", "start")
        self.pid = int((self.data / "db/postmaster.pid").read_text().split()[0])
        # A percent-encoded folder as host is the one form of a socket that both drivers read alike.
        self.url = f"postgres://postgres@{quote(str(self.data), safe='')}/postgres"
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", self.data / "db", "-m", "fast", "-w", "stop")

    def run(self, name, *arguments):
        subprocess.run([self.bin / name, *arguments], check=True, stdout=subprocess.DEVNULL, user=self.user, cwd="/")


if __name__ == "__main__":
    main()
