"""Whatever parameters stand in an address, the answer says what is wrong, and what it offers works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.forms import MultipleChoiceField
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import gettext, override

from api.views import NoParameters
from events.dates import Period
from i18n.texts import CODES
from publishing.forms import ParametersForm
from tests.choosing import EVERY_COMBINATION
from tests.events.planned import TODAY
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
)
from tests.markup import page_of
from tests.plan_data.playing import undone
from tests.website.addresses import (
    addresses_with_parameters,
    addresses_without_parameters,
    names_in,
    offered_in,
    patterns,
)
from website.views.base import ClockChoice

pytestmark = pytest.mark.django_db

Asked = tuple[str, str]

TAKING = addresses_with_parameters()
#: Each is wrong for every parameter, but for the words of `q`.
WRONG = [
    "%00",
    "%ED%A0%80",  # half of a surrogate pair
    "%zz%ff",
    "x" * 300,
    "no-such-thing",
    "-1",
    "2020-02-30",
    "9999-12-31",
]
WORDS = WRONG[4:]
#: Each field once, at the first address that takes it.
FIELDS = {
    (form, parameter): path
    for _name, path, forms in reversed(TAKING)
    for form in forms
    for parameter in form.parameters()
}


@pytest.fixture(scope="module", autouse=True)
def _things(django_db_setup, django_db_blocker) -> Iterator[None]:
    with (
        django_db_blocker.unblock(),
        undone(),
        override_settings(PORTAL_CLOCK=TODAY),
        override("en"),
    ):
        make_things()
        yield


@pytest.fixture(scope="module")
def working() -> set[str]:
    """The addresses that were offered and led to a page."""
    return set()


def make_things() -> None:
    for factory in (PriorityFactory, BodyFactory):
        factory(slug="it", published=True)
    CountryFactory(slug="it")
    HostFactory(slug="it")
    ThemeFactory(slug="it", published=True)
    event = EventFactory(slug="it", period=Period.on(date(2020, 10, 28)), published=True)
    ArticleFactory(slug="it", published_on=date(2020, 10, 28), published=True)
    DocumentFactory(slug="it", events=[event], published=True)


def assert_refused(client: Client, address: str, parameter: str, working: set[str]) -> None:
    response = client.get(address)
    assert (response.status_code, names_in(response)) == (400, [parameter]), address
    assert b"\0" not in response.content
    nearest = offered_in(response)
    # The page itself, without its parameters, has a button of its own.
    if nearest not in working and (nearest or "text/html" not in response["Content-Type"]):
        assert client.get(nearest).status_code == 200, (address, nearest)
        working.add(nearest)


def assert_wrong(client: Client, address: Asked, value: str, working: set[str]) -> None:
    path, parameter = address
    if parameter == "q" and value in WORDS:
        assert client.get(f"{path}?q={value}", follow=True).status_code == 200
    else:
        assert_refused(client, f"{path}?{parameter}={value}", parameter, working)


def parameters_of(forms: tuple[type[ParametersForm], ...], turn: int) -> list[str]:
    """Return the parameters that are tried at one of many addresses: one a form, or every one."""
    fields = [list(form.parameters()) for form in forms if form.parameters()]
    if EVERY_COMBINATION:
        return [name for names in fields for name in names]
    return [names[turn % len(names)] for names in fields]


def test_walk_finds_the_views_that_take_parameters():
    names = {name for name, _path, _forms in TAKING}

    assert {"events:plan", "events:plan_as", "events:day_as", "events:changes"} <= names
    assert {"news:list", "documents:list", "search:search", "events:detail"} <= names
    assert {"events:priority_ics", "events:body_as", "events:country_geojson"} <= names


def test_every_view_declares_the_forms_that_it_reads(client: Client, monkeypatch):
    read, asked = ParametersForm.read.__func__, set()

    def noting(cls, request, **settings):
        asked.add((request.path, cls))
        return read(cls, request, **settings)

    monkeypatch.setattr(ParametersForm, "read", classmethod(noting))
    for path in [*(path for _name, path, _forms in TAKING), *addresses_without_parameters()]:
        client.get(path)

    declared = {(path, form) for _name, path, forms in TAKING for form in forms}
    assert asked <= declared
    # An event without an hour asks for no clock.
    assert declared - asked == {("/en/events/it/", ClockChoice)}


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(("field", "path"), list(FIELDS.items()))
def test_wrong_value_is_refused_by_name(client: Client, working, field, path):
    for value in WRONG:
        assert_wrong(client, (path, field[1]), value, working)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(("turn", "address"), list(enumerate(TAKING)))
def test_every_form_of_every_address_is_refused_by_name(client: Client, working, turn, address):
    """A parameter of each form, by turns: what is wrong for it is seen at the first such address."""
    _name, path, forms = address
    for number, parameter in enumerate(parameters_of(forms, turn), turn):
        assert_wrong(client, (path, parameter), WRONG[number % len(WRONG)], working)


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(("_name", "path", "forms"), TAKING)
def test_empty_values_and_labels_of_others_ask_for_nothing(client: Client, _name, path, forms):
    empty = "&".join(f"{parameter}=" for form in forms for parameter in form.parameters())

    response = client.get(f"{path}?{empty}&utm_source=letter&fbclid=1&yclid=2", follow=True)

    assert response.status_code == 200


@pytest.mark.by_turns(6)
@pytest.mark.parametrize(("_name", "path", "forms"), TAKING)
def test_unknown_misspelt_and_doubled_names_are_refused(
    client: Client, working, _name, path, forms
):
    fields = {name: field for form in forms for name, field in form.parameters().items()}
    longest = max(fields, key=len)
    single = next(
        (name for name, field in fields.items() if not isinstance(field, MultipleChoiceField)), ""
    )

    assert_refused(client, f"{path}?zzzzzz=1", "zzzzzz", working)
    if len(longest) > 2:
        assert_refused(client, f"{path}?{longest}{longest[-1]}=", longest + longest[-1], working)
    if single:
        assert_refused(client, f"{path}?{single}=1&{single}=2", single, working)


def test_what_wechat_hangs_on_a_link_asks_for_nothing(client: Client, working):
    for tapped in ("singlemessage", "groupmessage", "timeline"):
        assert client.get(f"/en/calendar/?from={tapped}&isappinstalled=0").status_code == 200

    assert_refused(client, "/en/calendar/?from=letter", "from", working)
    assert_refused(client, "/en/calendar/changes/?from=timeline", "from", working)


@pytest.mark.parametrize("code", CODES)
def test_refusal_is_in_the_language_of_the_page(client: Client, code):
    response = client.get(f"/{code}/calendar/?prioritty=")

    with override(code):
        named = gettext("“%(name)s” in the address") % {"name": "prioritty"}
        said = gettext("There is no such parameter here. Did you mean “%(name)s”?")
    page = page_of(response)
    assert response.status_code == 400
    assert [term.text for term in page.all("dt")] == [named]
    assert [told.text for told in page.all("dd")] == [said % {"name": "priority"}]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/en/calendar.json", "application/problem+json"),
        ("/en/calendar/by-place.geojson", "application/problem+json"),
        ("/en/calendar.ics", "text/plain; charset=utf-8"),
        ("/en/calendar.csv", "text/plain; charset=utf-8"),
        ("/en/calendar.xlsx", "text/plain; charset=utf-8"),
        ("/en/calendar/", "text/html; charset=utf-8"),
    ],
)
def test_programs_are_told_in_a_form_of_theirs(client: Client, address, kind):
    response = client.get(f"{address}?status=hedl")

    assert (response.status_code, response["Content-Type"]) == (400, kind)
    assert names_in(response) == ["status"]
    assert offered_in(response) == f"{address}?status=held"


def test_several_faults_still_lead_to_an_address_that_works(client: Client):
    response = client.get("/en/calendar/?monthh=2020-13&status=hedl")

    assert offered_in(response) == "/en/calendar/2020/11/?status=held"


def test_api_refuses_whatever_is_wrong_by_name(client: Client):
    checked = 0
    for name, pattern in patterns():
        view = getattr(pattern.callback, "view_class", None)
        form = getattr(view, "parameters", NoParameters)
        if not name.startswith("api:v1:") or form is NoParameters:
            continue
        path = reverse(name, kwargs=dict.fromkeys(pattern.pattern.converters, "it"))
        for parameter in form({}).fields:
            for value in ("", "%00", "x" * 200, "no-such", "%ED%A0%80"):
                response = client.get(f"{path}?{parameter}={value}")
                assert response.status_code == 400, (path, parameter, value)
                assert names_in(response) == [parameter]
                checked += 1
    assert checked > 50
