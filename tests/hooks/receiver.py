"""A programme that receives webhooks: `python receiver.py PORT LOG` writes one line of JSON for each request. It answers
with the status found in LOG's neighbour `answers` (one per line, the last one for ever); 200 without one."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Receiver(ThreadingHTTPServer):
    """Keeps what came in `requests`; answers with `statuses` in turn, the last one for ever."""

    daemon_threads = True

    def __init__(self, port: int = 0, log: Path | None = None):
        super().__init__(("127.0.0.1", port), Handler)
        self.log, self.lock = log, threading.Lock()
        self.requests: list[dict[str, Any]] = []
        self.statuses = [200]
        self.extra_headers: dict[str, str] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/told"

    def keep(self, headers: dict[str, str], body: bytes) -> int:
        with self.lock:
            self.requests.append({"headers": headers, "body": body.decode()})
            if self.log:
                with self.log.open("a") as file:
                    file.write(json.dumps(self.requests[-1]) + "\n")
            return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status = self.server.keep({name.lower(): value for name, value in self.headers.items()}, body)
        self.send_response(status)
        for name, value in self.server.extra_headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: Any) -> None:
        pass


if __name__ == "__main__":
    Receiver(int(sys.argv[1]), Path(sys.argv[2])).serve_forever()
