"""`load_plan` and the hosts: read with every fault, written all or not at all, and again."""

import orjson
import pytest
from django.core.management import CommandError

from events.actions import hosts as host_actions
from events.models import Event, EventHost
from events.state import Hosting
from hosts.models import Host
from plan_data.checks import PlanFaultyError, checked
from plan_data.hosts import EVENT_HOSTS
from publishing import records
from publishing.models import PublicRecord
from tests.factories import EventFactory, HostFactory
from tests.hosts.plan import HOSTS, hosted_plan
from tests.hosts.plan import hosting as row
from tests.plan_data.plan_files import as_csv, contents, plan, tiny_plan, written
from tests.plan_data.playing import load, replay

pytestmark = pytest.mark.django_db


def faults(rows) -> list[str]:
    with pytest.raises(PlanFaultyError) as caught:
        plan(rows)
    return [str(fault) for fault in caught.value.faults]


def hosts_of(slug: str) -> list[tuple[str, str]]:
    return [tuple(one) for one in host_actions.hostings_of(Event.objects.get(slug=slug))]


def hosts_told(slug: str) -> list[dict]:
    record = PublicRecord.objects.latest_of("events").get(key=slug)
    return orjson.loads(record.document)["hosts"]


# --- reading ----------------------------------------------------------------------------


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


# --- writing ----------------------------------------------------------------------------


def test_hosts_are_loaded_with_all_that_the_files_tell(tmp_path):
    report = load(written(tmp_path, hosted_plan()))

    ministry, department = (Host.objects.get(slug=slug) for slug in ("ministry", "department"))
    assert (ministry.name_ru, ministry.short_name_zh_hans) == ("The ministry (ru)", "Ministry (zh)")
    assert (ministry.country.code, ministry.website) == ("RU", "https://source.example/")
    assert department.parent == ministry
    assert Host.objects.get(slug="council").body.slug == "council"
    assert hosts_of("forum") == [("department", "host"), ("ministry", "co_host")]
    assert hosts_of("visit") == [("russia", "host")]
    assert hosts_told("forum") == [
        {"slug": "department", "role": "host"},
        {"slug": "ministry", "role": "co_host"},
    ]
    assert [
        line.split() for line in report.splitlines() if "hosts" in line and ".csv" not in line
    ] == [
        ["hosts", "4", "0", "0", "0"],
        ["event_hosts", "3", "0", "0", "0"],
    ]
    assert list(records.discrepancies()) == []


def test_a_new_event_is_told_with_its_hosts_at_once(tmp_path):
    load(written(tmp_path, hosted_plan()))

    first = PublicRecord.objects.filter(kind="events", key="visit").earliest("number")

    assert orjson.loads(first.document)["hosts"] == [{"slug": "russia", "role": "host"}]


def test_a_second_run_changes_nothing(tmp_path):
    directory = written(tmp_path, hosted_plan())
    load(directory)
    newest, keys = records.newest_number(), list(EventHost.objects.values_list("pk", flat=True))

    report = load(directory)

    assert "2 events, 3 changes, 3 event_hosts, 2 news" in report
    assert "4 hosts" in report
    assert records.newest_number() == newest
    assert list(EventHost.objects.values_list("pk", flat=True)) == keys


def test_another_host_another_role_and_another_order_are_brought_and_told(tmp_path):
    rows = hosted_plan()
    load(written(tmp_path, rows))
    updated = Event.objects.get(slug="forum").updated_at
    rows[EVENT_HOSTS] = [
        row("forum", "ministry", 1, "organiser"),
        row("forum", "russia", 2),
        row("visit", "russia", 1),
    ]

    report = load(written(tmp_path, rows))

    assert hosts_of("forum") == [("ministry", "organiser"), ("russia", "host")]
    assert hosts_told("forum") == [
        {"slug": "ministry", "role": "organiser"},
        {"slug": "russia", "role": "host"},
    ]
    assert Event.objects.get(slug="forum").updated_at > updated
    (line,) = (line.split() for line in report.splitlines() if line.startswith("event_hosts"))
    assert line == ["event_hosts", "1", "1", "1", "0"]


def test_events_that_the_file_does_not_name_keep_their_hosts(tmp_path):
    rows = hosted_plan()
    load(written(tmp_path, rows))
    rows[EVENT_HOSTS] = rows[EVENT_HOSTS][:2]

    load(written(tmp_path, rows))

    assert hosts_of("visit") == [("russia", "host")]


@pytest.mark.parametrize("content", [None, b"", b"\n", as_csv(EVENT_HOSTS, [])])
def test_files_of_hosts_may_be_missing_or_empty(tmp_path, content):
    directory = written(tmp_path, tiny_plan())
    if content is not None:
        (directory / EVENT_HOSTS).write_bytes(content)
        (directory / HOSTS).write_bytes(as_csv(HOSTS, []) if content.strip() else content)

    report = load(directory)

    assert not Host.objects.exists()
    assert hosts_of("forum") == []
    assert "hosts" not in report


def test_hosts_without_a_column_for_bodies_are_read():
    files = contents(hosted_plan())
    columns = tuple(name for name in files[HOSTS].decode().splitlines()[0].split(",")[:-1])
    rows = [
        {name: cells[name] for name in cells if name != "body_slug"}
        for cells in hosted_plan()[HOSTS]
    ]
    files[HOSTS] = as_csv(HOSTS, rows, columns)

    assert len(checked(files).lasting) == 11


def test_a_file_of_hosts_that_lost_rows_is_refused(tmp_path):
    rows = hosted_plan()
    load(written(tmp_path, rows))
    rows[HOSTS], rows[EVENT_HOSTS] = rows[HOSTS][:3], rows[EVENT_HOSTS][:2]

    with pytest.raises(CommandError, match=r"hosts\.csv: Loaded before, and no longer in the file"):
        load(written(tmp_path, rows))


def test_nothing_is_half_written(tmp_path):
    rows = hosted_plan()
    rows[EVENT_HOSTS][2]["role"] = "guest"

    with pytest.raises(CommandError, match="nothing was written"):
        load(written(tmp_path, rows))

    assert not Host.objects.exists()
    assert not Event.objects.exists()


def test_events_played_on_have_their_hosts_from_the_first_day(tmp_path, settings):
    settings.PORTAL_CLOCK = "demo"
    directory = written(tmp_path, hosted_plan())
    report = load(directory, "2020-01-13")

    assert ["event_hosts", "1", "0", "0", "2"] in [line.split() for line in report.splitlines()]

    replay(directory, "2020-01-14")

    first = PublicRecord.objects.filter(kind="events", key="forum").earliest("number")
    assert [host["slug"] for host in orjson.loads(first.document)["hosts"]] == [
        "department",
        "ministry",
    ]


# --- the writer -------------------------------------------------------------------------


def test_writer_without_a_list_leaves_the_hosts_alone():
    event = EventFactory(hosts=[HostFactory(slug="ministry")])

    assert host_actions.set_hosts(event, None) is False
    assert [one.slug for one in host_actions.hostings_of(event)] == ["ministry"]


def test_writer_with_an_empty_list_takes_them_away():
    event = EventFactory(hosts=[HostFactory()])

    assert host_actions.set_hosts(event, ()) is True
    assert host_actions.hostings_of(event) == ()


def test_writer_numbers_the_hosts_in_order():
    event = EventFactory()
    HostFactory(slug="ministry")
    HostFactory(slug="region")

    host_actions.set_hosts(event, [Hosting("region", "host"), Hosting("ministry", "co_host")])

    rows = event.hostings.values_list("position", "host__slug", "role")
    assert list(rows) == [(1, "region", "host"), (2, "ministry", "co_host")]


def test_writer_sees_that_hosts_changed_places():
    event = EventFactory(hosts=[HostFactory(slug="ministry"), HostFactory(slug="region")])
    first, second = host_actions.hostings_of(event)

    assert host_actions.set_hosts(event, [first, second]) is False
    assert host_actions.set_hosts(event, [second, first]) is True
    assert host_actions.hostings_of(event) == (second, first)
    assert {first.slug, second.slug} == {"ministry", "region"}
