"""What happens to an installation in operation: six channels on which people speak, and everything that goes wrong."""

import json
import random
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.channels.pushing import signed
from tests.installation import Installation, kill

WINDOW = 500  # entries that a feed shows
FAULTS = ("500", "503", "429", "404", "slow", "cut", "not a feed", "half")


def text_of(channel: str, number: int) -> str:
    return f"Les Trois Fournils, {channel}, message {number} : à quelle heure ouvrez-vous ?"


class Journals:
    """A web server with two feeds, RSS and JSON Feed, that misbehaves when it is told to."""

    def __init__(self) -> None:
        self.entries: dict[str, list[int]] = {"rss": [], "json": []}
        self.fault = ""
        journals = self

        class Page(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                journals.answer(self, "json" if "json" in self.path else "rss")

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def publish(self, kind: str, number: int) -> None:
        self.entries[kind].append(number)

    def answer(self, page: BaseHTTPRequestHandler, kind: str) -> None:
        fault, body = self.fault, self.body(kind)
        if fault.isdigit():
            page.send_response(int(fault))
            page.send_header("Retry-After", "30")
            page.end_headers()
            return
        if fault == "slow":
            time.sleep(4)
        if fault == "not a feed":
            body = b"<html><body>Nous revenons bientot.</body></html>"
        page.send_response(200)
        page.send_header("Content-Type", "application/feed+json" if kind == "json" else "application/rss+xml")
        page.send_header("Content-Length", str(len(body)))
        page.end_headers()
        page.wfile.write(body[: len(body) // 2] if fault in ("cut", "half") else body)
        if fault in ("cut", "half"):
            page.close_connection = True

    def body(self, kind: str) -> bytes:
        shown = list(reversed(self.entries[kind][-WINDOW:]))
        if kind == "json":
            items = [
                {"id": f"json{n}", "url": f"{self.url}/json/{n}", "content_text": text_of("json", n)} for n in shown
            ]
            told = {"version": "https://jsonfeed.org/version/1.1", "title": "Journal", "items": items}
            return json.dumps(told).encode()
        items = "".join(
            f"<item><guid isPermaLink='false'>rss{n}</guid><link>{self.url}/rss/{n}</link>"
            f"<description>{escape(text_of('rss', n))}</description></item>"
            for n in shown
        )
        return (
            f"<rss version='2.0'><channel><title>Journal</title><link>{self.url}</link>{items}</channel></rss>".encode()
        )

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass
class Operation:
    """`said` counts, by channel, what was said; nothing of it may be lost, nor be there twice."""

    installation: Installation
    house: dict[str, Any]
    door: dict[str, str]
    mastodon: Any
    mail: Any
    mail_line: Any
    journals: Journals
    now: Callable[[], datetime]
    chance: random.Random
    said: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHANNELS, 0))
    troubles: dict[str, int] = field(default_factory=dict)
    processes: dict[str, Any] = field(default_factory=dict)
    is_over: bool = False

    def begin(self) -> None:
        for name in ("web", "worker"):
            self.processes[name] = getattr(self.installation, name)()

    def speak(self, channel: str, total: int, seconds: float) -> None:
        """So many messages on one channel, spread over the time. Each is said once; whoever pushes insists."""
        start = time.monotonic()
        for number in range(total):
            time.sleep(max(0.0, start + seconds * number / total - time.monotonic()))
            getattr(self, f"say_on_{channel}")(number)
            self.said[channel] += 1

    def say_on_rss(self, number: int) -> None:
        self.journals.publish("rss", number)

    def say_on_json(self, number: int) -> None:
        self.journals.publish("json", number)

    def say_on_file(self, number: int) -> None:
        row = {"id": f"file{number}", "text": text_of("file", number), "author": f"p{number % 50}", "lang": "fr"}
        with (self.installation.folder / "heard.jsonl").open("a") as file:
            file.write(json.dumps(row) + "\n")

    def say_on_mastodon(self, number: int) -> None:
        self.insisting(lambda: self.mastodon.person("karima").say(f"@fournils {text_of('mastodon', number)}"))

    def say_on_mail(self, number: int) -> None:
        self.mail.write(self.house["address"], f"Question {number}", text_of("mail", number),
                        sender=f"p{number % 50}@example.test", message_id=f"<mail{number}@example.test>")  # fmt: skip

    def say_on_webhook(self, number: int) -> None:
        body = json.dumps(
            {"id": f"hook{number}", "text": text_of("webhook", number), "author": f"Personne {number % 50}"}
        )

        def push() -> None:
            headers = signed(self.door["secret"], body, f"msg_{number}", self.now())
            request = urllib.request.Request(
                self.door["address"], body.encode(), {**headers, "content-type": "application/json"}, method="POST"
            )
            urllib.request.urlopen(request, timeout=20).close()

        self.insisting(push)

    def insisting(self, act: Callable[[], Any]) -> None:
        """As those who speak do: again, until it is taken."""
        while True:
            try:
                act()
            except OSError:  # refused, cut, too slow
                time.sleep(0.3)
            else:
                return

    def trouble(self) -> None:
        """One thing that goes wrong, for a moment."""
        kind = self.chance.choice([*TROUBLES])
        self.troubles[kind] = self.troubles.get(kind, 0) + 1
        TROUBLES[kind](self)

    def restart(self, name: str) -> None:
        kill(self.processes[name])
        self.processes[name] = getattr(self.installation, name)()

    def feeds_fail(self) -> None:
        self.journals.fault = self.chance.choice(FAULTS)
        time.sleep(self.chance.uniform(1, 4))
        self.journals.fault = ""

    def mastodon_fails(self) -> None:
        status = self.chance.choice([429, 500, 502, 503])
        self.mastodon.misbehave("/api/v1/notifications.*", methods=("GET",), times=4, status=status,
                                headers={"Retry-After": "30"}, body={"error": "not now"})  # fmt: skip

    def mastodon_forgets_us(self) -> None:
        """The token is refused for a while, until someone puts it right."""
        self.mastodon.misbehave("/api/v1/notifications.*", methods=("GET",), times=None, status=401,
                                body={"error": "The access token was revoked"})  # fmt: skip
        time.sleep(self.chance.uniform(2, 5))
        self.mastodon.behave()
        self.installation.call("mend_channels", organisation=self.house["organisation"])

    def mail_is_cut(self) -> None:
        self.mail_line.cut_all()
        if self.chance.random() < 0.4:
            self.mail_line.refuse()
            time.sleep(self.chance.uniform(1, 3))
            self.mail_line.pass_through()

    def memory(self) -> float:
        """Of the worker, in megabytes."""
        told = Path(f"/proc/{self.processes['worker'].pid}/status").read_text()
        return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS")) / 1024


CHANNELS = ("rss", "json", "file", "mastodon", "mail", "webhook")
TROUBLES: dict[str, Callable[[Operation], None]] = {
    "worker killed": lambda operation: operation.restart("worker"),
    "web killed": lambda operation: operation.restart("web"),
    "feeds fail": Operation.feeds_fail,
    "mastodon fails": Operation.mastodon_fails,
    "token lost": Operation.mastodon_forgets_us,
    "mail cut": Operation.mail_is_cut,
}
