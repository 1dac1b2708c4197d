"""Who has a form open knows who else has, and whoever takes it over works on it alone."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from bodies.models import Body
from staff.models import Presence
from staff.open_forms import LONGEST_OPEN, SILENCE
from tests.factories import ArticleFactory, PriorityFactory, StaffFactory
from tests.forms_sent import page

pytestmark = pytest.mark.django_db

TELL = "/admin/presence/"


@pytest.fixture
def item():
    return PriorityFactory()


def logged_in(name: str, **values) -> Client:
    client = Client()
    client.force_login(StaffFactory(username=name, **values))
    return client


def token_of(client: Client, address: str) -> str:
    return client.get(address).context["presence"]


def tell(client: Client, token: str, act: str = "here"):
    return client.post(TELL, {"token": token, "act": act}, content_type="application/json")


def names(answer) -> list[str]:
    return [other["name"] for other in answer.json()["others"]]


@pytest.fixture
def anna(item):
    client = logged_in("anna", first_name="Anna", last_name="Petrova")
    return client, token_of(client, page(item))


@pytest.fixture
def boris(item):
    client = logged_in("boris")
    return client, token_of(client, page(item))


def test_each_is_told_who_else_has_the_form_open_and_nobody_of_oneself(anna, boris):
    assert tell(*anna).json() == {"others": [], "holder": None}

    assert names(tell(*boris)) == ["Anna Petrova"]
    assert names(tell(*anna)) == ["boris"]


def test_two_forms_are_two(anna):
    other = logged_in("vera")

    tell(*anna)

    assert names(tell(other, token_of(other, page(PriorityFactory())))) == []


def test_form_that_was_left_or_says_nothing_is_closed(anna, boris):
    tell(*anna)
    tell(*boris)
    tell(*boris, "leave")
    assert names(tell(*anna)) == []

    tell(*boris)
    Presence.objects.update(seen_at=timezone.now() - SILENCE)
    assert names(tell(*anna)) == []


def test_whoever_takes_it_over_last_works_alone_until_it_is_left(anna, boris):
    for one in (anna, boris):
        tell(*one)

    assert tell(*boris, "take").json()["holder"] is None
    assert tell(*anna).json()["holder"]["name"] == "boris"
    assert tell(*anna, "take").json()["holder"] is None
    assert tell(*boris).json()["holder"]["name"] == "Anna Petrova"

    tell(*anna, "leave")
    assert tell(*boris).json() == {"others": [], "holder": None}
    assert tell(*anna).json()["holder"] is None
    assert tell(*boris).json()["holder"] is None


def test_form_that_was_closed_and_is_opened_again_holds_nothing(anna, boris):
    tell(*anna, "take")
    Presence.objects.update(seen_at=timezone.now() - SILENCE)

    tell(*anna)

    assert tell(*boris).json()["holder"] is None


@pytest.mark.parametrize("act", ["", "save", None, ["here"]])
def test_what_no_page_of_ours_says_is_refused(anna, act):
    assert tell(*anna, act).status_code == 400
    assert not Presence.objects.exists()


def test_token_is_of_one_person_and_lasts_a_day(anna, boris):
    assert tell(boris[0], anna[1]).status_code == 400
    assert tell(anna[0], anna[1] + "x").status_code == 400
    assert tell(anna[0], "").status_code == 400
    assert not Presence.objects.exists()

    with time_machine.travel(timezone.now() + LONGEST_OPEN + timedelta(seconds=1), tick=False):
        assert tell(*anna).status_code == 400
    assert tell(*anna).status_code == 200


def test_whoever_may_not_edit_the_thing_has_no_token(item):
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename="view_priority"))
    looking = Client()
    looking.force_login(user)

    assert 'id="presence"' not in looking.get(page(item)).content.decode()
    assert looking.get(TELL).status_code == 405


def test_stranger_is_told_nothing(anna):
    assert tell(Client(), anna[1]).status_code == 302
    assert not Presence.objects.exists()


def test_new_thing_is_open_to_its_writer_alone(admin_client):
    answer = admin_client.get("/admin/bodies/body/add/")

    assert "presence" not in answer.context
    assert not Body.objects.exists()


def test_forms_that_are_long_closed_are_forgotten(anna, capsys):
    tell(*anna)
    call_command("prune")
    assert Presence.objects.exists()

    Presence.objects.update(seen_at=timezone.now() - LONGEST_OPEN - timedelta(minutes=1))
    call_command("prune")

    assert "1 forms that are closed gone." in capsys.readouterr().out
    assert not Presence.objects.exists()


def test_a_form_at_an_address_too_long_to_be_kept_opens_and_tells_of_nobody(admin_client):
    item = ArticleFactory()

    long = page(item).replace(f"/{item.pk}/", f"/{item.pk:0400}/")

    assert [admin_client.get(one).context["presence"] == "" for one in (long, page(item))] == [
        True,
        False,
    ]
