"""A programme that receives webhooks: `python receiver.py PORT LOG [SECONDS]` writes one line of JSON for each request, and answers 200,
so long afterwards."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Receiver(ThreadingHTTPServer):
    """Keeps what came in `requests`; answers with `statuses` in turn, the last one for ever, after so many seconds."""

    daemon_threads = True

    def __init__(self, port: int = 0, log: Path | None = None, seconds: float = 0):
        super().__init__(("127.0.0.1", port), Handler)
        self.log, self.lock = log, threading.Lock()
        self.seconds = seconds
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
        time.sleep(self.server.seconds)
        self.send_response(status)
        for name, value in self.server.extra_headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: Any) -> None:
        pass


if __name__ == "__main__":
    Receiver(int(sys.argv[1]), Path(sys.argv[2]), float((*sys.argv, 0)[3])).serve_forever()
