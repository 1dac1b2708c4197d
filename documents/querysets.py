from __future__ import annotations

from typing import Self

from publishing.querysets import PublishableQuerySet


class DocumentQuerySet(PublishableQuerySet):
    def for_cards(self) -> Self:
        """With all that a row, a page or a document shows."""
        return self.prefetch_related("events", "bodies", "priorities")

    def newest_first(self) -> Self:
        return self.order_by("-adopted_on", "pk")
