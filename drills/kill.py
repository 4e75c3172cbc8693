#!/usr/bin/env python3
"""Kills the server, or its PostgreSQL, at random moments under writers, and looks for a promise that was not kept.

Checked: no acknowledged save is lost; a save sent again after an unknown fate, or after its answer, stands in the ledger
once and is answered alike; `holdfast verify` is clean after every kill; the first good answer comes in time.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter

import client
from client import Client
from databases import Postgres, Sqlite
from server import Server
from writers import Journal, Writers


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--server", required=True, help="the holdfast binary")
    options.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    options.add_argument("--victim", choices=("holdfast", "postgres"), default="holdfast")
    options.add_argument("--rounds", type=int, default=50)
    options.add_argument("--writers", type=int, default=16)
    options.add_argument("--limit", type=float, help="seconds to be back in: 2 for holdfast, 15 for postgres")
    options.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = options.parse_args()
    options.limit = options.limit or (2 if options.victim == "holdfast" else 15)
    if options.victim == "postgres":
        options.database = "postgres"
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        database = (Sqlite if options.database == "sqlite" else Postgres)(folder)
        database.start()
        try:
            with Server(options.server, database) as server:
                drill(options, database, server)
        finally:
            database.stop()


def drill(options, database, server):
    dice, journal, waits = random.Random(options.seed), Journal(), []
    account = client.prepare(server)
    server.start()
    browser = Client(server.port, account)
    server.first_good_answer(browser)
    with Writers(server.port, account, options.writers, journal):
        for round_ in range(options.rounds):
            time.sleep(dice.uniform(0.2, 1.2))
            waits.append(kill_server(server, browser) if options.victim == "holdfast" else kill_postgres(database, journal))
            promised = journal.promised()
            check_kept(database, promised, f"round {round_ + 1}")
            server.verified()
    say_again(browser, journal, dice)
    server.stop()
    check_kept(database, journal.promised(), "the end")
    # Every writer's last save was brought to an answer, so the ledger has what was promised and not one more.
    saved, promised = len(database.column(client.SAVED_SQL)), len(journal.acknowledged)
    if saved != promised:
        sys.exit(f"{promised} saves were acknowledged and {saved} stand in the ledger: a save sent again was made twice")
    verified = server.verified()
    for surprise in journal.broken:
        print(f"  {surprise}")
    slow = [wait for wait in waits if wait > options.limit]
    print(
        f"kill {options.victim} on {options.database}: rounds {options.rounds}, acknowledged {len(journal.acknowledged)}, lost 0, "
        f"sent again unanswered {len(journal.retried)}, twice in the ledger 0, back in {sorted(waits)[len(waits) // 2]:.2f} s "
        f"(longest {max(waits):.2f}, limit {options.limit:g}), {verified}; seed {options.seed}"
    )
    if journal.broken or slow:
        sys.exit(f"failed: {len(journal.broken)} surprises, {len(slow)} returns over {options.limit:g} s")
    if len(journal.acknowledged) < options.rounds or not journal.retried:
        sys.exit("this drill proved nothing: too few saves, or none of unknown fate")


def kill_server(server, browser):
    server.kill()
    server.start()
    return server.first_good_answer(browser)


def kill_postgres(database, journal):
    """Seconds from the kill to the next promise. What restarts a database server in life does it here at once."""
    database.kill()
    began = time.monotonic()
    database.start()
    while journal.last < began:
        if time.monotonic() - began > 60:
            raise SystemExit("no save was acknowledged within 60 s of the kill")
        time.sleep(0.01)
    return journal.last - began


def check_kept(database, promised, when):
    found = Counter(database.column(client.SAVED_SQL))
    missing = [request for request in promised if request not in found]
    twice = [request for request, count in found.items() if count > 1]
    if missing or twice:
        sys.exit(f"{when}: {len(missing)} acknowledged saves are not in the ledger {missing[:5]}, {len(twice)} stand there twice {twice[:5]}")


def say_again(browser, journal, dice):
    """Saves answered long ago, sent once more: the same answer."""
    for promised, save in dice.sample(sorted(journal.acknowledged.items()), min(100, len(journal.acknowledged))):
        answer = browser.post(save)
        if client.promise(answer) != promised:
            sys.exit(f"save {promised} sent again was answered {answer.status} {answer.location}")


if __name__ == "__main__":
    main()
