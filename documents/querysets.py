from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Cast

from events.models import Event
from presidencies.current import BelongingQuerySet

WITH, WITHOUT = TEXT = ("with", "without")
HAS_TEXT = ~models.Q(file="") | ~models.Q(external_url="")


class DocumentQuerySet(BelongingQuerySet):
    def for_cards(self) -> Self:
        """With all that a row, a page or a document shows."""
        return self.with_public("events", "bodies", "priorities").prefetch_related("versions")

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def of_bodies(self, slugs: Iterable[str]) -> Self:
        return self.filter(bodies__slug__in=slugs).distinct()

    def of_priority(self, slug: str, events: models.QuerySet) -> Self:
        """That serve the priority, or came out of one of `events`, which serve it."""
        return self.filter(models.Q(priorities__slug=slug) | models.Q(events__in=events)).distinct()

    def adopted_in(self, year: int) -> Self:
        return self.filter(adopted_on__year=year)

    def adopted_between(self, first: date, last: date) -> Self:
        """Adopted from `first` to `last`, both inclusive."""
        return self.filter(adopted_on__range=(first, last))

    def in_language(self, code: str) -> Self:
        """Whose own text exists in a language, whatever its script: zh finds zh-Hans."""
        # As text, because SQLite cannot look into a JSON list.
        documents = self.annotate(written_in=Cast("languages", models.TextField()))
        return documents.filter(
            models.Q(written_in__contains=f'"{code}"') | models.Q(written_in__contains=f'"{code}-')
        )

    def adopted_by(self, today: date) -> Self:
        """Not adopted after `today`, nor at a meeting that is to begin after it, or was postponed."""
        ahead = Event.objects.published_anywhere().not_begun(today)
        return self.filter(adopted_on__lte=today).exclude(events__in=ahead)

    def by_text(self, values: Iterable[str]) -> Self:
        """With a text or without, as `values` name it: TEXT."""
        wanted = models.Q(pk__in=())
        for value in values:
            wanted |= HAS_TEXT if value == WITH else ~HAS_TEXT
        return self.filter(wanted)

    def counts(self) -> dict[str, int]:
        """Return how many there are, with a text and without. One query."""
        pk = models.F("pk")
        return self.order_by().aggregate(
            all=models.Count(pk, distinct=True),
            with_text=models.Count(pk, filter=HAS_TEXT, distinct=True),
            without_text=models.Count(pk, filter=~HAS_TEXT, distinct=True),
        )

    def readable_first(self) -> Self:
        """Those with a text before the others; of each the newest first."""
        return self.annotate(
            has_text=models.Case(models.When(HAS_TEXT, then=True), default=False)
        ).order_by("-has_text", "-adopted_on", "pk")

    def with_file(self, name: str) -> Self:
        """Whose file, now or before a correction, is stored under `name`."""
        return self.filter(models.Q(file=name) | models.Q(versions__file=name)).distinct()

    def years(self) -> list[int]:
        """Return the years of adoption, newest first."""
        return [day.year for day in self.dates("adopted_on", "year", order="DESC")]

    def newest_first(self) -> Self:
        return self.order_by("-adopted_on", "pk")
