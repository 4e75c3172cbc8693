#!/usr/bin/env python3
"""Fills the disk under the server (SQLite), on a small disk of our own, and frees it again.

Checked: a save that cannot be kept is answered with a page that says so (503 or 507), never a broken connection or a bare
5xx; pages can still be read; nothing is half-written; the same save goes through when there is room; no promise is lost.
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
    with Server(binary, database) as server:
        account = client.prepare(server)
        server.start()
        browser = Client(server.port, account)
        server.first_good_answer(browser)
        for n in range(20):
            save_one(browser, f"before-{n}", journal)
        prepared = [browser.open_save(f"prepared-{n}") for n in range(10)]
        filler = fill(Path(folder) / "filler")
        refused = save_until_refused(browser, prepared, journal)
        reads = [browser.read().status for _ in range(20)]
        if any(status != 200 for status in reads):
            sys.exit(f"with the disk full, reading was answered {sorted(set(reads))}")
        check_kept(database, journal.promised(), "with the disk full")
        server.verified()
        filler.unlink()
        for save in refused:
            answer = browser.post(save)
            if not client.promise(answer):
                sys.exit(f"with room again, a refused save was answered {answer.status}")
            journal.keep(client.promise(answer), save, 2)
        for n in range(20):
            save_one(browser, f"after-{n}", journal)
        # Full once more, and killed there: the restart finds no room either.
        prepared = [browser.open_save(f"again-{n}") for n in range(10)]
        filler = fill(Path(folder) / "filler")
        save_until_refused(browser, prepared, journal)
        server.kill()
        filler.unlink()
        server.start()
        server.first_good_answer(browser)
        check_kept(database, journal.promised(), "after a kill with the disk full")
        verified = server.verified()
        server.stop()
    if journal.broken:
        sys.exit("\n".join(journal.broken))
    print(f"disk full on sqlite: acknowledged {len(journal.acknowledged)}, lost 0, refused and later kept {len(refused)}, reads while full {len(reads)}, {verified}")


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


def save_until_refused(browser, prepared, journal, at_most=2_000):
    """SQLite may still have room inside its files, so the first saves can succeed; then nothing more may be begun, and what
    was begun before is refused and left to be sent again."""
    for n in range(at_most):
        try:
            save_one(browser, f"full-{n}", journal)
        except Unexpected as refused:
            check_clear(refused.answer)
            break
    else:
        sys.exit(f"the disk is full and {at_most} saves were all kept: the drill does not reach it")
    left = []
    for save in prepared:
        answer = browser.post(save)
        if client.promise(answer):
            journal.keep(client.promise(answer), save, 1)
        else:
            check_clear(answer)
            left.append(save)
    if not left:
        sys.exit("with the disk full, every save that was begun before was kept: the drill does not reach it")
    return left


def check_clear(answer):
    if answer.status not in (503, 507) or "<h1" not in answer.body:
        sys.exit(f"with the disk full, a save was answered {answer.status} with {answer.body[:200]!r}")


if __name__ == "__main__":
    main()
