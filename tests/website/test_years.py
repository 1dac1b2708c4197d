"""Days in years that are not meant: refused by name at every door, or asked about first."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from events.actions.changes import ChangeRefusedError, FactChanges
from events.dates import Period
from events.models import Event
from events.timeline import Facts
from presidencies.models import Presidency
from publishing.years import Years, organisation_years, presidency_years
from tests.acting import changes
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    announcement,
)
from tests.forms_sent import changed, opened, page, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]

REFUSED = "The year {} lies outside 1990–2099: correct it."
ASKED = "The year {} lies outside {}: correct it, or say that it is right."
#: The items with a day, its field, its usual years.
DATED = {
    "article": (lambda: ArticleFactory(), "published_on", "2019–2021"),
    "document": (lambda: DocumentFactory(), "adopted_on", "2001–2021"),
    "body": (lambda: BodyFactory(published=True), "founded_on", "2001–2021"),
    "country": (lambda: CountryFactory(), "member_since", "2001–2021"),
}


def test_usual_years_are_those_of_the_term_and_of_the_organisation():
    assert (presidency_years(), organisation_years()) == (Years(2019, 2021), Years(2001, 2021))

    presidency = Presidency.objects.get()
    presidency.begins, presidency.ends = date(2024, 7, 4), date(2025, 9, 1)
    presidency.save()
    assert (presidency_years(), organisation_years()) == (Years(2024, 2026), Years(2001, 2026))


def day_in(year: int, field: str) -> str:
    return f"{year:04}" if field == "member_since" else f"{year:04}-07-10"


def saved(client, name, year):
    make, field, _usual = DATED[name]
    item = make()
    sent = changed(opened(client, page(item)), **{field: day_in(year, field)})
    return item, field, client.post(page(item), sent)


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("name", DATED)
def test_a_year_that_nobody_means_is_refused_beside_its_field(admin_client, name):
    make, field, _usual = DATED[name]
    item = make()
    sent, before = opened(admin_client, page(item)), getattr(item, field)

    for year in (20, 1899, 1989, 2100, 2202, 9999):
        typed = changed(sent, **{field: day_in(year, field)}, years_are_right="on")
        answer = admin_client.post(page(item), typed)

        form = answer.context["adminform"].form
        # Django reads "0020" as the number 20.
        assert form.errors[field] == [REFUSED.format(f"{year:04}")]
        assert form[field].value() == day_in(year, field)
        item.refresh_from_db()
        assert getattr(item, field) == before


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("name", DATED)
@pytest.mark.parametrize("year", [1990, 2022, 2099])
def test_an_unusual_year_is_asked_about_and_taken_when_it_is_right(admin_client, name, year):
    item, field, answer = saved(admin_client, name, year)

    usual = DATED[name][2]
    assert answer.context["adminform"].form.errors == {field: [ASKED.format(year, usual)]}

    address = answer.request["PATH_INFO"]
    taken = admin_client.post(address, changed(sent_by(answer), years_are_right="on"))

    item.refresh_from_db()
    assert (taken.status_code, str(getattr(item, field))[:4]) == (302, str(year))


def test_the_box_stands_in_a_refused_form_only_where_a_year_is_unusual(admin_client):
    article = ArticleFactory()
    sent = opened(admin_client, page(article))
    nameless = dict.fromkeys(("title_en", "title_ru", "title_zh_hans"), "")

    refused = admin_client.post(page(article), changed(sent, **nameless))
    asked = admin_client.post(page(article), changed(sent, **nameless, published_on="2010-07-10"))

    boxes = ['name="years_are_right"' in answer.content.decode() for answer in (refused, asked)]
    assert (refused.status_code, boxes) == (200, [False, True])


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("name", DATED)
@pytest.mark.parametrize("year", [2019, 2021])
def test_a_usual_year_is_taken_without_a_question(admin_client, name, year):
    item, field, answer = saved(admin_client, name, year)

    item.refresh_from_db()
    assert (answer.status_code, str(getattr(item, field))[:4]) == (302, str(year))


def test_an_unusual_year_that_stands_there_is_not_asked_about_again(admin_client):
    paper = DocumentFactory(adopted_on=date(1996, 4, 26), published=True)
    address = page(paper)

    answer = admin_client.post(address, changed(opened(admin_client, address), summary_en="New"))

    assert answer.status_code == 302


@pytest.mark.parametrize("text", ["2004", "2004-06", "2004-06-17"])
def test_a_body_is_founded_in_a_year_a_month_or_on_a_day(admin_client, text):
    body = BodyFactory()

    answer = admin_client.post(
        page(body), changed(opened(admin_client, page(body)), founded_on=text)
    )

    body.refresh_from_db()
    assert (answer.status_code, body.founded_on) == (302, text)


def test_a_body_is_founded_on_no_day_that_there_is_not(admin_client):
    body = BodyFactory()
    sent, before = opened(admin_client, page(body)), body.founded_on
    texts = ("2004-02-30", "2004-13", "200", "20040617", "2004-6", "2004-06-17x", "٢٠٠٤")

    for text in texts:
        answer = admin_client.post(page(body), changed(sent, founded_on=text))

        body.refresh_from_db()
        assert (text, answer.status_code, body.founded_on) == (text, 200, before)


# --- an event ----------------------------------------------------------------------


def moved(client, first_day, **more):
    event = EventFactory(
        period=Period.on(date(2020, 12, 1)), announced=announcement(), published=True
    )
    address = reverse("admin:events_event_act", args=[event.pk, "move"])
    sent = changed(opened(client, address), precision="day", first_day=first_day, **more)
    return event, address, client.post(address, {**sent, "preview": "yes"})


@pytest.mark.parametrize(
    "day", ["0020-07-10", "1989-12-31", "2100-01-01", "2202-07-10", "9999-12-31"]
)
def test_an_event_is_not_moved_to_a_year_that_nobody_means(admin_client, day):
    _event, _address, answer = moved(admin_client, day)

    form = answer.context["form"]
    assert form.errors == {"first_day": [REFUSED.format(day[:4])]}
    assert form["first_day"].value() == day


def test_an_event_is_moved_to_an_unusual_year_once_it_is_said_to_be_right(admin_client):
    event, address, answer = moved(admin_client, "2031-07-10")
    assert answer.context["form"].errors == {"first_day": [ASKED.format(2031, "2019–2021")]}

    preview = admin_client.post(
        address, {**changed(sent_by(answer), years_are_right="on"), "preview": "yes"}, follow=True
    )
    saved = admin_client.post(address, {**sent_by(preview), "save": "yes"})

    event.refresh_from_db()
    assert (saved.status_code, event.starts_on) == (302, date(2031, 7, 10))


def test_an_announcement_of_an_unusual_year_is_asked_about(admin_client):
    _event, _address, answer = moved(admin_client, "2020-12-10", announced_on="1999-10-01")

    assert answer.context["form"].errors == {"announced_on": [ASKED.format(1999, "2001–2021")]}


@pytest.mark.parametrize("year", [1, 1989, 2100, 9999])
def test_no_writer_takes_a_year_that_nobody_means(year):
    event = EventFactory(period=Period.on(date(2020, 12, 1)), announced=announcement())
    far = Period.on(date(year, 7, 10))
    refused = [
        (changes.reschedule, (event, announcement(), FactChanges(far))),
        (changes.postpone, (event, announcement(), Period.in_month(year, 7))),
        (changes.confirm, (event, announcement(), FactChanges(far))),
        (changes.correct, (event, announcement(), FactChanges(far))),
        (changes.cancel, (event, announcement(date(year, 7, 10)))),
        (changes.announce, (EventFactory(), announcement(), FactChanges(far))),
        (changes.establish, (EventFactory(), Facts(period=far))),
    ]
    for writer, arguments in refused:
        with pytest.raises(ChangeRefusedError) as error:
            writer(*arguments)
        assert str(error.value) == REFUSED.format(f"{year:04}")


def test_no_writer_takes_a_last_day_that_nobody_means():
    event = EventFactory(period=Period.on(date(2020, 12, 1)), announced=announcement())
    until = Period.on(date(2020, 12, 1), date(2200, 12, 1))

    with pytest.raises(ChangeRefusedError) as error:
        changes.reschedule(event, announcement(), FactChanges(until))

    assert str(error.value) == REFUSED.format(2200)


def test_an_event_that_stands_in_such_a_year_can_be_renamed_and_corrected():
    event = EventFactory(announced=announcement(), period=Period.on(date(2020, 7, 10)))
    Event.objects.filter(pk=event.pk).update(starts_on=date(2202, 7, 10), ends_on=date(2202, 7, 10))

    changes.rename(event, announcement(), {"en": "Another name"})
    changes.correct(event, announcement(), FactChanges(Period.on(date(2020, 7, 10))))

    assert (event.title_en, event.starts_on) == ("Another name", date(2020, 7, 10))
