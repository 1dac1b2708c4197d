"""What a restore may alter, and how it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from documents.models import Document
from events.models import Event, kinds_of_photos
from publishing import stamp
from publishing.models import RecordCounter


def refusal(*command: object, **options: object) -> str:
    with pytest.raises(CommandError) as refused:
        call_command(*command, **options)  # type: ignore[arg-type]
    return str(refused.value)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def state(media: Path) -> tuple[object, ...]:
    """All that a restore may alter."""
    return (
        list(Event.objects.order_by("pk").values()),
        list(Document.objects.order_by("pk").values()),
        *(list(kind.objects.order_by("pk").values()) for kind in kinds_of_photos()),
        RecordCounter.objects.get().value,
        sorted(stamp.triggers(connection)),
        content(media),
    )


def epoch() -> str:
    return RecordCounter.objects.get().epoch
