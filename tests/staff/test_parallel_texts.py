"""The languages of a text stand beside each other, each named and told to the browser."""

import pytest
from django.contrib.auth.models import Permission
from lxml import html

from events.models import Event
from staff.parallel_texts import parallel
from tests.factories import EventFactory, StaffFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import page
from tests.staff.of_roles import logged_in

pytestmark = pytest.mark.django_db


def test_columns_of_a_text_are_one_line_in_the_order_of_the_languages():
    fields = ("title_en", "slug", "title_zh_hans", "title_ru", ("kind", "level"), "lead_ru", "none")

    lines = [*parallel(Event, fields)]

    assert lines == [
        ("title_ru", "title_en", "title_zh_hans"),
        "slug",
        ("kind", "level"),
        ("lead_ru",),
        "none",
    ]
    assert (str(lines[0].label), str(lines[3].label)) == ("title", "lead")


def test_each_field_says_its_text_and_is_in_its_language(admin_client):
    photo = PhotoFactory()

    content = html.fromstring(admin_client.get(page(photo.event)).content.decode())

    texts = content.xpath('//textarea[@id="id_lead_ru" or @id="id_photos-0-alt_zh_hans"]')
    assert [text.get("lang") for text in texts] == ["ru", "zh-Hans"]
    labels = [content.xpath(f'//label[@for="{text.get("id")}"]')[0] for text in texts]
    assert [" ".join(label.text_content().split()) for label in labels] == [
        "Lead, Русский",
        "What it shows, 中文",
    ]
    (described,) = filter(None, (text.get("aria-describedby") for text in texts))
    assert len(content.xpath(f'//*[@id="{described}"]')) == 1


def test_who_only_reads_sees_each_text_under_its_language():
    event = EventFactory(lead_ru="Встреча.", sources=["https://a.example/", "https://b.example/"])
    account = StaffFactory(is_superuser=False)
    account.user_permissions.add(Permission.objects.get(codename="view_event"))
    client = logged_in(account)

    content = html.fromstring(client.get(page(event)).content.decode())

    (text,) = content.xpath('//div[contains(@class, "field-lead_ru")]')
    assert text.text_content().split() == ["Русский", "Встреча."]
    (sources,) = content.xpath('//div[contains(@class, "field-sources")]//div[@class="readonly"]')
    assert sources.xpath("./text()") == event.sources
