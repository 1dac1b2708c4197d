"""The portal, asked within this process as a reader without cookies asks it under its public origin."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from urllib.parse import unquote, urlsplit

import orjson
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

API = "/api/"


#: What an address may answer that was there a moment ago: it was withdrawn since.
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


class CannotMirrorError(Exception):
    """The portal does not answer an address as it must; the text names it."""


@dataclass(frozen=True)
class PortalAnswer:
    """`moved_to` is the path to which the address leads for good."""

    status: int
    content_type: str
    body: bytes
    moved_to: str = ""

    @property
    def is_page(self) -> bool:
        return self.content_type.startswith("text/html")

    @property
    def is_style(self) -> bool:
        return self.content_type.startswith("text/css")


class Portal:
    """Answers addresses. `origin` is that of its links: https://portal.example."""

    def __init__(self, origin: str) -> None:
        self.origin = origin.rstrip("/")
        self._handler = WSGIHandler()

    def get(self, address: str) -> PortalAnswer:
        origin, target = urlsplit(self.origin), urlsplit(address)
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": unquote(target.path).encode().decode("latin-1"),  # PEP 3333
                "QUERY_STRING": target.query,
                "HTTP_HOST": origin.netloc,
                "SERVER_NAME": origin.hostname,
                "SERVER_PORT": str(origin.port or {"https": 443}.get(origin.scheme, 80)),
                "wsgi.url_scheme": origin.scheme,
                "wsgi.input": BytesIO(),
            }
        )
        response = self._handler.get_response(request)
        body = b"".join(response)
        response.close()
        moved_to = ""
        if response.status_code == HTTPStatus.MOVED_PERMANENTLY and response["Location"][0] == "/":
            moved_to = response["Location"]  # elsewhere leads what is wrong with the origin
        return PortalAnswer(response.status_code, response.get("Content-Type", ""), body, moved_to)

    def document(self, path: str) -> dict:
        """Return the document of the API at `path`, whole. Raises CannotMirrorError."""
        answer = self.whole(path)
        if answer.status != HTTPStatus.OK:
            raise self.failure(path, answer)
        return orjson.loads(answer.body)  # type: ignore[no-any-return]

    def failure(self, path: str, answer: PortalAnswer) -> CannotMirrorError:
        return CannotMirrorError(
            f"{self.origin}{path} answers {answer.status}. Nothing was written. Look whether --origin "
            "is an address under which the portal answers, and what its log says."
        )

    def whole(self, path: str) -> PortalAnswer:
        """Return what `path` answers; of a list of the API, all its pages as one.

        Of all pages, since a file knows no `after`: without a next one, and the place of the record
        as the first page tells it.
        """
        answer = self.get(path)
        if not path.startswith(API) or answer.status != HTTPStatus.OK:
            return answer
        document = orjson.loads(answer.body)
        following = document.get("next") if "results" in document else None
        if not following:
            return answer
        for page in self._pages(following):
            document["results"] += page["results"]
        return PortalAnswer(
            HTTPStatus.OK, answer.content_type, orjson.dumps({**document, "next": None})
        )

    def _pages(self, following: str | None) -> Iterator[dict]:
        while following:
            page = orjson.loads(self.get(following).body)
            yield page
            following = page["next"]
