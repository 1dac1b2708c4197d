"""What a preview says of itself (how the thing stands before the public, in which languages it is shown), and pages as
they would be after something that is not done: it is written, looked at, and undone.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from i18n.addresses import LanguageLink
from i18n.texts import bcp47
from publishing import clock, translations
from publishing.enums import Publication
from publishing.models import Publishable
from publishing.storage import removed_on_error
from staff import history
from staff.models import KeptForm
from website import previews
from website.previews import Preview

R = TypeVar("R", bound=HttpResponseBase)


def said_of(item: Publishable) -> str:
    """Return how `item` stands, in the active language."""
    match item.publication:
        case Publication.PUBLISHED:
            return _("Preview. This is public already.")
        case Publication.WITHDRAWN:
            return _("Preview: not public. It was withdrawn.")
    return _("Preview: not public. It is a draft.")


def said_of_typed() -> str:
    return _("Preview: not public. With what was typed and is not saved.")


def said_after(action: str) -> str:
    return _("Preview: not public. As it would be after “%(action)s”: nothing is saved.") % {
        "action": action
    }


def language_links(address: Callable[[str], str], shown: str) -> list[LanguageLink]:
    """Return the same preview in each language, in the order of LANGUAGES."""
    return [
        LanguageLink(name, bcp47(code), address(code), code == shown)
        for code, name in settings.LANGUAGES
    ]


def page_after(request: HttpRequest, preview: Preview, write: Callable[[], object]) -> HttpResponse:
    """Return the page of the item as it is after `write`, and undo that."""
    return _seen_after(write, preview.item, partial(previews.page, request, preview))


def file_after(
    request: HttpRequest, item: Publishable, name: str, write: Callable[[], object]
) -> HttpResponseBase:
    """Return a file that the page of `item` shows after `write`, and undo that. Raises Http404."""
    return _seen_after(write, item, partial(previews.file, request, item, name))


def _seen_after(write: Callable[[], object], item: Publishable, look: Callable[[], R]) -> R:
    """Return what `look` sees after `write`, in a transaction that is rolled back; files that came with it go again.

    What is not undone with it is never asked: memory (website.previews), and what follows after a commit.
    """
    with transaction.atomic(), removed_on_error() as files:
        write()
        item.refresh_from_db()
        seen = look()
        files.remove()
        transaction.set_rollback(True)
    return seen


def typed_into(item: Publishable, kept: Sequence[KeptForm]) -> dict[str, str]:
    """Return by column the texts of `item` that somebody typed last and did not save, where they can be saved."""
    texts = history.texts_of(type(item))
    values = {
        name: text for name, text in (kept[0].values if kept else {}).items() if name in texts
    }
    return {name: text for name, text in values.items() if _fits(item, name, text)}


def _fits(item: Publishable, name: str, text: str) -> bool:
    try:
        item._meta.get_field(name).clean(text, item)  # type: ignore[union-attr]  # a column
    except ValidationError:
        return False
    return True


def write_typed(item: Publishable, texts: dict[str, str]) -> None:
    """Write `texts` as a save of the form would. Belongs inside `page_after`."""
    for name, text in texts.items():
        setattr(item, name, item._meta.get_field(name).clean(text, item))  # type: ignore[union-attr]  # as above
    translations.follow(item, clock.today())
    item.save(update_fields=[*texts, "translation_states", "updated_at"])
