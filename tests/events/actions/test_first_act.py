"""The first act on an event without a history tells what it changed, and nothing else."""

from datetime import date

import pytest

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import ChangeKind, Format, Status
from events.history import followed
from events.models import Change
from events.public_document import change_document
from i18n.texts import Text
from places.models import PlaceNames
from tests.acting import changes
from tests.factories import CityFactory, EventFactory, announcement
from website.presenters.changes import headline_with_event, history_entries

pytestmark = pytest.mark.django_db

NOVEMBER_23, DECEMBER_1 = Period.on(date(2020, 11, 23)), Period.on(date(2020, 12, 1))


@pytest.fixture
def event():
    city = CityFactory(slug="moscow", name_en="Moscow")
    return EventFactory(title_en="Forum", period=NOVEMBER_23, format=Format.ONLINE, cities=[city])


def told(change: Change) -> tuple[str, list[tuple[str, str, str]]]:
    (step,) = history_entries([change.state()], (), PlaceNames.read())
    return step.headline, [(m.label, str(m.old), str(m.new)) for m in step.moves]


FORUM = Text("Forum", "en", "en")
FORMAT = ("Format", "Videoconference", "Hybrid")
PLACE = ("Place", "Moscow", "Sochi")


def test_a_new_format_alone_is_no_new_date(event):
    change = changes.change_format(event, announcement(), FactChanges(format=Format.HYBRID))

    assert told(change) == ("New format", [FORMAT])
    assert str(headline_with_event(change.state(), FORUM, ("", ""))) == "New format: Forum"
    document = change_document(change.state())
    assert document["format"] == {"old": "online", "new": "hybrid"}
    assert [name for name in ("time", "cities", "venue", "title") if name in document] == []


def test_a_new_place_alone_is_no_new_date_and_no_new_format(event):
    CityFactory(slug="sochi", name_en="Sochi")

    change = changes.relocate(event, announcement(), FactChanges(cities=("sochi",)))

    assert told(change) == ("New place", [PLACE])
    assert [name for name in ("time", "format") if name in change_document(change.state())] == []


def test_a_cancellation_and_a_new_name_tell_no_facts_that_stay(event):
    other = EventFactory(period=NOVEMBER_23, format=Format.ONLINE)

    cancelled = changes.cancel(event, announcement())
    renamed = changes.rename(other, announcement(), {"en": "Conference"})

    assert told(cancelled) == ("Cancelled", [])
    assert [label for label, _old, _new in told(renamed)[1]] == ["Title"]
    for change in (cancelled, renamed):
        document = change_document(change.state())
        assert [name for name in ("time", "format", "cities") if name in document] == []


def test_a_new_date_alone_is_no_new_place_and_no_new_format(event):
    change = changes.reschedule(event, announcement(), FactChanges(DECEMBER_1))

    assert told(change) == ("New date", [("Date", "23 November 2020", "1 December 2020")])
    document = change_document(change.state())
    assert document["status"] == {"old": "planned", "new": "planned"}
    assert document["time"]["old"]["first"] == "2020-11-23"
    assert [name for name in ("format", "cities", "venue") if name in document] == []


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda event: changes.postpone(event, announcement()), "postponed"),
        (lambda event: changes.confirm(event, announcement()), "confirmed"),
    ],
)
def test_a_postponement_and_a_confirmation_tell_what_the_state_was(event, act, status):
    document = change_document(act(event).state())

    assert document["status"] == {"old": "planned", "new": status}
    assert ("time" in document) == (status == "postponed")
    assert [name for name in ("format", "cities", "venue") if name in document] == []


def test_a_new_format_with_a_new_date_says_both(event):
    change = changes.change_format(event, announcement(), FactChanges(DECEMBER_1, Format.HYBRID))

    assert told(change) == (
        "New format and date",
        [("Date", "23 November 2020", "1 December 2020"), FORMAT],
    )


def test_a_first_date_that_comes_with_a_new_format_is_told():
    event = EventFactory(format=Format.ONLINE)

    change = changes.change_format(event, announcement(), FactChanges(NOVEMBER_23, Format.HYBRID))

    assert told(change)[1] == [("Date", "to be confirmed", "23 November 2020"), FORMAT]


def test_an_older_row_that_kept_no_old_date_tells_none(event):
    change = Change(
        event=event,
        number=1,
        kind=ChangeKind.FORMAT_CHANGED,
        new_status=Status.PLANNED,
        new_starts_on=NOVEMBER_23.first,
        new_ends_on=NOVEMBER_23.last,
        new_precision="day",
        old_format="online",
        new_format="hybrid",
        new_cities=["moscow"],
        new_venue={},
    )

    assert told(change) == ("New format", [FORMAT])
    assert "time" not in change_document(change.state())


@pytest.mark.parametrize(
    "act",
    [
        lambda event: changes.change_format(
            event, announcement(), FactChanges(format=Format.HYBRID)
        ),
        lambda event: changes.relocate(event, announcement(), FactChanges(venue={"en": "Hall"})),
        lambda event: changes.rename(event, announcement(), {"en": "Conference"}),
        lambda event: changes.cancel(event, announcement()),
        lambda event: changes.postpone(event, announcement()),
        lambda event: changes.confirm(event, announcement()),
        lambda event: changes.reschedule(event, announcement(), FactChanges(DECEMBER_1)),
    ],
)
def test_the_first_step_still_leads_to_every_fact(event, act):
    change = act(event)

    assert followed([change]) == [event.facts()]
