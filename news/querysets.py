from __future__ import annotations

from typing import Self

from news.states import Section
from presidencies.belonging import BelongingQuerySet


class ArticleQuerySet(BelongingQuerySet):
    def for_cards(self) -> Self:
        """With all that a row, a page or a document shows of an article."""
        return self.with_public("events", "bodies", "priorities")

    def dated(self) -> Self:
        """News and announcements, without the standing pages."""
        return self.exclude(section=Section.STANDING)

    def standing(self) -> Self:
        return self.filter(section=Section.STANDING)

    def in_section(self, section: str) -> Self:
        return self.filter(section=section)

    def newest_first(self) -> Self:
        return self.order_by("-published_on", "-pk")
