"""Whatever is posted to a page of the administration is answered, each in a transaction of its own.

Within that of a test PostgreSQL would not refuse a lock that a page takes outside of one.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.factories import StaffFactory
from tests.kinds import KINDS

pytestmark = pytest.mark.django_db(transaction=True)

MADE = {name: make for name, (make, *_fields) in KINDS.items()} | {
    "account": StaffFactory,
    "group": lambda: Group.objects.create(name="Editors"),
}


def addresses(item):
    """Return the addresses of the pages of `item` and its kind by name, but for those of acts."""
    found = {}
    for page in admin.site._registry[type(item)].get_urls():
        name, names = page.name, page.pattern.converters
        if name and set(names) <= {"object_id", "id"}:
            found[name] = reverse(f"admin:{name}", args=[item.pk] if names else [])
    return found


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_empty_form_is_answered_wherever_it_is_sent(client, make):
    item = make()
    client.force_login(StaffFactory())

    answers = {name: client.post(page).status_code for name, page in addresses(item).items()}

    assert {name.rpartition("_")[2] for name in answers} >= {"add", "change", "history", "delete"}
    assert set(answers.values()) <= {200, 302, 403, 404}
