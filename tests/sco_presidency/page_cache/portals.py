"""A portal of one page, and a cache around it whose clocks and database a test moves."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from wsgiref.types import WSGIApplication

from sco_presidency.page_cache.answers import Bodies
from sco_presidency.page_cache.cache import PageCache
from sco_presidency.page_cache.entries import Entry, Rules
from sco_presidency.page_cache.store import SegmentedStore
from sco_presidency.page_cache.watch import CannotTellError, Watch

RULES = Rules(
    re.compile(r"/admin/"), personal={"sessionid"}, choices={"clock"}, proxy="HTTP_X_PROTO"
)


@dataclass
class Database:
    """What the cache asks: the stamp, and the next moment; `is_gone` refuses both."""

    stamp: str = "one"
    until: float = float("inf")
    is_gone: bool = False
    asked: int = 0

    def read_stamp(self) -> str:
        self.asked += 1
        if self.is_gone:
            raise CannotTellError
        return self.stamp

    def read_until(self) -> float:
        return self.until


@dataclass
class Answer:
    """What a client gets."""

    status: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def answer_of(application: WSGIApplication, path: str, **more: Any) -> Answer:
    """Ask a WSGI application for `path`, with `more` of its environment."""
    answer = Answer()

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Any:
        answer.status, answer.headers = status, dict(headers)

    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **more,
    }
    answer.body = b"".join(application(environ, start))
    return answer


class Portal:
    """Counts how often it is asked, and says so on its page."""

    def __init__(self, **headers: str) -> None:
        self.calls: list[str] = []
        self.status = "200 OK"
        self.headers = {"Content-Type": "text/html; charset=utf-8", **headers}
        self.before: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.calls.append(environ["PATH_INFO"])
        number = len(self.calls)
        self.before()
        body = f"<html><main id=a>{number}{' filling' * 40}</main></html>".encode()
        tag = {"ETag": f'W/"{number}"'} if self.status.startswith("200") else {}
        headers = {**self.headers, **tag, "Content-Length": str(len(body))}
        start(self.status, list(headers.items()))
        return [body]


class Site:
    """A cache around a portal; `seconds` is what its clocks show, that of the wall less `set_back`."""

    def __init__(self, portal: Portal | None = None, capacity: int = 1_000_000) -> None:
        self.portal, self.database, self.seconds = portal or Portal(), Database(), 0.0
        self.set_back = 0.0
        self.store: SegmentedStore[Entry] = SegmentedStore(capacity)
        watch = Watch(
            self.database.read_stamp,
            self.database.read_until,
            ticks=lambda: self.seconds,
            now=lambda: self.seconds - self.set_back,
        )
        bodies = Bodies(
            {"br": lambda body: b"br:" + body[:9]},
            {"br": lambda body: b"quick:" + body[:9]},
            lambda header: "br" if "br" in header else None,
            lambda path, body, made_at: body.replace(b"<main id=a>", b"<main id=a>old "),
        )
        self.cache = PageCache(self.portal, self.store, watch, RULES, bodies)

    def get(self, path: str = "/en/", query: str = "", method: str = "GET", **sent: str) -> Answer:
        environ = {
            "REQUEST_METHOD": method,
            "QUERY_STRING": query,
            "HTTP_HOST": "portal.example",
            "wsgi.url_scheme": "https",
            **{f"HTTP_{name.upper()}": value for name, value in sent.items()},
        }
        return answer_of(self.cache, path, **environ)

    def written(self) -> None:
        """Something is written, and a second goes by."""
        self.database.stamp += "+"
        self.seconds += 1


def at_once(ask: Callable[[], Answer], number: int) -> list[Answer]:
    """Return what as many threads get that ask at the same time."""
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda: answers.append(ask())) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return answers


def number_of(answer: Answer) -> int:
    """Return which call of the portal an answer is made of."""
    found = re.search(rb"<main id=a>(?:old )?(\d+)", answer.body)
    assert found is not None
    return int(found[1])


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.001)
