"""The portal of another organisation says no word of the one that it was made for."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
#: Words of the first organisation, its country and its term. Codes such as sco_calendar stay.
FIRST = re.compile(
    r"Russia(?!n)[\w’]*|\bSCO\b|Shanghai|ШОС|Шанхай\w*|Росси\w*|上合|上海合作|俄罗斯|Moscow|Москв\w*"
    r"|московск\w*|莫斯科|2019\W2020|more than 90|sco-presidency"
    r"|Security and law|Foreign policy|Economy and regions|Culture and people|Безопасность и право"
    r"|Внешняя политика|Экономика и регионы|Культура и люди"
)
#: Seconds, on a busy machine.
PATIENCE = 900


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the portal tells: of its empty database, and on every page after a load."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.presidencies.invented_settings",
        "INVENTED_FOLDER": str(tmp_path_factory.mktemp("invented")),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.presidencies.invented"],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def test_migrated_database_holds_no_row_of_any_organisation(told):
    assert told["empty"] == {}


def test_portal_without_a_plan_has_pages_that_name_nobody(told):
    bare = told["bare"]

    assert {path for path, text in bare.items() if FIRST.search(text)} == set()
    assert "<h1>The Presidency</h1>" in bare["/en/"]
    assert "<h1>Председательство</h1>" in bare["/ru/"]
    assert len(bare) > 30


def test_no_page_and_no_form_has_a_word_of_the_first(told):
    found = {(path, word) for path, text in told["answers"].items() for word in FIRST.findall(text)}

    assert found == set()


def test_words_of_the_new_one_stand_in_their_place(told):
    def says(path: str, *words: str) -> list[bool]:
        return [word in told["answers"][path] for word in words]

    assert (
        says("/en/", "League of Lakes en", "Atlantis presides, 2031 en", "Two lakes meet. en")
        == [True] * 3
    )
    assert says("/en/priorities/", "Shores of the lakes en", 'mark-red"', "#square", "Depths") == [
        *[True] * 3,
        False,
    ]
    assert says("/ru/calendar/", "Seven regattas were promised. ru") == [True]
    assert says("/en/about/", "From the bottom of the lake. en", "“Lakes portal en”") == [True] * 2
    assert says("/en/events/regatta/", "Plan of Atlantis en") == [True]
    assert says("/en/calendar.ics", "PRODID:-//League of Lakes//Portal//EN") == [True]
    assert says("/en/events/regatta.ics", "UID:regatta@lakes-2031") == [True]
    assert says("/en/calendar/changes.atom", "tag:lakes-2031,2031:events/regatta/steps/3") == [True]
    assert says("/ru/manifest.webmanifest", '"short_name": "Lakes ru"') == [True]
    assert says("/api/v1/schema/", '"title":"Atlantis presides over the Lakes 2031 en"') == [True]


def test_every_kind_of_page_was_looked_at(told):
    pages = {re.sub(r"\d+", "0", path) for path in told["answers"]}

    assert {
        "/en/developers/",
        "/ru/terms/",
        "/en/events/regatta/",
        "/en/countries/atlantis-en/",
    } <= pages
    assert len(pages) > 100
