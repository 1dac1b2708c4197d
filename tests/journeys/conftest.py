"""A small plan with one of everything in it, and the portal in a language that was added."""

from datetime import date
from pathlib import Path

import pytest

from events.actions.changes import FactChanges
from events.actions.decisions import postponing
from events.dates import Period
from events.enums import Format
from events.models import Event
from tests.acting import changes, decisions
from tests.documents.corrected import corrected
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)
from tests.made_once import made_once
from tests.pseudo_urdu import speak

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))
LONG = "An unusually long title for a meeting of the ministers of eight states, held at last"


@pytest.fixture(autouse=True)
def _found_at_once(index_follows: None) -> None:
    """What is searched is what was told."""


@pytest.fixture
def one_of_everything(settings) -> None:
    """The plan as on 28 October 2020, with an event that moved from July to November."""
    settings.PORTAL_CLOCK = "2020-10-28"
    make_one_of_everything()


@made_once
def make_one_of_everything() -> None:
    member = CountryFactory(slug="russia")
    CountryFactory(slug="observer", role="observer")
    goal = PriorityFactory(slug="goal", description_en="Why it matters.", published=True)
    council = BodyFactory(slug="council", description_en="What it does.", published=True)
    host = HostFactory(slug="ministry")
    links = {"priorities": [goal], "bodies": [council], "chair": member, "published": True}
    summit = moved("summit", links)
    shelved = [moved(slug, links) for slug in ("shelved", "delayed")]
    decisions.decide(postponing(), shelved, announcement(date(2020, 9, 1)))
    days = Period.on(date(2020, 10, 28), date(2020, 10, 30))
    EventFactory(slug="forum", period=days, hosts=[host], **links)
    EventFactory(slug="vague", title_en=LONG, period=Period.in_month(2020, 11), **links)
    ThemeFactory(slug="theme", events=[summit], published=True)
    article(summit)
    paper = DocumentFactory(
        slug="statement",
        languages=["ru", "zh"],
        external_url="https://text.example/",
        events=[summit],
        published=True,
    )
    corrected(paper, on=date(2020, 10, 25))


def moved(slug: str, links: dict[str, object]) -> Event:
    """An event of two days in July in a city, moved to a day in November in another."""
    names = {"name_en": f"{slug.title()}grad", "name_ru": "Град", "name_zh_hans": "城"}
    event: Event = EventFactory(
        slug=slug,
        announced=announcement(date(2020, 3, 2)),
        confirmed=announcement(date(2020, 3, 3)),
        period=JULY,
        format=Format.IN_PERSON,
        cities=[CityFactory(**names)],
        **links,
    )
    moves = FactChanges(NOVEMBER, Format.HYBRID, (CityFactory(name_en="Newtown").slug,))
    changes.change_format(event, announcement(date(2020, 8, 4)), moves)
    return event


def article(event: Event) -> None:
    for number in range(21):
        ArticleFactory(
            slug=f"article-{number}",
            published_on=date(2020, 10, 20),
            body_en="The first paragraph.\n\nThe second one.",
            events=[event],
            published=True,
        )


@pytest.fixture
def urdu(settings, tmp_path: Path) -> None:
    speak(settings, tmp_path)
