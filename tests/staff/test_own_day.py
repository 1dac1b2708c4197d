"""What the public reads is not dated ahead: tomorrow's news is not out today."""

from datetime import date

import pytest
from django.urls import reverse

from publishing.enums import Publication
from publishing.workflow import PublicationRefusedError
from tests.acting import acting_on, workflow
from tests.factories import ArticleFactory, BodyFactory, DocumentFactory
from tests.forms_sent import changed, opened, page

TODAY, TOMORROW = date(2020, 10, 28), date(2020, 10, 29)
pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]
AHEAD = (
    "The day 29 October 2020 is still to come: what the public reads cannot be dated ahead. Wait for "
    "it, or give another day."
)
DATED = [(ArticleFactory, "published_on"), (DocumentFactory, "adopted_on")]


def question(item):
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_publish", args=[item.pk])


@pytest.mark.parametrize(("factory", "own_day"), DATED)
def test_what_is_of_tomorrow_cannot_be_published_today(factory, own_day):
    item = factory(**{own_day: TOMORROW})

    with pytest.raises(PublicationRefusedError, match=AHEAD):
        workflow.publish(item, by=acting_on(TODAY))

    item.refresh_from_db()
    assert item.publication == Publication.DRAFT
    workflow.publish(item, by=acting_on(TOMORROW))
    assert item.is_published


def test_what_has_no_day_of_its_own_can_be_published_on_any():
    assert workflow.obstacles(BodyFactory(), TODAY) == []


@pytest.mark.parametrize(("factory", "own_day"), DATED)
def test_page_that_asks_says_that_the_day_is_still_to_come(admin_client, factory, own_day):
    item = factory(**{own_day: TOMORROW})

    answer = admin_client.get(question(item))

    assert [row.problems for row in answer.context["rows"]] == [[AHEAD]]
    admin_client.post(question(item), {"confirmed": "yes"})
    item.refresh_from_db()
    assert item.publication == Publication.DRAFT


@pytest.mark.parametrize(("factory", "own_day"), DATED)
def test_a_public_thing_cannot_be_dated_ahead_and_a_draft_can(admin_client, factory, own_day):
    public, draft = factory(published=True, **{own_day: TODAY}), factory(**{own_day: TODAY})
    form = {item: opened(admin_client, page(item)) for item in (public, draft)}

    refused, saved = (
        admin_client.post(page(item), changed(form[item], **{own_day: TOMORROW.isoformat()}))
        for item in (public, draft)
    )

    assert refused.context["adminform"].form.errors == {own_day: [AHEAD]}
    assert saved.status_code == 302
    public.refresh_from_db()
    draft.refresh_from_db()
    assert (getattr(public, own_day), getattr(draft, own_day)) == (TODAY, TOMORROW)
