"""An event with a draft translation, and forms that change its source."""

from datetime import date

from django.urls import reverse

from events.dates import Period
from tests.acting import workflow
from tests.factories import (
    EventFactory,
    announcement,
)
from tests.forms_sent import messages_left, typed
from tests.made_once import made_once

SECRET = "秘密论坛"  # the draft translation that exists
DAY = date(2020, 11, 10)


@made_once
def make_forum() -> None:
    """A published event whose Chinese is a draft; the Russian is its source."""
    event = EventFactory(
        slug="forum",
        title_en="Zebra forum",
        title_ru="Форум зебр",
        title_zh_hans=SECRET,
        summary_en="They met.",
        summary_ru="Они встретились.",
        period=Period.on(DAY),
        announced=announcement(date(2020, 10, 1)),
        published=True,
    )
    workflow.keep_draft(event, "zh-hans")


def form_of(admin_client, item, name):
    """What the admin's form of `item` holds, ready to be sent."""
    page = admin_client.get(reverse(f"admin:{name}_change", args=[item.pk]))
    form = page.context["adminform"].form
    sent = {}
    for field in form:
        value = field.value()
        if value is not None and field.name != "slug":
            sent[field.html_name] = "\n".join(value) if field.name == "sources" else value
    for formset in page.context["inline_admin_formsets"]:
        for field in formset.formset.management_form:
            sent[field.html_name] = field.value()
    return sent


def edited(admin_client, item, name, **texts):
    sent = {**form_of(admin_client, item, name), **texts}
    address = reverse(f"admin:{name}_change", args=[item.pk])
    response = admin_client.post(address, typed(admin_client, address, sent))
    assert response.status_code == 302, response.context["adminform"].form.errors
    return messages_left(response)
