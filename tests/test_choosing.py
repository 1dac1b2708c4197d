"""Which tests PostgreSQL is asked by."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from tests import choosing, scheduling

BELOW = "tests/events/actions/test_moving.py::test_rule"
AT_A_DOOR = "tests/documents/test_views.py::test_rule"


def item(nodeid: str, *fixtures: str, **marks: dict[str, Any]) -> Any:
    marks = {"django_db": {}, **marks}
    found = {name: SimpleNamespace(kwargs=kwargs) for name, kwargs in marks.items()}
    return SimpleNamespace(nodeid=nodeid, fixturenames=fixtures, get_closest_marker=found.get)


def value_of(nodeid: str, number: int) -> Any:
    """A test with the value of that number of a table."""
    tried = item(nodeid)
    tried.callspec = SimpleNamespace(indices={"value": number})
    return tried


@pytest.mark.parametrize(
    ("asked", "left_out"),
    [
        (item(BELOW), False),
        (item(BELOW, "settings"), False),
        (item(AT_A_DOOR, "client"), True),
        (item(AT_A_DOOR, "admin_client", "settings"), True),
        (item(AT_A_DOOR, "client", django_db={"transaction": True}), False),
        (item(AT_A_DOOR, "client", "transactional_db"), False),
        (item(AT_A_DOOR, "client", postgresql={}), False),
        (item("tests/api/test_lists.py::test_rule", "client"), False),
        (item("tests/website/presenters/test_cards.py::test_rule"), True),
        (item("tests/website/presenters/test_cards.py::test_rule", postgresql={}), False),
        (item("tests/staff/test_agenda.py::test_rule"), True),
        (item("tests/staff/test_agenda.py::test_rule", django_db={"transaction": True}), False),
        (item("tests/staff/test_agenda.py::test_rule", postgresql={}), False),
        (item("tests/staff/test_admin_addresses.py::test_rule"), False),
        (value_of(BELOW, 0), False),
        (value_of(BELOW, 1), True),
        (value_of("tests/events/test_triggers.py::test_rule", 1), False),
        (item(BELOW, sqlite={}), True),
        (item(BELOW, one_database={}), True),
        (item(BELOW, browser={}), True),
    ],
)
def test_postgresql_is_asked_by_what_stands_below_the_doors(monkeypatch, asked, left_out):
    monkeypatch.setattr(choosing, "connection", SimpleNamespace(vendor="postgresql"))

    assert choosing.is_left_out(asked) is left_out


def test_in_every_combination_postgresql_is_asked_by_the_doors_too(monkeypatch):
    monkeypatch.setattr(choosing, "connection", SimpleNamespace(vendor="postgresql"))
    monkeypatch.setattr(choosing, "EVERY_COMBINATION", True)
    asked = [item(AT_A_DOOR, "client"), item("tests/staff/test_rights.py::test_rule")]

    assert [choosing.is_left_out(one) for one in [*asked, value_of(BELOW, 1)]] == [False] * 3
    assert choosing.is_left_out(item(AT_A_DOOR, "client", one_database={}))


def test_sqlite_is_asked_by_all_but_the_rules_of_the_other(monkeypatch):
    monkeypatch.setattr(choosing, "connection", SimpleNamespace(vendor="sqlite"))
    asked = [
        item(BELOW),
        item(AT_A_DOOR, "client"),
        item(BELOW, browser={}),
        item(BELOW, sqlite={}),
    ]

    assert [choosing.is_left_out(one) for one in asked] == [False] * 4
    assert choosing.is_left_out(item(BELOW, postgresql={}))


def test_every_file_that_is_named_is_there():
    """A file that moved would be left out, or run twice, unawares."""
    named = (
        *choosing.LONGEST,
        *choosing.OF_PAGES,
        *choosing.OF_RULES,
        *choosing.OF_BOTH,
    )

    assert [name for name in named if not list(choosing.ROOT.glob(f"{name}*"))] == []


def test_every_file_that_drives_chromium_is_handed_to_one_worker():
    files = sorted(choosing.ROOT.glob("tests/**/test_*.py"))
    names = [path.relative_to(choosing.ROOT).as_posix() for path in files]
    driving = [
        name
        for name, path in zip(names, files, strict=True)
        if re.search(
            r"\bdef \w+\(.*\b(browser: Browser|browser_page|staff_page|tab: Tab)\b",
            path.read_text("utf-8"),
        )
    ]

    assert len(driving) > 5
    assert [name for name in driving if not scheduling.DRIVING.match(name)] == []


def test_of_many_periods_few_are_asked_for(monkeypatch):
    weeks = [f"/en/calendar/2020/week/{number:02}/" for number in range(1, 53)]
    others = ["/en/", "/en/calendar/", "/en/calendar/2020/", "/en/events/forum/"]

    asked = choosing.with_few_periods([*weeks, *others])

    assert asked == [*others[:3], *(weeks[number] for number in (0, 30, 51)), others[3]]
    monkeypatch.setattr(choosing, "EVERY_COMBINATION", True)
    assert choosing.with_few_periods(weeks) == weeks
