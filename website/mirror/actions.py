"""The whole of the public portal as files in a folder.

First everything is asked for and laid aside, so that a page knows to what it may link, and a failure
leaves the mirror as it was. Then each file that is another takes the place of the one before, the
manifest last, and what is published no longer goes. Memory holds the paths, and one answer.

Afterwards: whether a mirror says what the portal says, in the words of its pages and the bytes of its files.
"""

import hashlib
import math
import re
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from itertools import zip_longest
from pathlib import Path

import orjson
from django.conf import settings
from django.core.files import locks
from django.template.loader import render_to_string
from django.utils import timezone

from events.next_change import next_change
from publishing import stamp, storage
from website.mirror.addresses import (
    GONE,
    INDEX,
    Portal,
    PortalAnswer,
    file_of,
    follows,
    is_safe,
    left_addresses,
    seeds,
)
from website.mirror.pages import filed, leading_page, links_of, style_links, words_of

MANIFEST_NAME = "manifest.json"


class NoMirrorError(Exception):
    """A folder is no mirror; the text says what to do."""


@dataclass(frozen=True)
class Manifest:
    """`made_at` is when the mirror was begun, `stamp` that of the database then, and `until` the moment
    at which some page changes by itself, in seconds since 1970; None for never.

    `files` says of each file its SHA-256, `addresses` which path it is the answer of.
    """

    origin: str
    stamp: str
    made_at: datetime
    until: float | None
    files: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises NoMirrorError."""
        try:
            members = orjson.loads((folder / MANIFEST_NAME).read_bytes())
            made_at = datetime.fromisoformat(members.pop("made_at"))
            return cls(made_at=made_at, **members)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NoMirrorError(
                f"{folder} holds no mirror whose {MANIFEST_NAME} can be read. Make one: manage.py mirror "
                f"{folder}"
            ) from error

    @classmethod
    def begun(cls, origin: str) -> "Manifest":
        """Return the manifest of a mirror of now, which holds nothing yet. Two queries."""
        until = next_change()
        return cls(origin, stamp.read(), timezone.now(), None if until == math.inf else until)

    def holds_for(self, now: "Manifest") -> bool:
        """Whether a mirror that is begun now would be the same: nothing was written, no moment came."""
        until = math.inf if self.until is None else self.until
        is_early = self.made_at.timestamp() <= now.made_at.timestamp() < until
        return (self.origin, self.stamp) == (now.origin, now.stamp) and is_early

    def write(self, folder: Path) -> None:
        members = orjson.dumps(self, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
        storage.write_whole(folder / MANIFEST_NAME, [members])


#: An empty feed says that it is of now (Django's feedgenerator).
FEED_MOMENT = re.compile(rb"<(updated|lastBuildDate)>[^<]*")


def essence(content: bytes, name: str) -> bytes:
    """Return `content` without the moment at which somebody asked for it."""
    return FEED_MOMENT.sub(b"", content, count=1) if name.endswith((".atom", ".rss")) else content


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


LOCK = ".lock"


@dataclass(frozen=True)
class Made:
    """How many files a mirror holds, and how many of them were written, and removed, this time."""

    files: int
    written: int
    removed: int


def make(folder: Path, origin: str, *, anew: bool = False) -> Made:
    """Bring the mirror in `folder` up to date. Raises CannotMirrorError, NoMirrorError, OSError.

    Where nothing can have changed, nothing is asked, and it is of now; but not `anew`.
    """
    with alone(folder), tempfile.TemporaryDirectory(dir=folder, prefix=".raw-") as raw:
        portal = Portal(origin)
        mirror = Manifest.begun(portal.origin)
        manifest_before = None if anew else _stored(folder)
        if manifest_before and manifest_before.holds_for(mirror):
            mirror = replace(manifest_before, made_at=mirror.made_at)
            file_count = 0
        else:
            pages = gather(portal, Path(raw))
            files = _files(portal, pages)
            file_count = sum(_file(folder, content, mirror, path) for path, content in files)
        file_count += _keep(folder, INDEX, _front(mirror), mirror)
        mirror.write(folder)
        return Made(len(mirror.files), file_count, _remove_others(folder, mirror))


def _stored(folder: Path) -> Manifest | None:
    try:
        return Manifest.read(folder)
    except NoMirrorError:
        return None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process. Raises NoMirrorError where it is held, or is something else."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / LOCK).exists():
        raise NoMirrorError(f"{folder} holds other things: name an empty folder, or a mirror.")
    with (folder / LOCK).open("wb") as lock:
        if not locks.lock(lock, locks.LOCK_EX | locks.LOCK_NB):
            raise NoMirrorError(f"Another process is at work in {folder}: nothing to do.")
        yield


#: By its path: whether it is a page, and where it is laid aside.
Pages = dict[str, tuple[bool, Path]]


def gather(portal: Portal, raw: Path) -> Pages:
    """Lay aside in `raw` what each address answers. Raises CannotMirrorError."""
    seed_paths = frozenset(path for path in seeds(portal) if is_safe(path))
    queue, paths, pages = deque(sorted(seed_paths)), set(seed_paths), Pages()
    while queue:
        path = queue.popleft()
        answer = portal.whole(path)
        if answer.status != HTTPStatus.OK:
            if _is_failure(answer, is_named=path in seed_paths):
                raise portal.failure(path, answer)
            continue
        _lay_aside(pages, path, answer, raw)
        following = {link for link in _links(answer, path, portal.origin) if follows(link)} - paths
        queue.extend(sorted(following))
        paths |= following
    for path in left_addresses(list(pages)):
        _lay_aside(pages, path, _at_left_address(portal, path), raw)
    return pages


def _lay_aside(pages: Pages, path: str, answer: PortalAnswer, raw: Path) -> None:
    if answer.status == HTTPStatus.OK:
        place = raw / str(len(pages))
        place.write_bytes(answer.body)
        pages[path] = (answer.is_page, place)


def _at_left_address(portal: Portal, path: str) -> PortalAnswer:
    """Return what a file at `path`, which an event has left, holds, since it cannot answer 301.

    A page leads to that of the present address; a calendar file, to which somebody may have subscribed, or a
    document is the present one itself.
    """
    answer = portal.get(path)
    if not answer.moved_to:
        return answer
    if not path.endswith("/"):
        return portal.whole(answer.moved_to)
    page = leading_page(path, answer.moved_to, portal.origin)
    return PortalAnswer(HTTPStatus.OK, "text/html", page.encode())


def _is_failure(answer: PortalAnswer, *, is_named: bool) -> bool:
    """Whether the portal fails: what it names itself may only be gone or moved, a link may lead elsewhere."""
    may_be = answer.status in GONE or answer.moved_to or not is_named
    return answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or not may_be


def _links(answer: PortalAnswer, path: str, origin: str) -> set[str]:
    if answer.is_page:
        return links_of(answer.body.decode(), path, origin)
    return style_links(answer.body.decode(), path, origin) if answer.is_style else set()


def _files(portal: Portal, pages: Pages) -> Iterator[tuple[str, bytes]]:
    for path, (is_page, place) in pages.items():
        content = place.read_bytes()
        place.unlink()
        if is_page:
            content = filed(content.decode(), path, portal.origin, pages).encode()
        yield path, content


def _file(folder: Path, content: bytes, mirror: Manifest, path: str) -> bool:
    name = file_of(path)
    mirror.addresses[name] = path
    return _keep(folder, name, content, mirror)


def _keep(folder: Path, name: str, content: bytes, mirror: Manifest) -> bool:
    """Put `content` under `name` unless it is there, and say whether it was not."""
    target = folder / name
    content_before = target.read_bytes() if target.is_file() else None
    if content_before is not None and essence(content_before, name) == essence(content, name):
        mirror.files[name] = digest(content_before)
        return False
    mirror.files[name] = digest(content)
    storage.write_whole(target, [content])
    return True


def _front(mirror: Manifest) -> bytes:
    """Return the first page: from when the mirror is, and the languages."""
    languages = [
        (code, name) for code, name in settings.LANGUAGES if f"{code}/{INDEX}" in mirror.files
    ]
    context = {"mirror": mirror, "languages": languages}
    return render_to_string("mirror/index.html", context).encode()


def _remove_others(folder: Path, mirror: Manifest) -> int:
    """Remove what the mirror does not hold (any more); return how many files."""
    removed = 0
    for place in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before it
        name = place.relative_to(folder).as_posix()
        if name.startswith(".raw-"):
            continue
        if place.is_dir():
            if not any(place.iterdir()):
                shutil.rmtree(place)
        elif name not in mirror.files and name not in (MANIFEST_NAME, LOCK):
            place.unlink()
            removed += 1
    return removed


def differences(folder: Path, mirror: Manifest) -> Iterator[str]:
    """Yield what the mirror in `folder` and the portal say otherwise, a line each."""
    yield from _damaged(folder, mirror)
    portal = Portal(mirror.origin)
    with tempfile.TemporaryDirectory() as raw:
        pages = gather(portal, Path(raw))
        for path in sorted(set(mirror.addresses.values()) - set(pages)):
            yield f"{path}: in the mirror alone"
        for path, (is_page, place) in pages.items():
            name, live = file_of(path), place.read_bytes()
            if name not in mirror.files:
                yield f"{path}: on the portal alone"
            elif is_page:
                page = filed(live.decode(), path, portal.origin, pages)
                yield from _other_words(path, page, folder / name)
            elif essence(live, name) != essence(_read(folder / name), name):
                yield f"{path}: another file"


def _damaged(folder: Path, mirror: Manifest) -> Iterator[str]:
    for name, digest_before in mirror.files.items():
        if digest(_read(folder / name)) != digest_before:
            yield f"{name}: damaged, or missing"


def _read(place: Path) -> bytes:
    return place.read_bytes() if place.is_file() else b""


def _other_words(path: str, live: str, place: Path) -> Iterator[str]:
    copy = _read(place).decode(errors="replace")
    for ours, theirs in zip_longest(words_of(live), words_of(copy), fillvalue=""):
        if ours != theirs:
            yield f"{path}: the portal says “{ours}”, the mirror “{theirs}”"
            return
