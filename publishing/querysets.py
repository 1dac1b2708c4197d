"""The words for asking what is public. Nobody else filters on `publication`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Self

from django.db import models

from publishing.enums import Publication

#: What is asked about as if it were public: website.previews.
_as_if_public: ContextVar[tuple[models.Model, ...]] = ContextVar("_as_if_public", default=())


@contextmanager
def as_if_public(*items: models.Model) -> Iterator[None]:
    """Take `items` for public meanwhile, for whoever asks in this thread: website.previews alone calls it."""
    token = _as_if_public.set((*_as_if_public.get(), *items))
    try:
        yield
    finally:
        _as_if_public.reset(token)


def looked_at(model: type[models.Model]) -> list[Any]:
    """Return the keys of the rows of `model` that are taken for public at present: mostly none."""
    return [item.pk for item in _as_if_public.get() if isinstance(item, model)]


def is_published(link: str = "") -> models.Q:
    """Return the condition that a row is published, or the row to which its `link` leads."""
    return models.Q(**{f"{link}__publication" if link else "publication": Publication.PUBLISHED})


class PublishableQuerySet(models.QuerySet):
    """Rows of a publishable model."""

    def published(self) -> Self:
        """Public, and shown where the reader is: an app above may narrow it."""
        return self.published_anywhere()

    def published_anywhere(self) -> Self:
        public = is_published()
        if keys := looked_at(self.model):
            public |= models.Q(pk__in=keys)
        return self.filter(public)

    def elsewhere(self) -> str:
        """Return below which place of the portal one of the rows is public, if not here; or ""."""
        return ""

    def drafts(self) -> Self:
        return self.filter(publication=Publication.DRAFT)

    def withdrawn(self) -> Self:
        return self.filter(publication=Publication.WITHDRAWN)

    def with_public(self, *links: str) -> Self:
        """With what the public may see of each of `links`: `public_bodies`, a list. One query each.

        Pages and documents read nothing else, so that no draft is named by them. What a thing is
        linked to does not change with what the portal shows: documents are the same from anywhere.
        """
        return self.prefetch_related(
            *(
                models.Prefetch(
                    link, self._linked(link).published_anywhere(), to_attr=f"public_{link}"
                )
                for link in links
            )
        )

    def _linked(self, link: str) -> PublishableQuerySet:
        rows: PublishableQuerySet = self.model._meta.get_field(link).related_model.objects.all()  # type: ignore[union-attr]
        return rows


def subtree(slugs: Iterable[str], pairs: Collection[tuple[str, str | None]]) -> set[str]:
    """Return those of `slugs` that are there, and all below them; `pairs` are of all rows: slug and parent's slug."""
    found = set(slugs) & {slug for slug, _parent in pairs}
    while below := {slug for slug, parent in pairs if parent in found} - found:
        found |= below
    return found


class Tree:
    """Of querysets: rows with a slug may have a `parent` of their own kind. The tree is small."""

    def subtree_slugs(self: Any, slugs: Iterable[str]) -> set[str]:
        """Return `slugs` and the slugs of all rows below them. One query."""
        return subtree(slugs, list(self.values_list("slug", "parent__slug")))

    def lines_up(self: Any) -> dict[str, set[str]]:
        """Return of each row its slug with those of all rows above it. One query."""
        above = dict(self.values_list("slug", "parent__slug"))
        lines: dict[str, set[str]] = {}
        for slug in above:
            line, node = set(), slug
            while node and node not in line:
                line.add(node)
                node = above.get(node)
            lines[slug] = line
        return lines


class PublicRecordQuerySet(models.QuerySet):
    """Records of what the public was told, one row a version."""

    def latest_of(self, *kinds: str) -> Self:
        """The newest record of each item of `kinds`, tombstones included."""
        return self.filter(kind__in=kinds, is_latest=True)

    def superseded(self) -> Self:
        """Told once, and replaced by a newer one; without tombstones."""
        return self.filter(is_latest=False, withdrawn=False)

    def living(self) -> Self:
        """Without tombstones."""
        return self.filter(withdrawn=False)

    def after(self, number: int) -> Self:
        """Recorded later than record `number`."""
        return self.filter(number__gt=number)

    def recorded_since(self, moment: datetime) -> Self:
        """Recorded at `moment` (aware) or later."""
        return self.filter(recorded_at__gte=moment)

    def newest_first(self) -> Self:
        return self.order_by("-number")

    def of_keys(self, keys: Iterable[str]) -> Self:
        return self.filter(key__in=keys)
