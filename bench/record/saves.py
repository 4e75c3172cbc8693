"""Decisions saved by 16 clients at once, beside the same statements through the same batching writer, each in a transaction of its own, and what
the disk under them does alone."""

import json
import re
import statistics
import subprocess

import statements
from machine import Browser, heading, row, server

ADVISER = "nadia.karimi@marlshire.example"
WORKER = "tom.ashworth@marlshire.example"
CLIENTS = 16


def clients(engine, host, contacts, *more, many=CLIENTS):
    command = [engine.floor, "decide", host, "--contacts", str(contacts), "--clients", str(many), *more]
    done = subprocess.run(command, capture_output=True, text=True, cwd=engine.folder)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:2])}: {done.stderr}")
    return json.loads(done.stdout)


def record(engine, contacts):
    """What each save of a list asks, in a file of the engine: written down on a copy, one after another."""

    def use(host, since):
        browser = Browser(host, WORKER)
        clients(engine, host, contacts, "--cookie", browser.cookie(), many=1)
        return statements.of_saves(since())

    return statements.recording(engine, use)


def disk(folder):
    """How often in a second 8 kB can be written and synced, as PostgreSQL's own program counts it."""
    command = ["pg_test_fsync", "-s", "2", "-f", str(folder / "fsync.out")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(re.search(r"^\s+fdatasync\s+([\d.]+) ops/sec", said, re.M).group(1))


def measure(engine, many, rounds):
    command = [engine.floor, "contacts", engine.place, "--many", str(many * rounds), "--adviser", ADVISER]
    made = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    lists = []
    for n in range(rounds):
        lists.append(engine.folder / f"contacts-{n}")
        lists[n].write_text("\n".join(made[n * many : (n + 1) * many]) + "\n")
    # As it stood before anything was decided: the floor saves the first list again, from there.
    engine.copy("before")
    asked = record(engine.copy("recorded"), lists[0])
    file = statements.keep(asked, engine.folder / "saves.ndjson")
    taken = []
    for contacts in lists:
        with server([engine.holdfast, "demo"], engine.env) as host:
            browser = Browser(host, WORKER)
            taken.append({"saved": clients(engine, host, contacts, "--cookie", browser.cookie())})
        for what, path in [("floor", "/save"), ("alone", "/save-alone")]:
            spoilt = engine.copy("spoilt", of="before")
            with server([engine.floor, "floor", spoilt.place, "--save", str(file)], engine.env) as bare:
                taken[-1][what] = clients(engine, bare, lists[0], "--floor", path)
    heading(
        f"{engine.name}: save, {CLIENTS} clients",
        "a second", "50 % ms", "99 % ms", "most ms", "of the same statements, batched", "statements",
    )
    rate = lambda t, what: t[what]["saves"] / t[what]["seconds"]
    names = {
        "saved": "a decision, from form to answer",
        "floor": "the same statements, batched",
        "alone": "the same statements, each in a transaction of its own",
    }
    for what, name in names.items():
        middle = lambda of: statistics.median(of(t) for t in taken)
        row(
            name,
            f"{middle(lambda t: rate(t, what)):.0f}",
            f"{middle(lambda t: t[what]['median_ms']):.1f}",
            f"{middle(lambda t: t[what]['p99_ms']):.1f}",
            f"{max(t[what]['max_ms'] for t in taken):.1f}",
            f"{middle(lambda t: rate(t, what) / rate(t, 'floor')):.2f}",
            round(statistics.mean(len(s) for s in asked)),
        )
    synced = disk(engine.folder)
    row("8 kB written and synced, nothing else (pg_test_fsync)", f"{synced:.0f}", f"{1000 / synced:.1f}", "", "", "", "")
