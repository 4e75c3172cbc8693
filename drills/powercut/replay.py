"""Cuts the power at random points of a recording and counts what was lost.

The model: what was synced stays. Of what was not, each write is kept whole, dropped, or torn at a 512-byte sector or a
4,096-byte page, in any mixture; a new length likewise; names created and unlinked since the folder was last synced
stay up to a random point, as a journalled file system keeps its metadata in order. Unwritten space reads as zeros. A
write never harms bytes beside it (SQLite's "powersafe overwrite", which it assumes by default).
"""

import random
import sqlite3
import struct
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from databases import as_text

NAMES = ("", "-wal", "-journal")
DB = 0


@dataclass
class Op:
    kind: str
    file: int
    at: int
    data: bytes


def load(path):
    """The recording as a list of Op. A record cut short by the end of the server is the last thing it did: left out."""
    raw, ops, i = Path(path).read_bytes(), [], 0
    while i + 24 <= len(raw):
        kind, file, at, length = struct.unpack_from("<cB6xQQ", raw, i)
        data = raw[i + 24 : i + 24 + length]
        if len(data) < length:
            break
        ops.append(Op(kind.decode(), file, at, data))
        i += 24 + length
    for op in ops:
        if op.kind == "X":
            raise SystemExit(f"this recording cannot be replayed: {op.data.decode()}")
    return ops


@dataclass
class Contents:
    """One file behind a name: the bytes sure to survive, and (index, op) of all that came after the last sync."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list = field(default_factory=list)

    def sync(self, before):
        later = []
        for index, op in self.pending:
            if index < before:
                apply(self.durable, op)
            else:
                later.append((index, op))
        self.pending = later

    def after_cut(self, dice, keep):
        image = bytearray(self.durable)
        for _, op in self.pending:
            if dice.random() >= keep:
                continue
            if op.kind == "W" and dice.random() < 0.3:
                tear(image, op, dice)
            else:
                apply(image, op)
        return image


def apply(image, op):
    if op.kind == "T":
        del image[op.at :]
    extend(image, op.at)
    image[op.at : op.at + len(op.data)] = op.data


def extend(image, size):
    if len(image) < size:
        image.extend(bytes(size - len(image)))


def tear(image, op, dice):
    """Part of one write: its first pages, or any mixture of its sectors."""
    unit = dice.choice((512, 4096))
    end = op.at + len(op.data)
    edges = [op.at, *range((op.at // unit + 1) * unit, end, unit), end]
    pieces = list(zip(edges, edges[1:]))
    if dice.random() < 0.5:
        pieces = pieces[: dice.randrange(len(pieces))]
    else:
        pieces = [piece for piece in pieces if dice.random() < 0.5]
    for start, stop in pieces:
        extend(image, start)
        image[start:stop] = op.data[start - op.at : stop - op.at]


class Disk:
    """The files of one database as the recording goes on."""

    def __init__(self, base):
        """`base` has the files as they durably stood before the recording, by ending."""
        self.live = {file: Contents(bytearray(base[name])) for file, name in enumerate(NAMES) if name in base}
        self.durable_names = dict(self.live)
        self.pending_names = []

    def take(self, index, op):
        if op.kind in "WT":
            contents = self.live.get(op.file)
            if contents is None:
                raise SystemExit(f"record {index} writes to {NAMES[op.file] or 'the database'}, which was never created")
            contents.pending.append((index, op))
        elif op.kind == "S" and op.file in self.live:
            self.live[op.file].sync(op.at)
        elif op.kind == "C":
            self.live[op.file] = Contents()
            self.pending_names.append((index, op.file, self.live[op.file]))
        elif op.kind == "U":
            self.live.pop(op.file, None)
            self.pending_names.append((index, op.file, None))
        elif op.kind == "D":
            while self.pending_names and self.pending_names[0][0] < op.at:
                rename(self.durable_names, self.pending_names.pop(0))

    def now(self):
        """The files as a running system sees them: every write kept. Equal to the real files, or a write was missed."""
        image = {}
        for file, contents in self.live.items():
            image[NAMES[file]] = bytearray(contents.durable)
            for _, op in contents.pending:
                apply(image[NAMES[file]], op)
        return image

    def cut(self, dice):
        """What is found when the power is back: bytes by ending. Some cuts keep nothing unsynced, some nearly all."""
        keep = dice.choice((0, 0.1, 0.5, 0.9, 1))
        names = dict(self.durable_names)
        for change in self.pending_names[: dice.randint(0, len(self.pending_names))]:
            rename(names, change)
        return {NAMES[file]: contents.after_cut(dice, keep) for file, contents in names.items()}


def rename(names, change):
    _, file, contents = change
    if contents is None:
        names.pop(file, None)
    else:
        names[file] = contents


@dataclass
class Outcome:
    cuts: int = 0
    lossy: int = 0
    lost: int = 0
    corrupt: int = 0
    refused: int = 0
    verified: int = 0
    promised: int = 0
    words: Counter = field(default_factory=Counter)

    def __str__(self):
        line = (
            f"cuts {self.cuts}, promises checked {self.promised}, cuts losing an acknowledged save {self.lossy} "
            f"(saves lost {self.lost}), corrupt {self.corrupt}, verified {self.verified}, refused by verify {self.refused}"
        )
        return "\n".join([line, *(f"  {count} x {words}" for words, count in self.words.most_common(5))])


def replay(ops, base, scratch, cuts, seed, saved_sql, verify=None, verify_every=1):
    """Cuts `cuts` times. `verify` is a command run on every `verify_every`th image, in a fresh folder it is given."""
    dice = random.Random(seed)
    acks = [index for index, op in enumerate(ops) if op.kind == "A"]
    if not acks:
        raise SystemExit("the recording has no acknowledgement: is the answer what the recorder looks for?")
    # Half the cuts fall just after a promise was made, when most of it may still be in flight.
    points = sorted(dice.choice(acks) + 1 if n % 2 else dice.randint(acks[0] + 1, len(ops)) for n in range(cuts))
    disk, promised, done, outcome = Disk(base), set(), 0, Outcome()
    for n, point in enumerate(points):
        for index in range(done, point):
            if ops[index].kind == "A":
                promised.add(ops[index].data.decode())
            else:
                disk.take(index, ops[index])
        done = point
        judge(disk.cut(dice), promised, scratch, saved_sql, verify if n % verify_every == 0 else None, outcome)
    return outcome


def judge(image, promised, scratch, saved_sql, verify, outcome):
    outcome.cuts += 1
    outcome.promised += len(promised)
    db = Path(scratch) / "holdfast.db"
    for old in db.parent.glob("holdfast.db*"):
        old.unlink()
    for name, contents in image.items():
        Path(f"{db}{name}").write_bytes(contents)
    if verify:
        # The real binary opens the torn files first, so the recovery that is tried is the one that ships.
        ran = subprocess.run(verify, cwd=scratch, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        outcome.verified += 1
        if ran.returncode:
            outcome.refused += 1
            outcome.words[f"verify: {ran.stdout.strip()[-200:]}"] += 1
    try:
        connection = sqlite3.connect(db, isolation_level=None)
        try:
            health = connection.execute("PRAGMA integrity_check").fetchone()[0]
            found = Counter(as_text(row[0]) for row in connection.execute(saved_sql))
        finally:
            connection.close()
    except sqlite3.OperationalError as gone:
        # A cut that takes the table itself has taken every promise with it, yet the file is sound.
        if "no such table" not in str(gone):
            raise
        health, found = "ok", Counter()
        outcome.words[str(gone)] += 1
    except sqlite3.DatabaseError as broken:
        outcome.corrupt += 1
        outcome.words[str(broken)] += 1
        return
    if health != "ok" or any(count > 1 for count in found.values()):
        outcome.corrupt += 1
        outcome.words[health if health != "ok" else "a save stands in the ledger twice"] += 1
    missing = promised - found.keys()
    outcome.lossy += bool(missing)
    outcome.lost += len(missing)
