"""The one file that knows Holdfast's addresses, form fields and first set-up. When a route changes, change it here.

Environment: DRILL_SIGNIN_EMAIL, DRILL_PASSWORD (a local account that may save), DRILL_SAVE_PATH (a page whose first form
saves when it is posted back filled in).
"""

import base64
import hmac
import http.client
import os
import re
import threading
import time
import urllib.parse
from dataclasses import dataclass
from html.parser import HTMLParser

EMAIL = os.environ.get("DRILL_SIGNIN_EMAIL", "dana.drill@holdfast.example")
PASSWORD = os.environ.get("DRILL_PASSWORD", "rain on the long harbour wall")
SIGN_IN = "/sign-in"
SAVE = os.environ.get("DRILL_SAVE_PATH", "/drill")
# A page that is read from the record, for somebody signed in.
READ = os.environ.get("DRILL_READ_PATH", SAVE)
# The header by which an answer says which save it acknowledges.
ACK = "x-holdfast-ack"
# Every save in the ledger, by the id the header names it with.
REQUESTS_SQL = "SELECT request_id FROM entry"
# What a test build (cargo feature `drill`) reads to weaken SQLite for the control.
SYNCHRONOUS = "HOLDFAST_DRILL_SYNCHRONOUS"
# What a person types into the visible fields that are not free text.
WORDS = "Neighbour rang again, same worry as last week. {mark} " + "The children were seen playing outside. " * 20


def prepare(server):
    """Makes a new database with a team and one account that may save, and returns the account."""
    server.verb("user", "team", "Front door", "--front-door")
    printed = server.verb(
        "user", "add", EMAIL, "--name", "Dana Drill", "--role", "social_worker", "--team", "Front door",
        env={"HOLDFAST_PASSWORD": PASSWORD},
    )
    secret = re.search(r"[?&]secret=([A-Z2-7]+)", printed)
    return Account(EMAIL, PASSWORD, secret and secret.group(1))


class Account:
    """One person with many windows open: every Client of the account shares its session, since a code works once."""

    def __init__(self, email, password, secret):
        self.email, self.password, self.secret = email, password, secret
        self.cookies, self.lock, self.last_step = {}, threading.Lock(), 0

    def code(self):
        """The next one-time code that was not used yet (RFC 6238, 30 seconds, six digits)."""
        if not self.secret:
            return ""
        while (step := int(time.time()) // 30) <= self.last_step:
            time.sleep(0.2)
        self.last_step = step
        key = base64.b32decode(self.secret + "=" * (-len(self.secret) % 8))
        digest = hmac.new(key, step.to_bytes(8, "big"), "sha1").digest()
        start = digest[-1] & 15
        return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


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
    """A browser's part of it: one connection, the account's cookies, forms sent back with their hidden fields."""

    def __init__(self, port, account, timeout=30):
        self.port, self.account, self.timeout, self.connection = port, account, timeout, None

    def sign_in(self):
        """Signs the account in, unless another window has done so meanwhile."""
        account = self.account
        with account.lock:
            if account.cookies:
                return
            form = self.ask("GET", SIGN_IN).body
            typed = {"email": account.email, "password": account.password, "code": account.code()}
            answer = self.post_form(self.filled(SIGN_IN, form, typed))
            if answer.status not in (302, 303):
                account.cookies.clear()
                raise RuntimeError(f"signing in answered {answer.status}")

    def open_save(self, mark):
        """Opens the form as a worker would; the server's own request id comes in a hidden field."""
        answer = self.get(SAVE)
        if answer.status != 200:
            raise RuntimeError(f"the form answered {answer.status}")
        return self.filled(SAVE, answer.body, {}, WORDS.format(mark=mark))

    def read(self):
        return self.get(READ)

    def get(self, path):
        with_session = dict(self.account.cookies)
        return self.expect_signed_in(self.ask("GET", path), with_session)

    def post(self, save):
        with_session = dict(self.account.cookies)
        return self.expect_signed_in(self.post_form(save), with_session)

    def expect_signed_in(self, answer, with_session):
        if answer.status in (302, 303) and answer.headers.get("location", "").startswith(SIGN_IN):
            with self.account.lock:
                # Another window may have signed in again since this was asked.
                if self.account.cookies == with_session:
                    self.account.cookies.clear()
            raise SignedOut
        return answer

    def filled(self, page, html, typed, words=""):
        form = FirstForm()
        form.feed(html)
        if form.fields is None:
            raise RuntimeError(f"{page} has no form")
        fields = [(name, value if value is not None else typed.get(name, words)) for name, value in form.fields]
        return Save(urllib.parse.urljoin(page, form.action or page), urllib.parse.urlencode(fields))

    def post_form(self, save):
        return self.ask("POST", save.path, save.body)

    def ask(self, method, path, body=None):
        """One request. A kept connection that turns out closed is opened once more, as a browser does; any other failure
        of a connection is raised as OSError."""
        headers = {"cookie": "; ".join(f"{k}={v}" for k, v in self.account.cookies.copy().items()), "sec-fetch-site": "same-origin", "origin": f"http://127.0.0.1:{self.port}"}
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
            self.account.cookies[name.strip()] = value.strip()
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
