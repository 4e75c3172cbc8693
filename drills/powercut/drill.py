#!/usr/bin/env python3
"""Records the real server saving, then cuts its power at random points of the recording. Called by powercut.sh."""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import client
from client import Client
from databases import Sqlite
from replay import NAMES, Disk, load, replay
from server import Server
from writers import Journal, Writers


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--server", required=True, help="the holdfast binary")
    options.add_argument("--recorder", required=True, help="recorder.so")
    options.add_argument("--sync", choices=("FULL", "NORMAL"), default="FULL")
    options.add_argument("--cuts", type=int, default=1000)
    options.add_argument("--saves", type=int, default=400)
    options.add_argument("--writers", type=int, default=8)
    options.add_argument("--verify-every", type=int, default=1, help="run `holdfast verify` on every so many cuts")
    options.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        ops, base, after, seen = record(options, Path(folder))
        check_complete(ops, base, after)
        promised = {op.data.decode() for op in ops if op.kind == "A"}
        if not seen <= promised:
            sys.exit(f"{len(seen - promised)} of {len(seen)} acknowledgements reached a client unrecorded: the recorder is blind")
        kinds = Counter(op.kind for op in ops)
        print(f"recorded at synchronous={options.sync}: {kinds['W']} writes, {kinds['S']} syncs, {kinds['D']} folder syncs, {kinds['A']} acknowledgements")
        scratch = Path(folder) / "image"
        scratch.mkdir()
        verify = ["env", "-u", "HOLDFAST_DATABASE", f"HOLDFAST_DATA={scratch}", str(Path(options.server).resolve()), "verify"]
        outcome = replay(ops, base, scratch, options.cuts, options.seed, client.SAVED_SQL, verify, options.verify_every)
    print(f"power cut, synchronous={options.sync}: {outcome}; seed {options.seed}")
    if options.sync == "NORMAL":
        if not outcome.lossy:
            sys.exit("the control lost nothing: this drill cannot see a loss, so its other result means nothing")
    elif outcome.lossy or outcome.corrupt or outcome.refused:
        sys.exit("failed: a power cut broke a promise")


def record(options, folder):
    """The recording, the files before and after it, and the ids that clients saw acknowledged."""
    database, journal, log = Sqlite(folder), Journal(), folder / "ops.bin"
    weaker = {client.SYNCHRONOUS: options.sync}
    with Server(options.server, database, weaker) as server:
        account = client.prepare(server)
        base = files(database.file)
        server.start({"LD_PRELOAD": str(Path(options.recorder).resolve()), "RECORD_TO": str(log), "RECORD_DB": str(database.file), "RECORD_MARK": f"location: {client.CONTACTS}"})
        server.first_good_answer(Client(server.port, account))
        with Writers(server.port, account, options.writers, journal, until=options.saves) as writers:
            for thread in writers.threads:
                thread.join(300)
        # The recording ends as it would in a cut: an orderly end would sync what a cut does not. But nothing is under way,
        # or a write might be made and not yet recorded.
        size = -1
        while size != (size := log.stat().st_size):
            time.sleep(0.3)
        server.kill()
    if journal.broken:
        sys.exit("\n".join(journal.broken))
    return load(log), base, files(database.file), set(journal.acknowledged)


def files(db):
    return {name: path.read_bytes() for name in NAMES if (path := Path(f"{db}{name}")).exists()}


def check_complete(ops, base, after):
    disk = Disk(base)
    for index, op in enumerate(ops):
        if op.kind != "A":
            disk.take(index, op)
    differs = [name or "the database" for name in NAMES if bytes(disk.now().get(name, b"")) != after.get(name, b"")]
    if differs:
        sys.exit(f"replayed whole, {' and '.join(differs)} differ from the server's own files: the recorder missed a write")


if __name__ == "__main__":
    main()
