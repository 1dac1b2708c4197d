"""Whether a mirror says what the portal says: the words of pages, the bytes of files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from website.mirror.addresses import file_of
from website.mirror.making import gather
from website.mirror.manifest import Manifest, digest, essence
from website.mirror.pages import filed, words_of
from website.mirror.portal import Portal


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
            elif essence(live, name) != essence(_stored(folder / name), name):
                yield f"{path}: another file"


def _damaged(folder: Path, mirror: Manifest) -> Iterator[str]:
    for name, known in mirror.files.items():
        if digest(_stored(folder / name)) != known:
            yield f"{name}: damaged, or missing"


def _stored(place: Path) -> bytes:
    return place.read_bytes() if place.is_file() else b""


def _other_words(path: str, live: str, place: Path) -> Iterator[str]:
    stored = _stored(place).decode(errors="replace")
    for ours, theirs in zip_longest(words_of(live), words_of(stored), fillvalue=""):
        if ours != theirs:
            yield f"{path}: the portal says “{ours}”, the mirror “{theirs}”"
            return
