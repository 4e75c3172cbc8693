#!/usr/bin/env python3
"""Fills the disk under the server (SQLite), on a small disk of our own, and frees it again.

Checked: a save that cannot be kept is answered with a page that says so (503 or 507), never a broken connection or a bare
5xx; a record can still be read, and each look is in the access log, in the room that the server keeps for it; immediate danger
is still taken; nothing is half-written. With that room gone too, a record is not shown, and says so. The same save goes
through when there is room; no promise is lost.
"""

import argparse
import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import client
from browser import Unexpected
from client import Client
from databases import Sqlite
from kill import check_kept
from server import Server
from writers import Journal

SIZE_MB = 48
ROOM_MB = 8


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--server", required=True, help="the holdfast binary")
    options.add_argument("--inside", help=argparse.SUPPRESS)
    options = options.parse_args()
    if options.inside:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", options.inside], check=True)
        drill(options.server, options.inside)
        return
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        # A mount namespace of our own: the small disk is gone when its last process is, whatever happens.
        namespace = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
        ran = subprocess.run([*namespace, sys.executable, __file__, "--server", options.server, "--inside", folder])
        sys.exit(ran.returncode)


def drill(binary, folder):
    database, journal = Sqlite(folder), Journal()
    with Server(binary, database, {"HOLDFAST_ROOM_MB": str(ROOM_MB)}) as server:
        account = client.prepare(server)
        server.start()
        browser = Client(server.port, account)
        server.first_good_answer(browser)
        for n in range(20):
            save_one(browser, f"before-{n}", journal)
        contact = next(iter(journal.promised()))
        # One to see that immediate danger is taken while the disk is full, the others for when nothing is left at all.
        danger, *prepared = [browser.open_save(f"prepared-{n}") for n in range(11)]
        filler = fill(Path(folder) / "filler")
        save_until_refused(browser, journal)
        looks = looks_in_log(database)
        reads = [browser.look(contact) for _ in range(2_000)]
        if any(answer.status != 200 or "no room left to write" not in answer.body for answer in reads):
            sys.exit(f"with the disk full, reading a record was answered {sorted({a.status for a in reads})}")
        logged = looks_in_log(database) - looks
        if logged < len(reads):
            sys.exit(f"with the disk full, {len(reads)} looks at a record are {logged} rows of the log")
        somebody = client.Account(account.secret)
        somebody.last_step = account.last_step
        Client(server.port, somebody).sign_in()
        answer = browser.post(danger)
        if not client.promise(answer):
            sys.exit(f"with the disk full, immediate danger was answered {answer.status}")
        journal.keep(client.promise(answer), danger, 1)
        check_kept(database, journal.promised(), "with the disk full")
        server.verified()
        # Something else takes the room that was kept, too.
        rest = fill(Path(folder) / "rest")
        used_up = until_not_shown(browser, contact)
        refused = refused_of(browser, prepared, journal)
        check_kept(database, journal.promised(), "with nothing left at all")
        server.verified()
        rest.unlink()
        filler.unlink()
        for save in refused:
            answer = browser.post(save)
            if not client.promise(answer):
                sys.exit(f"with room again, a refused save was answered {answer.status}")
            journal.keep(client.promise(answer), save, 2)
        for n in range(20):
            save_one(browser, f"after-{n}", journal)
        if "no room left to write" in browser.look(contact).body:
            sys.exit("with room again, the page still says that there is none")
        # Full once more, and killed there: the restart finds no room either.
        filler = fill(Path(folder) / "filler")
        save_until_refused(browser, journal)
        server.kill()
        server.start()
        server.first_good_answer(browser)
        if browser.look(contact).status != 200:
            sys.exit("started with the disk full, the server shows no record")
        try:
            save_one(browser, "started-full", journal)
            sys.exit("started with the disk full, the server takes saves into the room that is kept for looking")
        except Unexpected as full:
            check_clear(full.answer)
        server.kill()
        filler.unlink()
        server.start()
        server.first_good_answer(browser)
        save_one(browser, "at last", journal)
        check_kept(database, journal.promised(), "after a kill with the disk full")
        verified = server.verified()
        server.stop()
    if journal.broken:
        sys.exit("\n".join(journal.broken))
    print(
        f"disk full on sqlite: acknowledged {len(journal.acknowledged)}, lost 0, refused and later kept {len(refused)}, "
        f"records read while full {len(reads)}, rows of the log {logged}, the room gone after {used_up} more, {verified}"
    )


def looks_in_log(database):
    return int(database.column("SELECT count(*) FROM access_log WHERE action = 'read_contact' AND outcome = 'shown'")[0])


def until_not_shown(browser, contact, at_most=2_000):
    """SQLite may have room inside its files; when that is used up, a look that cannot be logged shows nothing."""
    for n in range(at_most):
        answer = browser.look(contact)
        if answer.status != 200:
            check_clear(answer)
            if "seen playing outside" in answer.body:
                sys.exit("a record was shown of which the log has no row")
            return n
    sys.exit(f"nothing is left of the disk and {at_most} looks were logged: the drill does not reach it")


def save_one(browser, mark, journal):
    save = browser.open_save(mark)
    answer = browser.post(save)
    if not client.promise(answer):
        raise Unexpected(f"save {mark}", answer)
    journal.keep(client.promise(answer), save, 1)


def fill(path):
    """Takes every free byte, and then every byte that is too few for a block."""
    with open(path, "wb", buffering=0) as filler:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    filler.write(bytes(size))
            except OSError as full:
                if full.errno != errno.ENOSPC:
                    raise
    return path


def save_until_refused(browser, journal, at_most=2_000):
    """SQLite may still have room inside its files, so the first saves can succeed; then nothing more may be begun."""
    for n in range(at_most):
        try:
            save_one(browser, f"full-{n}", journal)
        except Unexpected as refused:
            return check_clear(refused.answer)
    sys.exit(f"the disk is full and {at_most} saves were all kept: the drill does not reach it")


def refused_of(browser, prepared, journal):
    """What was begun before, and is refused and left to be sent again."""
    left = []
    for save in prepared:
        answer = browser.post(save)
        if client.promise(answer):
            journal.keep(client.promise(answer), save, 1)
        else:
            check_clear(answer)
            left.append(save)
    if not left:
        sys.exit("with nothing left of the disk, every save that was begun before was kept: the drill does not reach it")
    return left


def check_clear(answer):
    if answer.status not in (503, 507) or "<h1" not in answer.body:
        sys.exit(f"with the disk full, a save was answered {answer.status} with {answer.body[:200]!r}")


if __name__ == "__main__":
    main()
