"""What whole screens of the desk weigh, as production sends them: the page as it is, and its files by brotli."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from django.urls import reverse

from events.images import WIDTHS
from scripts.page_weight import weigh
from tests.factories import ArticleFactory, DocumentFactory, EventFactory
from tests.factories.photos import ArticlePhotoFactory, PhotoFactory
from tests.plan_data.playing import undone

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#: Of any screen, with all that it loads.
MOST = 300 * 1024


@pytest.fixture(scope="module")
def screens(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[dict[str, str]]:
    """The address of each screen, over rows that are made once: they take longer than to be weighed."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        undone(),
        override_settings(MEDIA_ROOT=media, PORTAL_CLOCK="2020-10-28"),
    ):
        yield addresses()


def addresses() -> dict[str, str]:
    event, *_others = EventFactory.create_batch(50, published=True)
    article = ArticleFactory(published=True, events=[event])
    PhotoFactory(event=event, size=(1200, 800))
    ArticlePhotoFactory(article=article, size=(1200, 800))
    document = DocumentFactory(published=True, events=[event])
    of = {"events_event": event, "news_article": article, "documents_document": document}
    told = {"index": reverse("admin:index"), "log": reverse("admin:log")}
    for kind, thing in of.items():
        told[f"list of {kind}"] = reverse(f"admin:{kind}_changelist")
        told[f"new {kind}"] = reverse(f"admin:{kind}_add")
        told[kind] = reverse(f"admin:{kind}_change", args=[thing.pk])
    return told


def test_no_screen_is_heavy_with_all_that_it_loads(admin_client, screens):
    weights = {name: weigh(admin_client, address, "br") for name, address in screens.items()}

    heavy = {name: files for name, files in weights.items() if sum(files.values()) > MOST}
    assert heavy == {}
    editors = {name for name, files in weights.items() if any("tiptap" in file for file in files)}
    assert editors == {"news_article", "new news_article"}
    assert (
        min(sum(files.values()) for files in weights.values()) > 40 * 1024
    )  # something was weighed


@pytest.mark.parametrize("kind", ["events_event", "news_article"])
def test_form_shows_photos_in_their_smallest_size(admin_client, screens, kind):
    photos = [
        file
        for file in weigh(admin_client, screens[kind], "br")
        if file.startswith("/media/photos/")
    ]

    assert len(photos) == 1
    assert photos[0].endswith(f"-{WIDTHS[0]}.avif")
