from __future__ import annotations

from typing import Self

from django.db import models

from presidencies.belonging import BelongingQuerySet
from presidencies.current import current_pk


class PriorityQuerySet(BelongingQuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def published_anywhere(self) -> Self:
        """With the strand, without which none is drawn."""
        return super().published_anywhere().select_related("strand")


class StrandQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def shown(self) -> Self:
        """Those of the presidency that is shown, in their order."""
        return self.filter(presidency=current_pk()).in_order()

    def named_by_files(self) -> Self:
        """Their keys are given anew in each presidency: a file means its own."""
        return self.filter(presidency=current_pk())
