from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Cast

from presidencies.scope import BelongingQuerySet


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

    def with_file(self, name: str) -> Self:
        """Whose file, now or before a correction, is stored under `name`."""
        return self.filter(models.Q(file=name) | models.Q(versions__file=name)).distinct()

    def years(self) -> list[int]:
        """Return the years of adoption, newest first."""
        return [day.year for day in self.dates("adopted_on", "year", order="DESC")]

    def newest_first(self) -> Self:
        return self.order_by("-adopted_on", "pk")
