"""Pages as they would be after something that is not done: it is written, looked at, and undone."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from publishing import clock, translations
from publishing.models import Publishable
from staff import revisions
from staff.models import KeptForm
from website import previews
from website.previews import Preview


def page_after(request: HttpRequest, preview: Preview, write: Callable[[], object]) -> HttpResponse:
    """Return the page of the item as it is after `write`, in a transaction that is rolled back.

    What is not undone with it is never asked: memory (website.previews), and what follows after a commit.
    """
    with transaction.atomic():
        write()
        preview.item.refresh_from_db()
        page = previews.page(request, preview)
        transaction.set_rollback(True)
    return page


def typed_into(item: Publishable, kept: KeptForm | None) -> dict[str, str]:
    """Return by column the texts of `item` that somebody has typed and not saved, where they can be saved."""
    texts = revisions.texts_of(type(item))
    values = {name: text for name, text in (kept.values if kept else {}).items() if name in texts}
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
