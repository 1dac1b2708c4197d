"""Uploads that take long are worked on before the turn to write is taken: others wait for it.

The admin prepares them, of whoever may write; the form asks for what came of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

T = TypeVar("T")

#: What is made of an upload, or what is wrong with it: raises ValidationError.
Work = Callable[[UploadedFile], T]


def prepare(upload: UploadedFile, work: Work[T]) -> None:
    """Do `work` on `upload` now, for the form that will ask for it."""
    try:
        upload.prepared = work(upload)  # type: ignore[attr-defined]
    except ValidationError as error:
        upload.prepared = error  # type: ignore[attr-defined]


def prepared(upload: UploadedFile, work: Work[T]) -> T:
    """Return what `work` makes of `upload`, done once. Raises ValidationError."""
    if not hasattr(upload, "prepared"):
        prepare(upload, work)
    made: T | ValidationError = upload.prepared  # type: ignore[attr-defined]
    if isinstance(made, ValidationError):
        raise made
    return made
