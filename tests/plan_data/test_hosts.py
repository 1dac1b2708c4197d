"""`load_plan` and the hosts: written all or not at all, and again."""

import orjson
import pytest
from django.core.management import CommandError

from events.actions import changes as host_actions
from events.models import Event, EventHost
from events.state import Hosting
from hosts.models import Host
from plan_data.checks import checked
from plan_data.hosts import EVENT_HOSTS
from publishing import records
from publishing.models import PublicRecord
from tests.factories import EventFactory, HostFactory
from tests.hosts.plan import HOSTS, hosted_plan, hosting as row
from tests.plan_data.plan_files import as_csv, contents, tiny_plan, written
from tests.plan_data.playing import load, replay
from tests.recording import last_told

pytestmark = pytest.mark.django_db


def hosts_of(slug: str) -> list[tuple[str, str]]:
    return [tuple(one) for one in host_actions.hostings_of(Event.objects.get(slug=slug))]


def hosts_told(slug: str) -> list[dict]:
    hosts: list[dict] = last_told("events", slug)["hosts"]
    return hosts


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
