"""A right-to-left language, added as docs/languages.md says: by settings and a catalogue.

No real Urdu: each Latin letter of an English message becomes a letter of the Arabic script, so
that what the catalogue did not say can be seen.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import polib
from django.conf import settings as configured

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

ALPHABET = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz,;?",
    "ابپتٹثجچحخدڈرڑزژسشصضطظعغفق،؛؟",
)
#: What a message keeps: places for values, tags, entities, addresses, names of files.
KEPT = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>|&\w+;|https?://\S+|[/.]\w+(?:[/.]\w+)*|\n")
SOURCE = configured.BASE_DIR / "locale" / "ru" / "LC_MESSAGES" / "django.po"


def speak(settings: SettingsWrapper, folder: Path) -> None:
    """Add the language to the portal for one test; its catalogue is written into `folder`."""
    target = folder / "ur" / "LC_MESSAGES"
    target.mkdir(parents=True)
    catalogue().save_as_mofile(str(target / "django.mo"))
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, folder]
    settings.LANGUAGES = [*settings.LANGUAGES, ("ur", "اردو")]


def catalogue() -> polib.POFile:
    told = polib.POFile()
    told.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Language": "ur",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    told.extend(_said(entry) for entry in polib.pofile(str(SOURCE)))
    return told


def _said(entry: polib.POEntry) -> polib.POEntry:
    plural = {0: said(entry.msgid), 1: said(entry.msgid_plural)} if entry.msgid_plural else {}
    return polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgctxt=entry.msgctxt,
        msgstr="" if plural else said(entry.msgid),
        msgstr_plural=plural,
    )


def said(message: str) -> str:
    """Return `message` in the letters of Urdu."""
    parts = zip(KEPT.split(message), [*KEPT.findall(message), ""], strict=True)
    return "".join(words.casefold().translate(ALPHABET) + kept for words, kept in parts)
