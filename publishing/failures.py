"""What the portal does by itself and failed in: told on the desk's first page until it succeeds again.

A row for each task of a timer, by the name of its command, and one for mail. Nothing here stops anybody.
"""

import logging
from contextlib import suppress

from django.db import DatabaseError, models, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)
MAIL = "mail"
#: Characters of what is kept of an error.
LONGEST = 300


class Failure(models.Model):
    """A task, or mail, that failed the last time. Written by this module alone."""

    name = models.CharField(max_length=40, unique=True)
    since = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    #: How often in a row.
    times = models.PositiveIntegerField(default=0)
    #: For whoever runs the portal: as the error said it.
    said = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"{self.name}: {self.said}"


def note(name: str, error: object) -> None:
    """Say that `name` failed. Never raises: where no database answers, the log has to do."""
    text = " ".join(str(error).split())[:LONGEST]
    try:
        with transaction.atomic():
            Failure.objects.get_or_create(name=name)
            now = timezone.now()
            rows = Failure.objects.filter(name=name)
            rows.update(times=models.F("times") + 1, last_at=now, said=text)
    except DatabaseError:
        logger.exception("The failure of %s could not be noted.", name)


def over(name: str) -> None:
    """Say that `name` succeeded."""
    with suppress(DatabaseError), transaction.atomic():
        Failure.objects.filter(name=name).delete()
