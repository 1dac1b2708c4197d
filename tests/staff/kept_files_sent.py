"""Files that come with a form which is refused, and what a page offers of them."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from staff.models import KeptFile
from tests.documents.papers import paper
from tests.factories.photos import picture
from tests.forms_sent import changed, opened

CAPTIONS = {
    "alt_en": "A hall.",
    "alt_ru": "Зал.",
    "credit_en": "A. Photographer",
    "credit_ru": "А. Фотограф",
}
NO_TITLE = {"title_en": "", "title_ru": "", "title_zh_hans": ""}


def jpeg(name="hall.jpg", **options):
    return SimpleUploadedFile(name, picture(**options), "image/jpeg")


def act(name="act.pdf"):
    return SimpleUploadedFile(name, paper(), "application/pdf")


def with_photos(form, *names, stored=0, tab="", **more):
    """Return a form with new photos below those that are stored."""
    fields = {"photos-TOTAL_FORMS": str(stored + len(names)), "kept_tab": tab, **more}
    for number, name in enumerate(names, stored):
        row = {
            **CAPTIONS,
            "position": str(number + 1),
            "upload": jpeg(name, size=(640, 400 + number)),
        }
        fields |= {f"photos-{number}-{field}": value for field, value in row.items()}
    return changed(form, **fields)


def refused(client, address, *names, **more):
    """Send photos in a form that lacks its title."""
    answer = client.post(address, with_photos(opened(client, address), *names, **NO_TITLE, **more))
    assert answer.status_code == 200
    return answer


def offers(answer):
    """Return by field what a page offers: each choice with its words, and which is made."""
    told = {}
    for radio in html.fromstring(answer.content.decode()).xpath('//input[@type="radio"]'):
        if radio.name.endswith("-kept"):
            words = " ".join(radio.getparent().text_content().split())
            told.setdefault(radio.name, []).append((words, radio.get("checked") is not None))
    return told


def choices(answer, field):
    return [words for words, _is_made in offers(answer).get(field, [])]


def offered(*names):
    told = []
    for name in names:
        told += [(f"Save “{name}” with the form, unless another is chosen", False)]
        told += [(f"Throw “{name}” away", False)]
    return [*told, ("Leave it for now: it is not saved", True)]


def digest(name):
    return KeptFile.objects.get(name=name).digest
