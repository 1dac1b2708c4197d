from __future__ import annotations

from typing import Self

from django.db import models

from hosts.states import HostKind
from publishing.querysets import Tree
from publishing.states import Publication


class HostQuerySet(Tree, models.QuerySet):
    def for_pages(self) -> Self:
        return self.select_related("country", "body", "parent__country", "parent__body")

    def kinds(self) -> dict[str, set[str]]:
        """Return of each host its kind. One query."""
        return {slug: {kind} for slug, kind in self.values_list("slug", "kind")}

    def states(self) -> Self:
        return self.filter(kind=HostKind.STATE)

    def with_own_page(self) -> Self:
        """Without those whose page is that of a state or of a public body."""
        return self.not_public_bodies().exclude(kind=HostKind.STATE)

    def not_public_bodies(self) -> Self:
        return self.exclude(body__publication=Publication.PUBLISHED)
