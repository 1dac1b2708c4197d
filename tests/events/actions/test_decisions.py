"""One decision moves many events: all of them or none, by steps that name it."""

from datetime import date, time

import pytest
from django.contrib.auth.models import Permission

from events.actions import decisions as writers
from events.actions.changes import Announcement
from events.actions.decisions import DecisionRefusedError
from events.dates import Period, Precision
from events.enums import Format, Status
from events.models import Change, Decision, Event
from publishing import clock, permissions, records
from publishing.models import PublicRecord
from publishing.permissions import NotAllowedError
from tests.acting import acting_on, changes, decisions, workflow
from tests.events.actions.plans import JULY, JULY_22
from tests.factories import (
    CityFactory,
    EventFactory,
    StaffFactory,
    announcement,
)
from tests.factories.presidencies import PresidencyFactory
from tests.recording import last_told

pytestmark = pytest.mark.django_db

MAY_27 = date(2020, 5, 27)
SAID = Announcement(
    MAY_27,
    reason={"ru": "Из-за пандемии."},
    source_url="https://source.example/",
)


def planned(slug: str, period: Period = JULY_22, **values) -> Event:
    """A public event that was announced in January."""
    values = {"published": True, **values}
    return EventFactory(
        slug=slug, period=period, announced=announcement(date(2020, 1, 20)), **values
    )


def refusals(act, events, said=SAID, **by) -> dict[str, str]:
    """Return by slug why each event refuses."""
    with pytest.raises(DecisionRefusedError) as caught:
        decisions.decide(act, events, said, **by)
    return {
        event.slug: caught.value.refusals[event.pk]
        for event in events
        if event.pk in caught.value.refusals
    }


def test_one_decision_postpones_each_of_the_events():
    events = [planned("summit"), planned("forum", JULY)]

    decision = decisions.decide(writers.postponing(), events, SAID)

    steps = Change.objects.filter(decision=decision).order_by("event__slug")
    assert decision.slug == "postponed-2020-05-27"
    assert [(step.event.slug, step.number, step.kind) for step in steps] == [
        ("forum", 2, "postponed"),
        ("summit", 2, "postponed"),
    ]
    assert {step.state().decision for step in steps} == {"postponed-2020-05-27"}
    assert [Event.objects.get(pk=event.pk).status for event in events] == ["postponed"] * 2


def test_partners_are_told_of_the_decision_and_at_each_event():
    events = [planned("summit"), planned("forum", JULY)]

    decisions.decide(writers.postponing(), events, SAID)

    assert last_told("decisions", "postponed-2020-05-27") == {
        "slug": "postponed-2020-05-27",
        "presidency": "russia-2019-2020",
        "kind": "postponed",
        "announced_on": "2020-05-27",
        "announced_precision": "day",
        "reason": {"en": None, "ru": "Из-за пандемии.", "zh-hans": None},
        "source": "https://source.example/",
        "events": ["summit", "forum"],
    }
    assert [step["decision"] for step in last_told("events", "forum")["changes"]] == [
        None,
        "postponed-2020-05-27",
    ]
    assert list(records.discrepancies()) == []


def test_one_refusal_keeps_all_as_they_were():
    events = [planned("summit"), planned("forum"), planned("held")]
    changes.hold(events[2], announcement(JULY_22.last))
    before = [event.facts() for event in Event.objects.order_by("pk")]
    number = PublicRecord.objects.count()

    told = refusals(writers.postponing(), events)

    assert told == {"held": "“Event held” is over (held): correct it instead."}
    assert [event.facts() for event in Event.objects.order_by("pk")] == before
    assert (Decision.objects.count(), PublicRecord.objects.count()) == (0, number)
    assert Change.objects.filter(kind="postponed").count() == 0


def test_each_event_that_refuses_is_named_with_its_own_reason():
    events = [planned("vague", JULY), planned("undated", Period.undated()), planned("exact")]

    told = refusals(writers.shifting(14), events)

    assert told == {
        "vague": "Its date is “July 2020”, and no day that could be shifted: move it on its own page.",
        "undated": "It has no date that could be shifted: move it on its own page.",
    }


def test_days_are_shifted_with_their_clock_times():
    timed = Period(
        date(2020, 7, 31),
        date(2020, 8, 1),
        Precision.MINUTE,
        time(10),
        zone="Europe/Moscow",
        words={"en": "the last of July"},
    )
    events = [planned("timed", timed), planned("exact")]

    decisions.decide(writers.shifting(14), events, SAID)

    assert [Event.objects.get(slug=slug).period for slug in ("timed", "exact")] == [
        Period(
            date(2020, 8, 14), date(2020, 8, 15), Precision.MINUTE, time(10), zone="Europe/Moscow"
        ),
        Period.on(date(2020, 8, 5), date(2020, 8, 6)),
    ]


@pytest.mark.parametrize("days", [0, -999_999_999, 999_999_999, 40_000])
def test_a_shift_to_nowhere_is_refused(days):
    events = [planned("summit"), planned("forum")]

    assert set(refusals(writers.shifting(days), events)) == {"summit", "forum"}


def test_events_that_move_online_leave_their_place():
    city = CityFactory(slug="chelyabinsk")
    events = [
        planned("summit", format=Format.IN_PERSON, cities=[city], venue={"en": "The hall"}),
        planned("forum", format=Format.IN_PERSON),
    ]

    decisions.decide(writers.moving_online(), events, SAID)

    facts = [Event.objects.get(pk=event.pk).facts() for event in events]
    assert [(one.format, one.cities, dict(one.venue)) for one in facts] == [("online", (), {})] * 2


def test_what_is_confirmed_already_is_not_confirmed_again():
    events = [planned("summit", confirmed=announcement(date(2020, 2, 1))), planned("forum")]

    assert refusals(writers.confirming(), events) == {"summit": "It is confirmed already."}


def test_events_are_held_together_once_their_days_are_over():
    events = [planned("summit"), planned("forum")]
    said = announcement(date(2020, 7, 24))

    decisions.decide(writers.holding(), events, said, by=acting_on(date(2020, 7, 24)))

    assert set(Event.objects.values_list("status", flat=True)) == {"held"}


def test_cancelled_events_take_place_after_all_by_one_decision():
    events = [planned("summit"), planned("forum")]
    decisions.decide(writers.cancelling(), events, SAID)

    decisions.decide(writers.reinstating(), events, SAID)

    steps = Change.objects.filter(event=events[0]).values_list("kind", "decision")
    assert list(steps) == [
        ("announced", None),
        ("cancelled", "cancelled-2020-05-27"),
        ("reinstated", "reinstated-2020-05-27"),
    ]


def test_a_second_decision_of_a_kind_and_day_has_an_address_of_its_own():
    pairs = [[planned(f"{name}-{number}") for number in (1, 2)] for name in "abc"]

    slugs = [decisions.decide(writers.postponing(), pair, SAID).slug for pair in pairs]

    assert slugs == ["postponed-2020-05-27", "postponed-2020-05-27-2", "postponed-2020-05-27-3"]


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        (Announcement(reason={"en": "A reason."}), "postponed"),
        (Announcement(date(2020, 5, 1), Precision.MONTH), "postponed-2020-05"),
        (Announcement(date(2020, 1, 1), Precision.YEAR), "postponed-2020"),
    ],
)
def test_an_address_says_the_day_no_more_exactly_than_it_is_known(said, slug):
    events = [EventFactory(slug=name, announced=announcement(), period=JULY) for name in "ab"]

    assert decisions.decide(writers.postponing(), events, said).slug == slug


def test_a_draft_among_them_is_moved_and_told_to_nobody():
    events = [planned("summit"), planned("secret", published=False)]

    decisions.decide(writers.postponing(), events, SAID)

    assert Event.objects.get(slug="secret").status == Status.POSTPONED
    assert last_told("decisions", "postponed-2020-05-27")["events"] == ["summit"]
    assert not PublicRecord.objects.filter(document__contains="secret").exists()


def test_a_draft_that_is_published_later_joins_the_decision():
    events = [planned("summit"), planned("secret", published=False)]
    decisions.decide(writers.postponing(), events, SAID)

    workflow.publish(events[1])

    assert last_told("decisions", "postponed-2020-05-27")["events"] == ["summit", "secret"]


def test_a_decision_about_drafts_alone_is_not_public():
    events = [planned("one", published=False), planned("two", published=False)]

    decisions.decide(writers.postponing(), events, SAID)

    assert PublicRecord.objects.count() == 0
    assert list(records.discrepancies()) == []


def test_a_withdrawn_event_leaves_the_decision_and_the_last_one_takes_it_along():
    events = [planned("summit"), planned("forum")]
    decisions.decide(writers.postponing(), events, SAID)

    workflow.withdraw(events[0])
    after_one = last_told("decisions", "postponed-2020-05-27")["events"]
    workflow.withdraw(events[1])

    assert after_one == ["forum"]
    assert PublicRecord.objects.latest_of("decisions").get().withdrawn
    assert list(records.discrepancies()) == []


def test_a_draft_without_a_history_is_announced_first():
    events = [planned("summit"), EventFactory(slug="new")]

    assert refusals(writers.postponing(), events) == {
        "new": "It is a draft that was never announced: announce it first, on its own page."
    }


def test_an_event_of_another_presidency_is_decided_about_by_itself():
    lakes = PresidencyFactory(title_en="Lakes 2031")
    events = [planned("summit"), planned("regatta", presidency=lakes)]

    told = refusals(writers.postponing(), events)

    assert told == {
        "regatta": f"It belongs to another presidency, “{lakes}”: decide about it by itself."
    }


def test_one_event_is_no_decision():
    event = planned("summit")

    with pytest.raises(DecisionRefusedError, match="two events or more"):
        decisions.decide(writers.postponing(), [event, event], SAID)


def test_more_than_anybody_looks_over_are_refused(monkeypatch):
    monkeypatch.setattr(writers, "MOST_EVENTS", 2)
    events = [planned(name) for name in "abc"]

    with pytest.raises(DecisionRefusedError, match="At most 2 events at once"):
        decisions.decide(writers.postponing(), events, SAID)


@pytest.mark.parametrize("rights", [(), ("change_event", "view_event"), ("record_event",)])
def test_whoever_may_not_record_decides_nothing(rights):
    events = [planned("summit"), planned("forum")]
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    by = permissions.Actor.of(user, clock.end_of(MAY_27))

    with pytest.raises(NotAllowedError):
        decisions.decide(writers.postponing(), events, SAID, by=by)

    assert Decision.objects.count() == 0


def test_who_decided_is_kept_for_the_staff_alone():
    events = [planned("summit"), planned("forum")]
    user = StaffFactory(username="anna")

    decision = decisions.decide(
        writers.postponing(), events, SAID, by=permissions.Actor.of(user, clock.end_of(MAY_27))
    )

    assert decision.recorded_by == "anna"
    assert set(decision.changes.values_list("recorded_by", flat=True)) == {"anna"}
    assert not PublicRecord.objects.filter(document__contains="anna").exists()
