"""What a bundle does to each thing, by the thing's own writer, and what that one needs besides."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.models import Document
from events.actions import photos, undoing
from events.actions.announcement import Announcement
from events.actions.recording import ChangeRefusedError
from events.images import name_of
from events.models import AbstractPhoto, Change, Event
from i18n.texts import CODES, is_draft_in
from publishing import translations, workflow
from publishing.models import Publishable
from publishing.permissions import Actor, NotAllowedError
from publishing.workflow import PublicationRefusedError
from staff.actions.fields import BareForm
from staff.actions.registry import ACTIONS, Action, offered
from staff.fact_forms import text_name
from staff.models import BundleItem, Deed

#: What a writer raises that cannot do its part. Anything else is a fault of ours.
REFUSALS = (PublicationRefusedError, ChangeRefusedError, NotAllowedError)
#: Of the form of an act: the day for which it was filled in. An announcement of that day is of the bundle's own.
DAY = "for_day"
#: Deeds for which the file of a thing is there.
WITH_FILES = (Deed.PUBLISH, Deed.SHOW)


def do(item: BundleItem, by: Actor) -> Change | None:
    """Do to the thing of `item` what it is in the bundle for. Raises one of REFUSALS, and has written nothing then."""
    thing = item.item
    if thing is None:
        raise PublicationRefusedError(_("It is no longer there: take it out."))
    if problems := list(_lacking(item, thing)):
        raise PublicationRefusedError(" ".join(problems))
    return _DEEDS[item.deed](item, thing, by)


def form_of(item: BundleItem, event: Event, by: Actor) -> tuple[Action, BareForm]:
    """Return the act of `item` with its form, as it was filled in, at the moment of `by`.

    Raises ChangeRefusedError where it cannot be taken, or not as it was filled in.
    """
    prefetch_related_objects([event], "cities")  # the form asks for them several times
    action = ACTIONS[item.code]
    if by.now is None or by.today is None or action not in offered(event, by.now):
        raise ChangeRefusedError(_("This is not possible in the present state of the event."))
    data = QueryDict(mutable=True)
    for name, values in item.sent.items():
        data.setlist(name, values)
    if data.get(DAY) and data.get("announced_on") == data[DAY]:
        data["announced_on"] = by.today.isoformat()
    form = action.form(event, by.today, data)
    if not form.is_valid():
        errors = [error for found in form.errors.as_data().values() for error in found]
        raise ChangeRefusedError(" ".join(" ".join(error.messages) for error in errors))
    return action, form


# --- what it lacks -----------------------------------------------------------------------


def _lacking(item: BundleItem, thing: Any) -> Iterator[str]:
    """Yield, as sentences, what a thing lacks to go public that its own writer would not ask for."""
    if item.deed in WITH_FILES:
        yield from lost_files(thing)
    if item.bundle.in_every_language and item.deed == Deed.PUBLISH:
        yield from _missing_languages(thing)
    if item.bundle.in_every_language and item.deed in (Deed.ACT, Deed.UNDO):
        absent = [code for code in CODES if not first_of(item, text_name("reason", code))]
        if 0 < len(absent) < len(CODES):
            yield _missing(_("Reason"), *absent)


def _missing_languages(thing: Any) -> Iterator[str]:
    lacking = translations.gaps(thing)
    fields = {field.name: field for absent in lacking.values() for field in absent}
    for field in fields.values():
        absent = [code for code, those in lacking.items() if field in those]
        yield _missing(capfirst(str(field.verbose_name)), *absent)
    for code in CODES:
        if is_draft_in(thing, code):
            yield _("The translation is kept as a draft: %(language)s.") % {
                "language": dict(settings.LANGUAGES)[code]
            }


def _missing(field: str, *codes: str) -> str:
    names = dict(settings.LANGUAGES)
    languages = _(", ").join(str(names[code]) for code in codes)
    return _("%(field)s is missing in: %(languages)s.") % {"field": field, "languages": languages}


def lost_files(thing: Any) -> Iterator[str]:
    """Yield, as a sentence, that the file of a paper or a photo is missing."""
    name = ""
    if isinstance(thing, Document):
        name = thing.file.name or ""
    elif isinstance(thing, AbstractPhoto):
        name = name_of(thing.digest, thing.width, "jpg")
    if name and not default_storage.exists(name):
        yield _("Its file is missing: upload it again.")


# --- what is done ------------------------------------------------------------------------


def _publish(_item: BundleItem, thing: Any, by: Actor) -> None:
    workflow.publish(cast(Publishable, thing), by=by)


def _withdraw(_item: BundleItem, thing: Any, by: Actor) -> None:
    workflow.withdraw(cast(Publishable, thing), by=by)


def _show(_item: BundleItem, thing: Any, by: Actor) -> None:
    photos.show(thing, by=by)


def _hide(_item: BundleItem, thing: Any, by: Actor) -> None:
    photos.hold_back(thing, by=by)


def _act(item: BundleItem, thing: Any, by: Actor) -> Change | None:
    action, form = form_of(item, thing, by)
    return action.write(thing, form, by)


def _undo(item: BundleItem, _thing: Any, by: Actor) -> Change:
    said = Announcement(
        on=by.today,
        reason={code: first_of(item, text_name("reason", code)) for code in CODES},
        source_url=first_of(item, "source_url"),
    )
    return undoing.undo(cast(Change, item.change), said, by=by)


def first_of(item: BundleItem, name: str) -> str:
    """Return what was filled in as `name`, or ""."""
    return str(next(iter(item.sent.get(name, [])), ""))


_DEEDS: dict[str, Callable[[BundleItem, Any, Actor], Change | None]] = {
    Deed.ACT: _act,
    Deed.UNDO: _undo,
    Deed.PUBLISH: _publish,
    Deed.SHOW: _show,
    Deed.HIDE: _hide,
    Deed.WITHDRAW: _withdraw,
}
