from __future__ import annotations

from typing import TYPE_CHECKING, Self

from publishing.querysets import PublishableQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable


class BodyQuerySet(PublishableQuerySet):
    def for_pages(self) -> Self:
        return self.select_related("parent", "seat", "seat__country")

    def subtree_slugs(self, slugs: Iterable[str]) -> set[str]:
        """Return `slugs` and the slugs of all bodies below them. One query; the tree is small."""
        pairs = list(self.values_list("slug", "parent__slug"))
        found = set(slugs) & {slug for slug, _parent in pairs}
        while below := {slug for slug, parent in pairs if parent in found} - found:
            found |= below
        return found
