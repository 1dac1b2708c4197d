"""One style sheet for readers, out of many for us: sources stay one file a component.

`static/css/portal.css` imports the sheets in their order. Where it is asked for, all of them
are handed out joined, without comments and the white space of authors, in the demonstration as by `collectstatic`, which
gives it a digest in its name and compresses it. There is nothing to run after an edit.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage

from publishing.storage import write_whole

ENTRY = "css/portal.css"
IMPORT = re.compile(r'^@import "(?P<path>[^"]+)"(?: (?P<media>[^;]+))?;$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'("[^"\n]*")')
#: White space that ends a line, begins a block, or follows a comma or the name of a property: browsers need none of it.
NEEDLESS = re.compile(r"(?<=[{};,])\n| (?={\n)|(?<=\n)(?P<name>[\w-]+:) |;\n(?=})|(?<=,) ")


class JoinedStylesFinder(FileSystemFinder):
    """Finds the files of STATICFILES_DIRS, the sheets of ENTRY joined under its name."""

    def find(self, path: str, find_all: Any = False, **kwargs: Any) -> Any:
        sources = super().find(path, find_all, **kwargs)
        if path != ENTRY or not sources:
            return sources
        sheet = made().path(ENTRY)
        return [sheet] if find_all else sheet

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for path, storage in super().list(ignore_patterns):
            yield path, made() if path == ENTRY else storage


def entry() -> Path:
    return Path(settings.STATICFILES_DIRS[0]) / ENTRY


def joined() -> str:
    """Return ENTRY with each import replaced by what it names, and nothing that only authors read.

    Only sheets beside ENTRY may name other files (fonts): a relative address is meant from the
    place of the sheet that holds it.
    """

    def content(match: re.Match[str]) -> str:
        sheet = (entry().parent / match["path"]).read_text("utf-8")
        return f"@media {match['media']} {{\n{sheet}}}\n" if match["media"] else sheet

    sheet = COMMENT.sub("", IMPORT.sub(content, entry().read_text("utf-8")))
    lines = (line.strip() for line in sheet.splitlines())
    parts = STRING.split("".join(f"{line}\n" for line in lines if line))
    parts[::2] = [NEEDLESS.sub(r"\g<name>", part) for part in parts[::2]]
    return "".join(parts)


def made() -> FileSystemStorage:
    """Return the place of the joined sheet, written anew when a source has changed."""
    storage = FileSystemStorage(location=settings.BASE_DIR / "var" / "styles")
    target, text = Path(storage.path(ENTRY)), joined()
    if not target.exists() or target.read_text("utf-8") != text:
        write_whole(target, [text.encode()])
    return storage
