"""Readers of a deployed portal: one, or many at once, who note what they were answered."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle
from types import TracebackType

from scripts.deployed import NAME

CONTEXT = ssl.create_default_context()
CONTEXT.check_hostname, CONTEXT.verify_mode = False, ssl.CERT_NONE  # the trial signs its own


class Line(http.client.HTTPSConnection):
    """A connection to nginx on this machine, under the name of the portal."""

    def __init__(self, port: int) -> None:
        super().__init__("127.0.0.1", port, timeout=30)

    def connect(self) -> None:
        plain = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = CONTEXT.wrap_socket(plain, server_hostname=NAME)


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def each(self, name: str) -> list[str]:
        return self.headers.get_all(name) or []


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    line = Line(port)
    try:
        return ask_on(line, path, method, **headers)
    finally:
        line.close()


def ask_on(line: Line, path: str, method: str = "GET", **headers: str) -> Answer:
    sent = {"Host": NAME, **{name.replace("_", "-"): value for name, value in headers.items()}}
    line.request(method, path, body=b"a=1" if method == "POST" else None, headers=sent)
    response = line.getresponse()
    return Answer(response.status, response.headers, response.read())


@dataclass
class Readers:
    """As many threads as `number` that ask `paths` in turn, again and again, until the block is left."""

    port: int
    paths: Iterable[str]
    number: int = 8
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=lambda: {"Accept_Encoding": "gzip"})
    answers: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __enter__(self) -> Readers:
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(self.number)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        line, paths = Line(self.port), cycle(self.paths)
        while not self._over.is_set():
            begun = time.monotonic()
            try:
                self.answers[
                    str(ask_on(line, next(paths), self.method, **self.headers).status)
                ] += 1
            except (OSError, http.client.HTTPException) as error:
                self.answers[type(error).__name__] += 1
                line.close()
            self.slowest = max(self.slowest, time.monotonic() - begun)

    @property
    def failed(self) -> int:
        """Return how many were not answered, or by a fault of the server (5xx)."""
        return sum(number for what, number in self.answers.items() if not "200" <= what < "500")
