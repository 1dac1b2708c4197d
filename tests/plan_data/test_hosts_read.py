"""The files of hosts as they are read: what is wrong with them is named."""

import pytest
from django.core.management import CommandError

from plan_data.checks import PlanFaultyError, checked
from plan_data.hosts import EVENT_HOSTS
from tests.hosts.plan import HOSTS, hosted_plan
from tests.plan_data.plan_files import contents, plan, written
from tests.plan_data.playing import faults, load

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "number", "column", "value", "problem"),
    [
        (HOSTS, 2, "kind", "club", "Value 'club' is not a valid choice. Choose one of: head_of"),
        (HOSTS, 2, "slug", "ministry", "“ministry” stands in row 2 already."),
        (HOSTS, 2, "name_ru", "", "The text is missing in this language."),
        (HOSTS, 3, "short_zh", "", "The text is missing in this language."),
        (HOSTS, 3, "country", "XX", "There is no row “XX” in countries.csv."),
        (HOSTS, 3, "url", "ministry", "Enter a valid URL."),
        (HOSTS, 2, "parent_slug", "nowhere", "There is no row “nowhere” in hosts.csv."),
        (HOSTS, 3, "parent_slug", "department", "The host would be part of itself: name another"),
        (HOSTS, 3, "parent_slug", "ministry", "The host would be part of itself: name another"),
        (HOSTS, 4, "country", "", "The cell is empty: a state is a country, so say which."),
        (HOSTS, 4, "parent_slug", "ministry", "Leave it empty: a state is part of no other host"),
        (HOSTS, 4, "body_slug", "group", "Leave it empty: a state is part of no other host"),
        (HOSTS, 5, "body_slug", "nobody", "There is no row “nobody” in bodies.csv."),
        (HOSTS, 3, "body_slug", "council", "“council” stands in row 3 already."),
        (EVENT_HOSTS, 2, "event_slug", "party", "There is no row “party” in events.csv."),
        (EVENT_HOSTS, 2, "event_slug", "", "The cell is empty."),
        (EVENT_HOSTS, 2, "host_slug", "nobody", "There is no row “nobody” in hosts.csv."),
        (EVENT_HOSTS, 2, "host_slug", "", "The cell is empty."),
        (EVENT_HOSTS, 3, "host_slug", "ministry", "Row 2 names this host for the event already."),
        (EVENT_HOSTS, 2, "role", "guest", "“guest” is none of: host, co_host, organiser."),
        (EVENT_HOSTS, 2, "role", "", "The cell is empty."),
        (EVENT_HOSTS, 2, "position", "1", "Number the hosts of an event from 1 to 2, each once."),
        (EVENT_HOSTS, 2, "position", "", "Number the hosts of an event from 1 to 2, each once."),
        (EVENT_HOSTS, 2, "position", "3", "Number the hosts of an event from 1 to 2, each once."),
        (EVENT_HOSTS, 2, "position", "two", "Number the hosts of an event from 1 to 2, each once."),
    ],
)
def test_a_bad_cell_is_named(file, number, column, value, problem):
    rows = hosted_plan()
    rows[file][number - 2][column] = value

    told = faults(rows)

    assert any(fault.startswith(f"{file}, row ") and problem in fault for fault in told), told
    assert any(f", column {column}: " in fault for fault in told)


def test_a_state_stands_there_once():
    rows = hosted_plan()
    again = {"slug": "rossiya", "parent_slug": "", "body_slug": ""}
    rows[HOSTS].append(rows[HOSTS][2] | again)

    assert faults(rows) == [
        "hosts.csv, row 6, column country: “RU” is the state in row 4 already: leave one of them."
    ]


def test_events_of_a_host_that_the_database_refuses_are_not_tried(tmp_path):
    load(written(tmp_path, hosted_plan()))
    rows = hosted_plan()
    rows[HOSTS][2] |= {"slug": "rossiya"}
    for held in rows[EVENT_HOSTS]:
        held["host_slug"] = held["host_slug"].replace("russia", "rossiya")

    with pytest.raises(CommandError) as refused:
        load(written(tmp_path, rows), as_on="2020-10-28")

    told = str(refused.value).splitlines()
    assert [line.partition(": ")[0] for line in told[1:]] == ["hosts.csv", "hosts.csv, row 4"]


@pytest.mark.parametrize("file", [HOSTS, EVENT_HOSTS])
def test_a_heading_is_checked(file):
    files = contents(hosted_plan())
    files[file] = b"slug;kind\n"

    with pytest.raises(PlanFaultyError) as caught:
        checked(files)

    assert {fault.file for fault in caught.value.faults} == {file}


def test_hosts_wait_for_those_that_they_are_part_of():
    hosts = [entry.slug for entry in plan(hosted_plan()).lasting if entry.table.file == HOSTS]

    assert hosts == ["ministry", "russia", "council", "department"]
