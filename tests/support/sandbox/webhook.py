"""A webhook that a test looks into: it notes what is delivered, and answers as it is told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

JsonObject = dict[str, Any]
Answer = tuple[int, dict[str, str], JsonObject | None]
"""Status, headers and body."""

OK: Answer = (200, {}, None)


@dataclass
class Delivered:
    update: JsonObject
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)

    @property
    def text(self) -> str:
        return str(self.update["message"]["text"])


class Receiver:
    """Takes deliveries in; `answer` tells what comes back, and may take its time."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.delivered: list[Delivered] = []
        self.answer: Callable[[JsonObject], Answer] = lambda _: OK
        self.together = 0
        self.most_together = 0
        self.lock = threading.Lock()

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.delivered]

    def until(self, met: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until a condition is met, or fail."""
        end = time.monotonic() + seconds
        while not met():
            assert time.monotonic() < end, f"not so after {seconds} s: {self.delivered}"
            time.sleep(0.005)

    def take(self, update: JsonObject, headers: dict[str, str]) -> Answer:
        with self.lock:
            self.delivered.append(Delivered(update, headers))
            self.together += 1
            self.most_together = max(self.most_together, self.together)
        try:
            return self.answer(update)
        finally:
            with self.lock:
                self.together -= 1


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Serve a receiver while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, extra, content = receiver.take(json.loads(body), headers)
            sent = b"" if content is None else json.dumps(content).encode()
            self.send_response(status)
            for name, value in {**extra, "Content-Length": str(len(sent))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver = Receiver(f"http://127.0.0.1:{server.server_address[1]}/hook")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
