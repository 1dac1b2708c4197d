"""Roles of countries: what each was by the last day of the presidency that is shown."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from places.models import City, Country, EarlierRole, Role
from plan_data.schema import CsvRow, read
from plan_data.tables import COUNTRIES
from plan_data.upsert import Written
from presidencies.current import one_presidency
from presidencies.models import Presidency
from publishing import records
from tests.acting import presidency_actions, upsert
from tests.factories import CityFactory, CountryFactory
from tests.factories.presidencies import PresidencyFactory
from tests.forms_sent import changed, opened, page as admin_page
from tests.markup import page_of
from tests.recording import last_told

pytestmark = pytest.mark.django_db

END = date(2020, 11, 10)


@pytest.fixture
def iran() -> Country:
    """A member since a day in 2023, an observer before, a partner of dialogue until 2005."""
    country = CountryFactory(slug="iran", name_en="Iran", role=Role.MEMBER, member_since=2023)
    for role, last in (
        (Role.OBSERVER, date(2023, 7, 3)),
        (Role.DIALOGUE_PARTNER, date(2005, 7, 4)),
    ):
        EarlierRole.objects.create(country=country, role=role, last_day=last)
    records.record(country)
    return country


def role(country: Country) -> str:
    return Country.objects.with_role().get(pk=country.pk).role_then


def told() -> str:
    return str(last_told("countries", "iran")["role"])


@pytest.mark.parametrize(
    ("ends", "was"),
    [
        (date(2005, 7, 4), Role.DIALOGUE_PARTNER),
        (date(2005, 7, 5), Role.OBSERVER),
        (END, Role.OBSERVER),
        (date(2023, 7, 3), Role.OBSERVER),
        (date(2023, 7, 4), Role.MEMBER),
    ],
)
def test_role_is_that_of_the_last_day_of_the_presidency(iran, ends, was):
    Presidency.objects.update(begins=date(2001, 1, 1), ends=ends, updated_at=timezone.now())

    assert role(iran) == was


def test_country_without_earlier_roles_was_always_what_it_is():
    assert role(CountryFactory(role=Role.OTHER)) == Role.OTHER


def test_pages_show_the_role_of_the_presidency(client, iran):
    PresidencyFactory(slug="lakes")

    ours = page_of(client.get("/en/countries/iran/"))
    theirs = page_of(client.get("/en/presidencies/lakes/countries/iran/"))

    assert ours.one("p", cls="eyebrow").text == "Observer state"
    assert theirs.one("p", cls="eyebrow").text == "Member state"
    assert ["2023" in shown.one("main").text for shown in (ours, theirs)] == [False, True]


def test_list_of_countries_shows_it_at_its_place_around_the_table(client, iran):
    CountryFactory(name_en="China", role=Role.MEMBER)

    text = page_of(client.get("/en/countries/")).one("main").text

    assert text.index("China") < text.index("Observer states") < text.index("Iran")


def test_capital_of_a_later_member_is_none_yet(iran):
    capital = CityFactory(slug="bishkek", country=iran)

    assert list(City.objects.capitals_of_members()) == []
    with one_presidency(PresidencyFactory()):
        assert list(City.objects.capitals_of_members()) == [capital]


def test_partners_are_told_anew_after_a_handover(iran):
    assert told() == "observer"

    presidency_actions.make_current(PresidencyFactory())

    assert told() == "member"
    assert list(records.discrepancies()) == []


def test_partners_are_told_anew_when_the_last_day_moves(admin_client, iran):
    presidency = Presidency.objects.get()
    address = admin_page(presidency)

    form = changed(opened(admin_client, address), ends="2023-12-31", years_are_right="on")
    answer = admin_client.post(address, form)

    assert answer.status_code == 302
    assert told() == "member"


def test_staff_note_what_a_country_was(admin_client):
    country = CountryFactory(slug="iran", role=Role.MEMBER)
    address = admin_page(country)
    form = opened(admin_client, address)
    first = {"earlier_roles-0-role": "observer", "earlier_roles-0-last_day": "2023-07-03"}

    answer = admin_client.post(address, changed(form, **first, **{"earlier_roles-TOTAL_FORMS": 1}))

    assert answer.status_code == 302
    assert [(row.role, row.last_day) for row in country.earlier_roles.all()] == [
        ("observer", date(2023, 7, 3))
    ]
    assert told() == "observer"


def test_two_roles_do_not_end_on_a_day(iran):
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlierRole.objects.create(country=iran, role=Role.OTHER, last_day=date(2023, 7, 3))


def test_file_says_the_role_of_its_presidency_and_undoes_no_later_one(iran):
    cells = {"code": iran.code, "role": "observer", "member_since": "2023", "source_url": ""}
    names = {"name_en": "Iran", "name_ru": iran.name_ru, "name_zh": iran.name_zh_hans}

    entry = read(COUNTRIES, CsvRow("countries.csv", 2, cells | names))

    assert entry is not None
    assert upsert.write(entry) == Written.SAME
    assert Country.objects.get(slug="iran").role == Role.MEMBER
