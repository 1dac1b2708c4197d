from __future__ import annotations

from typing import Self

from presidencies.belonging import BelongingQuerySet


class PriorityQuerySet(BelongingQuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")
