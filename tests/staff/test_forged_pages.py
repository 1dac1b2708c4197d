"""A page says by itself what it showed: one that a program made up is told nothing more, and refused in words."""

import json

import pytest

from events.models import Photo
from staff.conflicts import STALE
from staff.roles import Role
from tests.factories import EventFactory, HostFactory
from tests.forms_sent import changed, found, opened, page, told
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db


#: The rows below the form of an event.
ROWS = ("photos", "hostings")


def illustrated():
    event = EventFactory(hosts=[HostFactory()])
    texts = {"alt_en": "A", "alt_ru": "А", "credit_en": "C", "credit_ru": "С"}
    Photo.objects.create(event=event, digest="a" * 24, width=640, height=480, position=1, **texts)
    return event


def test_column_that_a_page_does_not_show_is_told_to_nobody_who_names_it():
    account = account_of(Role.EDITOR)
    administrator = logged_in(account_of(Role.ADMINISTRATOR))
    sent = opened(administrator, page(account))
    shown = json.loads(sent["shown"][0])
    shown["form"]["password"] = "x"

    answer = administrator.post(
        page(account), changed(sent, shown=json.dumps(shown), password="mine")
    )

    assert answer.status_code == 200
    assert account.password
    assert account.password not in answer.content.decode()


def test_row_below_tells_no_column_beside_its_fields(admin_client):
    photo = illustrated().photos.get()
    sent = opened(admin_client, page(photo.event))
    shown = json.loads(sent["shown"][0])
    shown["photos"][str(photo.pk)]["digest"] = "x"

    answer = admin_client.post(
        page(photo.event), changed(sent, shown=json.dumps(shown), **{"photos-0-digest": "mine"})
    )

    assert told(answer) == [(photo._meta.get_field("digest").verbose_name, "", "mine")]


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("odd", [None, "\x00", [], [1], [[1]], {"a": 1}, 10**30])
def test_whatever_a_page_says_that_it_showed_is_answered(admin_client, odd):
    event = illustrated()
    sent = opened(admin_client, page(event))
    forms = json.loads(sent["shown"][0])
    values = {
        "form": dict.fromkeys((*forms["form"], "id", "changes"), odd),
        **{
            rows: {key: dict.fromkeys(fields, odd) for key, fields in forms[rows].items()}
            for rows in ROWS
        },
    }
    rows = forms | {key: {"1": odd, "999": odd} for key in ROWS}

    answers = [
        admin_client.post(page(event), changed(sent, shown=json.dumps(shown), lead_en="Mine"))
        for shown in (values, rows, dict.fromkeys(forms, odd), odd)
    ]

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert [STALE] in answers[0].context["errors"]
    assert found(event).lead_en in (event.lead_en, "Mine")
