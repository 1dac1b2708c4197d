"""Of files that cannot be read the cause is told, once; what follows from it is only counted."""

import pytest
from django.core.management import CommandError, call_command

from plan_data.checks import COLUMNS, FILES, SPARED
from plan_data.events import CHANGES
from plan_data.hosts import EVENT_HOSTS
from plan_data.management.base import MOST_FAULTS
from tests.hosts.plan import hosted_plan
from tests.plan_data.plan_files import (
    Cells,
    as_csv,
    event,
    more_texts,
    presided,
    themes,
    tiny_plan,
    written,
)
from tests.plan_data.playing import load, refusals

pytestmark = pytest.mark.django_db

EMPTY = "The file is empty."


def with_semicolons(content: bytes) -> bytes:
    return content.replace(b",", b";")


def in_cp1251(content: bytes) -> bytes:
    return content.replace(b"(ru)", "(по-русски)".encode("cp1251"))


def without_heading(content: bytes) -> bytes:
    return content.split(b"\n", 1)[1]


def with_an_open_quotation(content: bytes) -> bytes:
    heading, rest = content.split(b"\n", 1)
    return heading + b'\n"' + rest


WAYS = [
    (with_semicolons, "The cells are separated by semicolons."),
    (in_cp1251, "is not UTF-8 (perhaps Windows-1251)."),
    (lambda content: content.decode().encode("utf-16"), "(perhaps UTF-16 or UTF-32)."),
    (
        lambda content: b"sep=;\r\n" + with_semicolons(content),
        "The first line, “sep=;”, is read by Excel alone",
    ),
    (without_heading, "The first row is no heading."),
    (with_an_open_quotation, "The row cannot be read, nor can those below it:"),
    (lambda content: b"", EMPTY),
]
#: Some files may be empty, and one holds no text that another alphabet could spoil.
SPOILT = [
    (file, spoil, cause)
    for file in FILES
    for spoil, cause in WAYS
    if not (cause == EMPTY and file in SPARED) and not (spoil is in_cp1251 and file == EVENT_HOSTS)
]


@pytest.mark.parametrize(("file", "spoil", "cause"), SPOILT)
def test_a_file_that_cannot_be_read_is_the_only_fault(tmp_path, file, spoil, cause):
    directory = written(tmp_path, {**hosted_plan(), **presided(), **more_texts(), **themes()})
    (directory / file).write_bytes(spoil((directory / file).read_bytes()))

    heading, fault, *rest = refusals(directory)

    assert heading == "1 fault; nothing was written."
    assert fault.startswith(file)
    assert cause in fault
    assert all(line.startswith("… and ") for line in rest)


def test_what_follows_from_an_unread_file_is_counted(tmp_path):
    directory = written(tmp_path, tiny_plan())
    events = directory / "events.csv"
    events.write_bytes(with_semicolons(events.read_bytes()))

    lines = refusals(directory)

    assert lines[2:] == [
        "… and 6 faults of other rows, which may follow from rows that cannot be read."
    ]


def test_a_fault_that_has_a_cause_of_its_own_is_told_beside(tmp_path):
    rows = tiny_plan()
    rows["news.csv"][0]["section"] = "gossip"
    directory = written(tmp_path, rows)
    (directory / "events.csv").write_bytes(b"")

    lines = refusals(directory)

    assert lines[0] == "2 faults; nothing was written."
    assert lines[2].startswith("news.csv, row 2, column section: ")


def test_a_lost_row_is_the_cause_of_what_points_to_it(tmp_path):
    rows: dict[str, list[Cells]] = tiny_plan()
    directory = written(tmp_path, rows)
    lines = as_csv("cities.csv", rows["cities.csv"]).splitlines(keepends=True)
    (directory / "cities.csv").write_bytes(lines[0] + lines[1].replace(b",", b"", 1) + lines[2])

    heading, fault, follow = refusals(directory)

    assert heading == "1 fault; nothing was written."
    assert fault.startswith("cities.csv, row 2: Cells in this row: ")
    assert follow.startswith("… and 2 faults of other rows")


def test_a_lost_step_is_the_cause_of_a_history_that_does_not_fit(tmp_path):
    rows = tiny_plan()
    directory = written(tmp_path, rows)
    lines = as_csv(CHANGES, rows[CHANGES]).splitlines(keepends=True)
    (directory / CHANGES).write_bytes(b"".join([lines[0], b"forum\n", *lines[2:]]))

    heading, fault, follow = refusals(directory)

    assert heading == "1 fault; nothing was written."
    width = len(COLUMNS[CHANGES])
    assert fault == f"event_changes.csv, row 2: Cells in this row: 1, in the heading: {width}."
    assert follow.startswith("… and ")


def test_no_more_faults_are_printed_than_a_person_reads(tmp_path):
    rows = tiny_plan()
    rows["events.csv"] += [event(f"talks-{n}", "28.10.2020", "28.10.2020") for n in range(40)]

    lines = refusals(written(tmp_path, rows))

    assert lines[0] == "80 faults; nothing was written."
    assert len(lines) == 1 + MOST_FAULTS + 1
    assert lines[-1] == "… and 30 more: mend these first."


@pytest.mark.parametrize("file", ["events.csv", "cities.csv"])
def test_a_directory_in_the_place_of_a_file_is_named(tmp_path, file):
    directory = written(tmp_path, tiny_plan())
    (directory / file).unlink()
    (directory / file).mkdir()

    assert refusals(directory) == [
        "1 fault; nothing was written.",
        f"{file}: The file cannot be opened: Is a directory.",
    ]


def test_a_file_in_the_place_of_the_directory_is_named(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_bytes(b"slug\n")

    assert refusals(path) == [f"{path} is not a directory with the files of the plan."]


def test_missing_files_are_named_and_nothing_else(tmp_path):
    directory = written(tmp_path, tiny_plan())
    (directory / "cities.csv").unlink()

    assert refusals(directory)[:2] == [
        "1 fault; nothing was written.",
        "cities.csv: The file is missing.",
    ]


@pytest.mark.parametrize("slug", ["visit", "AB C", ""])
def test_wrong_name_of_a_row_is_told_before_what_looks_for_it(tmp_path, slug):
    rows = tiny_plan()
    assert rows["events.csv"][1]["slug"] == "visit"
    rows["events.csv"][0]["slug"] = slug

    heading, fault, follow = refusals(written(tmp_path, rows))

    assert heading == "1 fault; nothing was written."
    assert fault.startswith("events.csv, row ")
    assert ", column slug: " in fault
    assert follow.startswith("… and ")


@pytest.mark.parametrize(
    ("left", "cause"),
    [(0, "The file is empty."), (1, "The file holds no row."), (None, "The file is missing.")],
)
def test_file_that_may_lack_is_the_cause_where_rows_point_to_it(tmp_path, left, cause):
    directory = written(tmp_path, hosted_plan())
    hosts = directory / "hosts.csv"
    if left is None:
        hosts.unlink()
    else:
        hosts.write_bytes(b"".join(hosts.read_bytes().splitlines(keepends=True)[:left]))

    heading, fault, follow = refusals(directory)

    assert heading == "1 fault; nothing was written."
    assert fault == f"hosts.csv: {cause} Rows of other files point to its rows."
    assert follow.startswith("… and 3 faults of other rows")


def test_mark_before_a_mark_is_no_text(tmp_path):
    directory = written(tmp_path, tiny_plan())
    events = directory / "events.csv"
    events.write_bytes("\ufeff\ufeff".encode() + events.read_bytes())

    assert "events" in load(directory)


def test_unseen_sign_in_a_heading_is_named(tmp_path):
    directory = written(tmp_path, tiny_plan())
    events = directory / "events.csv"
    events.write_bytes(events.read_bytes().replace(b"kind,", "ki\u200bnd,".encode(), 1))

    assert any("(U+200B) stands in this name" in line for line in refusals(directory))


def test_pages_are_not_loaded_from_where_there_are_none(tmp_path):
    with pytest.raises(CommandError, match=r"holds no pages\.csv"):
        call_command("load_pages", str(tmp_path))
