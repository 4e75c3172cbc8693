#!/usr/bin/env python3
"""Times the released binary on a made-up authority, beside floors in the same run, and prints tables in Markdown.

    bench/record/run.py TARGET [--people 120000] [--seconds 8] [--rounds 3] [--saves 500] [--census FILE.xml] [--engines sqlite,postgres]

TARGET is cargo's folder: `release/holdfast` is measured, `release/bench-record` is the floor and the clients that save, and `debug/holdfast`
writes down which statements a page asks, so that the floor can ask the same. PostgreSQL is the server that HOLDFAST_TEST_POSTGRES names.
"""

import argparse
import copy
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pages
import saves
from machine import heading, row, timed


class Engine:
    """One database of its own, with the programs that use it."""

    def __init__(self, name, target, folder):
        self.name = name
        self.folder = Path(folder)
        self.holdfast = f"{target}/release/holdfast"
        self.recording = f"{target}/debug/holdfast"
        self.floor = f"{target}/release/bench-record"
        self.env = {**os.environ, "HOLDFAST_DATA": folder, "HOLDFAST_ADDR": "127.0.0.1:0"}
        self.env.pop("HOLDFAST_DATABASE", None)
        self.place = str(self.folder / "holdfast.db")
        if name == "PostgreSQL":
            self.place = self.database("bench")
            self.env["HOLDFAST_DATABASE"] = self.place

    def database(self, name, template=None):
        """Makes a database on the server, empty or a copy; its address."""
        server = os.environ["HOLDFAST_TEST_POSTGRES"]
        copy = f" TEMPLATE {template}" if template else ""
        sql = ["-c", f"DROP DATABASE IF EXISTS {name}", "-c", f"CREATE DATABASE {name}{copy}"]
        subprocess.run(["psql", "-q", server, *sql], check=True, capture_output=True)
        return server.rsplit("/", 1)[0] + "/" + name

    def copy(self, name, of=None):
        """Another engine on a copy of the record, or of an earlier copy, to spoil."""
        other = copy.copy(self)
        other.folder = self.folder / name
        other.folder.mkdir(exist_ok=True)
        other.env = {**self.env, "HOLDFAST_DATA": str(other.folder)}
        if self.name == "PostgreSQL":
            other.place = other.env["HOLDFAST_DATABASE"] = self.database(name, of or "bench")
            return other
        other.place = str(other.folder / "holdfast.db")
        for behind in other.folder.glob("holdfast.db*"):
            behind.unlink()
        shutil.copyfile(self.folder / (of or "") / "holdfast.db", other.place)
        return other


def verbs(engine, people, census):
    heading(f"{engine.name}: what", "wall s", "CPU s", "memory MiB", "how much")
    _, wall, cpu, memory = timed([engine.holdfast, "demo", "--only-make", "--people", str(people)], engine.env)
    said, *_ = timed([engine.holdfast, "verify"], engine.env)
    entries = re.search(r"entries (\d+)", said).group(1)
    row("made-up authority", f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", f"{people} people, {entries} entries")
    said, wall, cpu, memory = timed([engine.holdfast, "rebuild"], engine.env)
    facts = int(re.search(r"from (\d+) facts", said).group(1))
    row("rebuild", f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", f"{facts} facts, {facts / wall:.0f} a second")
    _, wall, cpu, memory = timed([engine.holdfast, "verify"], engine.env)
    row("verify", f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", f"{entries} entries")
    if census:
        with tempfile.TemporaryDirectory(prefix="holdfast-bench-census-") as empty:
            env = {**engine.env, "HOLDFAST_DATA": empty}
            if engine.name == "PostgreSQL":
                env["HOLDFAST_DATABASE"] = engine.database("census")
            _, wall, cpu, memory = timed([engine.holdfast, "import", "cin", census, "--format", "json"], env)
            size = os.path.getsize(census) / 1e6
            row("import cin, into an empty record", f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", f"{size:.0f} MB of XML")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("target")
    options.add_argument("--people", type=int, default=120_000)
    options.add_argument("--seconds", type=int, default=8)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--saves", type=int, default=500)
    options.add_argument("--census", help="a Children in Need census to import")
    options.add_argument("--engines", default="sqlite,postgres")
    given = options.parse_args()
    names = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
    for name in given.engines.split(","):
        if name not in names:
            sys.exit(f"there is no engine {name}")
        with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
            engine = Engine(names[name], given.target, folder)
            verbs(engine, given.people, given.census)
            pages.measure(engine, given.seconds, given.rounds)
            saves.measure(engine, given.saves, given.rounds)


if __name__ == "__main__":
    main()
