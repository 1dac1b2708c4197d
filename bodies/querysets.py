from __future__ import annotations

from typing import Self

from publishing.querysets import PublishableQuerySet, Tree


class BodyQuerySet(Tree, PublishableQuerySet):
    def for_pages(self) -> Self:
        return self.select_related("parent", "seat", "seat__country")
