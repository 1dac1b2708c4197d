"""What came of trying a bundle, and its pages, remembered by the process while all on which they hang is as it was. ADR 0027.

The stamp of the database tells of every row that a page may show. What it does not cover stands beside it: the bundle
itself, the rights of whoever looks, the files, and the moment, to the minute. Whatever sends a bundle out, or sets its
moment, tries it for itself.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import get_language

from publishing import clock, etags, stamp
from publishing.permissions import Actor
from staff.bundles import actions, deeds
from staff.bundles.actions import Problem
from staff.models import Bundle, BundleItem, Deed
from staff.proposed_outcomes import rights_of

K = TypeVar("K")
V = TypeVar("V")
#: Trials, and pages, that a process remembers.
MOST = 64
#: By token and language, of each problem the key of its item, and its words.
_remembered: OrderedDict[tuple[str, str | None], list[tuple[int | None, str]]] = OrderedDict()
#: By token and what the page says of itself.
_pages: OrderedDict[tuple[str, str], bytes] = OrderedDict()


def problems_seen(bundle: Bundle, items: Sequence[BundleItem], by: Actor) -> list[Problem]:
    """Return what would stop `bundle`, whose things are `items`; nothing stops what went out.

    It is tried unless it was, and nothing is otherwise since. Two queries then.
    """
    if bundle.is_published:
        return []
    if not stamp.is_true_now():
        return actions.problems_of(bundle, by=by)
    key = (_token(bundle, items, by), get_language())
    found = _remembered.get(key)
    if found is None:
        tried = actions.problems_of(bundle, by=by)
        found = [(one.item.pk if one.item else None, one.text) for one in tried]
        _remember(_remembered, key, found)
    by_key = {item.pk: item for item in items}
    return [Problem(by_key[pk] if pk else None, text) for pk, text in found]


def page_seen(
    bundle: Bundle,
    items: Sequence[BundleItem],
    by: Actor,
    said: Sequence[Any],
    make: Callable[[], bytes],
) -> bytes:
    """Return a page of the preview of `bundle`, whose things are `items`, as `make` makes it, or made it for another look.

    `said` is what it shows beside the rows: its address, its language, who leads to it.
    """
    if not stamp.is_true_now():
        return make()
    key = (_token(bundle, items, by), repr((*said, _minute(clock.now()))))
    page = _pages.get(key)
    if page is None:
        page = make()
        _remember(_pages, key, page)
    return page


def _remember(those: OrderedDict[K, V], key: K, value: V) -> None:
    those[key] = value
    if len(those) > MOST:
        those.popitem(last=False)


def _minute(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(second=0, microsecond=0)


def _token(bundle: Bundle, items: Sequence[BundleItem], by: Actor) -> str:
    now = actions.at_its_moment(bundle, by).now
    files = [
        list(deeds.lost_files(one.item)) for one in items if one.deed in (Deed.PUBLISH, Deed.SHOW)
    ]
    facts = (
        stamp.read(),
        etags.release(),
        settings.FOUR_EYES,
        (bundle.pk, bundle.in_every_language, actions.version_of(bundle, items)),
        rights_of(cast(User, by.account)),
        _minute(now),
        files,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()
