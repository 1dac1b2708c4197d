"""Texts that are counted (“Body”, “Bodies”) are asked for by their number wherever they stand.

Python up to 3.11.2, that of Debian 12, finds no translation of one that is asked for alone.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from scripts.messages import ROOT, path_of
from scripts.plan_rows import own_apps

ALONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
IN_A_CONTEXT = {"pgettext", "pgettext_lazy"}
#: What Django makes of {% translate "Body" %} and of _("Body") for whoever extracts the texts.
IN_A_TEMPLATE = re.compile(r"""(?<!\w)(?:_|gettext)\(\s*u?(["'])(.+?)\1\s*\)""", re.DOTALL)


def test_no_text_that_is_counted_is_asked_for_alone():
    counted = {
        (entry.msgctxt or "", entry.msgid)
        for entry in polib.pofile(str(path_of(ROOT, "ru")))
        if entry.msgid_plural
    }
    places = {**in_code(), **in_templates()}

    assert len(counted) > 50
    assert len(places) > 500
    assert {text: places[text] for text in counted & places.keys()} == {}


def in_code() -> dict[tuple[str, str], str]:
    folders = [Path(config.path) for config in own_apps()]
    return {
        text: path.name
        for folder in folders
        for path in folder.rglob("*.py")
        for text in texts_of(ast.parse(path.read_text("utf-8")))
    }


def texts_of(code: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each text that is asked for without a number, behind its context."""
    for call in ast.walk(code):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        texts = [part.value for part in call.args if isinstance(part, ast.Constant)]
        if name in ALONE and len(texts) == 1:
            yield "", texts[0]
        elif name in IN_A_CONTEXT and len(texts) == 2:
            yield texts[0], texts[1]


def in_templates() -> dict[tuple[str, str], str]:
    return {
        ("", text): path.name
        for path in (ROOT / "templates").rglob("*.html")
        for _quote, text in IN_A_TEMPLATE.findall(templatize(path.read_text("utf-8")))
    }
