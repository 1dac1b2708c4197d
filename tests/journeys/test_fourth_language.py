"""A further language of the content: settings and a migration, and no line of code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse

from tests.markup import page_of

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.kazakh"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.journeys.kazakh_settings"},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def test_whatever_the_database_asks_in_any_language_it_asks_in_this_one(told):
    assert len(told["conditions"]) == 6
    assert {name for name, text in told["conditions"].items() if "_kk__gt" not in text} == set()


def test_staff_searches_in_it_wherever_it_searches_in_the_others(told):
    def fields(ending: str) -> dict[str, list[str]]:
        return {
            name: [field.removesuffix(ending) for field in fields if field.endswith(ending)]
            for name, fields in told["searched"].items()
        }

    assert len(told["searched"]) == 13
    assert fields("_kk") == fields("_zh_hans")


def test_pages_and_documents_tell_its_texts(told):
    page = page_of(HttpResponse(told["answers"]["/kk/events/summit/"]))
    document = json.loads(told["answers"]["/api/v1/events/summit/"])

    assert (page.one("html")["lang"], page.one("h1").text) == ("kk", "Саммит туралы")
    assert "Саммит туралы" in told["answers"]["/kk/calendar/2020/07/"]
    assert list(document["title"]) == ["en", "ru", "zh-hans", "kk"]
    assert document["title"]["kk"] == "Саммит туралы"
    assert document["translations"]["kk"] == "public"
