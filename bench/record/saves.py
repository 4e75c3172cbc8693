"""Decisions saved by 16 clients at once, beside the same statements through the same batching writer, and each in a transaction of its own."""

import json
import statistics
import subprocess

import statements
from machine import Browser, heading, row, server

ADVISER = "jo.whitlock@marlshire.example"
WORKER = "jo.whitlock@marlshire.example"
CLIENTS = 16


def clients(engine, host, contacts, *more):
    command = [engine.floor, "decide", host, "--contacts", str(contacts), "--clients", str(CLIENTS), *more]
    done = subprocess.run(command, capture_output=True, text=True, cwd=engine.folder)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:2])}: {done.stderr}")
    return json.loads(done.stdout)


def measure(engine, many, rounds):
    command = [engine.floor, "contacts", engine.place, "--many", str(many * rounds + 2), "--adviser", ADVISER]
    made = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    lists = []
    for n in range(rounds):
        lists.append(engine.folder / f"contacts-{n}")
        lists[n].write_text("\n".join(made[2 + n * many : 2 + (n + 1) * many]) + "\n")

    def use(host, since):
        browser = Browser(host, WORKER)
        # The first save of a process prepares statements; the second is like all others.
        for line in made[:2]:
            one = engine.folder / "one-contact"
            one.write_text(line + "\n")
            since()
            clients(engine, host, one, "--cookie", browser.cookie())
            asked = statements.of_save(since())
        return asked

    asked = statements.recording(engine, use)
    file = statements.keep(asked, engine.folder / "save.ndjson")
    taken = []
    for contacts in lists:
        with server([engine.holdfast, "demo"], engine.env) as host:
            browser = Browser(host, WORKER)
            saved = clients(engine, host, contacts, "--cookie", browser.cookie())
        with server([engine.floor, "floor", engine.copy(), "--save", str(file)], engine.env) as bare:
            floor = clients(engine, bare, contacts, "--floor", "/save")
            taken.append({"saved": saved, "floor": floor})
            # All replay the save of one child: on PostgreSQL, transactions that are not one after another deadlock on its rows.
            if engine.name == "SQLite":
                taken[-1]["alone"] = clients(engine, bare, contacts, "--floor", "/save-alone")
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
        if what not in taken[0]:
            continue
        middle = lambda of: statistics.median(of(t) for t in taken)
        row(
            name,
            f"{middle(lambda t: rate(t, what)):.0f}",
            f"{middle(lambda t: t[what]['median_ms']):.1f}",
            f"{middle(lambda t: t[what]['p99_ms']):.1f}",
            f"{max(t[what]['max_ms'] for t in taken):.1f}",
            f"{middle(lambda t: rate(t, what) / rate(t, 'floor')):.2f}",
            len(asked),
        )
