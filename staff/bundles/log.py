"""What the log of each thing tells of the bundle by which it went. ADR 0027."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy, pgettext

from i18n.texts import lazy_sentence
from places.models import PlaceNames
from publishing.enums import Publication
from publishing.permissions import Actor
from staff.actions.views import in_words
from staff.bundles.items import in_order
from staff.log import in_each_language
from staff.models import Bundle, BundleItem, Deed

#: By its kind and key, how public a thing was.
Publications = dict[tuple[int, int], str]


#: What a deed makes of how public a thing is.
PUBLICATION_AFTER = {
    Deed.PUBLISH: Publication.PUBLISHED,
    Deed.WITHDRAW: Publication.WITHDRAWN,
}


def publications(bundle: Bundle) -> Publications:
    return {
        (one.kind_id, one.object_id): getattr(one.item, "publication", "")
        for one in in_order(bundle)
    }


def write(bundle: Bundle, by: Actor, before: Publications) -> None:
    """Write into the log of each thing by which bundle it went, and what that did, in the name of whoever sent it out."""
    if by.account is None:
        return
    deeds_of: dict[Any, list[BundleItem]] = {}
    for one in in_order(bundle):
        deeds_of.setdefault((one.kind_id, one.object_id), []).append(one)
    names = PlaceNames.read()
    for key, items in deeds_of.items():
        thing: Any = items[0].item
        what = _told_lazy(items, before[key], names)
        words = {"bundle": bundle, "what": what}
        sentence = lazy_sentence(gettext_lazy("By the bundle “%(bundle)s”: %(what)s."), words)
        about = (bundle, lazy_sentence(gettext_lazy("By a bundle: %(what)s."), words))
        message = in_each_language(sentence, thing, is_aside=True, about=about)
        LogEntry.objects.log_actions(
            cast(User, by.account).pk, [thing], CHANGE, message, single_object=True
        )


def _told(items: Sequence[BundleItem], before: str, names: PlaceNames) -> str:
    """Return what a bundle did to one thing, in the active language: from what to what, where that is known."""
    return pgettext("between dates", "; ").join(_deed(item, before, names) for item in items)


_told_lazy = lazy(_told, str)


def _deed(item: BundleItem, before: str, names: PlaceNames) -> str:
    if item.change:
        return in_words(item.change, names)
    deed = Deed(item.deed)
    if not before or deed not in PUBLICATION_AFTER:
        return str(deed.label)
    old, new = Publication(before).label, PUBLICATION_AFTER[deed].label
    return _("%(fact)s: %(old)s → %(new)s") % {"fact": deed.label, "old": old, "new": new}
