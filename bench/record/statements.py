"""Which statements a page or a save asks, written down by a build with debug assertions."""

import json
from pathlib import Path

from machine import server

# Rights, the session and the access log are what the floor goes without.
RIGHTS = ("store::standing::", "store::accounts::", "store::break_glass::", "store::staff::", "store::settings::")
LOG = ("store::access::",)
LOGGED = ("access_log", "access_subject")


def recording(engine, use):
    """Runs `use(host, since)` beside a server that writes down what it asks; `since()` gives what was asked since the last time."""
    file = engine.folder / "asked.ndjson"
    with server([engine.recording, "demo"], {**engine.env, "HOLDFAST_DRILL_STATEMENTS": str(file)}) as host:
        read = 0

        def since():
            nonlocal read
            asked = file.read_bytes()[read:]
            read += len(asked)
            return [json.loads(line) for line in asked.splitlines()]

        return use(host, since)


def of_page(asked):
    """What a page reads: without who asks, whether they may, and the row of the access log."""
    mine = [s for s in asked if (s["thread"] or "").startswith("read-")]
    return [s for s in mine if not s["name"].startswith(RIGHTS + LOG)]


def of_saves(asked):
    """What the writer asks for each of some saves that came one after another. Each ends with its row of the access log; what ends so without an
    entry was a page."""
    saves, one = [], []
    for statement in (s for s in asked if s["thread"] in ("saves", "looks")):
        if one and one[-1]["name"] in LOGGED and statement["name"] not in LOGGED:
            saves.append(one)
            one = []
        one.append(statement)
    saves.append(one)
    saves = [s for s in saves if any(statement["name"] == "entry" for statement in s)]
    return [[statement for statement in s if not statement["name"].startswith(RIGHTS)] for s in saves]


def keep(lines, file: Path):
    """A line for each: a statement of a page, or all statements of a save."""
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return file
