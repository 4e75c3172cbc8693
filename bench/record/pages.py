"""Pages by 32 readers, beside a page that reads nothing and beside the same statements alone."""

import re
import statistics
import subprocess

import statements
from machine import Browser, heading, load, row, server

CHILDREN = 1000
WORKER = "jo.whitlock@marlshire.example"
READERS = 32


def addresses(browser):
    """A child's page, a search for a misspelt name, and what is due."""
    hits = browser.post("/find", browser.get("/children"), q="maya brennan-osei")
    child = re.search(r'href="(/people/[0-9a-f-]+)"', hits).group(1)
    search = browser.form(browser.get("/children"), q="maia brenan osei")
    return [("a child's page", child, None), ("a search", "/find", search), ("what is due", "/due", None)]


def record(engine):
    """For each page, its statements in a file, how many there are, and how long the page is."""

    def use(host, since):
        browser = Browser(host, WORKER)
        kept = {}
        for name, address, body in addresses(browser):
            ask = (lambda: browser.get(address)) if body is None else (lambda: browser.send(address, body))
            ask()
            since()
            length = len(ask().encode())
            # What is written down is what is asked when nothing is kept: the floor reads everything from the database.
            asked = statements.of_page(since())
            file = statements.keep(asked, engine.folder / f"{name.replace(' ', '-')}.ndjson")
            kept[name] = (file, len(asked), length)
        return kept

    return statements.recording(engine, use)


def measure(engine, seconds, rounds):
    kept = record(engine)
    children = subprocess.run([engine.floor, "children", engine.place, "--many", str(CHILDREN)], check=True, capture_output=True, text=True)
    children = [f"/people/{child}" for child in children.stdout.split()]
    heading(
        f"{engine.name}: page, {READERS} readers",
        "a second", "50 % ms", "99 % ms", "statements", "KB", "of the same statements alone", "of a page that reads nothing",
    )
    with server([engine.holdfast, "demo"], engine.env) as host:
        browser = Browser(host, WORKER)
        pages = [(f"{len(children)} children's pages in turn", children, None), *((n, [a], b) for n, a, b in addresses(browser))]
        for name, asked, body in pages:
            file, many, length = kept.get(name) or kept["a child's page"]
            floor = [engine.floor, "floor", engine.place, "--page", str(file), "--bytes", str(length)]
            with server(floor, engine.env) as bare:
                ask = {
                    "page": lambda: load(host, asked, seconds, READERS, browser.cookie(), body),
                    "floor": lambda: load(bare, ["/read"], seconds, READERS),
                    "nothing": lambda: load(host, ["/health/live"], max(2, seconds // 4), READERS),
                }
                for one in ask.values():
                    one()
                taken = [{what: one() for what, one in ask.items()} for _ in range(rounds)]
            middle = lambda of: statistics.median(of(t) for t in taken)
            row(
                name,
                f"{middle(lambda t: t['page'][0]):.0f}",
                f"{middle(lambda t: t['page'][1]):.1f}",
                f"{middle(lambda t: t['page'][2]):.1f}",
                many,
                f"{length / 1000:.0f}",
                f"{middle(lambda t: t['page'][0] / t['floor'][0]):.2f}",
                f"{middle(lambda t: t['page'][0] / t['nothing'][0]):.3f}",
            )
