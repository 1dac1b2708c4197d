"""Which tests run on which database, and in which order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from zlib import crc32

import pytest
from django.db import connection
from django.test import SimpleTestCase

from i18n.texts import CODES

ROOT = Path(__file__).resolve().parent.parent
#: `make proof` looks at everything in every language.
EVERY_COMBINATION = os.environ.get("EVERY_COMBINATION") == "1"
#: The end of the address of a month, a week or a day.
PERIOD = re.compile(r"/calendar/\d{4}/[^/]+/(?:[^/]+/)?$")
DATABASES = ("postgresql", "sqlite")
#: Folders and files whose tests take ten seconds of a processor or more.
LONGEST = (
    "tests/browser/",
    "tests/whole_site/",
    "tests/journeys/",
    "tests/operations/test_backup",
    "tests/presidencies/test_invented.py",
    "tests/plan_data/test_plan_loaded.py",
    "tests/plan_data/test_plan_real.py",
    "tests/scripts/test_mutants.py",
    *(f"tests/staff/test_{name}.py" for name in ("admin_axe", "admin_browser", "rights_of_doors")),
    "tests/website/programme/test_pdf.py",
    *(
        f"tests/website/test_{name}.py"
        for name in ("bad_addresses", "extremes", "past_real", "print_browser")
    ),
)
COMPARED_WITH_SQLITE = (
    "tests/plan_data/test_plan_loaded.py",
    *(f"tests/whole_site/test_{name}.py" for name in ("desk", "links")),
)
#: What looks at pages made of rows, and at no rule of the database. That the pages of the whole plan
#: are the same on both, byte for byte, is seen by tests/whole_site/test_links.py.
OF_PAGES = (
    "tests/browser/",
    "tests/events/facets/",
    *(
        f"tests/journeys/test_{name}"
        for name in ("chinese_marks", "new_language", "russian_numbers")
    ),
    *(f"tests/sco_presidency/test_{name}.py" for name in ("compression", "settings")),
    "tests/website/",
)
#: What decides in Python who may do what, which words, days and files are taken, what a file of the plan
#: means, what a load over what is there does, what the past was, which results come first, what memory keeps and what an
#: operator is told. What is then asked of the database and written stays: querysets, writers, a load of the whole plan
#: and loads at once.
OF_RULES = (
    *(
        f"tests/api/test_{name}.py"
        for name in ("crossing", "description", "moments", "problems", "schema")
    ),
    *(f"tests/documents/test_{name}.py" for name in ("actions", "versions")),
    *(f"tests/events/test_{name}.py" for name in ("account", "history", "outcomes")),
    "tests/migrations/test_old_steps.py",
    "tests/events/as_of/",
    "tests/events/test_replay_property.py",
    "tests/sco_presidency/page_cache/",
    "tests/scripts/test_training.py",
    "tests/search/test_answers.py",
    "tests/search/test_coming.py",
    "tests/search/test_quality.py",
    *(f"tests/journeys/test_{name}.py" for name in ("draft_translation", "translation")),
    *(
        f"tests/plan_data/test_load_plan_{name}.py"
        for name in ("again", "ahead", "as_on", "clock", "mended", "titles")
    ),
    *(f"tests/plan_data/test_plan_{name}.py" for name in ("causes", "checking", "cut_off", "real")),
    *(
        f"tests/plan_data/test_{name}.py"
        for name in (
            *("hosts", "hosts_read", "make_synthetic"),
            *("replay", "texts", "themes", "years_of_files"),
        )
    ),
    *(f"tests/operations/test_{name}.py" for name in ("backup_damaged", "doctor", "metrics")),
    # Which backups are taken, by what stands beside the rows, and what becomes of files.
    *(
        f"tests/operations/test_backup.py::test_{name}"
        for name in ("backup_", "encrypted_", "lost_files_")
    ),
    "tests/priorities/test_strands_loaded.py",
    *(f"tests/publishing/test_{name}.py" for name in ("completeness", "schedule", "writers_ask")),
    "tests/sco_presidency/test_from_snapshot.py",
    "tests/scripts/test_plan_rows.py",
    "tests/search/test_spelling.py",
    "tests/test_made_once.py",
    "tests/whole_site/test_links.py::test_link_to_elsewhere_",
)
#: The desk and the API are doors, whatever their tests take: what they write, they write by writers. What a writer
#: of events refuses, it decides in Python. PostgreSQL is asked by those of them that commit.
UNLESS_THEY_COMMIT = ("tests/api/", "tests/events/actions/", "tests/staff/")
#: What stands in the text of a file whose tests commit.
COMMITS = "transaction"
#: What a test takes that comes through a door: it sees answers, or what a form did. A door asks the
#: database nothing of its own, but what querysets and writers ask, which have tests of their own.
DOORS = frozenset({"client", "admin_client"})
#: Pages and doors that each database is asked by all the same: where strangers hand it what they made up,
#: and filters with their counts; and kinds that are read together as JSON.
OF_BOTH = (
    "tests/api/test_unchanged.py",
    "tests/i18n/test_slugs.py",
    "tests/search/test_bad_input.py",
    *(f"tests/staff/test_{name}.py" for name in ("admin_addresses", "kinds")),
    *(f"tests/website/filters/test_{name}.py" for name in ("selection", "selection_asked")),
    "tests/website/test_bounds.py",
)


def languages(number: int) -> list[str]:
    """Return the languages in which one of many pages is looked at: one, by turns, or every one."""
    return list(CODES) if EVERY_COMBINATION else [CODES[number % len(CODES)]]


def turns_of_others(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Yield, of the tests marked `by_turns(n)`, those whose turn it is not.

    Of the values of such a test every nth is tried, beginning with another in each file; of a few that were
    asked for by name, one at least. With EVERY_COMBINATION=1 each is.
    """
    if EVERY_COMBINATION:
        return
    marked = (item for item in items if item.get_closest_marker("by_turns"))
    for function, found in groupby(
        sorted(marked, key=lambda item: item.nodeid.partition("[")[0]),
        lambda item: item.nodeid.partition("[")[0],
    ):
        values = sorted(found, key=number_of)
        turn = int(values[0].get_closest_marker("by_turns").args[0])
        first = crc32(function.partition("::")[0].encode()) % min(turn, len(values))
        yield from (value for number, value in enumerate(values) if number % turn != first)


def number_of(item: pytest.Item) -> tuple[int, ...]:
    """Return where the values of a test stand in their tables."""
    return tuple(item.callspec.indices.values())


def is_left_out(item: pytest.Item) -> bool:
    """Whether a test states a rule of the other database, or needs to be run only on SQLite, or in `make proof`.

    With EVERY_COMBINATION=1 PostgreSQL is asked by everything that asks a database and drives no Chromium.
    """
    if item.get_closest_marker("proof") and not EVERY_COMBINATION:
        return True
    others = [name for name in DATABASES if name != connection.vendor]
    if connection.vendor == "sqlite":
        return any(item.get_closest_marker(name) for name in others)
    others += ["one_database", "browser"]  # Chromium sees the same pages on each
    if any(item.get_closest_marker(name) for name in others) or not asks_a_database(item):
        return True
    if EVERY_COMBINATION or item.get_closest_marker("postgresql"):
        return False
    return is_of_sqlite(item.nodeid) or comes_through_a_door(item)


def is_of_sqlite(name: str) -> bool:
    """Whether a file, or a test in it, gives the same answer on each database."""
    return name.startswith(OF_RULES) or (name.startswith(OF_PAGES) and not name.startswith(OF_BOTH))


def with_few_periods(addresses: Iterable[str]) -> list[str]:
    """Return addresses of pages, but of months, weeks and days every thirtieth, the first and the last among them."""
    in_order = sorted(addresses)
    periods = [address for address in in_order if PERIOD.search(address)]
    left_out = set() if EVERY_COMBINATION else {*periods} - {*periods[::30], *periods[-1:]}
    return [address for address in in_order if address not in left_out]


def is_not_read(path: Path) -> bool:
    """Whether no test of a file is run on this database: to read them all takes as long as many tests."""
    if connection.vendor == "sqlite" or path.suffix != ".py":
        return False
    name = path.relative_to(ROOT).as_posix()
    if EVERY_COMBINATION or not (is_of_sqlite(name) or stays_unless_it_commits(name)):
        return False
    text = path.read_text("utf-8")
    return "postgresql" not in text and (is_of_sqlite(name) or COMMITS not in text)


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


def comes_through_a_door(item: pytest.Item) -> bool:
    """Whether a test is of a door that hands on what is tested below; one that commits is not of it alone."""
    takes_a_door = not DOORS.isdisjoint(getattr(item, "fixturenames", ()))
    return (
        (takes_a_door or stays_unless_it_commits(item.nodeid))
        and not item.nodeid.startswith(OF_BOTH)
        and not commits(item)
    )


def stays_unless_it_commits(name: str) -> bool:
    """Whether PostgreSQL is asked by a test, or by those of a file, only where it commits."""
    return name.startswith(UNLESS_THEY_COMMIT) and not name.startswith(OF_BOTH)


def commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or (
        mark is not None and bool(mark.kwargs.get("transaction"))
    )


def place_in_line(item: pytest.Item) -> int:
    """Return where a test is run: the longest first, so that no process ends alone.

    What is compared with the answers of SQLite comes last: the run on SQLite is under way beside.
    """
    if connection.vendor != "sqlite" and item.nodeid.startswith(COMPARED_WITH_SQLITE):
        return 2
    return 0 if item.nodeid.startswith(LONGEST) else 1
