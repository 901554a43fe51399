"""The door out for HTTP, against small servers that misbehave on purpose."""

import gzip
import socket
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from liant.kit import addresses, http


class Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        getattr(self, "at_" + self.path.split("?")[0].strip("/").replace("-", "_"))()

    do_POST = do_GET  # noqa: N815

    def reply(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def at_plain(self):
        self.reply(b'{"ok": null}', content_type="application/json")

    def at_zipped(self):
        self.reply(gzip.compress(b"one ") + gzip.compress(b"two"), content_encoding="gzip")

    def at_bare_deflate(self):
        machine = zlib.compressobj(wbits=-15)
        self.reply(machine.compress(b"bare") + machine.flush(), content_encoding="deflate")

    def at_bomb(self):
        self.reply(gzip.compress(b"0" * 200_000_000, 1), content_encoding="gzip")

    def at_unasked(self):
        self.reply(b"xxxx", content_encoding="br")

    def at_broken(self):
        self.reply(b"not gzip at all", content_encoding="gzip")

    def at_large(self):
        self.reply(b"0" * 50_000)

    def at_elsewhere(self):
        self.reply(status=302, location=self.server.target)

    def at_moved(self):
        self.reply(status=301, location="/plain")

    def at_circle(self):
        self.reply(status=302, location="/circle")

    def at_headers(self):
        self.reply("\n".join(f"{k.lower()}: {v}" for k, v in self.headers.items()).encode())

    def at_echo(self):
        self.reply(self.rfile.read(int(self.headers["Content-Length"])))

    def at_slow(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(0.1)

    def at_goes_on(self):
        self.send_response(200)
        self.end_headers()
        for line in (b"event: update\n", b"data: 1\n\n"):
            self.wfile.write(line)
        self.wfile.flush()
        self.server.hang.wait(10)

    def at_breaks_off(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"event: update\n")
        self.connection.shutdown(socket.SHUT_RDWR)

    def at_silent(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as running:
        running.daemon_threads = True
        running.handle_error = lambda *_: None
        running.hang = threading.Event()
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        running.base = f"http://127.0.0.1:{running.server_port}"
        yield running
        running.hang.set()
        running.shutdown()


@pytest.fixture(autouse=True)
def _no_leave(monkeypatch):
    monkeypatch.delenv("LIANT_ALLOW_PRIVATE_ADDRESSES", raising=False)


def fetch(server, path, **options):
    return http.get(server.base + path, allow_private=True, **options)


def test_an_answer_is_read(server):
    answer = fetch(server, "/plain", params={"q": "a b"})
    assert (answer.status, answer.json(), answer.is_success) == (200, {"ok": None}, True)


def test_nulls_are_sent_in_json(server):
    assert (
        http.post(server.base + "/echo", json_body={"swapRecord": None}, allow_private=True).text()
        == '{"swapRecord": null}'
    )


@pytest.mark.parametrize(("path", "text"), [("/zipped", "one two"), ("/bare-deflate", "bare")])
def test_compressed_answers_are_read(server, path, text):
    assert fetch(server, path).text() == text


def test_the_agent_says_who_it_is(server):
    assert "user-agent: Liant/" in fetch(server, "/headers").text()


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "240.0.0.1", "not an address"],
)  # fmt: skip
def test_private_addresses_are_recognised(address):
    assert not addresses.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_recognised(address):
    assert addresses.is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433", "127.1"])
def test_loopback_is_refused_however_it_is_written(server, host):
    with pytest.raises(http.NotSent):
        http.get(f"http://{host}:{server.server_port}/plain")


def test_a_name_that_leads_to_a_private_address_is_refused(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("10.0.0.7", 80))])
    with pytest.raises(http.Forbidden, match="private address"):
        http.get("http://looks-public.example/")


def test_the_name_is_resolved_once(server, monkeypatch):
    asked = []

    def rebinding(host, port, *args, **kwargs):
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    dialled = []
    real = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda address, *a, **k: (dialled.append(address), real(address, *a, **k))[1]
    )
    assert http.get(f"http://rebinding.example:{server.server_port}/plain", allow_private=True).status == 200
    assert [a for a in asked if a == "rebinding.example"] == ["rebinding.example"]
    assert dialled == [("127.0.0.1", server.server_port)]


def test_a_redirect_to_loopback_is_refused(server, monkeypatch):
    server.target = f"http://127.0.0.1:{server.server_port}/plain"
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *a, **k: real("127.0.0.1", port, *a, **k))
    monkeypatch.setattr(addresses, "is_public", lambda _address, seen=[]: (seen.append(1), len(seen) == 1)[1])
    with pytest.raises(http.Forbidden, match="private address"):
        http.get(f"http://public.example:{server.server_port}/elsewhere")


def test_redirects_are_followed_and_counted(server):
    answer = fetch(server, "/moved")
    assert answer.json() == {"ok": None}
    assert answer.moved_to == server.base + "/plain"
    with pytest.raises(http.BadAnswer, match="redirects more than 5 times"):
        fetch(server, "/circle")


def test_redirects_of_writes_are_not_followed(server):
    assert http.post(server.base + "/moved", content=b"x", allow_private=True).status == 301


def test_credentials_stay_with_their_host(server):
    server.target = f"http://localhost:{server.server_port}/headers"
    text = fetch(server, "/elsewhere", headers={"Authorization": "Bearer secret", "X-Kept": "yes"}).text()
    assert "secret" not in text
    assert "x-kept: yes" in text


def test_credentials_do_not_fall_from_https_to_http():
    with pytest.raises(http.BadAnswer, match="in the clear"):
        http._headers_after_redirect("https://a.example/", "http://a.example/", {"authorization": "x"})


def test_bytes_are_counted_after_decompression(server):
    with pytest.raises(http.TooLarge):
        fetch(server, "/bomb", limits=http.Limits(max_bytes=1_000_000))


def test_large_answers_are_cut_off(server):
    with pytest.raises(http.TooLarge, match="more than 1,000 bytes"):
        fetch(server, "/large", limits=http.Limits(max_bytes=1000))


@pytest.mark.parametrize("path", ["/unasked", "/broken"])
def test_unreadable_answers_are_named(server, path):
    with pytest.raises(http.BadAnswer):
        fetch(server, path)


def test_a_slow_drip_ends_at_the_limit(server):
    with pytest.raises(http.NoAnswer):  # the drip itself would go on for a minute, and end well
        fetch(server, "/slow", limits=http.Limits(total_seconds=0.5))


def test_what_left_and_was_not_answered_is_told_apart(server):
    with pytest.raises(http.NoAnswer):
        http.post(server.base + "/silent", content=b"x", allow_private=True)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(http.NotSent):
            http.post(f"http://127.0.0.1:{closed.getsockname()[1]}/", content=b"x", allow_private=True)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "http://",
        "no address",
        "http://a b/",
        "http://[::1",
        "http://x:99999/",
    ],
)
def test_what_is_not_an_address_is_refused(url):
    with pytest.raises(http.NotSent):
        http.get(url)


def test_errors_do_not_hold_secrets(server):
    with pytest.raises(http.HttpError) as caught:
        http.get("http://name:secret@127.0.0.1:1/?token=secret", allow_private=True)
    assert "secret" not in str(caught.value)


def test_a_stream_is_read_as_it_comes_until_its_time_is_over(server):
    with http.open_stream(server.base + "/goes-on", seconds=0.5, allow_private=True) as (status, lines):
        assert status == 200
        assert list(lines) == ["event: update", "data: 1", ""]


def test_a_silent_or_broken_stream_is_told(server):
    for path, options in (("/goes-on", {"silence_seconds": 0.2}), ("/breaks-off", {})):
        with (
            pytest.raises(http.NoAnswer),
            http.open_stream(server.base + path, seconds=20, allow_private=True, **options) as (_, lines),
        ):
            list(lines)
    with (
        pytest.raises(http.Forbidden),
        http.open_stream(server.base + "/goes-on", seconds=1, allow_private=False),
    ):
        raise AssertionError("a private address is not dialled")


def test_websockets_pass_the_same_guard(server):
    with pytest.raises(http.Forbidden):
        http.connect_for_websocket(f"ws://127.0.0.1:{server.server_port}/")
    http.connect_for_websocket(f"ws://127.0.0.1:{server.server_port}/", allow_private=True).close()
    with pytest.raises(http.Forbidden):
        http.connect_for_websocket("http://127.0.0.1/")
