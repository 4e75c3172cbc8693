"""Sixteen people who save and never give up: each save is sent again, unchanged, until it is answered."""

import threading
import time
from dataclasses import dataclass, field

from browser import SignedOut, Unexpected
from client import Client, promise


@dataclass
class Journal:
    """What was asked and what was promised, as the people at the desks know it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    acknowledged: dict = field(default_factory=dict)  # the promise's id -> the save, to be sent again later
    retried: set = field(default_factory=set)
    broken: list = field(default_factory=list)  # what no person should ever be shown
    last: float = 0.0  # when the latest promise came

    def keep(self, promised, save, tries):
        with self.lock:
            self.last = time.monotonic()
            if promised in self.acknowledged:
                self.broken.append(f"two saves were answered with one contact {promised}")
            self.acknowledged[promised] = save
            if tries > 1:
                self.retried.add(promised)

    def promised(self):
        with self.lock:
            return dict(self.acknowledged)


class Writers:
    """`with Writers(port, account, count, journal):` they write from the first line of the block to the last."""

    def __init__(self, port, account, count, journal, until=None):
        self.port, self.account, self.journal, self.until = port, account, journal, until
        self.ending = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(n,), daemon=True) for n in range(count)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, kind, *_):
        self.ending.set()
        if kind is not None:
            return
        limit = time.monotonic() + 60
        for thread in self.threads:
            thread.join(max(0, limit - time.monotonic()))
        stuck = sum(thread.is_alive() for thread in self.threads)
        if stuck:
            raise SystemExit(f"{stuck} of {len(self.threads)} writers never got an answer to their last save")

    def write(self, writer):
        browser, n = Client(self.port, self.account), 0
        try:
            while not self.ending.is_set() and not (self.until and len(self.journal.acknowledged) >= self.until):
                n += 1
                save = self.patiently(browser, lambda: browser.open_save(f"{writer}-{n}"))
                if save:
                    self.send(browser, save)
        except Exception as surprise:
            self.journal.broken.append(f"writer {writer}: {surprise!r}")

    def send(self, browser, save):
        """A save once begun is always brought to an answer, also when the drill is ending: its fate must be known."""
        tries = 0
        while True:
            tries += 1
            try:
                answer = browser.post(save)
            except OSError:
                time.sleep(0.02)
                continue
            except SignedOut:
                self.patiently(browser, browser.sign_in)
                continue
            if promised := promise(answer):
                self.journal.keep(promised, save, tries)
                return
            if answer.status not in (429, 503, 507):
                self.journal.broken.append(f"a save was answered {answer.status} without an acknowledgement")
                return
            time.sleep(0.05)

    def patiently(self, browser, ask):
        """Asks until it is answered, or the drill ends."""
        while not self.ending.is_set():
            try:
                browser.sign_in()
                return ask()
            except (OSError, SignedOut):
                time.sleep(0.02)
            except Unexpected as refused:
                if refused.answer.status not in (429, 503, 507):
                    raise
                time.sleep(0.02)
        return None
