"""A reason that was given in one language is translated later: added, and never altered."""

from datetime import date

import orjson
import pytest
from django.contrib.auth.models import Permission

from events.actions import decisions as writers
from events.actions.changes import Announcement
from events.models import AddedReason, Change
from publishing import records
from publishing.models import PublicRecord
from publishing.permissions import Actor, NotAllowedError
from tests.acting import changes, decisions, reasons
from tests.events.actions.plans import JULY_22, refusal
from tests.factories import EventFactory, StaffFactory, announcement
from tests.recording import last_told

pytestmark = pytest.mark.django_db

RUSSIAN = Announcement(
    date(2020, 5, 27), reason={"ru": "Из-за пандемии."}, source_url="https://a.example/"
)


def cancelled(**values) -> Change:
    event = EventFactory(
        published=True, announced=announcement(date(2020, 1, 20)), period=JULY_22, **values
    )
    return changes.cancel(event, RUSSIAN)


def told(slug: str) -> list[dict]:
    return [step["reason"] for step in last_told("events", slug)["changes"]]


def test_the_added_reason_is_told_and_the_step_stays_as_it_was():
    change = cancelled(slug="summit")
    before = Change.objects.values().get(pk=change.pk)

    reasons.add_reason(change, {"en": "  Because of the pandemic. "})

    assert told("summit")[1] == {
        "en": "Because of the pandemic.",
        "ru": "Из-за пандемии.",
        "zh-hans": None,
    }
    assert Change.objects.values().get(pk=change.pk) == before
    assert list(records.discrepancies()) == []
    row = AddedReason.objects.get()
    assert (row.change, row.language, row.added_by) == (change, "en", "tests")


def test_it_moves_nothing_that_calendars_count():
    change = cancelled(slug="summit")

    reasons.add_reason(change, {"en": "Because of the pandemic."})

    change.event.refresh_from_db()
    assert change.event.sequence == 2


def test_the_reason_of_a_decision_is_added_once_for_all_its_events():
    events = [
        EventFactory(slug=slug, published=True, announced=announcement(), period=JULY_22)
        for slug in ("summit", "forum")
    ]
    decision = decisions.decide(writers.cancelling(), events, RUSSIAN)

    reasons.add_reason(decision.changes.first(), {"zh-hans": "因疫情。"})

    assert [told(event.slug)[1]["zh-hans"] for event in events] == ["因疫情。"] * 2
    record = PublicRecord.objects.latest_of("decisions").get()
    assert orjson.loads(record.document)["reason"]["zh-hans"] == "因疫情。"
    assert list(records.discrepancies()) == []


@pytest.mark.parametrize("first", ["recorded", "added"])
def test_a_reason_that_is_there_stays(first):
    change = cancelled()
    code = {"recorded": "ru", "added": "en"}[first]
    reasons.add_reason(change, {"en": "Because of the pandemic."})

    text = refusal(reasons.add_reason, change, {code: "Otherwise.", "zh-hans": "因疫情。"})

    assert text == "The reason is there in this language already, and what is on record stays."
    assert AddedReason.objects.count() == 1


def test_there_is_nothing_to_translate_where_no_reason_was_given():
    event = EventFactory(announced=announcement(reason=""))

    text = refusal(reasons.add_reason, event.changes.get(), {"en": "Why."})

    assert text == "No reason was given: there is nothing to translate."


@pytest.mark.parametrize("texts", [{}, {"en": ""}, {"en": " \u200b\n"}])
def test_nothing_is_no_translation(texts):
    text = refusal(reasons.add_reason, cancelled(), texts)

    assert text == "Write the reason in a language that lacks it."


def test_who_may_not_translate_adds_nothing():
    change = cancelled()
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_event", "record_event"])
    )

    with pytest.raises(NotAllowedError):
        reasons.add_reason(change, {"en": "Why."}, by=Actor.of(user, None))

    assert AddedReason.objects.count() == 0


def test_what_lacks_a_reason_in_a_language_is_known():
    both = cancelled(slug="both")
    half = cancelled(slug="half")
    reasons.add_reason(both, {"en": "Because of the pandemic."})
    EventFactory(announced=announcement(reason=""))

    lacking = {code: set(Change.objects.lacking_reason(code)) for code in ("en", "ru", "zh-hans")}

    first_steps = {change.event.changes.get(number=1) for change in (both, half)}
    assert lacking == {
        "en": {half},
        "ru": first_steps,
        "zh-hans": {both, half, *first_steps},
    }


def test_what_is_withdrawn_waits_for_nobody():
    EventFactory(withdrawn=True, published=True, announced=announcement())

    assert not Change.objects.lacking_reason("ru").exists()
