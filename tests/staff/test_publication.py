"""Publishing and withdrawing in the admin: it asks first, reports each item, and logs."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from bodies.models import Body
from priorities.models import Priority
from publishing import records
from publishing.enums import Publication
from publishing.models import PublicRecord
from staff.log import sentence_of
from tests.acting import workflow
from tests.factories import BodyFactory, EventFactory, PriorityFactory
from tests.forms_sent import messages_of
from tests.markup import page_of

pytestmark = pytest.mark.django_db


def page(priority, name="change"):
    return reverse(f"admin:priorities_priority_{name}", args=[priority.pk])


def test_page_that_asks_publishes_nothing(admin_client):
    draft = PriorityFactory()

    answer = admin_client.get(page(draft, "publish"))

    assert str(draft) in answer.content.decode()
    draft.refresh_from_db()
    assert draft.publication == Publication.DRAFT


def test_confirmed_publication_is_told_and_logged(admin_client):
    draft = PriorityFactory()

    answer = admin_client.post(page(draft, "publish"), {"confirmed": "yes"})

    assert answer.url == page(draft)
    draft.refresh_from_db()
    assert draft.is_published
    assert PublicRecord.objects.count() == 1
    assert [sentence_of(entry) for entry in LogEntry.objects.all()] == ["Published."]


def test_page_that_asks_says_what_stops_publication(admin_client):
    draft = PriorityFactory(title_ru="")

    answer = admin_client.get(page(draft, "publish"))

    assert [row.problems for row in answer.context["rows"]] == [["Title is missing in: Русский."]]
    assert answer.context["possible"] is False


def test_refused_publication_is_reported(admin_client):
    draft = PriorityFactory(title_ru="")

    answer = admin_client.post(page(draft, "publish"), {"confirmed": "yes"}, follow=True)

    assert messages_of(answer) == [f"{draft}: Title is missing in: Русский."]
    assert LogEntry.objects.count() == 0


def test_withdrawal_leaves_a_tombstone(admin_client):
    priority = PriorityFactory(published=True)

    admin_client.post(page(priority, "withdraw"), {"confirmed": "yes"})

    priority.refresh_from_db()
    assert priority.publication == Publication.WITHDRAWN
    assert PublicRecord.objects.get(is_latest=True).withdrawn


def test_selection_is_published_only_after_asking(admin_client):
    drafts = [PriorityFactory(), PriorityFactory()]
    selected = {"action": "publish_selected", "_selected_action": [d.pk for d in drafts]}
    address = reverse("admin:priorities_priority_changelist")

    asked = admin_client.post(address, selected)
    assert Priority.objects.published().count() == 0

    admin_client.post(address, {**selected, "confirmed": "yes"})
    assert [row.item for row in asked.context["rows"]] == drafts
    assert Priority.objects.published().count() == 2


def test_what_names_several_of_a_selection_is_recorded_once(admin_client):
    bodies = [BodyFactory(), BodyFactory()]
    EventFactory(slug="summit", bodies=bodies, published=True)
    before = PublicRecord.objects.filter(key="summit").count()
    selected = {"action": "publish_selected", "_selected_action": [body.pk for body in bodies]}

    admin_client.post(reverse("admin:bodies_body_changelist"), {**selected, "confirmed": "yes"})

    assert Body.objects.published().count() == 2
    assert PublicRecord.objects.filter(key="summit").count() == before + 1
    assert list(records.discrepancies()) == []


@pytest.mark.parametrize(
    ("whole", "told"),
    [(3, "2 of 5 are stopped"), (4, "1 of 5 is stopped"), (5, ""), (0, "")],
)
def test_page_that_asks_says_how_many_stay_as_they_are(admin_client, whole, told):
    drafts = [PriorityFactory(title_ru="Цель" if n < whole else "") for n in range(5)]
    selected = {"action": "publish_selected", "_selected_action": [d.pk for d in drafts]}

    text = page_of(
        admin_client.post(reverse("admin:priorities_priority_changelist"), selected)
    ).text

    assert (told in text) if told else ("stopped by what" not in text)


def test_refused_items_of_a_selection_do_not_stop_the_others(admin_client):
    good, bad = PriorityFactory(), PriorityFactory(summary_ru="")
    selected = {
        "action": "publish_selected",
        "_selected_action": [bad.pk, good.pk],
        "confirmed": "yes",
    }

    answer = admin_client.post(
        reverse("admin:priorities_priority_changelist"), selected, follow=True
    )

    assert [m.level_tag for m in answer.context["messages"]] == ["success", "error"]
    assert list(Priority.objects.published()) == [good]


@pytest.mark.parametrize(
    ("rights", "status", "published"),
    [(["view", "change"], 403, 0), (["view", "publish"], 302, 1), (["view"], 403, 0)],
)
def test_who_may_publish_publishes_and_an_editor_does_not(client, rights, status, published):
    staff = get_user_model().objects.create_user("staff", is_staff=True)
    names = [f"{right}_priority" for right in rights]
    staff.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(staff)
    draft = PriorityFactory()

    answer = client.post(page(draft, "publish"), {"confirmed": "yes"})

    assert answer.status_code == status
    assert Priority.objects.published().count() == published
    assert LogEntry.objects.count() == published


def test_publishing_what_is_not_there_is_a_404(admin_client):
    answer = admin_client.get(reverse("admin:priorities_priority_publish", args=[7]))

    assert answer.status_code == 404


def test_the_question_itself_can_be_answered(admin_client):
    """The form of the page that asks, sent as a browser sends it, publishes what was selected."""
    drafts = [PriorityFactory(), PriorityFactory()]
    other = PriorityFactory()
    selected = {"action": "publish_selected", "_selected_action": [d.pk for d in drafts]}
    address = reverse("admin:priorities_priority_changelist")
    (form,) = (
        page_of(admin_client.post(address, selected)).one("div", id="content-main").all("form")
    )

    sent: dict[str, list[str]] = {}
    for field in form.all("input", type="hidden"):
        sent.setdefault(field["name"], []).append(field["value"])
    admin_client.post(address, sent)

    assert list(Priority.objects.published()) == drafts
    assert list(Priority.objects.drafts()) == [other]


@pytest.mark.parametrize(
    ("deed", "state", "problems"),
    [
        ("publish", {}, []),
        ("publish", {"published": True}, ["It is published already."]),
        ("publish", {"withdrawn": True}, []),
        ("withdraw", {}, ["It is not published."]),
        ("withdraw", {"published": True}, []),
        ("withdraw", {"withdrawn": True}, ["It is not published."]),
    ],
)
def test_page_that_asks_says_what_the_state_stops(admin_client, deed, state, problems):
    priority = PriorityFactory(**state)

    answer = admin_client.get(page(priority, deed))

    assert [row.problems for row in answer.context["rows"]] == [problems]
    assert answer.context["possible"] is not bool(problems)


def test_page_that_asks_counts_no_draft_translation(admin_client):
    priority = PriorityFactory()
    workflow.keep_draft(priority, "zh-hans")

    answer = admin_client.get(page(priority, "publish"))

    assert [row.languages for row in answer.context["rows"]] == [("English", "Русский")]
