"""The pages on which an editor changes an event: ask, show, save, log."""

from datetime import date

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.translation import override

from events.dates import Period, Precision
from events.enums import Status
from events.models import Event
from publishing import records
from staff.log import sentence_of
from tests.factories import CityFactory, EventFactory, announcement
from tests.forms_sent import changed, messages_of, opened, sent_by
from tests.markup import page_of

TODAY = date(2020, 10, 28)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


@pytest.fixture
def event():
    return EventFactory(
        period=Period.on(date(2020, 12, 1)),
        announced=announcement(date(2020, 1, 1)),
        confirmed=announcement(date(2020, 2, 1)),
        published=True,
    )


@pytest.fixture(params=["view_event", "change_event"])
def staff_client(client, request):
    """Staff who may see events, or edit their texts, and record nothing."""
    user = get_user_model().objects.create_user("reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename=request.param))
    client.force_login(user)
    return client


def page(event, code="move"):
    return reverse("admin:events_event_act", args=[event.pk, code])


def moved(event, **others):
    return {
        "sequence": event.sequence,
        "precision": "day",
        "first_day": "2020-12-10",
        "zone": "Europe/Moscow",
        "announced_on": "2020-10-27",
        "announced_precision": "day",
        "reason_en": "The hosts asked for it.",
        "source_url": "https://source.example/",
        **others,
    }


def test_form_says_what_the_facts_are_now(admin_client, event):
    answer = admin_client.get(page(event))

    assert answer.context["present"] == ["1 December 2020", "format unknown", "confirmed"]
    assert answer.context["form"]["announced_on"].value() == TODAY


def test_first_press_shows_and_saves_nothing(admin_client, event):
    number = records.newest_number()

    answer = admin_client.post(page(event), moved(event), follow=True)

    told = answer.content.decode()
    assert "10 декабря 2020 г." in told
    assert "10 December 2020" in told
    assert "2020年12月10日" in told
    assert "The reason is not translated into this language." in told
    assert event.changes.count() == 2
    assert records.newest_number() == number


def test_second_press_saves_and_tells(admin_client, event):
    answer = admin_client.post(page(event), moved(event, save="yes"))

    event.refresh_from_db()
    assert answer.url == reverse("admin:events_event_change", args=[event.pk])
    assert event.starts_on == date(2020, 12, 10)
    assert event.changes.count() == 3


def test_fields_of_the_second_page_are_those_that_were_filled(admin_client, event):
    shown = admin_client.post(page(event), moved(event), follow=True)

    form = shown.context["form"]
    hidden = {
        field.html_name: field.value() for field in form if field.value() not in (None, "", [])
    }
    admin_client.post(page(event), {**hidden, "save": "yes"})

    event.refresh_from_db()
    assert event.starts_on == date(2020, 12, 10)


def test_what_named_the_days_and_the_city_before_goes_with_them(admin_client):
    vague = Period(
        date(2020, 11, 1), date(2020, 12, 31), Precision.PART_OF_YEAR, words={"en": "late in 2020"}
    )
    cities = CityFactory(slug="chelyabinsk"), CityFactory(slug="moscow")
    event = EventFactory(
        period=vague,
        cities=cities[:1],
        venue={"en": "Hall"},
        announced=announcement(),
        published=True,
    )
    address = page(event, "correct")
    facts = {"precision": "day", "first_day": "2020-12-10", "last_day": "", "cities": ["moscow"]}
    sent = changed(
        opened(admin_client, address), **facts, reason_en="A slip.", source_url="https://a.example/"
    )

    preview = admin_client.post(address, sent, follow=True)
    admin_client.post(address, {**sent_by(preview), "save": "yes"})

    facts_after = Event.objects.get(pk=event.pk).facts()
    assert sent_by(preview).get("words_en", [""]) == sent_by(preview).get("venue_en", [""]) == [""]
    assert (facts_after.period, facts_after.cities, dict(facts_after.venue)) == (
        Period.on(date(2020, 12, 10)),
        ("moscow",),
        {},
    )


def test_saved_change_is_logged(admin_client, event):
    admin_client.post(page(event), moved(event, save="yes"))

    [entry] = LogEntry.objects.all()
    assert entry.object_id == str(event.pk)
    assert sentence_of(entry) == (
        "New date; Date: 1 December 2020 → 10 December 2020; Status: Confirmed → Planned"
    )


def test_log_is_read_in_the_language_of_the_reader(admin_client, admin_user, event):
    admin_client.post(page(event), moved(event, save="yes"))
    [one] = LogEntry.objects.all()
    LogEntry.objects.log_actions(admin_user.pk, [event], CHANGE, "[{ by hand", single_object=True)

    history, log = reverse("admin:events_event_history", args=[event.pk]), "/admin/log/"
    in_words = "Новая дата; Дата: 1 декабря 2020 г. → 10 декабря 2020 г."
    in_columns = "Дата: 10 декабря 2020 г.; Статус: Запланировано"
    for address, told in ((history, in_words), (log, in_columns)):
        shown = admin_client.get(address, headers={"accept-language": "ru"}).content.decode()
        assert told in shown.replace("\xa0", " ")
        assert "New date" not in shown
        assert "[{ by hand" in shown
    with override("zh-hans"):
        assert sentence_of(one).startswith("改期")


def test_going_back_keeps_what_was_filled(admin_client, event):
    answer = admin_client.post(page(event), moved(event, back="yes"), follow=True)

    assert answer.templates[0].name == "admin/events/event/act.html"
    assert answer.context["form"]["first_day"].value() == "2020-12-10"


def test_refusal_of_the_writer_stands_on_the_form(admin_client, event):
    answer = admin_client.post(page(event), moved(event, source_url="", save="yes"))

    assert answer.context["form"].non_field_errors() == [
        "A confirmed date, place or format moves only with a reason and a source."
    ]
    assert event.changes.count() == 2
    assert LogEntry.objects.count() == 0


def test_form_opened_before_another_change_is_refused(admin_client, event):
    admin_client.post(page(event), moved(event, save="yes"))

    answer = admin_client.post(page(event), moved(event, first_day="2020-12-12", save="yes"))

    assert "The event was changed after you opened this form" in answer.content.decode()
    assert event.changes.count() == 3


def test_act_that_the_state_does_not_allow_leads_back(admin_client, event):
    admin_client.post(page(event, "cancel"), moved(event, save="yes"))

    answer = admin_client.get(page(event), follow=True)

    event.refresh_from_db()
    assert event.status == Status.CANCELLED
    assert messages_of(answer)[-1] == ("This is not possible in the present state of the event.")


def test_event_without_report_is_closed_and_logged(admin_client):
    event = EventFactory(
        period=Period.on(date(2020, 9, 1)), announced=announcement(None), published=True
    )
    answers = {"sequence": event.sequence}

    shown = admin_client.post(page(event, "close"), answers, follow=True)
    admin_client.post(page(event, "close"), {**answers, "save": "yes"})

    event.refresh_from_db()
    assert "Outcome unknown" in shown.content.decode()
    assert event.status == Status.UNKNOWN_OUTCOME
    assert [sentence_of(entry) for entry in LogEntry.objects.all()] == ["Closed without outcome."]


def test_who_may_only_read_or_edit_may_not_act(staff_client, event):
    answers = [
        staff_client.get(page(event)),
        staff_client.post(page(event), moved(event, save="yes")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert event.changes.count() == 2


def test_who_may_only_read_or_edit_is_offered_no_act(staff_client, event):
    answer = staff_client.get(reverse("admin:events_event_change", args=[event.pk]))

    assert answer.context["acts"] == []
    assert [step.headline for step in answer.context["steps"]] == ["Confirmed", "Announced"]


@pytest.mark.parametrize("address", ["1/act/unknown/", "77/act/move/", "x/act/move/"])
def test_unknown_act_or_event_is_a_404(admin_client, event, address):
    answer = admin_client.get(reverse("admin:events_event_changelist") + address)

    assert answer.status_code == 404


@pytest.mark.parametrize("act", ["move", "postpone", "place", "cancel", "rename", "correct"])
def test_form_of_an_act_takes_few_queries(admin_client, event, act, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        answer = admin_client.get(page(event, act))

    assert answer.status_code == 200


def test_an_act_says_what_its_source_is_where_there_is_no_page(admin_client, event):
    shown = page_of(admin_client.get(page(event, "cancel")))

    asked = shown.one("input", name="source_url")["aria-describedby"]
    assert "A letter, a note or an order has none" in shown.one("p", id=asked).text
