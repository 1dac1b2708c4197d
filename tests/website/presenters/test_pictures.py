"""The picture beside an article: a photo of its event, else that event as a drawn card; never an empty half."""

from datetime import date

import pytest
from django.test import Client

from events.dates import Period
from i18n.typography import loose
from tests.asked import queries_of
from tests.factories import ArticleFactory, EventFactory
from tests.factories.photos import PhotoFactory
from tests.markup import Element, page_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

ADDRESS = "/en/news/2020/10/21/it/"
PAGES = ("/en/", "/en/news/", ADDRESS)


def meeting(title: str, day: int, **values: object):
    period = Period.on(date(2020, 10, day))
    return EventFactory(title_en=title, period=period, published=True, **values)


def article(*events: object):
    return ArticleFactory(
        slug="it", published_on=date(2020, 10, 21), events=list(events), published=True
    )


def main(client: Client, address: str) -> Element:
    return page_of(client.get(address)).one("main")


@pytest.mark.parametrize("address", PAGES)
def test_article_without_a_photo_has_its_event_as_a_card(client: Client, address: str):
    article(meeting("Meeting", 20))

    card = main(client, address).one("div", cls="event-tile")

    assert (card["aria-hidden"], card.text) == ("true", "20 October Meeting")


@pytest.mark.parametrize("address", PAGES)
def test_article_has_the_photo_of_its_event_with_the_credit(client: Client, address: str):
    photo = PhotoFactory(event=meeting("Meeting", 20), alt_en="The hall", credit_en="Agency")
    article(photo.event)

    page = main(client, address)

    figure = page.one("figure", cls="photo")
    assert (figure.one("img")["alt"], figure.one("figcaption").text) == (
        "The hall",
        "Photo: Agency",
    )
    assert page.all("div", cls="event-tile") == []


@pytest.mark.parametrize("address", PAGES)
def test_photo_of_any_of_its_events_comes_before_a_card(client: Client, address: str):
    nearest, other = meeting("Nearest", 21), meeting("Other", 1)
    PhotoFactory(event=other, alt_en="Of the other")
    article(nearest, other)

    assert main(client, address).one("figure", cls="photo").one("img")["alt"] == "Of the other"


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "16 December 2019"), ("ru", "16 декабря 2019"), ("zh-hans", "2019年12月16日")],
)
def test_card_of_another_year_than_the_article_says_it(client: Client, code: str, said: str):
    period = Period.on(date(2019, 12, 16))
    article(EventFactory(title_en="Then", period=period, published=True))

    card = main(client, f"/{code}/news/2020/10/21/it/").one("div", cls="event-tile")

    assert loose(card.one("p", cls="event-tile-date").text).replace("г.", "").strip() == said


def test_card_is_that_of_the_highest_of_events_without_a_date(client: Client):
    levels = ("business", "heads_of_state", "experts")
    article(
        *(
            EventFactory(title_en=level, level=level, period=Period.undated(), published=True)
            for level in levels
        )
    )

    assert "heads_of_state" in main(client, ADDRESS).one("div", cls="event-tile").text


@pytest.mark.parametrize("days", [(1, 20, 30), (30, 20, 1)])
def test_card_is_that_of_the_event_nearest_to_the_article(client: Client, days: tuple[int, ...]):
    undated = EventFactory(title_en="Some day", period=Period.undated(), published=True)
    article(undated, *(meeting(f"On {day}", day) for day in days))

    assert main(client, ADDRESS).one("div", cls="event-tile").text == "20 October On 20"


@pytest.mark.parametrize("address", PAGES)
def test_draft_of_an_event_is_no_picture(client: Client, address: str):
    article(PhotoFactory(event=EventFactory(title_en="Secret"), alt_en="Secret").event)

    page = main(client, address)

    assert page.all("figure", cls="photo") == page.all("div", cls="event-tile") == []
    assert "Secret" not in page.text


def test_article_of_no_event_has_an_ornament(client: Client):
    article()

    assert len(main(client, ADDRESS).all("svg", cls="page-head-art")) == 1


def test_card_of_a_vague_date_says_it_in_words(client: Client):
    article(
        EventFactory(title_en="Meeting", period=Period.in_month(2020, 11), published=True),
    )

    card = main(client, ADDRESS).one("div", cls="event-tile")

    assert card.one("p", cls="event-tile-vague").text == "November 2020"


@pytest.mark.parametrize("address", ["/en/", "/en/news/"])
def test_lists_ask_the_same_for_one_picture_and_for_three(client: Client, address: str):
    def add(number: int) -> None:
        photo = PhotoFactory(event=meeting(f"Meeting {number}", number))
        ArticleFactory(published_on=date(2020, 10, number), events=[photo.event], published=True)

    add(1)
    client.get(address)
    for_one = queries_of(lambda: client.get(address))
    add(2)
    add(3)
    client.get(address)  # the plan is read anew

    assert queries_of(lambda: client.get(address)) == for_one
