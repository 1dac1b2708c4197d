"""One decision about many events, from the list of the admin to the public record."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.dates import Period
from events.models import Change, Decision, Event
from publishing import records
from tests.acting import changes
from tests.factories import EventFactory, StaffFactory, announcement
from tests.forms_sent import Sent, changed, messages_of, sent_by
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-05-27")]

LIST = reverse("admin:events_event_changelist")
DECIDE = reverse("admin:events_event_decide")
SAID = {"reason_ru": "Из-за пандемии.", "source_url": "https://source.example/"}


def planned(slug: str, period: Period | None = None, **values) -> Event:
    values = {"published": True, **values}
    july = Period.on(date(2020, 7, 22), date(2020, 7, 23))
    return EventFactory(
        slug=slug, period=period or july, announced=announcement(date(2020, 1, 20)), **values
    )


@pytest.fixture
def five() -> list[Event]:
    make_five()
    return list(Event.objects.order_by("pk"))


@made_once
def make_five() -> None:
    planned("summit")
    for number in range(4):
        planned(f"forum-{number}", Period.in_month(2020, 6))


def chosen(client: Client, events: list[Event]) -> Sent:
    """Choose events in the list, and return what the form of the decision then sends untouched."""
    keys = [event.pk for event in events]
    sent = {"action": "decide_selected", "_selected_action": keys}
    return sent_by(client.post(LIST, sent, follow=True))


def previewed(client: Client, sent: Sent):
    return client.post(DECIDE, {**sent, "preview": "yes"}, follow=True)


def kinds() -> dict[str, str]:
    """Return by slug the kind of the newest step."""
    return {event.slug: event.changes.last().kind for event in Event.objects.all()}


def test_five_events_are_postponed_by_four_answers_on_two_pages(admin_client: Client, five):
    form = changed(chosen(admin_client, five), **SAID)

    preview = previewed(admin_client, form)
    before = kinds()
    answer = admin_client.post(DECIDE, {**sent_by(preview), "save": "yes"}, follow=True)

    assert set(before.values()) == {"announced"}
    assert kinds() == dict.fromkeys([event.slug for event in five], "postponed")
    decision = Decision.objects.get()
    assert decision.changes.count() == 5
    assert answer.redirect_chain == [(LIST, 302)]
    told = messages_of(answer)
    assert told == [
        "Decided about 5 events at once. "
        '<a href="/en/decisions/postponed-2020-05-27/">As visitors see it</a> '
        f'<a href="/admin/events/change/{decision.changes.first().pk}/reason/">'
        "Translate the reason…</a>"
    ]
    assert LogEntry.objects.count() == 5


def test_preview_shows_each_event_in_each_language_and_writes_nothing(admin_client: Client, five):
    number = records.newest_number()

    preview = previewed(admin_client, changed(chosen(admin_client, five), **SAID))

    rows = preview.context["rows"]
    assert [len(row.previews) for row in rows] == [3] * 5
    together = {preview.code: preview.step.together for row in rows for preview in row.previews}
    assert together == {
        "en": "Postponed together with 4 other events",
        "ru": "Отложено вместе с ещё 4 мероприятиями",
        "zh-hans": "与另外4项活动一并延期",
    }
    assert (records.newest_number(), Decision.objects.count()) == (number, 0)


def test_an_event_that_refuses_is_named_first_and_left_out_by_one_button(
    admin_client: Client, five
):
    changes.cancel(five[2], announcement(date(2020, 5, 1)))
    preview = previewed(admin_client, changed(chosen(admin_client, five), **SAID))
    (refused, *others) = preview.context["rows"]

    held_back = admin_client.post(DECIDE, {**sent_by(preview), "save": "yes"})
    between = kinds()
    without = admin_client.post(
        DECIDE, {**sent_by(held_back), "leave_out": five[2].pk}, follow=True
    )
    admin_client.post(DECIDE, {**sent_by(without), "save": "yes"})

    assert (refused.event, refused.previews) == (five[2], ())
    assert refused.refusal == "“Event forum-1” is over (cancelled): correct it instead."
    assert [len(row.previews) for row in others] == [3] * 4
    assert (preview.context["refused"], held_back.status_code) == (1, 200)
    assert set(between.values()) == {"announced", "cancelled"}
    assert without.context["refused"] == 0
    assert sorted(kinds().values()) == ["cancelled", *["postponed"] * 4]


def test_one_that_was_changed_meanwhile_refuses_all_and_keeps_what_was_typed(
    admin_client: Client, five
):
    preview = previewed(admin_client, changed(chosen(admin_client, five), **SAID))
    changes.cancel(five[1], announcement(date(2020, 5, 1)))
    changes.reschedule(
        five[0], announcement(date(2020, 5, 2)), changes.FactChanges(Period.on(date(2020, 11, 10)))
    )

    answer = admin_client.post(DECIDE, {**sent_by(preview), "save": "yes"})

    (moved, gone, *_others) = sorted(answer.context["rows"], key=lambda row: not row.changed)
    assert Decision.objects.count() == 0
    assert answer.context["refused"] == 2
    assert {moved.event, gone.event} == {five[0], five[1]}
    assert {row.changed for row in (moved, gone)} == {
        "Changed meanwhile. Now: 10 November 2020 · format unknown · planned.",
        "Changed meanwhile. Now: June 2020 · format unknown · cancelled.",
    }
    sent = sent_by(answer)
    kept = [sent[name][0].strip() for name in ("reason_ru", "source_url")]
    assert kept == ["Из-за пандемии.", "https://source.example/"]


def test_what_was_changed_meanwhile_and_looked_at_again_is_decided(admin_client: Client, five):
    preview = previewed(admin_client, changed(chosen(admin_client, five), **SAID))
    moved = changes.FactChanges(Period.on(date(2020, 11, 10)))
    changes.reschedule(five[0], announcement(date(2020, 5, 2)), moved)

    again = admin_client.post(DECIDE, {**sent_by(preview), "save": "yes"})
    admin_client.post(DECIDE, {**sent_by(again), "save": "yes"})

    assert set(kinds().values()) == {"postponed"}


def test_a_page_that_does_not_say_what_it_showed_decides_nothing(admin_client: Client, five):
    sent = {**SAID, "act": "cancel", "event": [event.pk for event in five], "save": "yes"}

    answer = admin_client.post(DECIDE, {**sent, "announced_precision": "day"})

    assert (answer.status_code, answer.context["refused"]) == (200, 5)
    assert set(kinds().values()) == {"announced"}


def test_a_draft_among_them_is_said_to_be_none_of_the_publics(admin_client: Client):
    events = [planned("summit"), planned("secret", published=False)]

    preview = previewed(admin_client, changed(chosen(admin_client, events), **SAID))
    admin_client.post(DECIDE, {**sent_by(preview), "save": "yes"})

    assert preview.content.decode().count("not public") == 1
    assert set(kinds().values()) == {"postponed"}
    steps = [one.step for row in preview.context["rows"] for one in row.previews]
    assert {step.together for step in steps} == {""}


WRONG = [
    ({"act": "shift"}, "days"),
    ({"act": "shift", "days": "0"}, "days"),
    ({"act": "shift", "days": "fortnight"}, "days"),
    ({"act": "shift", "days": "99999999999999999999"}, "days"),
    ({"act": "marry"}, "act"),
    ({"announced_on": "2020-05-28"}, "announced_on"),
    ({"announced_on": "31.11.2020"}, "announced_on"),
    ({"source_url": "no address"}, "source_url"),
]


def test_a_wrong_answer_keeps_the_choice_and_what_was_typed(admin_client: Client, five):
    form = chosen(admin_client, five)

    for given, field in WRONG:
        answer = previewed(admin_client, changed(form, **{**SAID, **given}))

        assert answer.status_code == 200
        assert (given, list(answer.context["form"].errors)) == (given, [field])
        kept = sent_by(answer)
        assert kept["reason_ru"][0].strip() == "Из-за пандемии."
        assert sorted(kept["event"]) == sorted(str(event.pk) for event in five)


@pytest.mark.parametrize("days", ["3660", "-600"])
def test_a_shift_into_an_unusual_year_is_asked_about_first(admin_client: Client, days):
    events = [planned("summit"), planned("forum")]
    sent = changed(chosen(admin_client, events), act="shift", days=days, **SAID)

    asked = previewed(admin_client, sent)
    before = kinds()
    admin_client.post(
        DECIDE,
        {**sent_by(previewed(admin_client, {**sent, "years_are_right": "on"})), "save": "yes"},
    )

    assert list(asked.context["form"].errors) == ["days"]
    assert "years_are_right" in asked.context["form"].fields
    assert set(before.values()) == {"announced"}
    assert set(kinds().values()) == {"rescheduled"}


@pytest.mark.parametrize("keys", [[], [""], ["x"], ["999999"], ["1e9"], ["²"], ["9" * 40]])
def test_what_is_no_event_cannot_be_decided_about(admin_client: Client, keys):
    answer = admin_client.get(DECIDE, {"event": keys}, follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert "Choose the events in the list first." in answer.content.decode()


def test_of_one_event_nothing_is_decided_and_the_form_says_what_to_do(admin_client: Client):
    sent = changed(chosen(admin_client, [planned("summit")]), **SAID)

    answer = previewed(admin_client, sent)

    assert answer.context["form"].non_field_errors() == [
        "A decision is about two events or more: of one, use the button on its own page."
    ]


def test_a_second_click_is_answered_like_the_first(admin_client: Client, five):
    preview = previewed(admin_client, changed(chosen(admin_client, five), **SAID))
    sent = {**sent_by(preview), "save": "yes"}

    answers = [admin_client.post(DECIDE, sent) for _click in range(2)]

    assert [answer.url for answer in answers] == [LIST, LIST]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("act", "more", "kind"),
    [
        ("postpone", {}, "postponed"),
        ("shift", {"days": "14"}, "rescheduled"),
        ("online", {}, "format_changed"),
        ("cancel", {}, "cancelled"),
        ("confirm", {}, "confirmed"),
    ],
)
def test_each_decision_does_what_its_button_says(admin_client: Client, act, more, kind):
    events = [planned("summit"), planned("forum")]
    sent = changed(chosen(admin_client, events), act=act, **SAID, **more)

    admin_client.post(DECIDE, {**sent_by(previewed(admin_client, sent)), "save": "yes"})

    assert set(kinds().values()) == {kind}


def test_cancelled_ones_take_place_after_all_and_past_ones_are_held(admin_client: Client, settings):
    events = [planned("summit"), planned("forum")]
    for act, kind in (("cancel", "cancelled"), ("reinstate", "reinstated")):
        sent = changed(chosen(admin_client, events), act=act, **SAID)
        admin_client.post(DECIDE, {**sent_by(previewed(admin_client, sent)), "save": "yes"})
        assert set(kinds().values()) == {kind}
    settings.PORTAL_CLOCK = "2020-07-24"

    sent = changed(chosen(admin_client, events), act="hold", **SAID)
    admin_client.post(DECIDE, {**sent_by(previewed(admin_client, sent)), "save": "yes"})

    assert set(kinds().values()) == {"held"}


RIGHTS = {
    "nothing": ((), 403),
    "view": (("view_event",), 403),
    "change": (("view_event", "change_event", "add_event", "delete_event"), 403),
    "publish": (("view_event", "publish_event"), 403),
    "translate": (("view_event", "translate_event"), 403),
    "record alone": (("record_event",), 403),
    "record of another kind": (("view_event", "record_document"), 403),
    "record": (("view_event", "record_event"), 200),
}


@pytest.mark.parametrize(("rights", "status"), RIGHTS.values(), ids=RIGHTS.keys())
def test_only_who_may_record_decides(client: Client, five, rights, status):
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    keys = [event.pk for event in five]

    shown = client.get(DECIDE, {"event": keys})
    sent = {**SAID, "act": "cancel", "event": keys, "announced_precision": "day", "preview": "yes"}
    previewed_answer = client.post(DECIDE, sent, follow=True)

    assert [shown.status_code, previewed_answer.status_code] == [status, status]
    if "view_event" in rights:
        assert ("decide_selected" in client.get(LIST).content.decode()) == (status == 200)
    assert not Change.objects.exclude(decision=None).exists()


def test_a_list_and_a_preview_ask_as_many_questions_for_five_as_for_two(admin_client: Client, five):
    def questions(events: list[Event]) -> int:
        sent = changed(chosen(admin_client, events), **SAID)
        keys = {"event": [event.pk for event in events]}
        admin_client.get(DECIDE, keys)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            admin_client.get(DECIDE, keys)
        assert sent
        return len(queries)

    assert questions(five) == questions(five[:2])
