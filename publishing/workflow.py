"""The only way an item becomes public or ceases to be, and staff sets a translation's status.

Each writer asks whether `by` may (NotAllowedError), waits for its turn, reads the row anew, and tells
the public in the same transaction.
"""

from datetime import date
from typing import Protocol

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from i18n.texts import CODES, missing
from publishing import outbox, records, translations
from publishing.enums import Publication, TranslationState
from publishing.four_eyes import AloneError, alone, demand_second, demand_translator, is_alone
from publishing.models import (
    Publishable,
    ScheduledAction,
    ScheduledPublication,
    ScheduleState,
    Translated,
)
from publishing.permissions import PUBLISH, Actor, demand
from publishing.translations import outdated_texts, state_of


class PublicationRefusedError(Exception):
    """Says to an editor why an item cannot be published or withdrawn."""


def required_texts(item: Publishable) -> tuple[str, ...]:
    """Return the names of the translated fields without which `item` cannot be public."""
    return getattr(item, "REQUIRED_TEXTS", ("title",))


def dated_ahead(item: Publishable, today: date) -> str:
    """Return why the public cannot read `item` on `today`, if its own day is still to come, or ""."""
    day = getattr(item, item.OWN_DAY) if item.OWN_DAY else None
    if day is None or day <= today:
        return ""
    return _(
        "The day %(day)s is still to come: what the public reads cannot be dated ahead. Wait for "
        "it, or give another day."
    ) % {"day": date_format(day)}


def refuse_ahead(item: Publishable, today: date | None) -> None:
    """Raise PublicationRefusedError for what is public, and whose own day lies after `today`."""
    if today and item.is_published and (problem := dated_ahead(item, today)):
        raise PublicationRefusedError(problem)


def obstacles(item: Publishable, today: date | None = None) -> list[str]:
    """Return, as sentences, what still stops `item` from being published on `today`.

    Without a day, nothing is asked of the item's own.
    """
    early = dated_ahead(item, today) if today else ""
    return [*_missing_texts(item), *([early] if early else [])]


def _missing_texts(item: Publishable) -> list[str]:
    languages = dict(settings.LANGUAGES)
    labels = {field.name: capfirst(str(field.verbose_name)) for field in item._meta.fields}
    return [
        _("%(field)s is missing in: %(languages)s.")
        % {
            "field": labels[field],
            "languages": _(", ").join(str(languages[code]) for code in absent),
        }
        for field in required_texts(item)
        if (absent := missing(item, field, settings.PUBLISHING_REQUIRED_LANGUAGES))
    ]


@transaction.atomic
def publish(item: Publishable, *, by: Actor) -> None:
    """Make `item` public and record it.

    Raises NotAllowedError, AloneError where a second person has to look first, and
    PublicationRefusedError when it is public already, a required text is missing, or its own day lies
    after that of `by`.
    """
    demand(by, PUBLISH, item)
    if is_alone(by):
        raise AloneError(alone(item))
    _lock(item)
    if item.is_published:
        raise PublicationRefusedError(_("“%s” is published already.") % item)
    if problems := obstacles(item, by.today):
        raise PublicationRefusedError(" ".join(problems))
    item.publication = Publication.PUBLISHED
    item.published_at = item.published_at or timezone.now()
    item.save(update_fields=["publication", "published_at", "updated_at"])
    _take_back_moment(item, ScheduledAction.PUBLISH)
    _tell(item)


@transaction.atomic
def withdraw(item: Publishable, *, by: Actor) -> None:
    """Take `item` out of the public's sight; its record keeps a tombstone.

    Raises NotAllowedError, and PublicationRefusedError when it is not public.
    """
    demand(by, PUBLISH, item)
    _lock(item)
    if not item.is_published:
        raise PublicationRefusedError(_("“%s” is not published.") % item)
    item.publication = Publication.WITHDRAWN
    item.save(update_fields=["publication", "updated_at"])
    _take_back_moment(item, ScheduledAction.WITHDRAW)
    _tell(item)


def _take_back_moment(item: Publishable, action: ScheduledAction) -> None:
    """Take back the moment that was set for what is done now: it would be done again, after somebody had undone it."""
    kind = ContentType.objects.filter(app_label=item._meta.app_label, model=item._meta.model_name)
    rows = ScheduledPublication.objects.filter(kind__in=kind, object_id=item.pk, action=action)
    rows.filter(state=ScheduleState.WAITING).update(
        state=ScheduleState.CANCELLED, settled_at=timezone.now()
    )


def _tell(item: Publishable) -> None:
    """Record `item` and all that names it, and note it once for those who follow."""
    with outbox.together():
        records.record(item)
        records.record_dependents(item)


def _lock(item: Publishable) -> None:
    """Read the publication anew under a lock, so that two editors do not both win."""
    records.take_turn()
    model = type(item)
    row = (
        model._default_manager.select_for_update()
        .only("publication", "published_at")
        .get(pk=item.pk)
    )
    item.publication, item.published_at = row.publication, row.published_at


class TranslationRefusedError(Exception):
    """Says to a translator why a translation cannot be set so, and what to do instead."""


@transaction.atomic
def confirm(item: Translated, code: str, *, by: Actor) -> None:
    """Say that the translation into a language says what the source says now.

    Raises TranslationRefusedError for the source itself, and where nothing is to be confirmed; AloneError
    where a second person has to look first.
    """
    _lock_item(item, code, by)
    demand_second(by, item)
    _refuse_source(item, code)
    if not outdated_texts(item, code):
        raise TranslationRefusedError(_("There is nothing to confirm: no source text has changed."))
    translations.confirm(item, code)
    _save(item)


@transaction.atomic
def keep_draft(item: Translated, code: str, *, by: Actor) -> None:
    """Keep the translation into a language from the public, also one that is yet to be written.

    It takes something from sight, and so waits for nobody.
    Raises TranslationRefusedError for the source, for a language that what is public must have,
    and for a draft.
    """
    _lock_item(item, code, by)
    _refuse_source(item, code)
    if records.is_public(item) and code in settings.PUBLISHING_REQUIRED_LANGUAGES:
        raise TranslationRefusedError(
            _("What is public is public in this language: withdraw the whole, or mend the text.")
        )
    state = item.translation_states.get(code, {})
    if state.get("draft"):
        raise TranslationRefusedError(_("It is a draft already."))
    item.translation_states = {**item.translation_states, code: {**state, "draft": True}}
    _save(item)


@transaction.atomic
def make_public(item: Translated, code: str, *, by: Actor) -> None:
    """Show the draft translation into a language to all who may see the item.

    Raises TranslationRefusedError for what is no draft, and AloneError where a second person has to look first.
    """
    _lock_item(item, code, by)
    demand_second(by, item)
    state = dict(item.translation_states.get(code, {}))
    if not state.pop("draft", False):
        raise TranslationRefusedError(_("It is no draft."))
    item.translation_states = {**item.translation_states, code: state}
    _save(item)


@transaction.atomic
def make_source(item: Translated, code: str, *, by: Actor) -> None:
    """Let a language be the one that the others are translated from.

    Translations that say what the old source says are confirmed against the new one, if that
    says it too; the others wait to be confirmed. Raises TranslationRefusedError for the source
    itself, and for a language without a public text; AloneError where a second person has to look first.
    """
    _lock_item(item, code, by)
    demand_second(by, item)
    _refuse_source(item, code)
    if state_of(item, code) not in (TranslationState.PUBLIC, TranslationState.OUT_OF_DATE):
        raise TranslationRefusedError(_("Write and publish the text in this language first."))
    is_up_to_date = not outdated_texts(item, code)
    others = [other for other in CODES if other != code]
    behind = [other for other in others if not is_up_to_date or outdated_texts(item, other)]
    item.source_language = code
    item.translation_states = {c: s for c, s in item.translation_states.items() if c != code}
    translations.confirm_all(item)
    for other in behind:
        translations.doubt(item, other)
    _save(item)


class TranslationWriter(Protocol):
    def __call__(self, item: Translated, code: str, *, by: Actor) -> None: ...


#: Of each writer the name in addresses.
TRANSLATION_ACTIONS: dict[str, TranslationWriter] = {
    "confirm": confirm,
    "draft": keep_draft,
    "public": make_public,
    "source": make_source,
}
#: Those that take something from the public's sight: they never wait for a second person.
HIDING = {"draft"}


def _lock_item(item: Translated, code: str, by: Actor) -> None:
    """Read the row anew under a lock, so that two translators do not both win.

    Raises NotAllowedError.
    """
    demand_translator(by, item, code)
    records.take_turn()
    item.refresh_from_db(from_queryset=type(item)._default_manager.select_for_update())
    translations.follow(item, None)


def _refuse_source(item: Translated, code: str) -> None:
    if code == item.source_language:
        raise TranslationRefusedError(_("This is the source language: its text is no translation."))


def _save(item: Translated) -> None:
    translations.follow(item, None)
    item.save(update_fields=["source_language", "translation_states", "updated_at"])
    records.record(item)
