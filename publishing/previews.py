"""Looking at things as if they were public, before they are: for one request, and for nobody else. ADR 0023."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models

from publishing import querysets, stamp


@contextmanager
def as_if_public(*items: models.Model) -> Iterator[None]:
    """Take `items` for public meanwhile, in this thread alone. Nothing is written, and nothing kept.

    Whatever asks `published()` finds them, and links to them are named. Other drafts stay hidden.
    """
    with querysets.as_if_public(*items), stamp.apart():
        yield
