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

    def lines_up(self) -> dict[str, set[str]]:
        """Return of each body its slug with those of all bodies above it. One query."""
        above = dict(self.values_list("slug", "parent__slug"))
        lines: dict[str, set[str]] = {}
        for slug in above:
            line, step = set(), slug
            while step and step not in line:
                line.add(step)
                step = above.get(step)
            lines[slug] = line
        return lines
