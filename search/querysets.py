from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from presidencies.current import current_pk

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Of so many letters is the opening of a word, by which its relatives are looked for.
OPENING = 3


class PostingQuerySet(models.QuerySet):
    def of_terms(self, terms: Iterable[str]) -> Self:
        return self.filter(term__in=terms)

    def shown(self) -> Self:
        """Of what the presidency that is shown has, and of what all have."""
        return self.filter(Q(entry__presidency=None) | Q(entry__presidency=current_pk()))

    def opening_with(self, openings: Iterable[str]) -> Self:
        """Whose term begins with one of `openings`, each OPENING letters long."""
        return self.filter(opening__in=openings)

    def terms(self) -> set[str]:
        # Without the order of the rows, which would hide the index and undo distinct().
        return set(self.order_by().values_list("term", flat=True).distinct())
