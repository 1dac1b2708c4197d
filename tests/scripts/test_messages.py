import re
import shutil

import polib
import pytest

from scripts.messages import CATALOGUES, ROOT, check, path_of

PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|%d")


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")
def test_every_text_of_the_interface_is_translated():
    assert list(check()) == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_translations_keep_the_placeholders(name):
    entries = [entry for entry in polib.pofile(str(path_of(ROOT, name))) if not entry.msgid_plural]

    broken = [
        entry.msgid
        for entry in entries
        if sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr))
    ]

    assert broken == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_plural_forms_hold_no_placeholder_that_the_text_lacks(name):
    entries = [entry for entry in polib.pofile(str(path_of(ROOT, name))) if entry.msgid_plural]

    strange = [
        entry.msgid
        for entry in entries
        for text in entry.msgstr_plural.values()
        if set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(entry.msgid_plural))
    ]

    assert strange == []
    assert entries
