"""The one file that knows Holdfast's addresses, form fields and first set-up. When a route changes, change it here.

Environment: DRILL_SIGNIN_EMAIL, DRILL_PASSWORD (a local account that may save), DRILL_SAVE_PATH (a page whose first form
saves when it is posted back filled in).
"""

import http.client
import os
import urllib.parse
from dataclasses import dataclass
from html.parser import HTMLParser

EMAIL = os.environ.get("DRILL_SIGNIN_EMAIL", "drill@holdfast.example")
PASSWORD = os.environ.get("DRILL_PASSWORD", "a long enough drill password")
SIGN_IN = "/sign-in"
SAVE = os.environ.get("DRILL_SAVE_PATH", "/drill")
READ = os.environ.get("DRILL_READ_PATH", "/")
# The header by which an answer says which save it acknowledges.
ACK = "x-holdfast-ack"
# Every save in the ledger, by the id the header names it with.
REQUESTS_SQL = "SELECT request_id FROM entry WHERE request_id IS NOT NULL"
# The environment variable of a test build that weakens SQLite for the control.
SYNCHRONOUS = "HOLDFAST_TEST_SYNCHRONOUS"
# What is typed into each visible field, by its name; `{mark}` differs from save to save.
TYPED = {"email": EMAIL, "username": EMAIL, "password": PASSWORD}
WORDS = "Neighbour rang again, same worry as last week. {mark} " + "The children were seen playing outside. " * 20


def prepare(server):
    """Makes a new database with one account that may save."""
    server.verb("user", "add", EMAIL, "--role", "social-worker", stdin=PASSWORD + "\n")


@dataclass
class Save:
    """One save as it will be sent, as often as needed, until it is answered."""

    path: str
    body: str


@dataclass
class Answer:
    status: int
    acknowledged: str | None
    body: str
    headers: dict


class SignedOut(Exception):
    """The session is gone: sign in and ask again."""


class Client:
    """A browser's part of it: one connection, cookies kept, forms sent back with their hidden fields."""

    def __init__(self, port, timeout=30):
        self.port, self.timeout, self.cookies, self.connection = port, timeout, {}, None

    def sign_in(self):
        answer = self.submit(SIGN_IN, self.filled(SIGN_IN, self.ask("GET", SIGN_IN).body, ""))
        if answer.status not in (302, 303):
            raise RuntimeError(f"signing in answered {answer.status}")

    def open_save(self, mark):
        """Opens the form as a worker would; the server's own request id comes in a hidden field."""
        answer = self.ask("GET", SAVE)
        self.expect_signed_in(answer)
        if answer.status != 200:
            raise RuntimeError(f"the form answered {answer.status}")
        return self.filled(SAVE, answer.body, mark)

    def post(self, save):
        answer = self.submit(save.path, save)
        self.expect_signed_in(answer)
        return answer

    def read(self):
        answer = self.ask("GET", READ)
        self.expect_signed_in(answer)
        return answer

    def expect_signed_in(self, answer):
        if answer.status in (302, 303) and answer.headers.get("location", "").startswith(SIGN_IN):
            raise SignedOut

    def filled(self, page, html, mark):
        form = FirstForm()
        form.feed(html)
        if form.fields is None:
            raise RuntimeError(f"{page} has no form")
        fields = [(name, value if value is not None else TYPED.get(name, WORDS.format(mark=mark))) for name, value in form.fields]
        return Save(urllib.parse.urljoin(page, form.action or page), urllib.parse.urlencode(fields))

    def submit(self, path, save):
        return self.ask("POST", path, save.body)

    def ask(self, method, path, body=None):
        """One request. A kept connection that turns out closed is opened once more, as a browser does; any other failure
        of a connection is raised as OSError."""
        headers = {"cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "sec-fetch-site": "same-origin", "origin": f"http://127.0.0.1:{self.port}"}
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        kept = self.connection is not None
        try:
            if not kept:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            self.connection.request(method, path, body, headers)
            got = self.connection.getresponse()
            text = got.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as broken:
            self.connection.close()
            self.connection = None
            if kept:
                return self.ask(method, path, body)
            raise OSError(str(broken)) from broken
        for line in got.headers.get_all("set-cookie", []):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return Answer(got.status, got.headers.get(ACK), text, {k.lower(): v for k, v in got.headers.items()})


class FirstForm(HTMLParser):
    """The first form that posts: its action, and (name, value) of its fields, None for what a person would type."""

    def __init__(self):
        super().__init__()
        self.action, self.fields, self.inside = None, None, False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form" and self.fields is None and attrs.get("method", "get").lower() == "post":
            self.action, self.fields, self.inside = attrs.get("action"), [], True
        elif self.inside and attrs.get("name"):
            kind = attrs.get("type", "text")
            if tag == "textarea" or (tag == "input" and kind in ("text", "email", "password")):
                self.fields.append((attrs["name"], None))
            elif tag == "input" and (kind == "hidden" or (kind in ("radio", "checkbox") and "checked" in attrs)):
                self.fields.append((attrs["name"], attrs.get("value", "")))
            elif tag == "button":
                self.fields.append((attrs["name"], attrs.get("value", "")))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "form"
