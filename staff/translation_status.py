"""How the translations of one item stand, beside their texts, and which deeds are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy

from i18n.texts import StrOrPromise, content_languages, is_draft_in
from publishing import records, translations
from publishing.enums import TranslationState
from publishing.models import Translated
from publishing.translations import outdated_texts, since, state_of, written
from staff.conflicts import values_in

#: By name in addresses: what the button says, and what the log.
LABELS: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "confirm": (gettext_lazy("Confirm as up to date"), gettext_lazy("Translation confirmed")),
    "public": (gettext_lazy("Make public"), gettext_lazy("Translation made public")),
    "draft": (gettext_lazy("Keep as a draft"), gettext_lazy("Translation kept as a draft")),
    "source": (gettext_lazy("Make the source"), gettext_lazy("Source language set")),
}


@dataclass(frozen=True)
class TextStatus:
    """One text of the source and its translation; `changed`: the source has moved on since.

    `seen` is what the page showed of both before somebody changed one of them.
    """

    name: str
    label: str
    source: str
    text: str
    changed: bool
    seen: tuple[str, str] | None = None


@dataclass(frozen=True)
class TranslationStatus:
    """How an item stands in one language, and the deeds that are open."""

    code: str
    name: str
    state: TranslationState
    is_source: bool
    is_draft: bool
    since: date | None
    deeds: tuple[tuple[str, StrOrPromise], ...]
    lines: tuple[TextStatus, ...]

    @property
    def shown(self) -> str:
        """What the page shows of the language: the hidden field of its form."""
        texts = {line.name: [line.source, line.text] for line in self.lines}
        return orjson.dumps({"state": self._state, "texts": texts}).decode()

    @property
    def _state(self) -> list[Any]:
        return [self.state.value, self.is_source, self.is_draft]

    def met(self, shown: Mapping[str, Any]) -> TranslationStatus | None:
        """Return the standing with the texts that were seen otherwise; None when all is as shown.

        A page that does not say what it showed is believed.
        """
        texts = values_in(shown, "texts")
        if texts is None:
            return None
        lines = tuple(_compared(line, texts.get(line.name)) for line in self.lines)
        if lines == self.lines and shown.get("state") == self._state:
            return None
        return replace(self, lines=lines)


def _compared(line: TextStatus, seen: Any) -> TextStatus:
    """Note on a line what was seen of it, where that differs."""
    now = (line.source, line.text)
    if not isinstance(seen, list) or len(seen) != 2 or tuple(seen) == now:
        return line
    return replace(line, seen=(str(seen[0]), str(seen[1])))


def translation_statuses(
    item: Translated, met: TranslationStatus | None = None
) -> list[TranslationStatus]:
    """Return a line for each language, that of the source first, `met` in its place. No query."""
    statuses = [
        met if met and met.code == code else translation_status(item, code, name)
        for code, name in content_languages()
    ]
    return sorted(statuses, key=lambda status: not status.is_source)


def translation_status(item: Translated, code: str, name: str) -> TranslationStatus:
    outdated = {field.name for field in outdated_texts(item, code)}
    return TranslationStatus(
        code=code,
        name=name,
        state=state_of(item, code),
        is_source=code == item.source_language,
        is_draft=is_draft_in(item, code),
        since=since(item, code) if outdated else None,
        deeds=tuple((deed, LABELS[deed][0]) for deed in _open_actions(item, code)),
        lines=tuple(
            TextStatus(
                field.name,
                str(field.verbose_name),
                written(item, field.name, item.source_language),
                written(item, field.name, code),
                field.name in outdated,
            )
            for field in translations.free_texts(type(item))
        ),
    )


def _open_actions(item: Translated, code: str) -> Iterator[str]:
    if code == item.source_language:
        return
    if outdated_texts(item, code):
        yield "confirm"
    required = records.is_public(item) and code in settings.PUBLISHING_REQUIRED_LANGUAGES
    if is_draft_in(item, code):
        yield "public"
    elif not required:
        yield "draft"
    if state_of(item, code) in (TranslationState.PUBLIC, TranslationState.OUT_OF_DATE):
        yield "source"
