"""A publisher of one small table on this machine, that behaves as it is told."""

import re
import threading
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from fairlab.data.fetch import Entry

TABLE = b"age,sex,bad\n" + b"".join(
    b"%d,%s,%d\n" % (20 + row % 50, b"mf"[row % 2 : row % 2 + 1], row % 5 == 0)
    for row in range(2000)
)
POSITIVES = 400


@dataclass
class Publisher:
    """What is published and how each request is answered; the last manner is kept."""

    content: bytes = TABLE
    manners: list[str] = field(default_factory=lambda: ["good"])
    asked_from: list[int] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/table"

    def entry(self, **changes: object) -> Entry:
        usual: dict = {
            "name": "toy",
            "title": "A toy",
            "page": "https://example.org/toy",
            "licence": "CC BY 4.0",
            "rows": 2000,
            "positives": POSITIVES,
            "url": self.url,
            "checksum": "sha256:" + sha256(TABLE).hexdigest(),
            "bytes": len(TABLE),
            "roles": {"target": "bad", "sensitive": ["sex", "age"]},
        }
        return Entry(**(usual | changes))


def publish(publisher: Publisher) -> ThreadingHTTPServer:
    """Start to answer, in threads of its own; end it with ``shutdown`` and ``server_close``."""
    server = _Server(("127.0.0.1", 0), _Answer)
    server.publisher = publisher
    publisher.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,)).start()
    return server


class _Server(ThreadingHTTPServer):
    publisher: Publisher


class _Answer(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.publisher = self.server.publisher
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(asked[1]) if asked else 0
        self.publisher.asked_from.append(start)
        manners = self.publisher.manners
        manner, _, detail = (manners.pop(0) if len(manners) > 1 else manners[0]).partition(" ")
        getattr(self, manner)(start, detail)

    def good(self, start: int, _: str) -> None:
        self._send(start, self.publisher.content[start:])

    def cut(self, start: int, _: str) -> None:
        rest = self.publisher.content[start:]
        self._send(start, rest[: len(rest) // 2], promised=len(rest))

    def ignoring_range(self, start: int, _: str) -> None:
        self._send(0, self.publisher.content)

    def elsewhere(self, start: int, _: str) -> None:
        self._send(start + 1, self.publisher.content[start + 1 :])

    def unannounced(self, start: int, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.publisher.content)

    def halting(self, start: int, _: str) -> None:
        self.cut(start, _)
        self.wfile.flush()
        self.publisher.over.wait(60)

    def silent(self, start: int, _: str) -> None:
        self.publisher.over.wait(60)

    def redirect(self, start: int, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def status(self, start: int, code: str) -> None:
        self.send_error(int(code))

    def _send(self, start: int, body: bytes, promised: int | None = None) -> None:
        total = len(self.publisher.content)
        if start >= total:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{total}")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        self.send_header("Content-Length", str(len(body) if promised is None else promised))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
