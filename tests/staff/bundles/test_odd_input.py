"""What no page of ours sends to a bundle is answered, and puts nothing in."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from staff.models import Deed
from staff.roles import Role
from tests.forms_sent import changed, opened, sent_by
from tests.staff.bundles.put_together import REASONS, Communique
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db
#: No number of a row, and more digits than Python reads.
LONG = "9" * 5000


@pytest.fixture(autouse=True)
def desk(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PORTAL_CLOCK = tmp_path, "2020-10-28"


@pytest.mark.parametrize(
    "sent",
    [
        {"add": f"events.event:{LONG}:publish"},
        {"add": "events.event:²:publish"},
        {"add": "events.photo:1\0:show"},
        {"take_out": LONG},
        {"take_out": "1\0"},
    ],
)
def test_what_was_never_offered_puts_nothing_in_and_takes_nothing_out(sent):
    made, client = Communique(), logged_in(account_of(Role.PUBLISHER))

    answer = client.post(made.bundle.get_absolute_url(), sent)

    assert [str(one) for one in get_messages(answer.wsgi_request)] == [
        "What you pressed is no longer there: look at the bundle again."
    ]
    assert made.bundle.items.count() == 4


def test_an_act_is_kept_without_the_characters_that_no_json_holds():
    made, client = Communique(), logged_in(account_of(Role.PUBLISHER))
    address = reverse("admin:staff_bundle_act", args=[made.bundle.pk, made.event.pk, "hold"])
    seen = client.post(
        address, changed(opened(client, address), **REASONS, preview="yes"), follow=True
    )

    client.post(address, {**sent_by(seen), "save": ["yes"], "odd\0": ["a\0b"]})

    assert made.bundle.items.get(deed=Deed.ACT).sent["odd"] == ["ab"]
