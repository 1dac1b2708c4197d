"""Nobody publishes or withdraws what they were not asked about: then the page asks again."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publishing.models import PublicRecord
from tests.factories import BodyFactory, StaffFactory
from tests.forms_sent import found, messages_of, sent_by
from tests.kinds import KINDS

pytestmark = pytest.mark.django_db

CHANGED = (
    "What is marked was changed after you opened this page, and nothing is done yet: "
    "look at it again, then confirm."
)
DEEDS = ["publish", "withdraw"]


@pytest.fixture
def editor(client):
    client.force_login(StaffFactory())
    return client


def bodies(deed):
    published = deed == "withdraw"
    return [BodyFactory(slug=slug, published=published) for slug in ("first", "second")]


def states(items):
    return [found(item).publication for item in items]


def asked(client, deed, items, door):
    """Open the page that asks; return its address and what its form sends."""
    if door == "one":
        address = reverse(f"admin:bodies_body_{deed}", args=[items[0].pk])
        return address, sent_by(client.get(address))
    address = reverse("admin:bodies_body_changelist")
    chosen = {"action": f"{deed}_selected", "_selected_action": [item.pk for item in items]}
    return address, sent_by(client.post(address, chosen))


@pytest.mark.parametrize("door", ["one", "list"])
@pytest.mark.parametrize("deed", DEEDS)
def test_what_changed_meanwhile_is_asked_about_again(editor, deed, door):
    items = bodies(deed)
    address, sent = asked(editor, deed, items, door)
    before = states(items)
    type(items[0]).objects.filter(pk=items[0].pk).update(name_en="Another name")

    again = editor.post(address, sent)

    assert (again.status_code, states(items), messages_of(again)) == (200, before, [CHANGED])
    assert [row.is_changed for row in again.context["rows"]][:1] == [True]
    assert "Another name" in again.content.decode()


@pytest.mark.parametrize("door", ["one", "list"])
@pytest.mark.parametrize("deed", DEEDS)
def test_page_that_asked_again_is_confirmed_as_it_is_then(editor, deed, door):
    items = bodies(deed)[: 1 if door == "one" else 2]
    address, sent = asked(editor, deed, items, door)
    type(items[0]).objects.filter(pk=items[0].pk).update(name_en="Another name")

    editor.post(address, sent_by(editor.post(address, sent)))

    expected = "published" if deed == "publish" else "withdrawn"
    assert states(items) == [expected] * len(items)


@pytest.mark.parametrize("door", ["one", "list"])
@pytest.mark.parametrize("deed", DEEDS)
def test_what_did_not_change_is_done_at_once(editor, deed, door):
    items = bodies(deed)[: 1 if door == "one" else 2]

    answer = editor.post(*asked(editor, deed, items, door))

    assert answer.status_code == 302
    assert "draft" not in states(items)


@pytest.mark.parametrize("name", ["event", "article", "document", "body", "priority"])
def test_every_kind_is_published_as_it_was_shown(editor, name):
    make, field, _other = KINDS[name]
    item = make()
    address = reverse(f"admin:{item._meta.label_lower.replace('.', '_')}_withdraw", args=[item.pk])
    sent = sent_by(editor.get(address))
    value = "https://new.example/" if field == "website" else "Written meanwhile"
    type(item).objects.filter(pk=item.pk).update(**{field: value})
    records = PublicRecord.objects.count()

    answer = editor.post(address, sent)

    assert (answer.status_code, found(item).is_published) == (200, True)
    assert PublicRecord.objects.count() == records


def test_page_that_asks_takes_the_same_queries_for_any_number(editor, django_assert_num_queries):
    address = reverse("admin:bodies_body_changelist")
    made = [BodyFactory() for _number in range(3)]
    ask = {"action": "publish_selected", "_selected_action": [body.pk for body in made]}
    editor.post(address, ask)
    with CaptureQueriesContext(connection) as two:  # of one alone the page says which moment is set
        editor.post(address, {**ask, "_selected_action": [body.pk for body in made[:2]]})

    with django_assert_num_queries(len(two)):
        editor.post(address, ask)
