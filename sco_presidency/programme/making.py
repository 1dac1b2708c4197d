"""Makes the programme of one language: reads, typesets, stores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation

from presidencies.current import Words
from sco_presidency.programme import store
from sco_presidency.programme.content import programme
from sco_presidency.programme.typesetting import static_files, typeset

if TYPE_CHECKING:
    from datetime import datetime


def html_of(language: str, origin: str, number: int, now: datetime) -> str:
    """Return the programme in `language` as the page that is typeset."""
    with translation.override(language):
        context = {"programme": programme(origin, number, now), "site": Words()}
        return render_to_string("programme/programme.html", context)


def make(language: str, origin: str, number: int, now: datetime) -> Path:
    """Make the programme in `language` and return where it lies. Raises CannotTypesetError."""
    pdf = typeset(html_of(language, origin, number, now), static_files())
    return store.keep(pdf, language, number, now.date())
