"""Which tests run on which database, and in which order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import SimpleTestCase

from publishing.languages import CODES

ROOT = Path(__file__).resolve().parent.parent
#: `make proof` looks at everything in every language.
EVERY_COMBINATION = os.environ.get("EVERY_COMBINATION") == "1"
DATABASES = ("postgresql", "sqlite")
#: Folders and files whose tests take ten seconds of a processor or more.
LONGEST = (
    "tests/browser/",
    "tests/whole_site/",
    "tests/journeys/",
    "tests/scripts/test_mutants.py",
    *(
        f"tests/sco_presidency/{name}"
        for name in (
            *("programme/test_pdf.py", "test_admin_axe.py", "test_admin_browser.py"),
            *("test_bad_addresses.py", "test_extremes.py", "test_past_real.py"),
            *("test_plan_loaded.py", "test_plan_real.py", "test_print_browser.py"),
            "test_rights_of_doors.py",
        )
    ),
)
#: What looks at pages made of rows, and at no rule of the database. That the pages of the whole plan
#: are the same on both, byte for byte, is seen by tests/whole_site/test_links.py.
OF_PAGES = (
    "tests/browser/",
    "tests/events/drawings/",
    "tests/events/facets/",
    "tests/events/renditions/",
    "tests/events/rows/",
    "tests/events/views/",
    "tests/hosts/test_pages.py",
    "tests/journeys/test_chinese_marks.py",
    "tests/journeys/test_new_language",
    "tests/journeys/test_russian_numbers.py",
    "tests/sco_presidency/programme/",
    "tests/sco_presidency/sharing/",
    *(
        f"tests/sco_presidency/test_{name}.py"
        for name in (
            *("about", "bad_addresses", "bodies_pages", "canonical", "compression"),
            *("countries_pages", "errors", "home", "home_phases", "jsonld", "language", "manifest"),
            *("nearest", "opengraph", "plain_pages", "priorities_pages", "print_browser", "robots"),
            *("sentences", "settings", "share_images", "shell", "sitemap", "styles"),
            "templates_ask_nothing",
        )
    ),
)
#: What decides in Python who may do what, and which words, days and files are taken. What is then
#: asked of the database and written stays, by those who may: writers, forms, acts, loads, lists.
OF_RULES = (
    "tests/api/test_moments.py",
    "tests/api/test_problems.py",
    "tests/api/test_schema.py",
    "tests/documents/test_pages.py",
    "tests/documents/test_versions.py",
    "tests/events/acts/test_table.py",
    "tests/events/past/test_as_on_page.py",
    "tests/events/test_clock_doors.py",
    "tests/journeys/test_draft_translation.py",
    "tests/journeys/test_translation.py",
    "tests/news/test_views.py",
    "tests/presidencies/test_two.py",
    "tests/publishing/test_writers_ask.py",
    *(
        f"tests/sco_presidency/test_{name}.py"
        for name in (
            *(
                "add_forms",
                "pages_that_say_nothing",
                "admin_forms",
                "admin_site",
                "load_plan_as_on",
                "load_plan_clock",
            ),
            *("load_plan_titles", "readers", "rights", "rights_of_doors", "veiled", "withdrawn"),
            *("years", "years_of_files"),
        )
    ),
)


def languages(number: int) -> list[str]:
    """Return the languages in which one of many pages is looked at: one, by turns, or every one."""
    return list(CODES) if EVERY_COMBINATION else [CODES[number % len(CODES)]]


def is_left_out(item: pytest.Item) -> bool:
    """Whether a test states a rule of the other database, or needs to be run only on SQLite."""
    others = [name for name in DATABASES if name != connection.vendor]
    if connection.vendor == "sqlite":
        return any(item.get_closest_marker(name) for name in others)
    others += ["one_database", "browser"]  # Chromium sees the same pages on each
    return (
        any(item.get_closest_marker(name) for name in others)
        or not asks_a_database(item)
        or (
            item.nodeid.startswith((*OF_PAGES, *OF_RULES))
            and not item.get_closest_marker("postgresql")
        )
    )


def is_not_read(path: Path) -> bool:
    """Whether no test of a file is run on this database: to read them all takes as long as many tests."""
    if connection.vendor == "sqlite" or path.suffix != ".py":
        return False
    name = path.relative_to(ROOT).as_posix()
    return name.startswith((*OF_PAGES, *OF_RULES)) and "postgresql" not in path.read_text("utf-8")


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test may touch a database; one that may not gives the same answer on each."""
    fixtures = getattr(item, "fixturenames", ())
    return (
        item.get_closest_marker("django_db") is not None
        or any(
            name in fixtures for name in ("db", "transactional_db", "live_server", "admin_client")
        )
        or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    )


def starts_late(item: pytest.Item) -> bool:
    """Whether a test is not of the longest: those start first, so that no process ends alone."""
    return not item.nodeid.startswith(LONGEST)
