"""The pages of the second factor refuse in words, and what was refused leaves all as it was."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from staff import second_factor
from staff.models import Revision
from staff.roles import Role
from tests.forms_sent import opened
from tests.staff.of_roles import account_of, logged_in
from tests.staff.test_second_factor import ACCOUNT, ADD, ASK, code_of, with_app

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wrong", ["x12345", "١٢٣٤٥٦", "0000000000"])
def test_an_app_that_shows_another_code_is_not_added(wrong):
    account = account_of(Role.EDITOR)
    client = logged_in(account)
    sent = opened(client, ADD)

    answer = client.post(ADD, {**sent, "code": wrong, "name": "telephone"})

    form = answer.context["form"]
    assert form.errors == {
        "code": ["This is not the code that the app shows now. Is its clock right?"]
    }
    assert (form["name"].value(), form["secret"].value()) == ("telephone", sent["secret"][0])
    assert (second_factor.devices_of(account), Revision.objects.count()) == ([], 0)


def test_a_factor_is_taken_away_by_a_click_alone_and_by_a_whole_login():
    account, device = with_app(Role.PUBLISHER)
    client = logged_in(account)
    address = reverse("admin:second_factor_remove", args=["totpdevice", device.pk])

    refused = client.post(address).status_code
    client.post(ASK, {"code": code_of(device)})
    asked, factors = client.get(address).status_code, client.get(ACCOUNT).context["factors"]
    client.post(address)

    assert (refused, asked) == (403, 403)
    assert factors == [("App with codes", "totpdevice", device)]
    assert second_factor.devices_of(account) == []


def test_an_operator_is_told_that_there_is_nothing_to_take_away():
    account, output = account_of(Role.EDITOR), StringIO()

    call_command("reset_second_factor", account.username, stdout=output)

    assert output.getvalue().strip() == f"“{account.username}” has no second factor."
    with pytest.raises(CommandError, match=r"^“nobody” has no account\.$"):
        call_command("reset_second_factor", "nobody")
