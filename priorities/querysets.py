from __future__ import annotations

from typing import Self

from publishing.querysets import PublishableQuerySet


class PriorityQuerySet(PublishableQuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")
