"""What the public would see of a thing for the first time, row by row, for the second person who looks at it.

The rows are those of the thing's form, in its order: each text in each language that it has, then what is chosen, the
days, the file; then what its desk adds, and the photos on its page. What is empty has no row.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from events import images
from events.models import AbstractPhoto, kinds_of_photos
from i18n.texts import bcp47, content_languages, written_texts
from publishing.models import Publishable
from publishing.translations import free_texts
from staff.conflicts import NO, YES
from staff.models.proposals import Proposal
from staff.parallel_texts import text_of_column
from staff.proposals.outcomes import ProposedDifference
from staff.revisions import numbered_kind

#: Said elsewhere on the page, or of no reader's.
LEFT_OUT = {"publication", "published_at", "updated_at"}


class ReviewedAdmin(ModelAdmin):
    """Adds to the rows of a form what a second person reads besides."""

    def more_to_review(self, item: Any) -> Iterator[tuple[str, str]]:
        """Yield what is told of `item` beside the fields of its form: labels, and words in the active language."""
        yield from ()


def rows_of(
    item: Publishable, desk: ReviewedAdmin, request: HttpRequest, proposal: Proposal
) -> Iterator[ProposedDifference]:
    """Yield all that is new of `item`, in the active language."""
    names: list[Any] = flatten_fieldsets(desk.get_fieldsets(request, item))
    told: set[str] = set()
    for name in names:
        text = text_of_column(type(item), name)
        if text is not None and text.name not in told:
            told.add(text.name)
            yield from _texts(item, text)
        elif text is None and name not in LEFT_OUT:
            yield from _value(item, name)
    for label, words in desk.more_to_review(item):
        yield ProposedDifference(label, "", words)
    yield from _photos(item, proposal)


def _texts(
    row: models.Model, text: "models.Field[Any, Any]", of: str = ""
) -> Iterator[ProposedDifference]:
    languages = dict(content_languages())
    texts = written_texts(row, text.name)
    for code, language in languages.items():
        if words := texts.get(code):
            words = str(dict(text.flatchoices).get(words, words))
            label = f"{of}{text.verbose_name}, {language}"
            yield ProposedDifference(label, "", words, bcp47(code))


def _value(item: models.Model, name: str) -> Iterator[ProposedDifference]:
    """Yield what is chosen, a day, a file or a plain text."""
    fields = {field.name: field for field in (*item._meta.fields, *item._meta.many_to_many)}
    if (field := fields.get(name)) and (words := in_words(item, field)):
        yield ProposedDifference(str(field.verbose_name), "", words)


def in_words(item: Any, field: "models.Field[Any, Any]") -> str:
    """Return what stands in a field, as a reader says it; "" of nothing."""
    value = getattr(item, field.name)
    if isinstance(field, models.ManyToManyField):
        return "\n".join(map(str, value.all()))
    if isinstance(value, bool):
        return str(YES if value else NO)
    if value in (None, "", [], {}):
        return ""
    if field.choices:
        return capfirst(str(getattr(item, f"get_{field.name}_display")()))
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return date_format(value, "DATE_FORMAT")
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def photos_of(item: models.Model) -> list[AbstractPhoto]:
    """Return the photos on the page of `item`, those held back too. One query at most."""
    kinds = [kind for kind in kinds_of_photos() if kind.page_model() is type(item)]
    return [
        photo
        for kind in kinds
        for photo in kind._default_manager.filter(**{kind.PAGE: item}).order_by("position", "pk")
    ]


def _photos(item: Publishable, proposal: Proposal) -> Iterator[ProposedDifference]:
    for number, photo in enumerate(photos_of(item)):
        yield from _photo(photo, number, proposal)


def _photo(photo: AbstractPhoto, number: int, proposal: Proposal) -> Iterator[ProposedDifference]:
    of = f"{numbered_kind(gettext_lazy('photo'), str(number))}: "
    size = _("%(width)d × %(height)d pixels") % {"width": photo.width, "height": photo.height}
    said = (
        _("%(size)s; held back, so that visitors do not see it") % {"size": size}
        if photo.is_held_back
        else size
    )
    name = images.name_of(photo.digest, photo.width, "jpg")
    address = reverse("admin:proposal_file", args=[proposal.pk, name])
    yield ProposedDifference(f"{of}{_('picture')}", "", said, picture=address)
    for text in free_texts(type(photo)):
        yield from _texts(photo, text, of)
    if photo.licence:
        yield ProposedDifference(
            f"{of}{photo._meta.get_field('licence').verbose_name}", "", photo.licence
        )
