"""An editor who sits before one process of a deployed portal, and a question to that process alone."""

from __future__ import annotations

import http.client
import socket
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from scripts.deployed import NAME
from scripts.readers import Answer

ORIGIN = f"https://{NAME}"
#: What nginx would say of the connection.
FROM_NGINX = {"Host": NAME, "X-Forwarded-Proto": "https"}


class SocketLine(http.client.HTTPConnection):
    """A connection to the socket of a process."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=30)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def ask_socket(path: Path, address: str, body: str | None = None, **headers: str) -> Answer:
    line = SocketLine(path)
    sent = {**FROM_NGINX, **{name.replace("_", "-"): value for name, value in headers.items()}}
    try:
        line.request("GET" if body is None else "POST", address, body=body, headers=sent)
        response = line.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        line.close()


class Editor:
    """Fills in forms of the administration, as a browser does."""

    def __init__(self, path: Path, name: str, password: str, address: str = "203.0.113.5") -> None:
        self.path, self.name, self.password, self.address = path, name, password, address
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> Answer:
        return self._ask(address, None)

    def post(self, address: str, **fields: str) -> Answer:
        sent = {**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask(address, urlencode(sent))

    def log_in(self) -> Answer:
        self.get("/admin/login/")
        return self.post("/admin/login/", username=self.name, password=self.password)

    def _ask(self, address: str, body: str | None) -> Answer:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X_Forwarded_For": self.address,
            "Referer": f"{ORIGIN}{address}",
            "Content_Type": "application/x-www-form-urlencoded",
        }
        answer = ask_socket(self.path, address, body, **headers)
        for line in answer.each("Set-Cookie"):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer
