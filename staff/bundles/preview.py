"""What the public will see once a bundle has gone out: each page of it as it will be, with all the rest.

One page of it, and its files, are shown alike whoever looks: at the desk, or by a link.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from publishing import clock, etags, outbox, records, stamp
from publishing.models import Publishable
from publishing.permissions import Actor
from staff.bundles import actions, deeds
from staff.bundles.items import seen_in_order, version_of
from staff.bundles.second_person import looking
from staff.models import Bundle, BundleItem, Deed
from staff.previews import state
from staff.proposals.outcomes import rights_of
from staff.scope import whole_of
from website import previews
from website.previews import Preview

#: What is looked at as if it were done; all else is written, and undone.
SHOWN = (Deed.PUBLISH, Deed.SHOW)


def pages_of(bundle: Bundle) -> list[Any]:
    """Return the things whose pages the public will read, each once: of a photo that on which it stands."""
    return _pages_of(seen_in_order(bundle))


def _pages_of(items: Sequence[BundleItem]) -> list[Any]:
    pages = [_page_of(item.item) for item in items if item.deed != Deed.WITHDRAW]
    return list({(type(page), page.pk): page for page in pages if page is not None}.values())


def _page_of(thing: models.Model | None) -> models.Model | None:
    page = whole_of(thing)
    return page if isinstance(page, Publishable) and hasattr(page, "get_absolute_url") else None


@contextmanager
def as_if_out(bundle: Bundle, items: Sequence[BundleItem], by: Actor) -> Iterator[None]:
    """See the portal as it is once `bundle`, whose things are `items` in order, has gone out. Nothing stays written, and nothing is kept.

    What is not ready is left out. Reads anew what is asked for inside: rows read before know nothing of it.
    """
    by = looking(actions.at_its_moment(bundle, by))
    with transaction.atomic(), outbox.together() as waiting, records.together() as pending:
        for item in items:
            _try(item, by)
        pending.rows.clear()
        waiting.clear()
        things = [item.item for item in items if item.deed in SHOWN and item.item is not None]
        with previews.as_if_public(*things):
            yield
        transaction.set_rollback(True)


def _try(item: BundleItem, by: Actor) -> None:
    if item.deed not in SHOWN:
        with suppress(*deeds.REFUSALS):
            deeds.do(item, by)


@dataclass(frozen=True)
class Addresses:
    """Who looks at the preview of a bundle, and where its parts stand: pages by language and number, and files."""

    by: Actor
    page: Callable[[str, int], str]
    files: str
    back: str = ""
    maker: str = ""
    until: datetime | None = None


def page_of(
    request: HttpRequest, bundle: Bundle, code: str, number: int, at: Addresses
) -> HttpResponseBase:
    """Return page `number` of `bundle`, from 1, in a language, as it will be. Raises Http404.

    It is made once for all who look at it while nothing is otherwise.
    """
    items = seen_in_order(bundle)
    pages = _pages_of(items)
    if code not in dict(settings.LANGUAGES) or not 0 < number <= len(pages):
        raise Http404
    shown = _preview_of(bundle, pages[number - 1], (code, number), at)

    def make() -> bytes:
        with as_if_out(bundle, items, at.by):
            return previews.page(request, shown).content

    site = request.build_absolute_uri("/")
    said = (site, code, number, shown.said, at.files, at.back, at.maker, at.until)
    return previews.sealed(HttpResponse(_made_once(bundle, items, at.by, said, make)))


def _preview_of(bundle: Bundle, item: Any, which: tuple[str, int], at: Addresses) -> Preview:
    """Return what the page of `item` says of itself: `which` is its language and its number."""
    code, number = which
    with translation.override(code):
        said = _("Preview: not public. As it will be once “%(bundle)s” has gone out.")
        if at.maker:  # by a link: what the desk calls a bundle is for the desk alone
            said = _("Preview: not public. As it will be once all of it has gone out together.")
        return Preview(
            item=item,
            language=code,
            said=said % {"bundle": bundle},
            files=at.files,
            links=state.language_links(lambda language: at.page(language, number), code),
            back=at.back,
            maker=at.maker,
            until=at.until,
            zone=clock.zone().key,
        )


def file_of(request: HttpRequest, bundle: Bundle, name: str, by: Actor) -> HttpResponseBase:
    """Return a file that the pages of `bundle` show. Raises Http404."""
    items = seen_in_order(bundle)
    pages = _pages_of(items)
    if not pages:
        raise Http404
    with as_if_out(bundle, items, by):
        return previews.file(request, pages[0], name)


# --- pages that were made ------------------------------------------------------------------

#: Pages that a process remembers.
MOST = 64
#: By token and what the page says of itself.
_pages: OrderedDict[tuple[str, str], bytes] = OrderedDict()


def _made_once(
    bundle: Bundle,
    items: Sequence[BundleItem],
    by: Actor,
    said: Sequence[Any],
    make: Callable[[], bytes],
) -> bytes:
    """Return a page of the preview of `bundle`, whose things are `items`, as `make` makes it, or made it for another look.

    `said` is what it shows beside the rows: its address, its language, who leads to it. The stamp of the database tells of every
    row that it may show. What that does not cover stands beside it.
    """
    if not stamp.is_true_now():
        return make()
    key = (_token(bundle, items, by), repr((*said, _minute(clock.now()))))
    page = _pages.get(key)
    if page is None:
        page = _pages[key] = make()
        if len(_pages) > MOST:
            _pages.popitem(last=False)
    return page


def _minute(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(second=0, microsecond=0)


def _token(bundle: Bundle, items: Sequence[BundleItem], by: Actor) -> str:
    now = actions.at_its_moment(bundle, by).now
    files = [list(deeds.lost_files(one.item)) for one in items if one.deed in deeds.WITH_FILES]
    facts = (
        stamp.read(),
        etags.release(),
        settings.FOUR_EYES,
        (bundle.pk, bundle.in_every_language, version_of(bundle, items)),
        rights_of(cast(User, by.account)),
        _minute(now),
        files,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()
