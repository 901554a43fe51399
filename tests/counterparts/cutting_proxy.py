"""A small TCP proxy that cuts the line at the worst moment: when the request has left and its answer is on the way.

with CuttingProxy("127.0.0.1", port) as proxy:
    proxy.cut_after_request(marker=b"putRecord")   # the server does it, the client never hears of it
    proxy.swallow_request(marker=b"putRecord")     # the client believes it left, the server never sees it
    proxy.cut_within_request(marker=b"Subject:")   # half of it arrives
    proxy.refuse()                                 # nobody answers
    proxy.cut_all()                                # every line there is breaks now
"""

import contextlib
import selectors
import socket
import struct
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self


@dataclass
class _Plan:
    how: str = "pass"
    marker: bytes = b""
    times: int = 0


class CuttingProxy:
    """Listens on 127.0.0.1, at `port` and `url`. `cuts` counts the lines cut so far. Plans hold for `times` lines."""

    def __init__(self, target_host: str, target_port: int):
        self._target = (target_host, target_port)
        self._plan = _Plan()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.cuts = 0
        self.connections = 0
        self._lines: set[socket.socket] = set()

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def pass_through(self) -> None:
        """Behave."""
        self._plan = _Plan()

    def cut_after_request(self, marker: bytes = b"", times: int = 1) -> None:
        """Everything the client says arrives; the first answer after `marker` was seen is lost with the line.

        Without a marker: the first answer. For SMTP after DATA: marker=b"\\r\\n.\\r\\n".
        """
        self._plan = _Plan("after", marker, times)

    def swallow_request(self, marker: bytes = b"", times: int = 1) -> None:
        """From `marker` on, what the client says arrives nowhere; then the line is cut."""
        self._plan = _Plan("swallow", marker, times)

    def cut_within_request(self, marker: bytes = b"", times: int = 1) -> None:
        """The line is cut as soon as `marker` was seen; what was said until then has arrived."""
        self._plan = _Plan("within", marker, times)

    def refuse(self, times: int = 1_000_000) -> None:
        """Every line is cut at once."""
        self._plan = _Plan("refuse", b"", times)

    def cut_all(self) -> None:
        """Break every line that is open; what the plan says holds for the next ones."""
        for line in list(self._lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _is_due(self, how: str) -> bool:
        """Whether a cut of this kind is still to be made; counts it when it is."""
        with self._lock:
            if self._plan.how != how or self._plan.times <= 0:
                return False
            self._plan.times -= 1
            self.cuts += 1
            return True

    def _serve(self, client: socket.socket) -> None:
        if self._plan.how == "refuse" and self._is_due("refuse"):
            _reset(client)
            return
        try:
            server = socket.create_connection(self._target, timeout=10)
        except OSError:
            _reset(client)
            return
        self._lines |= {client, server}
        with contextlib.suppress(OSError), selectors.DefaultSelector() as selector:
            selector.register(client, selectors.EVENT_READ)
            selector.register(server, selectors.EVENT_READ)
            self._relay(client, server, selector)
        self._lines -= {client, server}
        _reset(client)
        server.close()

    def _relay(self, client: socket.socket, server: socket.socket, selector: selectors.DefaultSelector) -> None:
        said, is_marked = b"", False
        while True:
            for key, _ in selector.select():
                data = key.fileobj.recv(65_536)  # type: ignore[union-attr]
                if not data:
                    return
                if key.fileobj is client:
                    said = (said + data)[-1_000_000:]
                    is_marked = is_marked or self._plan.marker in said
                    if is_marked and self._plan.how == "swallow" and self._is_due("swallow"):
                        return
                    server.sendall(data)
                    if is_marked and self._plan.how == "within" and self._is_due("within"):
                        return
                elif is_marked and self._plan.how == "after" and self._is_due("after"):
                    return
                else:
                    client.sendall(data)


def _reset(client: socket.socket) -> None:
    """Close as a broken line does, without a farewell."""
    with contextlib.suppress(OSError):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
