"""A source that changes is told the same at every door, until its translations are confirmed."""

from datetime import date
from functools import partial

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from events.dates import Period
from events.models import Event
from publishing import records
from publishing.translations import state_of
from staff.log import sentence_of
from tests.acting import changes, workflow
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)
from tests.journeys.translated import edited, make_forum
from tests.pages import texts
from tests.recording import last_told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings):
    settings.PORTAL_CLOCK = "2020-11-03"


@pytest.fixture
def forum():
    make_forum()
    return Event.objects.get(slug="forum")


# --- the source changes -----------------------------------------------------------------------


def test_a_changed_source_is_told_at_every_door_until_it_is_confirmed(client, admin_client, forum):
    edited(admin_client, forum, "events_event", title_ru="Большой форум зебр")

    page = client.get("/en/events/forum/")
    assert texts(page, "p", "notice") == [
        "The source text of this page (Russian) changed on 3 November 2020; this translation "
        "has not been confirmed since. Read the source text"
    ]
    assert 'href="/ru/events/forum/" hreflang="ru"' in page.content.decode()
    assert texts(client.get("/ru/events/forum/"), "p", "notice") == []
    assert texts(client.get("/en/calendar/"), "span", "text-mark") == ["out of date"]
    assert texts(client.get("/ru/calendar/"), "span", "text-mark") == []
    assert texts(client.get("/en/search/?q=zebra"), "span", "text-mark") == ["out of date"]
    assert last_told("events", "forum")["translations"] == {
        "en": "out_of_date",
        "ru": "public",
        "zh-hans": "absent",
    }
    assert client.get("/api/v1/events/forum/").json()["translations"]["en"] == "out_of_date"

    translations = reverse("admin:events_event_translations", args=[forum.pk])
    admin_client.post(translations, {"deed": "confirm", "language": "en"})

    assert texts(client.get("/en/events/forum/"), "p", "notice") == []
    assert texts(client.get("/en/calendar/"), "span", "text-mark") == []
    assert last_told("events", "forum")["translations"]["en"] == "public"
    assert list(records.discrepancies()) == []


def test_whoever_saves_is_told_what_is_out_of_date(admin_client, forum):
    said = "Out of date: English. Compare and confirm them under “Translations…”."

    assert said in edited(admin_client, forum, "events_event", title_ru="Большой форум зебр")
    assert said in edited(admin_client, forum, "events_event", title_en="The zebra forum")
    assert said not in edited(admin_client, forum, "events_event", title_ru="Форум зебр")


def test_a_source_edited_back_needs_no_confirmation(client, admin_client, forum):
    edited(admin_client, forum, "events_event", title_ru="Большой форум зебр")
    edited(admin_client, forum, "events_event", title_ru="Форум зебр")

    assert texts(client.get("/en/events/forum/"), "p", "notice") == []
    assert last_told("events", "forum")["translations"]["en"] == "public"


def test_the_chinese_page_shows_the_english_and_says_which_source_it_lags_behind(
    client, admin_client, forum
):
    edited(admin_client, forum, "events_event", title_ru="Большой форум зебр")

    page = client.get("/zh-hans/events/forum/")

    assert len(texts(page, "p", "notice")) == 2  # in English; and that is out of date
    assert texts(client.get("/zh-hans/calendar/"), "span", "text-mark") == ["英语", "已过时"]


def test_a_renamed_event_is_confirmed_in_the_languages_of_the_step(client, forum):
    workflow.make_public(forum, "zh-hans")

    changes.rename(
        forum, announcement(date(2020, 11, 2)), {"ru": "Съезд зебр", "en": "Zebra congress"}
    )

    assert last_told("events", "forum")["translations"] == {
        "en": "public",
        "ru": "public",
        "zh-hans": "out_of_date",
    }


def test_a_step_keeps_the_words_of_a_draft_language(forum):
    """The words of facts are no draft: a later step must not lose them."""
    changes.reschedule(
        forum,
        announcement(date(2020, 11, 2)),
        changes.FactChanges(
            period=Period.on(date(2020, 11, 12)), venue={"en": "Hall", "zh-hans": "大厅"}
        ),
    )
    changes.confirm(forum, announcement(date(2020, 11, 3)))

    assert Event.objects.get().venue_zh_hans == "大厅"
    assert state_of(Event.objects.get(), "zh-hans") == "draft"


@pytest.mark.parametrize(
    ("make", "kind", "name", "field"),
    [
        (partial(ArticleFactory, published=True), "news", "news_article", "title_ru"),
        (partial(PriorityFactory, published=True), "priorities", "priorities_priority", "title_ru"),
        (partial(ThemeFactory, published=True), "themes", "themes_theme", "title_ru"),
        (HostFactory, "hosts", "hosts_host", "name_ru"),
        (CountryFactory, "countries", "places_country", "name_ru"),
    ],
)
def test_every_kind_says_so_on_its_page(admin_client, make, kind, name, field):
    item = make()

    edited(admin_client, item, name, **{field: "Другое"})

    assert last_told(kind, item.slug)["translations"]["en"] == "out_of_date"
    (notice,) = texts(admin_client.get(item.get_absolute_url()), "p", "notice")
    assert notice.startswith("The source text of this page (Russian) changed on 3 November 2020;")


def test_a_list_names_the_language_of_a_fallback_once(client):
    ArticleFactory(title_en="Zebras", title_zh_hans="", lead_zh_hans="", published=True)
    DocumentFactory(title_en="Zebra act", title_zh_hans="", published=True)

    assert texts(client.get("/zh-hans/news/"), "span", "text-mark") == ["英语"]
    assert texts(client.get("/zh-hans/documents/"), "span", "text-mark") == ["英语"]
    assert texts(client.get("/en/news/"), "span", "text-mark") == []


def test_a_feed_names_the_language_of_each_entry(client, forum):
    assert '<entry xml:lang="en">' in client.get("/zh-hans/calendar.atom").content.decode()
    calendar = client.get("/zh-hans/events/forum.ics").content.decode()
    assert "SUMMARY;LANGUAGE=en:Zebra forum" in calendar.replace("\r\n ", "")


# --- staff -------------------------------------------------------------------------------------


def test_staff_without_the_permission_changes_nothing(client, forum, django_user_model):
    reader = django_user_model.objects.create_user("reader", password="password", is_staff=True)
    client.force_login(reader)
    page = reverse("admin:events_event_translations", args=[forum.pk])

    assert client.get(page).status_code == 403
    assert client.post(page, {"deed": "public", "language": "zh-hans"}).status_code == 403
    assert state_of(Event.objects.get(), "zh-hans") == "draft"


def test_an_unknown_deed_or_language_is_no_page(admin_client, forum):
    page = reverse("admin:events_event_translations", args=[forum.pk])
    for sent in ({"deed": "burn", "language": "en"}, {"deed": "confirm", "language": "tlh"}, {}):
        assert admin_client.post(page, sent).status_code == 404


def test_a_deed_is_logged_and_a_refused_one_says_why(admin_client, forum):
    page = reverse("admin:events_event_translations", args=[forum.pk])
    refused = admin_client.post(page, {"deed": "draft", "language": "en"}, follow=True)
    assert "withdraw the whole" in refused.content.decode()
    assert LogEntry.objects.count() == 0

    admin_client.post(page, {"deed": "public", "language": "zh-hans"})
    assert sentence_of(LogEntry.objects.get()) == "Translation made public: 中文."


def test_the_work_list_and_the_filter_name_what_waits(admin_client, forum):
    edited(admin_client, forum, "events_event", title_ru="Большой форум зебр")
    EventFactory(title_en="Another", published=True)

    listed = admin_client.get(
        reverse("admin:events_event_changelist"), {"translation": "out_of_date:en"}
    )
    assert [event.slug for event in listed.context["cl"].queryset] == ["forum"]
    (work,) = [
        work
        for work in admin_client.get("/admin/translations/en/").context["kinds"]
        if work.kind == "events"
    ]
    (task,) = [task for task in work.tasks if task.changed]
    assert (task.state, task.since, task.changed) == ("out_of_date", date(2020, 11, 3), ("title",))
    assert admin_client.get("/admin/translations/tlh/").status_code == 404


def test_the_form_shows_how_each_language_stands(admin_client, forum):
    page = admin_client.get(reverse("admin:events_event_change", args=[forum.pk]))

    assert [(s.code, str(s.state)) for s in page.context["statuses"]] == [
        ("ru", "public"),
        ("en", "public"),
        ("zh-hans", "draft"),
    ]
    assert "Translations" in texts(page, "h2", "fieldset-heading")
