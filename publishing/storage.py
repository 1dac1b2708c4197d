"""Files are written whole or not at all: beside their place, then renamed into it.

A cut file would be handed out for ever: nobody looks into it again.

Until then uploads lie in memory, as many as one request may bring: a disk that is full loses none of them
half-way. Those that take long are worked on before the turn to write is taken: others wait for it. The
admin prepares them, of whoever may write, and those of a proposal before it is tried or approved; the form asks for
what came of it.
"""

import io
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


@contextmanager
def whole_file(path: Path, mode: int = 0o644) -> Iterator[IO[bytes]]:
    """Yield a file that takes the place of `path` when all went well.

    Raises OSError; then what was there is there still.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: Iterable[bytes], mode: int = 0o644) -> None:
    """Put `content` in the place of `path`. Raises OSError; then what was there is there still."""
    with whole_file(path, mode) as file:
        file.writelines(content)


@dataclass
class Stored:
    """The files that came while a form was carried out, by their names."""

    names: list[str] = field(default_factory=list)

    def remove(self) -> None:
        while self.names:
            default_storage.delete(self.names.pop())


_STORED: ContextVar[Stored | None] = ContextVar("stored", default=None)


@contextmanager
def removed_on_error() -> Iterator[Stored]:
    """Note what is stored inside, and remove it again when that ends in an error."""
    files = Stored()
    token = _STORED.set(files)
    try:
        yield files
    except BaseException:
        files.remove()
        raise
    finally:
        _STORED.reset(token)


def discard() -> None:
    """Remove again what has come with the form that is being carried out: it waits elsewhere."""
    if files := _STORED.get():
        files.remove()


def _note(name: str) -> None:
    if files := _STORED.get():
        files.names.append(name)


class WholeFileStorage(FileSystemStorage):
    """Django's storage, but that a file is there only when it is whole."""

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        # Takes the name, as Django's storage does: two uploads at once get two files.
        path.parent.mkdir(parents=True, exist_ok=True)
        while not _taken(path):
            name = self.get_available_name(name)
            path = Path(self.path(name))
        try:
            self.put(name, content)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        _note(name)
        return str(name).replace("\\", "/")

    def put(self, name: str, content: File) -> None:
        """Put `content` in the place of what is called `name`, if anything is. Raises OSError."""
        mode, is_new = self.file_permissions_mode, not self.exists(name)
        write_whole(Path(self.path(name)), content.chunks(), 0o644 if mode is None else mode)
        if is_new:
            _note(name)


def _taken(path: Path) -> bool:
    """Take `path` for a file of ours; false when somebody has it."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def no_room(error: OSError) -> ValidationError:
    """Return what an editor is told of an upload that the disk did not take."""
    logger.error("An upload could not be stored.", exc_info=error)
    return ValidationError(
        _(
            "The file could not be stored: the disk of the portal is full or refuses it. "
            "Nothing is lost. Tell those who run the portal, and upload it again afterwards."
        )
    )


T = TypeVar("T")

#: What is made of an upload, or what is wrong with it: raises ValidationError.
Work = Callable[[UploadedFile], T]


class TooMuchUploadHandler(FileUploadHandler):
    """Takes what the one in memory leaves: the content goes, the form says why and keeps all else."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> UploadedFile:
        upload = InMemoryUploadedFile(
            io.BytesIO(),
            self.field_name,
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
        )
        upload.prepared = too_much()  # type: ignore[attr-defined]
        return upload


def too_much() -> ValidationError:
    """Return what is said of files that are more than one request may bring."""
    return ValidationError(
        _("What you sent has more than %(most)s in all: send fewer or smaller files at once.")
        % {"most": filesizeformat(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)}
    )


def prepare(upload: UploadedFile, work: Work[T]) -> None:
    """Do `work` on `upload` now, for the form that will ask for it."""
    if hasattr(upload, "prepared"):
        return
    try:
        upload.prepared = work(upload)  # type: ignore[attr-defined]
    except ValidationError as error:
        upload.prepared = error  # type: ignore[attr-defined]


def prepared(upload: UploadedFile, work: Work[T]) -> T:
    """Return what `work` makes of `upload`, done once. Raises ValidationError."""
    prepare(upload, work)
    result: T | ValidationError = upload.prepared  # type: ignore[attr-defined]
    if isinstance(result, ValidationError):
        raise result
    return result
