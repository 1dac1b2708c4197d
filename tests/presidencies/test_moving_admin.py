"""Things are moved to another presidency in the admin, from their lists."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.models import Event
from news.models import Article
from staff.log import sentence_of
from tests.factories import (
    ArticleFactory,
    EventFactory,
    StaffFactory,
)
from tests.factories.presidencies import PresidencyFactory
from tests.markup import page_of
from tests.presidencies.moving import serving

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-06-01")]

CURRENT = "russia-2019-2020"


NEWS = reverse("admin:news_article_changelist")


def sent_by(answer) -> dict[str, list[str]]:
    """Return what the form of a page that asks sends."""
    (form,) = page_of(answer).one("div", id="content-main").all("form")
    sent: dict[str, list[str]] = {}
    for field in form.all("input", type="hidden"):
        sent.setdefault(field["name"], []).append(field["value"])
    return sent


def test_question_names_where_to_and_then_what_follows(admin_client, lakes):
    articles = [ArticleFactory(published=True), ArticleFactory()]
    chosen = {"action": "move_selected", "_selected_action": [one.pk for one in articles]}

    where = admin_client.post(NEWS, chosen)
    whether = admin_client.post(NEWS, {**sent_by(where), "presidency": "lakes-2031"})

    assert [one.slug for one in where.context["targets"]] == ["lakes-2031"]
    assert page_of(whether).one("h1").text == "Move to “Lakes”"
    assert {article.presidency.slug for article in Article.objects.all()} == {CURRENT}

    done = admin_client.post(NEWS, sent_by(whether), follow=True)

    assert {article.presidency for article in Article.objects.all()} == {lakes}
    assert {str(m) for m in done.context["messages"]} == {
        f"{article}: Moved to “Lakes”." for article in articles
    }
    assert [sentence_of(entry) for entry in LogEntry.objects.all()] == ["Moved to “Lakes”."] * 2


def test_what_keeps_one_of_those_chosen_is_said_before_and_stops_no_other(admin_client, lakes):
    event, _goals = serving(1)
    free = EventFactory(slug="free")
    chosen = {
        "action": "move_selected",
        "_selected_action": [event.pk, free.pk],
        "presidency": "lakes-2031",
    }
    address = reverse("admin:events_event_changelist")

    asked = admin_client.post(address, chosen)
    done = admin_client.post(address, sent_by(asked), follow=True)

    told = "It serves a priority of another presidency (“Goal 1”): take this priority off it first."
    assert {row.item.slug: row.problems for row in asked.context["rows"]} == {
        "summit": [told],
        "free": [],
    }
    assert {m.level_tag: str(m) for m in done.context["messages"]}["error"] == f"{event}: {told}"
    assert list(Event.objects.filter(presidency=lakes)) == [free]


@pytest.mark.parametrize("target", ["nobody", "\0", ""], ids=ascii)
def test_presidency_that_there_is_not_is_asked_for_again(admin_client, lakes, target):
    chosen = {"action": "move_selected", "_selected_action": [ArticleFactory().pk]}

    answer = admin_client.post(NEWS, {**chosen, "presidency": target, "confirmed": "yes"})

    assert Article.objects.get().presidency.slug == CURRENT
    assert answer.status_code == 200


@pytest.mark.parametrize("rights", [["view", "change"], ["view", "publish"]])
def test_move_is_offered_to_whoever_may_publish_where_there_is_another_presidency(client, rights):
    user = StaffFactory(is_superuser=False)
    codes = [f"{right}_article" for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    article = ArticleFactory()

    def offered() -> bool:
        form = client.get(NEWS).context["action_form"]
        choices = form.fields["action"].choices if form else []
        return "move_selected" in [name for name, _label in choices]

    alone = offered()
    PresidencyFactory(slug="lakes-2031")
    beside = offered()
    sent = {"action": "move_selected", "_selected_action": [article.pk], "confirmed": "yes"}
    client.post(NEWS, {**sent, "presidency": "lakes-2031"})

    moved = Article.objects.get().presidency.slug == "lakes-2031"
    may_publish = "publish" in rights
    assert (alone, beside, moved) == (False, may_publish, may_publish)
