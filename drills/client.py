"""The one file that knows Holdfast's addresses, forms and first set-up. When a route changes, change it here.

A drill's save is a contact handed over by "someone is in immediate danger": no field may stand in its way, and it writes an
entry, its facts, its projections and an alarm. The worry is written down in the draft before, so that there are words to lose.
"""

import base64
import hmac
import re
import threading
import time

from browser import Browser, Form, SignedOut, Unexpected, id_after

EMAIL, PASSWORD = "dana.drill@holdfast.example", "rain on the long harbour wall"
SIGN_IN, START, SECTION = "/sign-in", "/forms/contact", "worry"
# A page that is read from the record, for somebody signed in.
READ = "/children"
# The answer to a save sends the browser to the contact that was made: that is the promise, and the contact's id its name.
CONTACTS = "/contacts/"
# Every save that is in the ledger, by that id.
SAVED_SQL = "SELECT subject FROM fact WHERE kind = 'danger_declared'"
# What a debug build reads to weaken SQLite for the control.
SYNCHRONOUS = "HOLDFAST_DRILL_SYNCHRONOUS"
WORDS = "Neighbour rang again, same worry as last week. {mark} " + "The children were seen playing outside. " * 20


def prepare(server):
    """Makes a new database with a team and one account that may save, and returns the account."""
    server.verb("user", "team", "Front door", "--front-door")
    add = ("user", "add", EMAIL, "--name", "Dana Drill", "--role", "social_worker", "--team", "Front door")
    printed = server.verb(*add, env={"HOLDFAST_PASSWORD": PASSWORD})
    return Account(re.search(r"[?&]secret=([A-Z2-7]+)", printed).group(1))


class Account:
    """One person with many windows open: all share one session, since a one-time code works once."""

    def __init__(self, secret):
        self.secret, self.cookies, self.lock, self.last_step = secret, {}, threading.Lock(), 0

    def code(self):
        """The next one-time code that was not used yet (RFC 6238, SHA-1, 30 seconds, six digits)."""
        while (step := int(time.time()) // 30) <= self.last_step:
            time.sleep(0.2)
        self.last_step = step
        key = base64.b32decode(self.secret + "=" * (-len(self.secret) % 8))
        digest = hmac.new(key, step.to_bytes(8, "big"), "sha1").digest()
        start = digest[-1] & 15
        return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


class Client(Browser):
    def __init__(self, port, account):
        super().__init__(port, account.cookies)
        self.account = account

    def sign_in(self):
        """Signs the account in, unless another window has done so."""
        with self.account.lock:
            if self.cookies:
                return
            # The code comes last: one that was taken for a page that never came would be used up.
            form = self.forms(SIGN_IN)[SIGN_IN]
            answer = self.post(form.filled({"email": EMAIL, "password": PASSWORD, "code": self.account.code()}))
            if answer.status != 303:
                raise Unexpected("signing in", answer)

    def open_save(self, mark):
        """Begins a contact, writes down the worry, and stops with a finger on the button."""
        token = self.forms(READ)["/sign-out"].fields
        begun = self.redirected("beginning a contact", Form(START, token).filled())
        draft = begun.location.rpartition("/")[0]
        form = self.forms(f"{draft}/{SECTION}")[f"{draft}/{SECTION}"]
        written = form.filled(words=WORDS.format(mark=mark))
        self.redirected("writing down the worry", written)
        # The danger button stands in the same form and sends what is on the page with it.
        return Form(f"{draft}/danger", form.fields).filled(words=WORDS.format(mark=mark))

    def redirected(self, what, sent):
        answer = self.post(sent)
        if answer.status != 303:
            raise Unexpected(what, answer)
        return answer

    def read(self):
        return self.get(READ)

    def look(self, contact):
        """A page about somebody: a row of the access log, or nothing is shown."""
        return self.get(CONTACTS + contact)

    def signed_in(self, answer):
        try:
            return super().signed_in(answer)
        except SignedOut:
            self.cookies.clear()
            raise


def promise(answer):
    """The id of the contact that this answer says was saved, if it says so."""
    return id_after(CONTACTS, answer.location) if answer.status == 303 else None
