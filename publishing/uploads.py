"""Uploads lie in memory, as many as one request may bring: a disk that is full loses none of them half-way.

Those that take long are worked on before the turn to write is taken: others wait for it. The admin
prepares them, of whoever may write; the form asks for what came of it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

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
        upload.prepared = ValidationError(  # type: ignore[attr-defined]
            _("What you sent has more than %(most)s in all: send fewer or smaller files at once.")
            % {"most": filesizeformat(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)}
        )
        return upload


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
