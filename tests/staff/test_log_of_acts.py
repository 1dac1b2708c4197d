"""The log of the week tells of each act what stood before it and what stands since, whichever door it came in by."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from events.calendar import Week
from events.dates import Period
from staff import weekly_log
from staff.log import sentence_of
from staff.roles import Role
from tests.factories import EventFactory, StaffFactory, announcement
from tests.staff.four_eyes.asking import acts, decided, proposal, settles
from tests.staff.of_roles import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["four eyes", "two eyes"])
def waits(request, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    settings.FOUR_EYES = request.param
    return request.param


def publisher(name):
    account = account_of(Role.PUBLISHER)
    account.username = name
    account.save()
    return account


def events():
    return [
        EventFactory(
            title_en=f"Event {number}",
            period=Period.on(date(2020, 12, number)),
            announced=announcement(date(2020, 1, 1)),
            published=True,
        )
        for number in (1, 2, 3)
    ]


def lines(**asked):
    """Return the acts in the log of this week: who did what to which event, and what stood and stands there."""
    week = weekly_log.week(str(Week.of(timezone.localdate())), reader=StaffFactory(), **asked)
    rows = (line.cells()[1:] for line in week.rows if line.label and line.who != "tests")
    return sorted((who, name.partition(" (")[0], *rest) for who, name, *rest in rows)


def test_decision_tells_of_each_event_what_it_was_and_who_proposed_and_approved(waits):
    proposer, other = publisher("pub"), publisher("second")
    chosen = events()
    decided(proposer, chosen, act="postpone")
    label, who = "Postponed", "pub"
    if waits:
        settles(other, proposal(), "approve")
        label, who = "Approved: Postponed, proposed by pub.", "second"

    assert lines() == [
        (
            who,
            f"Event {number}",
            label,
            f"Date: {number} December 2020; Status: Planned",
            "Date: to be confirmed; Status: Postponed",
        )
        for number in (1, 2, 3)
    ]
    assert lines(who=who) == lines()
    assert lines(who="third") == []
    # The page of each event tells it too; the log tells it once.
    entries = [LogEntry.objects.filter(object_id=one.pk).latest("pk") for one in chosen]
    assert [sentence_of(entry).removesuffix(", proposed by pub.") for entry in entries] == [
        f"{'Approved: ' * waits}Postponed; Date: {number} December 2020 → to be confirmed"
        for number in (1, 2, 3)
    ]
    week = weekly_log.week("", reader=StaffFactory())
    assert [row.label for row in week.rows if row.who == who] == [label] * 3


def test_cancelled_names_the_status_that_it_ends_once(waits):
    (event, *_others), who = events(), publisher("pub")
    acts(who, event, "cancel", reason_en="The halls are closed.")

    ((_who, _name, label, old, new),) = lines()

    assert (label, old, new) == ("Cancelled", "Status: Planned", "Status: Cancelled")
    week = weekly_log.week("", reader=StaffFactory()).rows
    assert [row.label for row in week if row.who == "pub"] == ["Cancelled"]


def test_long_week_has_pages_and_its_file_has_all_of_it(admin_client, monkeypatch):
    monkeypatch.setattr(weekly_log, "ON_A_PAGE", 2)
    events()
    address = reverse("admin:log")

    first, second, file = (
        admin_client.get(asked).content.decode()
        for asked in (address, f"{address}?page=2", reverse("admin:log_export_csv"))
    )

    names = [
        {number for number in (1, 2, 3) if f"Event {number}" in text} for text in (first, second)
    ]
    assert [len(found) for found in names] == [2, 1]
    assert set.union(*names) == {1, 2, 3}
    assert 'aria-current="page">1</strong>' in first
    assert "&amp;page=2" in first
    assert all(f"Event {number}" in file for number in (1, 2, 3))
