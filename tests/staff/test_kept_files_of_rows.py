"""Files of refused forms find the row, and the tab, to which each belongs."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from events.dates import Period
from events.models import Event
from news.models import Article
from staff.models import KeptFile
from tests.factories import ArticleFactory, DocumentFactory, EventFactory
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, opened, page, sent_by
from tests.staff.kept_files_sent import (
    CAPTIONS,
    NO_TITLE,
    act,
    choices,
    digest,
    offered,
    offers,
    refused,
    with_photos,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

ADD_EVENT = "admin:events_event_add"


@pytest.fixture
def event():
    return EventFactory(slug="forum", period=Period.on(date(2020, 7, 22)))


def test_several_find_their_rows_below_a_photo_that_came_meanwhile(admin_client, event):
    refused(admin_client, page(event), "hall.jpg", "street.jpg")
    PhotoFactory(event=event)

    answer = admin_client.get(page(event))

    assert offers(answer) == {
        "photos-1-upload-kept": offered("hall.jpg"),
        "photos-2-upload-kept": offered("street.jpg"),
    }
    form = with_photos(sent_by(answer, "event_form"), "x", "y", stored=1)
    form |= {"photos-1-upload": [], "photos-2-upload": []}
    form |= {
        f"photos-{n}-upload-kept": [digest(name)]
        for n, name in ((1, "hall.jpg"), (2, "street.jpg"))
    }
    assert admin_client.post(page(event), form).status_code == 302
    assert list(event.photos.order_by("position", "pk").values_list("height", flat=True))[-2:] == [
        400,
        401,
    ]
    assert not KeptFile.objects.exists()


def test_row_that_moves_up_takes_its_file_along(admin_client, event):
    answer = refused(admin_client, page(event), "hall.jpg", "street.jpg")
    form = sent_by(answer, "event_form")
    names = [name for name in form if name.startswith("photos-1-")]
    form |= {name.replace("-1-", "-0-"): form.pop(name) for name in names}
    form["photos-TOTAL_FORMS"] = ["1"]  # the first row was taken out again

    answer = admin_client.post(page(event), form)

    assert choices(answer, "photos-0-upload-kept")[0].startswith("Save “street.jpg”")
    assert offers(admin_client.get(page(event))) == {"photos-0-upload-kept": offered("street.jpg")}


def test_files_follow_the_new_numbers_of_their_rows_and_the_rest_comes_behind(admin_client, event):
    names = ("hall.jpg", "street.jpg", "square.jpg")
    refused(admin_client, page(event), *names)
    places = {f"photos-+{n}-upload": digest(name) for n, name in enumerate(names[1:])}

    body = {"address": page(event), "values": {}, "files": places}
    answer = admin_client.post(reverse("admin:keep"), body, content_type="application/json")

    assert answer.status_code == 200
    assert offers(admin_client.get(page(event))) == {
        f"photos-{number}-upload-kept": offered(name)
        for number, name in enumerate(("street.jpg", "square.jpg", "hall.jpg"))
    }


def test_another_file_of_the_tab_takes_its_place_and_leaves_what_another_tab_sent(admin_client):
    document = DocumentFactory(external_url="https://example.org/a")
    for tab in ("one", "two"):
        form = changed(opened(admin_client, page(document)), kept_tab=tab, **NO_TITLE)
        admin_client.post(page(document), {**form, "file": act(f"{tab}.pdf")})
        KeptFile.objects.filter(tab=tab).update(digest=tab)
    answer = admin_client.get(page(document))
    assert offers(answer) == {"file-kept": offered("two.pdf", "one.pdf")}

    form = changed(sent_by(answer, "document_form"), kept_tab="one")
    admin_client.post(page(document), {**form, "file": act("three.pdf")})

    assert found(document).file
    assert [row.name for row in KeptFile.objects.all()] == ["two.pdf"]


def test_photo_of_an_event_that_is_made_and_of_a_news_item_is_offered(admin_client):
    refused(admin_client, reverse(ADD_EVENT), "hall.jpg")
    filled = changed(
        opened(admin_client, reverse(ADD_EVENT)),
        title_ru="Форум",
        slug="forum",
        kind="meeting",
        level="experts",
        **{f"photos-0-{name}": value for name, value in CAPTIONS.items()},
        **{"photos-0-upload-kept": digest("hall.jpg")},
    )
    assert admin_client.post(reverse(ADD_EVENT), filled).status_code == 302
    assert Event.objects.get().photos.count() == 1

    item = page(ArticleFactory())
    refused(admin_client, item, "street.jpg")
    assert offers(admin_client.get(item)) == {"photos-0-upload-kept": offered("street.jpg")}
    assert Article.objects.get().photos.count() == 0
