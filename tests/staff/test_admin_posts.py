"""Whatever is posted to a page of the administration is answered, each in a transaction of its own.

Within that of a test PostgreSQL would not refuse a lock that a page takes outside of one.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from staff.comments import ItemComment
from tests.factories import EventFactory, StaffFactory
from tests.kinds import KINDS

pytestmark = pytest.mark.django_db(transaction=True)

MADE = {name: make for name, (make, *_fields) in KINDS.items()} | {
    "account": StaffFactory,
    "group": lambda: Group.objects.create(name="Editors"),
}
#: What stands in an address beside the number of a thing.
PARTS = {"code": "en", "name": "x"}
#: Pages that are only read, and what stands in their addresses.
READ = {
    "log": [],
    "log_export_csv": [],
    "search": [],
    "previews": [],
    "review": [],
    "proposal_page": [1, "en"],
    "proposal_phone": [1, "en"],
    "proposal_file": [1, "x"],
    "proposal_picture": [1, "x"],
    "translation_work": ["en"],
    "view_on_site": [1, 1],
    "events_event_export_xlsx": [],
    "events_event_preview_page": [1, "en"],
    "events_event_preview_phone": [1, "en"],
    "news_article_preview_file": [1, "x"],
}


def addresses(item):
    """Return the addresses of the pages of `item` and its kind by name; of the acts one that there is not."""
    found = {}
    for page in admin.site._registry[type(item)].get_urls():
        name, names = page.name, page.pattern.converters
        if name and set(names) <= PARTS.keys() | {"object_id", "id"}:
            parts = {part: PARTS.get(part, item.pk) for part in names}
            found[name] = reverse(f"admin:{name}", kwargs=parts)
    return found


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_empty_form_is_answered_wherever_it_is_sent(client, make):
    item = make()
    client.force_login(StaffFactory())

    answers = {name: client.post(page).status_code for name, page in addresses(item).items()}

    assert {name.rpartition("_")[2] for name in answers} >= {"add", "change", "history", "delete"}
    assert set(answers.values()) <= {200, 302, 403, 404, 405}


def test_what_is_posted_to_a_page_that_is_read_is_refused(admin_client):
    answers = {
        name: admin_client.post(reverse(f"admin:{name}", args=parts)).status_code
        for name, parts in READ.items()
    }

    assert {name for name, code in answers.items() if code != 405} == set()


def test_comment_is_kept_outside_of_another_transaction(admin_client):
    event = EventFactory()

    admin_client.post(reverse("admin:events_event_comment", args=[event.pk]), {"comment": "Why?"})

    assert ItemComment.objects.about(event).get().text == "Why?"


@pytest.mark.parametrize("name", ["keep", "rich_text", "presence"])
def test_form_with_files_where_a_script_of_ours_sends_is_refused(name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(StaffFactory())
    token = client.get(reverse("admin:keep")).json()["token"]

    answer = client.post(reverse(f"admin:{name}"), {"csrfmiddlewaretoken": token, "texts": "x"})

    assert answer.status_code == 400
