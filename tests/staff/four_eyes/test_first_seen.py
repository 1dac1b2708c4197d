"""Whoever looks at something new reads all of it, row by row."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from events.dates import Period
from tests.factories import ArticleFactory, EventFactory, announcement
from tests.factories.photos import ArticlePhotoFactory
from tests.forms_sent import opened
from tests.staff.four_eyes.asking import differences, proposal
from tests.staff.of_roles import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def sent_for_review(account, item):
    address = reverse(
        f"admin:{item._meta.app_label}_{item._meta.model_name}_publish", args=[item.pk]
    )
    client = logged_in(account)
    client.post(address, {**opened(client, address), "confirmed": "yes"})
    return proposal()


def test_all_of_a_news_item_is_read_before_it_is_public(event, editor, publisher):
    item = ArticleFactory(
        title_en="Opened", title_ru="Открылась", title_zh_hans="", slug="opened",
        lead_en="It did.", lead_ru="Да.", lead_zh_hans="",
        section="news", published_on=date(2020, 10, 21), source_url="https://source.example/",
    )  # fmt: skip
    item.events.add(event)
    ArticlePhotoFactory(
        article=item,
        alt_en="A hall.",
        alt_ru="Зал.",
        credit_en="A.",
        credit_ru="А.",
        licence="CC BY 4.0",
    )

    read = [
        (label, after)
        for label, _before, after in differences(publisher, sent_for_review(editor, item))
    ]

    assert read == [
        ("title, Русский", "Открылась"),
        ("title, English", "Opened"),
        ("address", "opened"),
        ("section", "News"),
        ("day of publication", "21 October 2020"),
        ("lead, Русский", "Да."),
        ("lead, English", "It did."),
        ("source", "https://source.example/"),
        ("events", str(event)),
        ("photo 1: picture", "640 × 400 pixels"),
        ("photo 1: what it shows, Русский", "Зал."),
        ("photo 1: what it shows, English", "A hall."),
        ("photo 1: credit, Русский", "А."),
        ("photo 1: credit, English", "A."),
        ("photo 1: licence", "CC BY 4.0"),
    ]


@pytest.mark.parametrize("is_held_back", [False, True])
def test_the_picture_of_something_new_is_seen_by_whoever_looks_at_it(
    editor, publisher, is_held_back
):
    item = ArticleFactory()
    photo = ArticlePhotoFactory(article=item, is_held_back=is_held_back)
    one = sent_for_review(editor, item)

    page = logged_in(publisher).get(reverse("admin:proposal", args=[one.pk]))

    address = reverse("admin:proposal_file", args=[one.pk, f"photos/{photo.digest}-640.jpg"])
    assert f'src="{address}"' in page.content.decode()
    assert logged_in(publisher).get(address).status_code == 200


def test_the_facts_of_an_event_are_read_too(ministry, editor, publisher):
    item = EventFactory(
        hosts=[ministry],
        period=Period.on(date(2020, 12, 1)),
        announced=announcement(date(2020, 1, 1)),
    )

    read = {
        label: after
        for label, _before, after in differences(publisher, sent_for_review(editor, item))
    }

    assert read["origin of the title, Русский"] == "title by this portal"
    assert {name: read.get(name) for name in ("Date", "Status", "Host", "Place")} == {
        "Date": "1 December 2020",
        "Status": "Planned",
        "Host": "Ministry of Culture",
        "Place": None,
    }
