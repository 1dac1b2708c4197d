"""Whoever saves a form without touching it tells nobody of a change."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from bodies.models import Body
from documents.models import Document
from events.models import Event
from news.models import Article
from places.models import City, Country
from priorities.models import Priority
from publishing.models import PublicRecord
from tests.plan_data.plan_files import spoken, tiny_plan, written
from tests.plan_data.playing import load

pytestmark = pytest.mark.django_db

MODELS = (Article, Body, City, Country, Document, Event, Priority)
FORMS = (
    "/en/news.rss",
    "/ru/news.atom",
    "/en/news.json",
    "/ru/calendar.ics",
    "/en/calendar.atom",
    "/zh-hans/events/forum/",
    "/api/v1/news/",
    "/sitemap-events-1.xml",
)


def typed(form: BaseForm) -> Iterator[tuple[str, Any]]:
    """Yield what a browser sends for a form as it stands: lines end with CRLF."""
    for field in form:
        value = field.field.prepare_value(field.value())
        if isinstance(value, str):
            yield field.html_name, value.replace("\n", "\r\n")
        elif isinstance(value, list | tuple):
            yield field.html_name, [getattr(one, "pk", one) for one in value]
        elif value is not None and not hasattr(value, "storage"):
            yield field.html_name, value


def untouched(page: Any) -> dict[str, Any]:
    sent = dict(typed(page.context["adminform"].form))
    for shown in page.context["inline_admin_formsets"]:
        for form in (shown.formset.management_form, *shown.formset.initial_forms):
            sent |= dict(typed(form))
    return sent


@pytest.fixture
def plan(tmp_path) -> Any:
    rows = tiny_plan()
    rows["news.csv"][0] |= spoken(lead="One line\nand another", body="A paragraph.\n\nAnother.")
    folder = written(tmp_path, rows)
    load(folder)
    return folder


def test_every_form_saved_as_it_stands_changes_nothing_that_is_told(
    plan, admin_client: Client, client: Client
):
    told = {path: client.get(path).content for path in FORMS}
    number = PublicRecord.objects.count()

    with travel(timezone.now() + timedelta(days=1)):
        for model in MODELS:
            name = model._meta.label_lower.replace(".", "_")
            for item in model.objects.all():
                address = reverse(f"admin:{name}_change", args=[item.pk])
                answer = admin_client.post(address, untouched(admin_client.get(address)))
                assert (model, answer.status_code) == (model, 302)

    assert PublicRecord.objects.count() == number
    assert {path: client.get(path).content for path in FORMS} == told
    assert load(plan).splitlines()[-1].startswith("Nothing changed")


def test_no_text_and_an_empty_one_are_the_same_to_the_loader(plan):
    assert Body.objects.filter(description_en="").update(description_en=None) > 0

    assert load(plan).splitlines()[-1].startswith("Nothing changed")
