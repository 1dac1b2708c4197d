"""No address hands out a file before its time: papers and photos, in every width and format, by whoever asks."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from publishing import records
from staff.roles import Role
from tests.acting import workflow
from tests.factories import DocumentFactory, EventFactory, HostFactory
from tests.factories.photos import PhotoFactory
from tests.recording import last_told
from tests.staff.of_roles import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def fetched(client, media: Path, **how: object) -> dict[str, int]:
    """Ask for every file that is stored; return the answers by name."""
    names = [str(file.relative_to(media)) for file in media.rglob("*") if file.is_file()]
    answers = {name: client.get(f"/media/{name}", **how) for name in names}
    for answer in answers.values():
        answer.close()
    return {name: answer.status_code for name, answer in answers.items()}


def test_every_file_of_a_draft_is_nobodys_until_it_is_published(client, media):
    paper = DocumentFactory(file=ContentFile(b"%PDF-1.4 ...", name="Коммюнике.pdf"))
    event = PhotoFactory(size=(1000, 400)).event
    events_only = dict.fromkeys(fetched(client, media), 404)

    assert fetched(client, media, headers={"range": "bytes=0-3"}) == events_only
    assert len(events_only) == 1 + 3 * 3  # widths and formats
    workflow.publish(paper)
    workflow.publish(event)
    assert set(fetched(client, media).values()) == {200}


def test_a_photo_that_is_held_back_stands_nowhere_until_it_is_shown(client, media):
    event = EventFactory(slug="forum", published=True)
    photo = PhotoFactory(event=event, is_held_back=True)
    records.record(event)

    def told() -> list:
        photos: list = last_told("events", "forum")["photos"]
        return photos

    def pages_that_show_it() -> list[str]:
        pages = ("/en/events/forum/", "/en/contact/")
        return [page for page in pages if photo.digest in client.get(page).content.decode()]

    assert (set(fetched(client, media).values()), told(), pages_that_show_it()) == ({404}, [], [])
    photo.is_held_back = False
    photo.save()
    records.record(event)
    assert (set(fetched(client, media).values()), len(told())) == ({200}, 1)
    assert pages_that_show_it() == ["/en/events/forum/", "/en/contact/"]


def test_the_photo_of_anothers_draft_is_not_a_hosts_to_see(client, media):
    photo = PhotoFactory()

    host = account_of(Role.HOST, hosts=[HostFactory()])
    client.force_login(host)

    assert client.get(photo.url).status_code == 404
