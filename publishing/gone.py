"""What was public and is so no longer: every address that it had answers 410, one of a draft 404."""

from typing import Any

from django.db.models import Model
from django.http import Http404

from publishing.querysets import PublishableQuerySet


class WithdrawnError(Http404):
    """The address is that of a withdrawn thing of `model`, or of a part of it."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        super().__init__()


class ElsewhereError(Http404):
    """The address is that of a thing that is shown below another `place` of the portal."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__()


def public_or_404(rows: PublishableQuerySet, **names: Any) -> Any:
    """Return the published one of `rows` that `names` name.

    Raises WithdrawnError for one that was withdrawn, Http404 for one that was never public.
    """
    item = rows.published().filter(**names).first()
    if item is None:
        raise not_public(rows.filter(**names))
    return item


def not_public(rows: PublishableQuerySet) -> Http404:
    """Return the error for an address that `rows` had, none of which is public now, or here."""
    if not rows.exists():  # as for most wrong addresses: the questions below cost more
        return Http404()
    if place := rows.elsewhere():
        return ElsewhereError(place)
    return WithdrawnError(rows.model) if rows.withdrawn().exists() else Http404()
