"""A small server that answers as the networks' documentation says they do, for those that cannot be run on one's own
machine. Answers lie in `recorded/*.json`: "METHOD /path?name=value" → body; the most precise question wins.

`refuse(…)` makes the next answers fail: limits, failures, tokens that ended, or no answer at all. What is written (an
answer under a comment) is kept, so that it can be found again.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

RECORDED = Path(__file__).with_name("recorded")
Answer = tuple[int, dict[str, str], Any]


@dataclass(frozen=True)
class Asked:
    """A question as it came; `query` and `form` hold the last value of each name."""

    verb: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    body: Any
    headers: dict[str, str]

    @property
    def token(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")


@dataclass
class Refusal:
    pattern: str
    answer: Answer | None  # None: the line breaks before an answer
    times: int
    is_taken: bool  # what was written is kept all the same


@dataclass
class RecordedNetwork:
    """`url` stands in place of the network's own addresses; `asked` lists what came."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    writers: list[tuple[str, str, Callable[[Asked], Answer]]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    good_tokens: set[str] | None = None  # None: every token is good

    def learn(self, name: str) -> None:
        """The answers of `recorded/<name>.json`."""
        self.answers |= json.loads((RECORDED / f"{name}.json").read_text())

    def on(self, verb: str, pattern: str, answer: Callable[[Asked], Answer]) -> None:
        self.writers.insert(0, (verb, pattern, answer))

    def refuse(self, status: int | None, body: Any = None, *, headers: dict[str, str] | None = None,
               of: str = "", times: int = 1, is_taken: bool = False) -> None:  # fmt: skip
        """The next questions whose "METHOD /path" holds `of` are answered so; status None: the line breaks."""
        answer = None if status is None else (status, headers or {}, body if body is not None else {})
        self.refusals.append(Refusal(of, answer, times, is_taken))

    def asked_for(self, text: str) -> list[Asked]:
        return [one for one in self.asked if text in f"{one.verb} {one.path}"]

    def answer(self, asked: Asked) -> Answer | None:
        self.asked.append(asked)
        named = f"{asked.verb} {asked.path}"
        for refusal in self.refusals:
            if refusal.times and refusal.pattern in named:
                refusal.times -= 1
                if refusal.is_taken:
                    self._known(asked)
                return refusal.answer
        return self._known(asked)

    def _known(self, asked: Asked) -> Answer:
        for verb, pattern, write in self.writers:
            if verb == asked.verb and re.fullmatch(pattern, asked.path):
                return write(asked)
        fitting = [key for key in self.answers if self._fits(key, asked)]
        if not fitting:
            return 404, {}, {"error": {"message": f"Nothing is recorded for {asked.verb} {asked.path}", "code": 404}}
        return 200, {}, self.answers[max(fitting, key=len)]

    def _fits(self, key: str, asked: Asked) -> bool:
        verb, _, address = key.partition(" ")
        parts = urlsplit(address)
        wanted = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        given = {**asked.query, **asked.form}
        return verb == asked.verb and unquote(parts.path) == asked.path and wanted.items() <= given.items()


class Handler(BaseHTTPRequestHandler):
    network: RecordedNetwork
    protocol_version = "HTTP/1.1"

    def handle_any(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = urlsplit(self.path)
        kind = self.headers.get("content-type", "")
        is_form = "form-urlencoded" in kind
        asked = Asked(
            self.command,
            unquote(parts.path),
            {name: values[-1] for name, values in parse_qs(parts.query).items()},
            {name: values[-1] for name, values in parse_qs(raw.decode()).items()} if is_form else {},
            json.loads(raw) if raw and "json" in kind else None,
            {name.lower(): value for name, value in self.headers.items()},
        )
        answer = self.network.answer(asked)
        if answer is None:
            self.close_connection = True
            self.connection.close()
            return
        status, headers, body = answer
        data = json.dumps(body).encode() if not isinstance(body, bytes) else body
        self.send_response(status)
        for name, value in {"content-type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - the names that the library calls

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@contextmanager
def start() -> Iterator[RecordedNetwork]:
    network = RecordedNetwork()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"network": network}))
    network.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield network
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
