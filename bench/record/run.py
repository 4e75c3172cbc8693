#!/usr/bin/env python3
"""Times the released binary on a made-up authority: making it, rebuilding its lists, verifying it, and reading it by many at once.

    bench/record/run.py HOLDFAST [--people 120000] [--seconds 10] [--census FILE.xml]

Prints a table in Markdown: wall and CPU seconds, most memory, and for pages the requests in a second beside those of a page that
reads nothing (the floor), in the same run. PostgreSQL is measured where HOLDFAST_DATABASE says so.
"""

import argparse
import http.cookiejar
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

PASSWORD = "every child matters here"
WORKER = "jo.whitlock@marlshire.example"


def timed(command, env):
    """Runs a command to its end: its output, wall seconds, CPU seconds, and the most memory in MiB."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, env=env, stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
        out.seek(0)
        said = out.read()
    if status:
        sys.exit(f"{' '.join(command)} ended with {status}:\n{said}")
    return said, time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(*cells):
    print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)


class Browser:
    def __init__(self, url):
        self.url = url
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, address):
        return self.opener.open(self.url + address).read().decode()

    def post(self, address, page, **fields):
        token = re.search(r'name="csrf" value="([^"]*)"', page)
        fields["csrf"] = token.group(1) if token else ""
        request = urllib.request.Request(self.url + address, urllib.parse.urlencode(fields).encode())
        request.add_header("Origin", self.url)
        return self.opener.open(request).read().decode()

    def cookie(self):
        return "; ".join(f"{c.name}={c.value}" for c in self.jar)


def load(url, cookie, seconds, clients):
    """Requests in a second, and the 50th and 99th percentile of the wait in milliseconds, as wrk counts them."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"{url} answered something else than a page:\n{said}")
    of = lambda name: re.search(rf"{name}\s+([\d.]+)(us|ms|s)", said).groups()
    scale = {"us": 0.001, "ms": 1, "s": 1000}
    wait = lambda name: float(of(name)[0]) * scale[of(name)[1]]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)), wait("50%"), wait("99%")


def cpu_of(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def commands(holdfast, env, people, census):
    row("What", "wall s", "CPU s", "memory MiB", "how much")
    row("---", "---:", "---:", "---:", "---")
    _, wall, cpu, memory = timed([holdfast, "demo", "--only-make", "--people", str(people)], env)
    said, *_ = timed([holdfast, "verify"], env)
    entries = re.search(r"entries (\d+)", said).group(1)
    row("made-up authority", f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", f"{people} people, {entries} entries")
    said, wall, cpu, memory = timed([holdfast, "rebuild"], env)
    facts = int(re.search(r"from (\d+) facts", said).group(1))
    row("rebuild", f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", f"{facts} facts, {facts / wall:.0f} a second")
    _, wall, cpu, memory = timed([holdfast, "verify"], env)
    row("verify", f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", f"{entries} entries")
    if census:
        empty = tempfile.mkdtemp(prefix="holdfast-bench-census-")
        try:
            _, wall, cpu, memory = timed([holdfast, "import", "cin", census], {**env, "HOLDFAST_DATA": empty})
            size = os.path.getsize(census) / 1e6
            row("import cin, into an empty record", f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.0f}", f"{size:.0f} MB of XML")
        finally:
            shutil.rmtree(empty)


def pages(holdfast, env, seconds):
    server = subprocess.Popen([holdfast, "demo"], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for line in server.stdout:
            found = re.search(r"listening on (http://\S+)", line)
            if found:
                break
        else:
            sys.exit("the server did not start")
        browser = Browser(found.group(1))
        browser.post("/sign-in", browser.get("/sign-in"), email=WORKER, password=PASSWORD)
        hits = browser.post("/find", browser.get("/children"), q="maya brennan-osei")
        child = re.search(r'href="(/people/[0-9a-f-]+)"', hits).group(1)
        print()
        row("Page, 32 readers", "a second", "of the floor", "50 % ms", "99 % ms", "server CPU ms each")
        row("---", "---:", "---:", "---:", "---:", "---:")
        floor = None
        for name, address in [("a page that reads nothing", "/health/live"), ("a child's page", child), ("what is due", "/due")]:
            load(browser.url + address, browser.cookie(), 2, 32)
            before = cpu_of(server.pid)
            rate, half, most = load(browser.url + address, browser.cookie(), seconds, 32)
            each = (cpu_of(server.pid) - before) / (rate * seconds) * 1000
            floor = floor or rate
            row(name, f"{rate:.0f}", f"{rate / floor:.3f}", f"{half:.1f}", f"{most:.1f}", f"{each:.2f}")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("holdfast")
    options.add_argument("--people", type=int, default=120_000)
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--census", help="a Children in Need census to import")
    given = options.parse_args()
    data = tempfile.mkdtemp(prefix="holdfast-bench-")
    env = {**os.environ, "HOLDFAST_DATA": data, "HOLDFAST_ADDR": "127.0.0.1:0"}
    try:
        commands(given.holdfast, env, given.people, given.census)
        pages(given.holdfast, env, given.seconds)
    finally:
        shutil.rmtree(data)


if __name__ == "__main__":
    main()
