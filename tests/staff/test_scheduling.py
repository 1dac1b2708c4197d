"""A moment for publication or withdrawal, set at the desk and kept by the worker."""

import threading
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from news.models import Article
from publishing import schedule
from publishing.models import ScheduledAction, ScheduledPublication
from publishing.permissions import Actor
from staff.log import sentence_of
from staff.management.commands import run_schedule
from tests.factories import ArticleFactory, PriorityFactory, StaffFactory
from tests.forms_sent import changed, found, messages_of, opened
from tests.markup import page_of
from tests.staff.doors import admin_page, changelist

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

MOSCOW = ZoneInfo("Europe/Moscow")
TEN = datetime(2020, 10, 29, 10, tzinfo=MOSCOW)
MOMENT = {"day": "2020-10-29", "time": "10:00"}


def moments_of(answer):
    return [line for shown in page_of(answer).all("ul", cls="moments") for line in shown.all("li")]


def set_at(client, item, name="publish", **moment):
    page = admin_page(name, item)
    return client.post(page, changed(opened(client, page), **{**MOMENT, **moment}), follow=True)


def test_news_of_tomorrow_waits_for_tomorrow(admin_client, admin_user, settings):
    article = ArticleFactory(published_on=date(2020, 10, 29))

    answer = set_at(admin_client, article)

    assert messages_of(answer) == [
        f"{article}: To be published on 29 October 2020, 10:00 (Europe/Moscow)."
    ]
    (row,) = ScheduledPublication.objects.all()
    assert (row.item, row.action, row.due_at, row.account) == (article, "publish", TEN, admin_user)
    assert not found(article).is_published

    call_command("run_schedule", once=True)
    assert not found(article).is_published

    settings.PORTAL_CLOCK = "2020-10-30"
    with override("ru"):
        call_command("run_schedule", once=True)

    assert found(article).is_published
    assert sentence_of(LogEntry.objects.order_by("pk").last()) == "Published at the moment set."
    assert LogEntry.objects.order_by("pk").last().user == admin_user


def test_empty_moment_is_at_once(admin_client):
    item = PriorityFactory()

    set_at(admin_client, item, day="", time="")

    assert found(item).is_published
    assert not ScheduledPublication.objects.exists()


@pytest.mark.parametrize(
    ("moment", "field", "why"),
    [
        ({"time": ""}, "time", "Give the day and the time"),
        ({"day": ""}, "day", "Give the day and the time"),
        ({"day": "29.10.20"}, "day", "Enter a valid date"),
        ({"time": "25:00"}, "time", "Enter a valid time"),
        ({"day": "2202-10-29"}, "day", "2202"),
    ],
)
def test_half_a_moment_is_asked_about_and_nothing_is_done(admin_client, moment, field, why):
    item = PriorityFactory()

    answer = set_at(admin_client, item, **moment)

    assert why in answer.context["moment"].errors[field][0]
    shown = page_of(answer)
    assert [shown.one("input", name=name)["value"] for name in ("day", "time")] == [
        {**MOMENT, **moment}["day"],
        {**MOMENT, **moment}["time"],
    ]
    assert not found(item).is_published
    assert not ScheduledPublication.objects.exists()


def test_moment_years_ahead_is_asked_about_and_taken_where_it_is_meant(admin_client):
    item = ArticleFactory(published=True)

    asked = set_at(admin_client, item, name="withdraw", day="2099-10-29")

    assert asked.context["moment"].errors["day"] == [
        "The year 2099 lies outside 2020–2021: correct it, or say that it is right."
    ]
    assert page_of(asked).one("input", name="years_are_right")["type"] == "checkbox"
    assert not ScheduledPublication.objects.exists()
    set_at(admin_client, item, name="withdraw", day="2099-10-29", years_are_right="on")
    assert [row.due_at.year for row in ScheduledPublication.objects.all()] == [2099]


def test_moment_that_has_passed_is_refused_in_words(admin_client):
    item = PriorityFactory()

    answer = set_at(admin_client, item, day="2020-10-28", time="08:59")

    (refusal,) = answer.context["moment"].errors["day"]
    assert "has passed: give a moment that is still to come." in refusal
    assert answer.context["moment"]["time"].value() == "08:59"
    assert not found(item).is_published


@pytest.mark.parametrize("name", ["publish", "unschedule"])
def test_page_that_asks_names_the_moment_that_is_set(admin_client, name):
    item = PriorityFactory()
    set_at(admin_client, item)

    asked = admin_client.get(admin_page(name, item))

    assert [line.text for line in moments_of(asked)] == [
        "will be published on 29 October 2020, 10:00 (Europe/Moscow); set by admin"
    ]


def test_several_items_of_a_list_get_one_moment(admin_client):
    items = ArticleFactory.create_batch(2, published_on=date(2020, 10, 29))
    sent = {"action": "publish_selected", "_selected_action": [one.pk for one in items]}

    admin_client.post(changelist(items[0]), {**sent, **MOMENT, "confirmed": "yes"})

    assert {row.item for row in ScheduledPublication.objects.all()} == set(items)
    assert {row.due_at for row in ScheduledPublication.objects.all()} == {TEN}


def test_withdrawal_waits_for_its_moment(admin_client, settings):
    item = PriorityFactory(published=True)

    set_at(admin_client, item, "withdraw")
    assert found(item).is_published
    settings.PORTAL_CLOCK = "2020-10-30"
    call_command("run_schedule", once=True)

    assert found(item).publication == "withdrawn"


def test_form_tells_of_the_moment_and_lets_it_be_taken_back(admin_client, admin_user):
    item = PriorityFactory()
    set_at(admin_client, item)

    page = admin_client.get(admin_page("change", item))
    (line,) = moments_of(page)
    assert line.text == (
        "will be published on 29 October 2020, 10:00 (Europe/Moscow); set by admin"
    )
    assert admin_page("unschedule", item) in page.content.decode()

    back = admin_page("unschedule", item)
    admin_client.post(back, opened(admin_client, back))

    assert not schedule.waiting(item).exists()
    assert moments_of(admin_client.get(admin_page("change", item))) == []


def test_first_page_tells_what_waits_what_is_late_and_what_was_refused(
    admin_client, admin_user, settings
):
    by = Actor.of(admin_user, datetime(2020, 10, 28, 9, tzinfo=MOSCOW))
    late, refused = PriorityFactory(slug="late"), PriorityFactory(slug="refused")
    waits = ArticleFactory(published_on=date(2020, 10, 29))
    schedule.set_moment(refused, ScheduledAction.PUBLISH, TEN, by=by)
    type(refused).objects.filter(pk=refused.pk).update(title_ru="")
    schedule.carry_out(TEN)
    schedule.set_moment(late, ScheduledAction.PUBLISH, TEN, by=by)
    schedule.set_moment(waits, ScheduledAction.PUBLISH, TEN.replace(year=2021), by=by)
    settings.PORTAL_CLOCK = "2020-11-01"

    answer = admin_client.get(reverse("admin:index"))

    lines = [line.text for line in moments_of(answer)]
    assert len(lines) == 3
    assert "not published on 29 October 2020, 10:00: Title is missing in: Русский." in lines[0]
    assert "the worker stands still" in lines[1]
    assert "will be published on 29 October 2021, 10:00" in lines[2]
    assert "stands still" not in lines[2]


def test_first_page_tells_for_three_days_what_was_done_late(admin_client, admin_user):
    now, minute, item = timezone.now(), timedelta(minutes=1), PriorityFactory(title_en="Trade")

    def done(action="publish", *, late, ago=0, set_before=minute):
        settled_at = now - timedelta(days=ago)
        due_at = settled_at - late
        moments = {"due_at": due_at, "settled_at": settled_at, "set_at": due_at - set_before}
        common = {"item": item, "account": admin_user, "state": "done"}
        ScheduledPublication.objects.create(action=action, **common, **moments)

    done(late=22 * minute)
    done("withdraw", late=2 * minute)
    done(late=minute / 2)
    done(late=22 * minute, ago=4)
    done(late=22 * minute, set_before=-minute)  # the portal's clock was held

    lines = [line.text for line in moments_of(admin_client.get(reverse("admin:index")))]

    moment = date_format(timezone.localtime(now, MOSCOW), "DATETIME_FORMAT")
    assert lines == [
        f"Trade: went out on {moment} (Europe/Moscow), 22 minutes after its moment",
        f"Trade: was withdrawn on {moment} (Europe/Moscow), 2 minutes after its moment",
    ]


def test_first_page_without_moments_says_nothing_of_them(admin_client):
    assert "due-clock" not in admin_client.get(reverse("admin:index")).content.decode()


def test_first_page_names_nothing_to_whoever_may_not_see_it(client, admin_user):
    by = Actor.of(admin_user, datetime(2020, 10, 28, 9, tzinfo=MOSCOW))
    schedule.set_moment(PriorityFactory(), ScheduledAction.PUBLISH, TEN, by=by)
    reader = StaffFactory(is_superuser=False)
    reader.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(reader)

    assert "due-clock" not in client.get(reverse("admin:index")).content.decode()


def test_moments_cost_the_first_page_no_query_for_each(
    admin_client, admin_user, django_assert_max_num_queries
):
    by = Actor.of(admin_user, datetime(2020, 10, 28, 9, tzinfo=MOSCOW))
    for item in PriorityFactory.create_batch(9):
        schedule.set_moment(item, ScheduledAction.PUBLISH, TEN, by=by)

    with django_assert_max_num_queries(25):
        admin_client.get(reverse("admin:index"))

    assert Article.objects.count() == 0


class Ended(threading.Event):
    """Ends what waits for it after some pauses, which it remembers."""

    pauses: ClassVar[list[float]] = []

    def wait(self, timeout=None):
        self.pauses.append(timeout)
        if len(self.pauses) == 2:
            self.set()
        return True


def test_worker_outlives_a_database_that_does_not_answer(admin_user, settings, monkeypatch):
    item = PriorityFactory()
    by = Actor.of(admin_user, datetime(2020, 10, 28, 9, tzinfo=MOSCOW))
    schedule.set_moment(item, ScheduledAction.PUBLISH, TEN, by=by)
    settings.PORTAL_CLOCK = "2020-10-30"
    carry_out, calls = schedule.carry_out, []

    def first_fails(*given):
        calls.append(given)
        if len(calls) == 1:
            raise OperationalError
        return carry_out(*given)

    monkeypatch.setattr(schedule, "carry_out", first_fails)
    monkeypatch.setattr(run_schedule, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_schedule.signal, "signal", lambda *given: None)
    monkeypatch.setattr(run_schedule.threading, "Event", Ended)
    monkeypatch.setattr(Ended, "pauses", [])

    call_command("run_schedule")

    assert Ended.pauses == [run_schedule.LATER, run_schedule.STEP]
    assert found(item).is_published


def test_draft_that_waits_for_its_moment_is_not_deleted(admin_client):
    item = ArticleFactory()
    set_at(admin_client, item)

    answer = admin_client.post(admin_page("delete", item), {"post": "yes"}, follow=True)

    assert messages_of(answer) == [
        f"A moment is set for “{item}”: take that back first, then delete it."
    ]
    assert Article.objects.filter(pk=item.pk).exists()


def test_nothing_stops_what_waits_for_its_own_day(admin_client):
    article = ArticleFactory(published_on=date(2020, 10, 29))
    pages = [admin_page("change", article), admin_page("preview", article)]
    told = "is still to come"
    assert all(told in admin_client.get(page).content.decode() for page in pages)

    set_at(admin_client, article)

    assert not any(told in admin_client.get(page).content.decode() for page in pages)


def test_day_behind_the_moment_is_told_still(admin_client):
    article = ArticleFactory(published_on=date(2020, 10, 29))
    set_at(admin_client, article)
    Article.objects.update(published_on=date(2020, 10, 31))

    page = admin_client.get(admin_page("change", article)).content.decode()

    assert "is still to come" in page


def test_draft_that_waits_for_its_moment_is_named_to_nobody_who_may_not_delete_it(
    admin_client, client
):
    item = ArticleFactory(title_en="Embargoed until ten")
    set_at(admin_client, item)
    client.force_login(StaffFactory(is_superuser=False))

    answer = client.get(admin_page("delete", item), follow=True)

    assert answer.status_code == 403
    assert item.title_en not in answer.content.decode()
