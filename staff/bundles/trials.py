"""What came of trying a bundle, remembered by the process while all on which it hangs is as it was. ADR 0027.

The stamp of the database tells of every row that a page may show. What it does not cover stands beside it: the bundle
itself, the rights of whoever looks, the files, and the moment, to the minute. Whatever sends a bundle out, or sets its
moment, tries it for itself.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import cast

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import get_language

from publishing import etags, stamp
from publishing.permissions import Actor
from staff.bundles import actions, deeds
from staff.bundles.actions import Problem
from staff.models import Bundle, BundleItem, Deed
from staff.proposed_outcomes import rights_of

#: Trials that a process remembers: by token and language, of each problem the key of its item, and its words.
MOST = 64
_remembered: OrderedDict[tuple[str, str | None], list[tuple[int | None, str]]] = OrderedDict()


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
        _remember(key, found)
    by_key = {item.pk: item for item in items}
    return [Problem(by_key[pk] if pk else None, text) for pk, text in found]


def _remember(key: tuple[str, str | None], found: list[tuple[int | None, str]]) -> None:
    _remembered[key] = found
    if len(_remembered) > MOST:
        _remembered.popitem(last=False)


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
        now and now.replace(second=0, microsecond=0),
        files,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()
