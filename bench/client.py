"""A client of one kept connection, of the standard library's sockets: it must cost less than the server.

What it takes itself is in no figure, which count the processes of the servers alone.
"""

import socket
from typing import NamedTuple

HOST = "portal.example"
END = b"\r\n\r\n"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """Asks 127.0.0.1:`port`, one request after the other, and connects again when it was hung up on."""

    def __init__(self, port: int, timeout: float = 30) -> None:
        self.port, self.timeout = port, timeout
        self.socket: socket.socket | None = None

    def get(self, address: str, **headers: str) -> Answer:
        """Raises OSError when there is no answer."""
        message = request(address, headers)
        kept = self.socket is not None
        try:
            return self._exchange(message)
        except OSError:
            self.close()
            if not kept:
                raise
        return self._exchange(message)

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def _exchange(self, message: bytes) -> Answer:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.socket.sendall(message)
        received = b""
        while END not in received:
            received += self._more()
        head, _, body = received.partition(END)
        status, headers = parsed(head)
        if headers.get("transfer-encoding") == "chunked":
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more()
        else:
            length = 0 if status in (204, 304) else int(headers.get("content-length", 0))
            while len(body) < length:
                body += self._more()
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, headers, body)

    def _more(self) -> bytes:
        assert self.socket is not None  # noqa: S101 (for the type checker)
        received = self.socket.recv(262_144)
        if not received:
            raise ConnectionError("hung up")
        return received


def request(address: str, headers: dict[str, str]) -> bytes:
    """Return the bytes of a GET as a browser sends it."""
    sent = {"Host": HOST, "Accept_Encoding": "gzip, br", **headers}
    lines = [f"GET {address} HTTP/1.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in sent.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def parsed(head: bytes) -> tuple[int, dict[str, str]]:
    """Return the status and the headers of an answer, names in lower case."""
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}
