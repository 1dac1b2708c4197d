"""Which tests PostgreSQL is asked by."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from tests import choosing, scheduling

BELOW = "tests/events/test_moments.py::test_rule"
OF_A_WRITER = "tests/events/actions/test_moving.py::test_rule"
AT_A_DOOR = "tests/documents/test_views.py::test_rule"


@pytest.fixture(autouse=True)
def in_the_gate(monkeypatch):
    monkeypatch.setattr(choosing, "EVERY_COMBINATION", False)


def item(nodeid: str, *fixtures: str, **marks: dict[str, Any]) -> Any:
    marks = {"django_db": {}, **marks}
    found = {name: SimpleNamespace(kwargs=kwargs) for name, kwargs in marks.items()}
    return SimpleNamespace(nodeid=nodeid, fixturenames=fixtures, get_closest_marker=found.get)


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
        (item("tests/api/test_lists.py::test_rule", "client"), True),
        (item("tests/api/test_lists.py::test_rule", postgresql={}), False),
        (item("tests/api/test_unchanged.py::test_rule", "client"), False),
        (item("tests/website/presenters/test_cards.py::test_rule"), True),
        (item("tests/website/presenters/test_cards.py::test_rule", postgresql={}), False),
        (item("tests/staff/test_agenda.py::test_rule"), True),
        (item("tests/staff/test_agenda.py::test_rule", django_db={"transaction": True}), False),
        (item("tests/staff/test_agenda.py::test_rule", postgresql={}), False),
        (item("tests/staff/test_admin_addresses.py::test_rule"), False),
        (item(OF_A_WRITER), True),
        (item(OF_A_WRITER, django_db={"transaction": True}), False),
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
    asked = [
        item(AT_A_DOOR, "client"),
        item("tests/staff/test_rights.py::test_rule"),
        item(OF_A_WRITER),
    ]

    assert [choosing.is_left_out(one) for one in asked] == [False] * 3
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


def test_what_is_for_the_proof_is_left_to_it(monkeypatch):
    monkeypatch.setattr(choosing, "connection", SimpleNamespace(vendor="sqlite"))
    assert choosing.is_left_out(item(BELOW, proof={}))

    monkeypatch.setattr(choosing, "EVERY_COMBINATION", True)
    assert not choosing.is_left_out(item(BELOW, proof={}))


def test_every_file_that_is_named_is_there():
    """A file that moved would be left out, or run twice, unawares."""
    named = (
        *choosing.LONGEST,
        *choosing.OF_PAGES,
        *choosing.OF_RULES,
        *choosing.OF_BOTH,
        *choosing.UNLESS_THEY_COMMIT,
    )

    files = [name.partition("::")[0] for name in named]
    assert [name for name in files if not list(choosing.ROOT.glob(f"{name}*"))] == []


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


def values_of(name: str, turn: int, count: int) -> list[Any]:
    """A test that is marked `by_turns(turn)`, with each of its values, the last one first."""
    mark = SimpleNamespace(args=(turn,))
    return [
        SimpleNamespace(
            nodeid=f"{name}[{number}]",
            callspec=SimpleNamespace(indices={"value": number}),
            get_closest_marker={"by_turns": mark}.get,
        )
        for number in reversed(range(count))
    ]


def tried(items: list[Any]) -> list[int]:
    gone = {item.nodeid for item in choosing.turns_of_others(items)}
    return sorted(item.callspec.indices["value"] for item in items if item.nodeid not in gone)


def test_of_a_sweep_every_nth_value_is_tried_and_each_in_the_end(monkeypatch):
    files = [f"tests/website/test_{number}.py" for number in range(30)]
    sweeps = [tried(values_of(f"{file}::test_pages", 3, 7)) for file in files]

    assert {tuple(sweep) for sweep in sweeps} == {(0, 3, 6), (1, 4), (2, 5)}
    assert tried(values_of(f"{files[0]}::test_others", 3, 7)) == sweeps[0]
    monkeypatch.setattr(choosing, "EVERY_COMBINATION", True)
    assert tried(values_of(f"{files[0]}::test_pages", 3, 7)) == [*range(7)]


@pytest.mark.parametrize("count", [1, 2])
def test_of_few_values_that_are_asked_for_one_is_tried(count):
    for number in range(30):
        assert len(tried(values_of(f"tests/test_{number}.py::test_pages", 3, count))) == 1


def test_what_is_no_sweep_is_tried_whole():
    assert list(choosing.turns_of_others([item(BELOW), item(AT_A_DOOR, "client")])) == []
