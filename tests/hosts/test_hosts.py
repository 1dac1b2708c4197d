import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from hosts.models import Host, HostKind, short_text
from hosts.public_document import host_document
from publishing import records
from publishing.models import PublicRecord
from tests.acting import workflow
from tests.factories import BodyFactory, CountryFactory, EventFactory, HostFactory

pytestmark = pytest.mark.django_db


def slugs(hosts):
    return sorted(host.slug for host in hosts)


# --- what the database refuses ----------------------------------------------------------


def state(**values):
    return HostFactory(kind=HostKind.STATE, **values)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: HostFactory(kind="club"), "host_kind_known"),
        (lambda: state(), "host_state_has_country"),
        (
            lambda: state(country=CountryFactory(), body=BodyFactory()),
            "host_state_stands_alone",
        ),
        (
            lambda: state(country=CountryFactory(), parent=HostFactory()),
            "host_state_stands_alone",
        ),
        (
            lambda: Host.objects.filter(pk=HostFactory().pk).update(parent=Host.objects.get()),
            "host_not_own_parent",
        ),
    ],
)
def test_database_refuses_what_no_host_is(make, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


def test_state_is_one_host_and_its_ministries_are_others():
    russia = CountryFactory()
    state(country=russia)
    HostFactory(country=russia)
    HostFactory(country=russia)

    with pytest.raises(IntegrityError), transaction.atomic():
        state(country=russia)

    assert Host.objects.filter(country=russia).count() == 3


def test_body_is_one_host():
    body = BodyFactory()
    HostFactory(body=body)

    with pytest.raises(IntegrityError), transaction.atomic():
        HostFactory(body=body)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"country"}),
        ({"parent": True}, {"country", "parent"}),
        ({"body": True}, {"country", "body"}),
    ],
)
def test_state_must_name_its_country_and_nothing_else(values, fields):
    host = Host(slug="state", name="State", kind=HostKind.STATE)
    if "parent" in values:
        host.parent = HostFactory()
    if "body" in values:
        host.body = BodyFactory()

    with pytest.raises(ValidationError) as refused:
        host.clean()

    assert set(refused.value.error_dict) == fields


def test_host_is_no_part_of_itself_at_any_distance():
    ministry = HostFactory()
    department = HostFactory(parent=HostFactory(parent=ministry))
    ministry.parent = department

    with pytest.raises(ValidationError, match="part of the present one"):
        ministry.clean()

    department.clean()


# --- what is asked for ------------------------------------------------------------------


def test_host_stands_above_all_that_are_part_of_it():
    ministry = HostFactory(slug="ministry")
    HostFactory(slug="desk", parent=HostFactory(slug="department", parent=ministry))
    HostFactory(slug="other")

    assert Host.objects.subtree_slugs(["ministry"]) == {"ministry", "department", "desk"}
    assert Host.objects.lines_up()["desk"] == {"ministry", "department", "desk"}


def test_state_and_public_body_have_no_page_of_their_own():
    secretariat, draft = BodyFactory(published=True), BodyFactory()
    state(slug="state", country=CountryFactory())
    HostFactory(slug="secretariat", body=secretariat)
    HostFactory(slug="draft", body=draft)
    HostFactory(slug="ministry")

    assert slugs(Host.objects.with_own_page()) == ["draft", "ministry"]
    assert slugs(host for host in Host.objects.all() if host.has_own_page) == ["draft", "ministry"]
    assert slugs(Host.objects.states()) == ["state"]


def test_address_is_that_of_what_the_host_is():
    body, country = BodyFactory(published=True), CountryFactory()

    assert HostFactory(body=body).get_absolute_url() == body.get_absolute_url()
    assert state(country=country).get_absolute_url() == country.get_absolute_url()
    assert HostFactory(slug="ministry").get_absolute_url() == "/en/hosts/ministry/"
    assert HostFactory(slug="office", body=BodyFactory()).get_absolute_url() == "/en/hosts/office/"


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "MFA of Russia"), ("ru", "МИД России"), ("zh-hans", "俄罗斯联邦外交部")],
)
def test_host_goes_by_its_short_name_where_the_language_has_one(language, name):
    host = HostFactory(
        short_name_en="MFA of Russia",
        short_name_ru="МИД России",
        short_name_zh_hans="",
        name_zh_hans="俄罗斯联邦外交部",
    )

    with translation.override(language):
        assert (short_text(host).value, short_text(host).is_fallback) == (name, False)


def test_host_without_short_names_goes_by_its_name():
    assert short_text(HostFactory(name_en="Chelyabinsk Region")).value == "Chelyabinsk Region"


# --- what partners are told -------------------------------------------------------------


def told(host):
    return PublicRecord.objects.latest_of("hosts").get(key=host.slug)


def test_document_tells_every_column_of_a_host():
    russia = CountryFactory(slug="russia")
    HostFactory(slug="ministry")
    host = HostFactory(
        slug="department",
        kind=HostKind.FEDERAL_EXECUTIVE_BODY,
        name_en="Department",
        name_ru="Департамент",
        name_zh_hans="",
        short_name_en="Dept",
        country=russia,
        parent=Host.objects.get(slug="ministry"),
        body=BodyFactory(slug="body", published=True),
        website="https://ministry.example/",
    )

    assert host_document(host) == {
        "slug": "department",
        "kind": "federal_executive_body",
        "name": {"en": "Department", "ru": "Департамент", "zh-hans": None},
        "short_name": {"en": "Dept", "ru": None, "zh-hans": None},
        "country": "russia",
        "parent": "ministry",
        "body": "body",
        "website": "https://ministry.example/",
        "source_language": "ru",
        "translations": {"en": "public", "ru": "public", "zh-hans": "absent"},
    }


def test_document_names_no_body_that_the_public_may_not_see():
    body = BodyFactory(slug="secret")
    host = HostFactory(body=body)

    assert '"body":null' in told(host).document

    workflow.publish(body)

    assert '"body":"secret"' in told(host).document

    workflow.withdraw(body)

    assert '"body":null' in told(host).document


def test_renaming_a_host_tells_partners_of_it_and_not_of_its_events():
    host = HostFactory(slug="ministry")
    EventFactory(slug="forum", hosts=[host], published=True)
    before = {row.kind: row.number for row in PublicRecord.objects.filter(is_latest=True)}

    host.name_en = "Another"
    host.save()
    records.record(host)

    after = {row.kind: row.number for row in PublicRecord.objects.filter(is_latest=True)}
    assert after["hosts"] == max(before.values()) + 1
    assert after["events"] == before["events"]
