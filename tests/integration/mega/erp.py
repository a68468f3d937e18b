"""A small real ERP: an HTTP server that answers what a test puts there, misbehaviour included."""

import gzip
import json
import ssl
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer. `cut` sends half of the body and closes."""

    status: int = 200
    body: bytes = b"[]"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    delay: float = 0.0


def as_json(*records: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(records, ensure_ascii=False).encode(), {"Content-Type": "application/json"})


NOTHING = Reply(204, b"")


class Erp:
    """What the server answers by path; the last reply of a path is repeated. Unknown paths are 204."""

    def __init__(self) -> None:
        self.url = ""
        self.user, self.password = "robo", "segredo"
        self.sign_ins = 0
        self.token: str | None = None
        self.calls: Counter[str] = Counter()
        self.seen: list[tuple[str, dict[str, str], bytes]] = []
        self._replies: dict[str, list[Reply]] = defaultdict(list)
        self._lock = threading.Lock()

    def on(self, path: str, *replies: Reply) -> None:
        self._replies[path] = list(replies)

    def sign_in(self, body: bytes) -> Reply:
        said = json.loads(body)
        if (said["userName"], said["password"]) != (self.user, self.password):
            return Reply(401, b"")
        with self._lock:
            self.sign_ins += 1
            self.token = f"token-{self.sign_ins}"
        return Reply(200, json.dumps({"AccessToken": self.token, "expirationToken": None}).encode())

    def next(self, path: str) -> Reply:
        with self._lock:
            self.calls[path] += 1
            there = self._replies.get(path) or [NOTHING]
            return there.pop(0) if len(there) > 1 else there[0]


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Erp]:
    erp = Erp()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _answer(self, body: bytes) -> None:
            erp.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self._send(self._reply(body))

        def _reply(self, body: bytes) -> Reply:
            if self.path.endswith("/api/Auth/SignIn") and not erp._replies.get(self.path):
                return erp.sign_in(body)
            is_open = "/api/" not in self.path or self.path.endswith("SignIn")
            if not is_open and self.headers.get("Authorization") != f"Bearer {erp.token}":
                return Reply(401, b"")
            return erp.next(self.path)

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.delay)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            body = gzip.compress(reply.body) if reply.headers.get("Content-Encoding") == "gzip" else reply.body
            if reply.status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if reply.cut else body)
            self.close_connection = self.close_connection or reply.cut

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https" if context else "http"
    erp.url = f"{scheme}://localhost:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield erp
    finally:
        server.shutdown()
        server.server_close()
