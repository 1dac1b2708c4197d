"""Lists of the admin: narrowed by what a secretariat asks for, and taken away as files."""

import csv
import io
from datetime import date

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from events.dates import Period
from events.models import EventHost
from staff.filters import MonthFilter
from tests.acting import changes
from tests.factories import (
    ArticleFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    StaffFactory,
    announcement,
)
from tests.markup import page_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

EVENTS = reverse("admin:events_event_changelist")


def made(title, period, **more):
    return EventFactory(
        title_en=title, period=period, announced=announcement(date(2020, 1, 1)), **more
    )


def listed(client, query):
    return {event.title_en for event in client.get(EVENTS + query).context["cl"].result_list}


def table(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_month_has_vague_events_and_those_that_were_once_in_it(admin_client):
    made("a day", Period.on(date(2020, 11, 10)))
    made("over its end", Period.on(date(2020, 10, 30), date(2020, 11, 1)))
    made("a month", Period.in_month(2020, 11))
    made("another", Period.in_month(2020, 12))
    made("no date", Period.undated())
    moved = made("moved away", Period.on(date(2020, 11, 5)))
    changes.postpone(moved, announcement(date(2020, 10, 1)))

    assert listed(admin_client, "?in_month=2020-11") == {
        "a day",
        "over its end",
        "a month",
        "moved away",
    }
    assert len(listed(admin_client, "?in_month=2020-99")) == 6


def test_months_on_offer_are_those_of_the_plan(admin_client):
    made("first", Period.on(date(2020, 11, 30)))
    made("last", Period.on(date(2021, 2, 1)))

    (offered,) = [
        spec
        for spec in admin_client.get(EVENTS).context["cl"].filter_specs
        if isinstance(spec, MonthFilter)
    ]

    assert offered.lookup_choices == [
        ("2020-11", "November 2020"),
        ("2020-12", "December 2020"),
        ("2021-01", "January 2021"),
        ("2021-02", "February 2021"),
    ]


def test_list_is_narrowed_by_host_city_and_chair(admin_client):
    country, city = CountryFactory(slug="india"), CityFactory(slug="kazan")
    event = made("theirs", Period.on(date(2020, 11, 1)), chair=country, cities=[city])
    EventHost.objects.create(event=event, host=HostFactory(slug="ministry"))
    made("another", Period.on(date(2020, 11, 1)))

    for query in ("?host=ministry", "?city=kazan", "?chaired_by=india"):
        assert listed(admin_client, query) == {"theirs"}
    assert listed(admin_client, "?host=ministry&city=kazan&in_month=2020-11") == {"theirs"}
    assert listed(admin_client, "?host=nobody") == set()


def test_filter_in_a_select_keeps_the_other_conditions(admin_client):
    made("theirs", Period.on(date(2020, 11, 1)), cities=[CityFactory(slug="kazan")])

    page = page_of(admin_client.get(f"{EVENTS}?status__exact=planned&city=kazan&p=1"))

    (form,) = [
        form for form in page.all("form", cls="select-filter") if form.all("select", name="city")
    ]
    assert [(one["name"], one["value"]) for one in form.all("input", type="hidden")] == [
        ("status__exact", "planned")
    ]
    (chosen,) = [one for one in form.all("option") if "selected" in one.attributes]
    assert chosen["value"] == "kazan"


def test_file_holds_the_rows_that_the_list_shows(admin_client):
    made("in November", Period.on(date(2020, 11, 10)), published=True)
    made("=2+2", Period.in_month(2020, 11))
    made("in December", Period.on(date(2020, 12, 10)))
    query = "?in_month=2020-11"

    rows = table(admin_client.get(f"{EVENTS}export.csv{query}"))

    assert rows[0][:3] == ["Title", "Date", "Place"]
    assert {row[0] for row in rows[1:]} == {"in November", "'=2+2"}
    assert {row[4] for row in rows[1:]} == {"published", "draft"}
    assert [row[0].lstrip("'") for row in rows[1:]] == [
        event.title_en for event in admin_client.get(EVENTS + query).context["cl"].result_list
    ]


def test_file_holds_all_pages_of_the_list(admin_client):
    ArticleFactory.create_batch(60)
    address = reverse("admin:news_article_changelist")

    rows = table(admin_client.get(f"{address}export.csv?p=2"))

    assert len(rows) == 61


def test_workbook_has_days_as_days_and_no_markup(admin_client):
    ArticleFactory(title_en="News", published_on=date(2020, 10, 1))
    address = reverse("admin:news_article_export_xlsx")

    answer = admin_client.get(address)

    sheet = load_workbook(io.BytesIO(answer.content)).active
    heading, row = list(sheet.iter_rows(values_only=True))
    cells = dict(zip(heading, row, strict=True))
    assert answer["Content-Disposition"] == 'attachment; filename="article.xlsx"'
    assert cells["Title"] == "News"
    assert row[1].date() == date(2020, 10, 1)
    assert "<" not in cells["Translations"]


LISTS = list(site._registry)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_every_list_is_a_file_for_whoever_may_see_it(client, admin_client, model, extension):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export_{extension}")
    PriorityFactory()
    client.force_login(StaffFactory(is_superuser=False))

    assert admin_client.get(address).status_code == 200
    assert client.get(address).status_code == 403


def test_list_offers_its_files_with_its_filter(admin_client):
    page = page_of(admin_client.get(f"{EVENTS}?status__exact=planned"))

    links = [
        link["href"] for link in page.all("a") if link.attributes.get("href", "")[:7] == "export."
    ]
    assert links == ["export.xlsx?status__exact=planned", "export.csv?status__exact=planned"]
    assert admin_client.get(EVENTS + links[1]).status_code == 200


@pytest.mark.parametrize("query", ["starts_on__gte=x", "pk__exact=a", "status__exact=%00"])
def test_wrong_address_of_a_file_leads_to_the_list_that_says_so(admin_client, query):
    answer = admin_client.get(f"{EVENTS}export.csv?{query}")

    assert answer.status_code in (302, 400)
    if answer.status_code == 302:
        told = admin_client.get(EVENTS).context["messages"]
        assert "cannot hold" in str(next(iter(told)))


def test_wrong_right_is_refused_at_the_file_of_one_kind_alone(client):
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(user)

    assert client.get(reverse("admin:news_article_export_csv")).status_code == 200
    assert client.get(f"{EVENTS}export.csv").status_code == 403


def test_file_takes_the_same_queries_for_any_number_of_rows(admin_client):
    def queries():
        with CaptureQueriesContext(connection) as taken:
            admin_client.get(f"{EVENTS}export.csv")
        return len(taken)

    def more(number):
        for day in range(1, number):
            made(f"{day}", Period.on(date(2020, 11, day)), cities=[CityFactory()])

    more(3)
    queries()
    few = queries()
    more(9)

    assert queries() == few
