"""The plan as a list."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format, Kind, Level
from tests.acting import changes
from tests.events.planned import OCTOBER_29, TODAY, YEAR_2020, event, page
from tests.factories import CityFactory, CountryFactory, EventFactory, announcement
from tests.markup import Element, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

AFTERWARDS = "2021-03-01"


def lead(shown: Element) -> str:
    return shown.one("p", cls="page-head-lead").text


def sections(shown: Element) -> list[str]:
    return [heading.text for heading in shown.one("main").all("h2") if heading["id"] != "subscribe"]


def test_demonstration_says_how_much_nobody_is_known_to_have_announced_by_its_day(client: Client):
    event("Nobody knows since when")
    EventFactory(
        published=True,
        announced=announcement(date(2020, 10, 1)),
        period=Period.on(date(2020, 11, 3)),
    )

    shown = page(client).one("main")

    (hint,) = [part for part in shown.all("p", cls="soft") if "dated announcement" in part.text]
    assert hint.text == (
        "No dated announcement of 1 of them is on record so far. Announced so far: 1 event"
    )
    there = page_of(client.get(hint.one("a")["href"])).one("main")
    assert "What had been announced by the end of that day: 1 event" in there.text
    assert "dated announcement" not in page(client, "?kind=meeting").one("main").text


def test_nothing_is_said_of_announcements_where_all_are_known(client: Client):
    EventFactory(published=True, announced=announcement(date(2020, 10, 1)), period=OCTOBER_29)

    assert "dated announcement" not in page(client).one("main").text


def test_plan_lists_public_events_under_their_months(client: Client):
    event("Forum")
    event("Summit", Period.on(date(2020, 11, 10)))
    EventFactory(title_en="Draft", period=OCTOBER_29)

    shown = page(client)

    assert [row.one("h3").text for row in shown.all("article", cls="event-row")] == [
        "Forum",
        "Summit",
    ]
    assert sections(shown) == [
        "Today",
        "This week",
        "November 2020",
        "The plan, month by month",
    ]


def test_row_names_its_place_and_the_country_in_the_chair(client: Client):
    china = CountryFactory(name_en="China")
    event("Forum", cities=[CityFactory(name_en="Sochi")], chair=china)
    event("Council", Period.on(date(2020, 11, 10)))

    rows = page(client).all("article", cls="event-row")

    assert [row.one("p", cls="event-meta").text.split(" · ")[1:] for row in rows] == [
        ["Sochi", "Chair: China"],
        [],
    ]


def test_today_can_be_linked_and_stands_before_what_is_to_come(client: Client):
    event("Over", Period.on(date(2020, 10, 27)))
    event("Forum")

    past, today, this_week = page(client).all("section", cls="agenda-section")

    assert today.one("h2", id="today").text == "Today"
    assert today.one("p", cls="small").text == "Wednesday, 28 October · no events"
    assert this_week.one("li", cls="event-next").one("h3").text == "Forum"
    assert past.one("h3").text == "Over"


def test_week_of_the_list_leads_to_its_page_and_keeps_the_anchor_of_its_month(client: Client):
    event("Next", Period.on(date(2020, 11, 3)))

    _today, next_week = page(client, "?q=n").all("section", cls="agenda-section")

    assert next_week.one("div", cls="agenda-month").one("a")["href"] == "/en/calendar/2020/W45/?q=n"
    assert next_week.one("p", cls="small").text == "2–8 November · 1 event"
    assert next_week.one("span", id="m202011").text == ""


def test_past_is_folded_under_one_line_with_its_links(client: Client):
    over = event("Over", Period.on(date(2020, 9, 27)))
    changes.hold(over, announcement())
    event("Forum")

    fold = page(client, "?q=o").one("details", cls="past-fold")

    assert fold.one("summary").text == "1 past event since September 2020 1 held Show Hide"
    assert "open" not in fold.attributes
    assert fold.one("h2", id="m202009").one("a")["href"] == "/en/calendar/2020/09/?q=o"
    assert fold.one("h3").one("a")["href"] == f"/en/events/{over.slug}/"


@pytest.mark.parametrize("day", ["2020-10-28", "2020-12-01"])
def test_list_of_past_events_alone_is_not_folded(client: Client, settings, day):
    settings.PORTAL_CLOCK = day
    event("Over", Period.on(date(2020, 9, 27)))
    event("Forum")

    shown = page(client, "?q=over")

    assert shown.all("details", cls="past-fold") == []
    assert (
        shown.one("p", cls="agenda-over").text == "No event of this list has a date still to come."
    )
    assert [e.text for e in shown.one("main").all("h3")] == ["Over"]


def test_plan_before_its_first_event_folds_nothing(client: Client):
    event("Forum")

    shown = page(client)

    assert shown.all("details", cls="past-fold") == []
    assert shown.all("p", cls="agenda-over") == []


def test_list_says_what_the_main_meetings_and_those_of_today_are(client: Client):
    main = {"level": Level.HEADS_OF_STATE, "kind": Kind.SUMMIT}
    event("Summit", Period.on(date(2020, 11, 10)), lead_en="They meet.", **main)
    event("Earlier summit", Period.on(date(2020, 10, 1)), lead_en="They were to meet.", **main)
    event("Now", Period.on(date(2020, 10, 28)), lead_en="It is on.")
    event("Talks", Period.on(date(2020, 11, 11)), lead_en="They talk.")

    shown = page(client)
    as_on = page(client, "as-on/2020-10-28/")

    told = [
        (row.one("h3").text, row.one("p", cls="event-lead").text)
        for row in shown.all("article", cls="event-row")
        if row.all("p", cls="event-lead")
    ]
    assert told == [("Now", "It is on."), ("Summit", "They meet.")]
    assert [li.one("h3").text for li in shown.all("li", cls="event-main")] == [
        "Earlier summit",
        "Summit",
    ]
    assert as_on.all("p", cls="event-lead") == as_on.all("li", cls="event-main") == []


def test_left_slot_is_struck_and_points_to_the_new_date(client: Client):
    moved = event("Forum", Period.on(date(2020, 10, 7), date(2020, 10, 9)), cities=[CityFactory()])
    changes.reschedule(moved, announcement(), FactChanges(OCTOBER_29))

    ghost = page(client).one("li", cls="event-ghost")

    assert ghost.one("s").text == "Forum"
    assert ghost.one("p", cls="event-meta").text.startswith("Moved to 29 October 2020")
    assert ghost.one("a")["href"] == f"/en/events/{moved.slug}/"


@pytest.mark.parametrize(
    ("later", "pointer"),
    [
        (None, "Postponed, new date to be confirmed"),
        (Period.in_month(2021, 3), "Postponed to March 2021"),
    ],
)
def test_slot_of_a_postponed_event_says_what_is_known(client: Client, later, pointer):
    changes.postpone(event("Forum"), announcement(), later)

    ghost = page(client).one("li", cls="event-ghost")

    assert ghost.one("p", cls="event-meta").text == pointer


def test_slot_of_a_cancelled_event_leads_to_it(client: Client):
    cancelled = event("Forum")
    changes.reschedule(cancelled, announcement(), FactChanges(Period.on(date(2020, 11, 3))))
    changes.cancel(cancelled, announcement())

    ghosts = page(client).all("li", cls="event-ghost")

    assert [ghost.one("s").text for ghost in ghosts] == ["Forum", "Forum"]
    assert ghosts[0].one("p", cls="event-meta").text == "Cancelled"


def test_event_without_a_date_has_a_section_of_its_own(client: Client):
    changes.postpone(event("Forum"), announcement())

    undated = page(client).all("section", cls="agenda-section")[-1]

    assert undated.one("h2").text == "No date yet"
    assert undated.one("h3").text == "Forum"
    assert undated.one("p", cls="event-was").text.startswith("Was 29 October 2020")


def test_cancelled_event_without_a_date_waits_for_none(client: Client):
    forum = event("Forum")
    changes.postpone(forum, announcement())
    changes.cancel(forum, announcement())

    undated = page(client).all("section", cls="agenda-section")[-1]

    assert undated.one("h2").text == "Without a date"


@pytest.mark.parametrize("address", ["", "2020/10/", "2020/W44/"])
def test_what_has_no_date_is_one_jump_away_where_a_screen_has_room(client: Client, address):
    changes.postpone(event("Forum"), announcement())
    event("Summit", Period.on(date(2020, 11, 10)))

    jumps = page(client, address).one("nav", cls="jump-row").all("li")

    assert [jump.text for jump in jumps if jump.one("a")["href"].endswith("#undated")] == [
        "No date yet"
    ]
    assert [jump.text for jump in jumps if jump.attributes.get("class")] == ["No date yet"]
    assert page(client).one("h2", id="undated").text == "No date yet"


def test_nothing_without_a_date_is_jumped_to_where_nothing_is(client: Client):
    event("Summit", Period.on(date(2020, 11, 10)))

    assert len(page(client).one("nav", cls="jump-row").all("li")) == 3


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (
            "The summit was put off because of the pandemic.",
            "Postponed on 1 May because of the pandemic.",
        ),
        ("The host asked for it.", "The host asked for it."),
    ],
)
def test_row_of_what_is_to_come_says_why_it_moved(client: Client, reason: str, shown: str):
    summit = event("Summit", Period.on(date(2020, 7, 22)))
    said = announcement(date(2020, 5, 1), reason=reason)
    changes.postpone(summit, said)

    row = page(client).all("article", cls="event-row")[-1]

    assert row.one("p", cls="event-was").text == (
        f"Was 22 July 2020. New date to be confirmed. {shown}"
    )


def test_row_of_what_is_over_says_no_reason(client: Client):
    forum = event("Forum", Period.on(date(2020, 9, 7)))
    changes.reschedule(
        forum,
        announcement(reason="The host asked for it."),
        FactChanges(Period.on(date(2020, 9, 9))),
    )
    event("Summit", Period.on(date(2020, 11, 10)))

    texts = {line.text for line in page(client).all("p", cls="event-was")}

    assert texts == {"Was 7 September 2020"}


def test_section_of_a_longer_time_says_that_the_month_is_not_known(client: Client):
    event("Some day", Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR))

    _today, section = page(client).all("section", cls="agenda-section")

    assert (
        section.one("div", cls="agenda-month").text == "Some time in 2020 1 event Month not known"
    )
    assert section.one("time")["datetime"] == "2020"


def test_lead_counts_the_real_plan(client: Client):
    event("Planned")
    moved = event("Moved")
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 10))))
    changes.hold(event("Held", Period.on(date(2020, 10, 2))), announcement())

    assert (
        lead(page(client))
        == "The Presidency: June 2019 – November 2020. 3 events: 1 held, 2 still to come."
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2020, 11, 10), "3 events:"),
        (date(2020, 11, 11), "3 events, 1 of them after the Presidency:"),
        (date(2019, 6, 13), "3 events, 1 of them before the Presidency:"),
    ],
)
def test_lead_says_how_many_events_its_time_leaves_out(client: Client, day: date, said: str):
    event("Coming")
    event("Some time in 2020", YEAR_2020)
    event("Edge", Period.on(day))

    words = lead(page(client))

    assert f"June 2019 – November 2020. {said} " in words


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ru", "Всего 1 мероприятие, из них 1 — после председательства: 1 впереди."),
        ("zh-hans", "共1项活动，其中1项在任期结束后：1项尚待举行。"),
    ],
)
def test_lead_says_in_every_language_what_its_time_leaves_out(client: Client, code: str, said: str):
    event("After", Period.on(date(2020, 12, 1)))

    assert lead(page_of(client.get(f"/{code}/calendar/"))).endswith(said)


def test_each_number_of_the_lead_opens_what_it_counts(client: Client):
    for day in (2, 3):
        changes.hold(event("Held", Period.on(date(2020, 10, day))), announcement())
    event("Unreported", Period.on(date(2020, 10, 4)))
    changes.postpone(event("Postponed", Period.on(date(2020, 10, 5))), announcement())
    event("Coming", Period.on(date(2020, 11, 10)))

    event("Some time in 2020", YEAR_2020)
    event("In September", Period.in_month(2020, 9))

    shown = page(client)
    links = [(a["href"], a.text) for a in shown.one("p", cls="page-head-lead").all("a")]

    assert links == [
        ("?status=held", "2 held"),
        ("?status=postponed", "1 postponed"),
        ("?status=planned&when=over", "2 not yet reported"),
        ("?status=planned&when=ahead", "2 still to come"),
    ]
    owed = page(client, "?status=planned&when=over")
    assert [title.text for title in owed.one("main").all("h3")] == ["In September", "Unreported"]
    assert owed.one("p", cls="filter-shown").text.startswith(
        "Shown: 2 events planned, whose time is over, September – October 2020,"
    )
    coming = page(client, "?status=planned&when=ahead")
    assert [title.text for title in coming.one("main").all("h3")] == ["Coming", "Some time in 2020"]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2019-06-13", "The Presidency begins on 14 June 2019."),
        ("2019-06-14", "The Presidency: June 2019 – November 2020."),
        ("2020-11-10", "The Presidency: June 2019 – November 2020."),
        ("2020-11-11", "The Presidency ended on 10 November 2020"),
    ],
)
def test_lead_says_where_the_term_stands(client: Client, settings, day, sentence):
    settings.PORTAL_CLOCK = day

    assert lead(page(client)).startswith(sentence)


@time_machine.travel("2020-11-11T00:30+03:00")
def test_lead_follows_the_real_clock_in_moscow(client: Client, settings):
    settings.PORTAL_CLOCK = "off"

    assert lead(page(client)).startswith("The Presidency ended on 10 November 2020")


def test_finished_plan_marks_no_day_as_today(client: Client, settings):
    settings.PORTAL_CLOCK = AFTERWARDS
    event("Forum")
    event("Undated", Period.undated())

    shown = page(client)

    assert shown.all("p", cls="agenda-today") == []
    assert [e for e in shown.all("a") if e.attributes.get("aria-current") == "date"] == []
    assert shown.all("h2", id="subscribe")[0].text == "Take the whole plan with you"


def test_part_of_a_finished_plan_is_not_every_event(client: Client, settings):
    settings.PORTAL_CLOCK = AFTERWARDS
    event("Forum")
    said = "Every event that was held, moved or cancelled, as one calendar."

    assert said in page(client).text
    assert said not in page(client, "?q=Forum").text


def test_empty_plan_says_so(client: Client):
    shown = page(client)

    assert shown.one("div", cls="no-events").text == "No events are recorded yet."
    assert shown.all("section", cls="agenda-section") == []


@pytest.mark.parametrize("address", ["", "?kind=forum"])
def test_link_to_today_leads_somewhere_when_nothing_is_to_come(client: Client, settings, address):
    event("Done")
    settings.PORTAL_CLOCK = "2020-12-01"

    shown = page(client, address)

    assert len([found for found in shown.walk() if found.attributes.get("id") == "today"]) == 1


def test_phone_hides_the_strand_of_a_row_only_where_more_is_said(client: Client):
    """Of others the mark says it, and the line has room for the chair; alone it would say nothing."""
    event("Forum", cities=[CityFactory(name_en="Ufa")], format=Format.IN_PERSON)
    event("Expo", format=Format.UNKNOWN)

    rows = page(client).all("article", cls="event-row")

    hidden = {
        row.one("h3").text: [span.text for span in row.one("p", cls="event-meta").all("span")]
        for row in rows
    }
    assert {title: len(spans) for title, spans in hidden.items()} == {"Forum": 1, "Expo": 0}
    assert all(row.one("p", cls="event-meta").text.strip() for row in rows)
