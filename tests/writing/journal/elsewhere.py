"""A site of somebody else, on this machine: its pages, its endpoint for webmentions, a hub that takes what it is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs


@dataclass
class Elsewhere:
    """What its endpoint answers, what it was told, and what it does when it is."""

    address: str = ""
    pages: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)
    told: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    when_told: Callable[[str, dict[str, str]], None] = lambda _path, _said: None


class Handler(BaseHTTPRequestHandler):
    site: Elsewhere

    def do_GET(self):
        headers, page = self.site.pages.get(self.path, ({}, ""))
        self.send_response(302 if "Location" in headers else 200 if self.path in self.site.pages else 404)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page.encode())

    def do_HEAD(self):
        self.do_GET()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        said = {name: values[0] for name, values in parse_qs(body).items()}
        self.site.when_told(self.path, said)
        self.site.told.append((self.path, said))
        self.send_response(self.site.answers.pop(0) if self.site.answers else 202)
        self.end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def site_elsewhere() -> Iterator[Elsewhere]:
    site = Elsewhere()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    site.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
