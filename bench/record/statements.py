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


def of_save(asked):
    """What the writer asks for a save, its row of the access log among it; that of the page before it stands in front and is left out."""
    mine = [s for s in asked if s["thread"] in ("saves", "looks")]
    entry = next(n for n, s in enumerate(mine) if s["name"] == "entry")
    before = [n for n, s in enumerate(mine[:entry]) if s["name"] in LOGGED]
    return [s for s in mine[max(before, default=-1) + 1 :] if not s["name"].startswith(RIGHTS)]


def keep(statements, file: Path):
    file.write_text("".join(json.dumps(s) + "\n" for s in statements))
    return file
