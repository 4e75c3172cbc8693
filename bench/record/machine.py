"""Running a command and counting what it took; a browser's sign-in; a load by wrk."""

import contextlib
import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

PASSWORD = "every child matters here"


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


@contextlib.contextmanager
def server(command, env):
    """Starts a server that prints `listening on http://…`; its address, as host and port. Stops it at the end."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            found = re.search(r"listening on http://(\S+)", line)
            if found:
                yield found.group(1)
                return
        sys.exit(f"{' '.join(command)} did not start:\n{''.join(said)}")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def row(*cells):
    print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)


def heading(*cells):
    print()
    row(*cells)
    row(*["---"] + ["---:"] * (len(cells) - 1))


class Browser:
    """Somebody who is signed in."""

    def __init__(self, host, email):
        self.host = host
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.post("/sign-in", self.get("/sign-in"), email=email, password=PASSWORD)

    def get(self, address):
        return self.opener.open(f"http://{self.host}{address}").read().decode()

    def form(self, page, **fields):
        token = re.search(r'name="csrf" value="([^"]*)"', page)
        fields["csrf"] = token.group(1) if token else ""
        return urllib.parse.urlencode(fields)

    def post(self, address, page, **fields):
        return self.send(address, self.form(page, **fields))

    def send(self, address, body):
        request = urllib.request.Request(f"http://{self.host}{address}", body.encode())
        request.add_header("Origin", f"http://{self.host}")
        return self.opener.open(request).read().decode()

    def cookie(self):
        return "; ".join(f"{c.name}={c.value}" for c in self.jar)


def load(host, addresses, seconds, clients, cookie="", body=None):
    """Requests in a second, and the 50th and 99th percentile of the wait in milliseconds, as wrk counts them. The addresses are asked for in turn."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "-H", f"Cookie: {cookie}"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if body is not None:
            script.write(f'wrk.method = "POST"\nwrk.body = "{body}"\nwrk.headers["Origin"] = "http://{host}"\n')
            script.write('wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n')
        asked = ", ".join(f'"{address}"' for address in addresses)
        script.write(f"local addresses, n = {{{asked}}}, 0\n")
        script.write("function request() n = n % #addresses + 1 return wrk.format(nil, addresses[n]) end\n")
        script.flush()
        command += ["-s", script.name]
        said = subprocess.run([*command, f"http://{host}"], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"{addresses[0]} answered something else than a page:\n{said}")
    scale = {"us": 0.001, "ms": 1, "s": 1000}

    def wait(name):
        number, unit = re.search(rf"{name}\s+([\d.]+)(us|ms|s)", said).groups()
        return float(number) * scale[unit]

    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)), wait("50%"), wait("99%")
