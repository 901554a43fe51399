"""The other side of a notice: a browser's keys, opened as RFC 8291 says without our code, and a push service that takes it."""

import base64
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    made = hmac.HMAC(key, hashes.SHA256())
    made.update(message)
    return made.finalize()


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Browser:
    def __init__(self) -> None:
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)

    @property
    def point(self) -> bytes:
        encoding = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        return self.key.public_key().public_bytes(*encoding)

    @property
    def keys(self) -> dict[str, str]:
        return {"p256dh": text(self.point), "auth": text(self.auth)}

    def opened(self, body: bytes) -> bytes:
        """Step by step as RFC 8291 §3.4 and RFC 8188 §2 write it, with HMAC alone."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        key = hmac_sha256(hmac_sha256(self.auth, shared), b"WebPush: info\0" + self.point + sender + b"\x01")
        content = hmac_sha256(salt, key)
        cipher = AESGCM(hmac_sha256(content, b"Content-Encoding: aes128gcm\0\x01")[:16])
        plain = cipher.decrypt(hmac_sha256(content, b"Content-Encoding: nonce\0\x01")[:12], sealed, None)
        end = len(plain.rstrip(b"\0")) - 1
        assert plain[end] == 2, "the last record ends so"
        return plain[:end]


class PushService:
    """Takes what is sent; `status` is what it answers, None that it falls silent."""

    def __init__(self) -> None:
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.status: int | None = 201


@contextmanager
def push_service() -> Iterator[tuple[PushService, str]]:
    """The service and the address of one subscription."""
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
            if service.status is None:
                self.close_connection = True
                return
            self.send_response(service.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service, f"http://127.0.0.1:{server.server_port}/subscription"
    finally:
        server.shutdown()
        server.server_close()
