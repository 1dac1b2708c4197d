"""The only way in which staff sets how a translation stands.

Each writer asks whether `by` may (NotAllowedError), waits for its turn, reads the row anew, and tells
the public in the same transaction.
"""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from publishing import records, translations
from publishing.languages import CODES
from publishing.models import Translated
from publishing.rights import TRANSLATE, Actor, demand
from publishing.states import TranslationState
from publishing.translations import outdated_texts, state_of


class TranslationRefusedError(Exception):
    """Says to a translator why a translation cannot be set so, and what to do instead."""


@transaction.atomic
def confirm(item: Translated, code: str, *, by: Actor) -> None:
    """Say that the translation into a language says what the source says now.

    Raises TranslationRefusedError for the source itself, and where nothing is to be confirmed.
    """
    _lock(item, by)
    _refuse_source(item, code)
    if not outdated_texts(item, code):
        raise TranslationRefusedError(_("There is nothing to confirm: no source text has changed."))
    translations.confirm(item, code)
    _save(item)


@transaction.atomic
def keep_draft(item: Translated, code: str, *, by: Actor) -> None:
    """Keep the translation into a language from the public, also one that is yet to be written.

    Raises TranslationRefusedError for the source, for a language that what is public must have,
    and for a draft.
    """
    _lock(item, by)
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

    Raises TranslationRefusedError for what is no draft.
    """
    _lock(item, by)
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
    itself, and for a language without a public text.
    """
    _lock(item, by)
    _refuse_source(item, code)
    if state_of(item, code) not in (TranslationState.PUBLIC, TranslationState.OUT_OF_DATE):
        raise TranslationRefusedError(_("Write and publish the text in this language first."))
    agreed = not outdated_texts(item, code)
    others = [other for other in CODES if other != code]
    behind = [other for other in others if not agreed or outdated_texts(item, other)]
    item.source_language = code
    item.translation_states = {c: s for c, s in item.translation_states.items() if c != code}
    translations.confirm_all(item)
    for other in behind:
        translations.doubt(item, other)
    _save(item)


class TranslationWriter(Protocol):
    def __call__(self, item: Translated, code: str, *, by: Actor) -> None: ...


#: Of each writer the name in addresses.
DEEDS: dict[str, TranslationWriter] = {
    "confirm": confirm,
    "draft": keep_draft,
    "public": make_public,
    "source": make_source,
}


def _lock(item: Translated, by: Actor) -> None:
    """Read the row anew under a lock, so that two translators do not both win.

    Raises NotAllowedError.
    """
    demand(by, TRANSLATE, item)
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
