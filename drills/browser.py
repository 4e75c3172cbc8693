"""As much of a browser as a drill needs: one connection, cookies, and forms sent back with their hidden fields."""

import http.client
import re
import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Answer:
    status: int
    body: str
    location: str


class SignedOut(Exception):
    """The session is gone: sign in and ask again."""


class Unexpected(Exception):
    """Another answer than a person could go on from."""

    def __init__(self, what, answer):
        super().__init__(f"{what} was answered {answer.status}")
        self.answer = answer


@dataclass
class Sent:
    """One form filled in: sent as often as needed, always the same."""

    path: str
    body: str


@dataclass
class Form:
    """A form that posts: (name, value) of its fields, the value None where a person would type."""

    action: str
    fields: list = field(default_factory=list)

    def filled(self, typed=None, words=""):
        fields = [(name, value if value is not None else (typed or {}).get(name, words)) for name, value in self.fields]
        return Sent(self.action, urllib.parse.urlencode(fields))


class Browser:
    """`cookies` is shared by all windows of one person."""

    sign_in_page = "/sign-in"

    def __init__(self, port, cookies, timeout=30):
        self.port, self.cookies, self.timeout, self.connection = port, cookies, timeout, None

    def get(self, path):
        return self.signed_in(self.ask("GET", path))

    def post(self, sent):
        return self.signed_in(self.ask("POST", sent.path, sent.body))

    def forms(self, path):
        """The forms of a page, by where they are sent."""
        answer = self.get(path)
        if answer.status != 200:
            raise Unexpected(path, answer)
        return Forms.of(answer.body)

    def signed_in(self, answer):
        if answer.status == 303 and answer.location.startswith(self.sign_in_page):
            raise SignedOut
        return answer

    def ask(self, method, path, body=None):
        """One request. A kept connection that turns out closed is opened once more, as a browser does; any other failure
        of a connection is raised as OSError."""
        headers = {
            "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.copy().items()),
            "origin": f"http://127.0.0.1:{self.port}",
            "sec-fetch-site": "same-origin",
        }
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
            raise OSError(f"{method} {path}: {broken!r}") from broken
        for line in got.headers.get_all("set-cookie", []):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        return Answer(got.status, text, got.headers.get("location", ""))


class Forms(HTMLParser):
    """Reads a page for its forms. Of several buttons the first is pressed, as by the enter key."""

    def __init__(self):
        super().__init__()
        self.found, self.inside, self.pressed = {}, None, False

    @classmethod
    def of(cls, html):
        parser = cls()
        parser.feed(html)
        return parser.found

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, kind = attrs.get("name"), attrs.get("type") or "text"
        if tag == "form":
            self.inside = Form(attrs.get("action", "")) if (attrs.get("method") or "").lower() == "post" else None
            self.pressed = False
            if self.inside:
                self.found[self.inside.action] = self.inside
        elif self.inside is None or not name:
            return
        elif tag == "textarea" or (tag == "input" and kind in ("text", "email", "password", "tel")):
            self.inside.fields.append((name, None))
        elif tag == "input" and (kind == "hidden" or (kind in ("radio", "checkbox") and "checked" in attrs)):
            self.inside.fields.append((name, attrs.get("value", "")))
        elif tag == "button" and kind == "submit" and not self.pressed:
            self.pressed = True
            self.inside.fields.append((name, attrs.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = None


def id_after(prefix, location):
    """The UUID that follows `prefix` in an address, if it is one of those addresses."""
    found = re.match(re.escape(prefix) + r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b", location)
    return found and found.group(1)
