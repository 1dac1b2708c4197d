"""Each number on a page is that of the events which stand, as links, on the page that it opens.

Over the real plan: any page of the calendar, under any filter that leaves something.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from events.calendar import Month, Week
from events.plan_memory import all_states, names_of_places
from events.state import EventState
from tests.choosing import EVERY_COMBINATION
from tests.markup import Element, page_of
from website.filters.counts import TraitsReader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("today")]

CALENDAR = "/en/calendar/"
HELD = f"{CALENDAR}?status=held"
EVENT = re.compile(r"^/en/events/([^/]+)/$")
NUMBER = re.compile(r"[0-9]+")
#: Of a column: "October 2020, 10 events (1 cancelled), 2 moved, 1 postponed".
COUNTED = re.compile(r", (no|[0-9]+) events?")
#: Of a sentence: "Shown: 2 events …", "10 events in October 2020", "2–8 November 2020: 5 events".
HERE = re.compile(r"(?:[^:.]+: )?([0-9]+) events?\b")
WITHOUT = r"([0-9]+) (?:of them without an exact day|ha(?:s|ve) no date yet)"
#: Where nothing is, the first number of what else is there has no “more” to it.
NOTHING = re.compile(r"((?:^No events in [^.]+|: no events[^.]*)\. [0-9]+)")

HAS_STRIP = re.compile(r"/en/calendar/(?:\?|$|[0-9]{4}/[0-9]{2}/)")


@pytest.fixture
def today(settings, whole_plan) -> None:
    settings.PORTAL_CLOCK = "2020-10-28"


# --- what a reader sees ---------------------------------------------------------------------


class Seen:
    """A page as its reader counts it."""

    def __init__(self, address: str) -> None:
        answer = Client().get(address)
        assert answer.status_code == 200, address
        self.address = address
        self.main = page_of(answer).one("main")

    @property
    def links(self) -> set[str]:
        return events_in([self.main])

    @property
    def sentence(self) -> str:
        told = " ".join(shown.text for shown in self.main.all("p", cls="filter-shown"))
        return NOTHING.sub(r"\1 more", told)

    @property
    def here(self) -> int:
        """The number that the sentence begins with."""
        found = HERE.match(self.sentence)
        assert found or "no events" in self.sentence.lower(), (self.address, self.sentence)
        return int(found[1]) if found else 0

    @property
    def left(self) -> int:
        """What it says to have left, of what was known to lie there."""
        said = re.findall(r"([0-9]+) more (?:ha(?:s|ve) moved|(?:is|are) postponed)", self.sentence)
        return sum(map(int, said))

    @property
    def elsewhere(self) -> int:
        said = re.search(r"([0-9]+) of them ha(?:s|ve) moved elsewhere", self.sentence)
        return int(said[1]) if said else 0

    @property
    def more(self) -> int:
        """What it says to stand there besides."""
        return sum(int(number) for number in re.findall(r"([0-9]+) more\b", self.sentence))

    def column(self, month: Month) -> tuple[int, int]:
        """Return how many events the strip has in a month, and how many have left it."""
        address = f"{CALENDAR}{month.year}/{month.number:02}/"
        (link,) = [link for link in self.columns() if link["href"].split("?")[0] == address]
        label = link.one("span", cls="visually-hidden").text
        return number_in(label), sum(map(int, re.findall(r"([0-9]+) (?:moved|postponed)", label)))

    def months(self) -> list[Month]:
        """Return those in which the strip has anything."""
        months = [month_of(link["href"]) for link in self.columns()]
        return [month for month in months if any(self.column(month))]

    def columns(self) -> list[Element]:
        return [link for strip in self.main.all("ol", cls="plan-months") for link in strip.all("a")]

    def offered(self) -> list[tuple[str, str, int, int]]:
        """Return each value of the filter that leaves anything: of which facet, how many, how many more."""
        found = []
        for select in self.main.all("select"):
            for option in select.all("option"):
                told = re.search(r"\(([0-9]+)(?: \+ ([0-9]+))?(?:, alone [0-9]+)?\)$", option.text)
                if option["value"] and told:
                    numbers = int(told[1]), int(told[2] or 0)
                    found += [(select["name"], option["value"], *numbers)] if any(numbers) else []
        return found


def events_in(elements: Iterable[Element]) -> set[str]:
    links = (link["href"] for element in elements for link in element.all("a"))
    return {found[1] for link in links if (found := EVENT.match(link))}


def number_in(label: str) -> int:
    found = COUNTED.search(label)
    assert found, label
    return 0 if found[1] == "no" else int(found[1])


def month_of(address: str) -> Month:
    year, number = re.findall(r"/([0-9]{4})/([0-9]{2})/", address)[0]
    return Month(int(year), int(number))


# --- pages that are not empty ---------------------------------------------------------------


def values_of(event: EventState) -> dict[str, list[str]]:
    """Return by what the filter finds an event."""
    traits = TraitsReader.open().state(event, names_of_places())
    return {name: sorted(values) for name, values in traits.values.items() if values}


@st.composite
def pages(draw) -> str:
    """Return the address of a page that shows an event of the plan, by some of what it is.

    A further value of the same facet never takes anything away.
    """
    event = draw(st.sampled_from(all_states()))
    values = values_of(event)
    names = draw(st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True))
    chosen = [(name, draw(st.sampled_from(values[name]))) for name in names]
    if names and draw(st.booleans()):
        other = draw(
            st.sampled_from(values_of(draw(st.sampled_from(all_states()))).get(names[0], [""]))
        )
        chosen += [(names[0], other)] if other else []
    periods = [event.period, *(slot.period for slot in event.left_days)]
    days = [day for period in periods for day in period.bounds]
    if not days:
        return with_query(CALENDAR, chosen)
    path = draw(st.sampled_from(ways_to(draw(st.sampled_from(days)))))
    first, last = event.period.first, event.period.last
    if first and last and draw(st.booleans()):
        chosen += [("from", draw(st.dates(date(2019, 1, 1), last)).isoformat())]
    return with_query(CALENDAR + path, chosen)


def ways_to(day: date) -> list[str]:
    week = Week.of(day)
    return [
        "",
        "by-priority/",
        "by-body/",
        "by-place/",
        f"{day.year}/",
        f"{day.year}/{day.month:02}/",
        f"{week.year}/W{week.number:02}/",
    ]


def with_query(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    query = urlencode(list(dict.fromkeys(pairs)))
    return f"{path}?{query}" if query else path


def beside(address: str, name: str, value: str) -> str:
    """Return the same page with another value instead of those of a facet."""
    path, _, query = address.partition("?")
    pairs = [pair.split("=", 1) for pair in query.split("&") if pair]
    kept = [(key, text) for key, text in pairs if key != name]
    return with_query(path, [*((key, text) for key, text in kept), (name, value)])


SOME = settings(
    max_examples=12 if EVERY_COMBINATION else 8,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@given(data=st.data())
@SOME
def test_sentence_counts_the_links_of_its_page(data):
    seen = Seen(data.draw(pages()))

    assert seen.links
    assert seen.here + seen.more == len(seen.links), (seen.address, seen.sentence)


@given(data=st.data())
@SOME
def test_value_of_a_filter_counts_the_links_of_the_page_that_it_opens(data):
    seen = Seen(data.draw(pages()))
    name, value, here, more = data.draw(st.sampled_from(seen.offered()))

    opened = Seen(beside(seen.address, name, value))

    assert (opened.here, opened.more) == (here, more), (opened.address, opened.sentence)
    assert len(opened.links) == here + more > 0


@given(data=st.data())
@SOME
def test_column_of_the_strip_counts_the_links_of_the_page_that_it_opens(data):
    seen = Seen(data.draw(pages().filter(HAS_STRIP.match)))
    months = seen.months()
    assume(months)
    month = data.draw(st.sampled_from(months))
    query = seen.address.partition("?")[2]

    opened = Seen(f"{CALENDAR}{month.year}/{month.number:02}/?{query}".rstrip("?"))

    here, left = seen.column(month)
    assert (opened.here, opened.left, opened.column(month)) == (here, left, (here, left))
    known = [*opened.main.all("table"), *sections(opened, "vague")]
    assert len(events_in(known)) == here + left


def sections(seen: Seen, anchor: str) -> list[Element]:
    return sections_of(seen.main, anchor)


def sections_of(main: Element, anchor: str) -> list[Element]:
    return main.all("section", **{"aria-labelledby": anchor})


def test_what_became_of_the_plan_counts_the_links_of_the_pages_that_it_opens():
    lead = Seen(CALENDAR).main.one("p", cls="page-head-lead")
    links = {link["href"]: int(NUMBER.findall(link.text)[0]) for link in lead.all("a")}

    assert sum(links.values()) == len(all_states())
    for query, number in links.items():
        opened = Seen(CALENDAR + query)
        assert (opened.here, len(opened.links)) == (number, number), query


# --- the pages of things, and lists under headings ------------------------------------------


def told(text: str) -> int:
    """Return the sum of what a heading counts apart: "8 events (1 cancelled), 2 moved"."""
    return sum(
        int(number) for number in re.findall(r"([0-9]+) (?:events?|moved|postponed)\b", text)
    )


def test_heading_of_a_month_counts_with_what_runs_on_as_the_page_of_the_month():
    """But for the months of these days, whose events stand under today and its weeks."""
    plan, running = Seen(CALENDAR), 0
    groups = plan.main.all("section", cls="agenda-section")
    months = [(group, link) for group in groups for link in group.one("h2").all("a")]
    drawn = {link["href"] for link in plan.columns()}
    addresses = {link["href"]: group for group, link in months if link["href"] in drawn}

    assert len(addresses) > 12
    for address, group in addresses.items():
        month, heading = month_of(address), group.one("div", cls="agenda-month").text
        more = re.search(r"([0-9]+) more began earlier", heading)
        if (month.year, month.number) not in ((2020, 10), (2020, 11)):
            counted = re.search(r"([0-9]+) events?", heading)
            assert counted
            assert int(counted[1]) + int(more[1] if more else 0) == plan.column(month)[0], heading
            running += bool(more)
    assert running > 0


@pytest.mark.parametrize("view", ["by-priority", "by-body", "by-place"])
def test_heading_counts_the_links_under_it(view):
    groups = Seen(f"{CALENDAR}{view}/").main.all("section", cls="agenda-grouped")

    assert len(groups) > 5
    for group in groups:
        heading = group.one("div", cls="agenda-month").text
        assert told(heading) == len(events_in([group])), heading


def test_words_of_the_map_are_those_of_the_headings():
    main = Seen(f"{CALENDAR}by-place/").main

    cities = [line for line in main.one("ul", cls="place-list").all("li") if line.all("a")]
    assert len(cities) > 20
    for line in cities:
        slug = line.one("a")["href"].removeprefix("#place-")
        (group,) = main.all("section", **{"aria-labelledby": f"place-{slug}"})
        assert group.text.count(line.one("span", cls="soft").text) >= 1
        assert told(line.text) == len(events_in([group])) > 0
        offered = Seen(f"{CALENDAR}?city={slug}")
        assert offered.links == events_in([group])
        left = re.search(r"([0-9]+) of them moved|moved", line.text)
        assert offered.here == told(line.text)
        assert offered.elsewhere == (int(left[1] or offered.here) if left else 0), line.text


@pytest.mark.parametrize(("things", "facet"), [("bodies", "body"), ("hosts", "host")])
def test_number_is_that_of_the_own_events_and_of_all_below(things, facet):
    """The same number stands in the filter, which brings in those below too."""
    lines = list(beside_names(Seen(f"/en/{things}/").main, things))

    assert len(lines) > 4
    for address, own, every in lines[:5]:
        page = Seen(address)
        alone = events_in([*sections(page, "coming"), *sections(page, "past")])
        below = events_in(sections(page, "below"))
        assert (len(alone), len(alone | below)) == (own, every), address
        slug = address.rstrip("/").rpartition("/")[2]
        assert Seen(f"{CALENDAR}?{facet}={slug}").links == alone | below


def beside_names(main: Element, things: str) -> Iterator[tuple[str, int, int]]:
    """Yield the page of each thing with others below it, and its two numbers."""
    address = ""
    for element in main.walk():
        if element.tag == "a":
            address = element["href"]
        numbers = re.match(r"\W*(no|[0-9]+) events?\b.* ([0-9]+) with all below$", element.text)
        if numbers and address.startswith(f"/en/{things}/"):
            yield address, 0 if numbers[1] == "no" else int(numbers[1]), int(numbers[2])
            address = ""


@pytest.mark.parametrize(
    "page",
    [
        "calendar/",
        "priorities/economic-and-interregional-cooperation/",
        "hosts/government-of-chelyabinsk-region/",
        "countries/russia/",
    ],
)
def test_line_over_what_is_past_counts_its_rows(page):
    main = Seen(f"/en/{page}").main
    folds = main.all("details", cls="past-fold")
    past = folds[0] if folds else sections_of(main, "past")[0]

    line = (past.one("summary") if folds else past.one("div", cls="section-head")).text

    counted = re.findall(r"([0-9]+) (?:held|postponed|with|not yet|earlier)", line)
    assert sum(map(int, counted)) == len(past.all("article", cls="event-row")), line
    assert "earlier date" in line


@pytest.mark.parametrize(
    "page", ["bodies/council-of-heads-of-state/", "hosts/ministry-of-foreign-affairs-russia/"]
)
def test_line_that_folds_what_is_past_below_counts_its_rows_and_not_what_is_to_come(page):
    (below,) = sections_of(Seen(f"/en/{page}").main, "below")
    (fold,) = below.all("details", cls="more-rows")

    counted = re.findall(
        r"([0-9]+) (?:held|postponed|with|not yet|earlier)", fold.one("summary").text
    )

    assert sum(map(int, counted)) == len(fold.all("article", cls="event-row"))
    assert not re.search("[0-9]", below.one("div", cls="section-head").text)


def test_number_beside_a_priority_is_that_of_the_links_on_its_page():
    goals = Seen("/en/priorities/").main.all("ul", cls="strand-goals")[0].all("li")

    for goal in goals:
        page = Seen(goal.one("a")["href"])
        assert told(goal.one("p", cls="priority-count").text) == len(page.links) > 0


@pytest.mark.parametrize("day", ["2020-05-26", "2020-09-30", "2020-10-28", "2021-03-01"])
def test_each_outcome_of_the_plan_opens_the_events_that_it_counts(settings, day):
    settings.PORTAL_CLOCK = day

    links = Seen(CALENDAR).main.one("p", cls="page-head-lead").all("a")

    numbers = {link["href"]: int(NUMBER.findall(link.text)[0]) for link in links}
    pages = {query: Seen(f"{CALENDAR}{query}") for query in numbers}
    assert {query: len(seen.links) for query, seen in pages.items()} == numbers
    assert {query: seen.here for query, seen in pages.items()} == numbers
    assert sum(numbers.values()) == len(all_states())


@pytest.mark.parametrize("day", ["2020-11-11", "2020-12-31"])
def test_each_figure_of_the_front_page_opens_what_it_counts(settings, day):
    settings.PORTAL_CLOCK = day
    figures = Seen("/en/").main.one("dl", cls="figures").all("div")

    numbers = {row.one("a")["href"]: int(row.one("dd").text) for row in figures}
    opened = {address: Seen(address) for address in numbers if "/documents/" not in address}
    (papers,) = numbers.keys() - opened.keys()

    assert len(opened) == 3
    assert {address: seen.here for address, seen in opened.items()} == {
        address: number for address, number in numbers.items() if address != papers
    }
    assert Seen(papers).main.all("p", cls="soft")[0].text.startswith(f"{numbers[papers]} documents")


def test_figure_of_what_was_held_and_what_it_leaves_out_make_up_what_the_calendar_counts(settings):
    settings.PORTAL_CLOCK = "2020-12-01"
    outcome = Seen("/en/").main.one("section", **{"aria-labelledby": "outcomes"})
    (line,) = [words for words in outcome.all("p", cls="soft") if words.all("a", href=HELD)]
    figure = int(outcome.one("dl", cls="figures").all("dd")[0].text)

    left_out = map(int, re.findall(r"([0-9]+) more", line.text))
    whole = int(line.one("a").text.removeprefix("Held in all: "))

    lead = Seen(CALENDAR).main.one("p", cls="page-head-lead")
    assert figure + sum(left_out) == whole
    assert lead.one("a", href="?status=held").text == f"{whole} held"
    assert len(Seen(HELD).links) == whole


@pytest.mark.parametrize("query", ["", "?when=ahead", "2020/11/", "2020/06/"])
def test_page_says_how_many_entries_its_calendar_has(query):
    seen = Seen(CALENDAR + query)
    path, _, chosen = seen.address.partition("?")
    file = Client().get(f"{path.rstrip('/')}.ics?{chosen}".rstrip("?")).content.decode()

    said = seen.main.one("p", cls="subscribe-forms").text
    found = re.search(r"Entries in the calendar: ([0-9]+)\. ([0-9]+) events? ", said)

    waiting = re.search(r"([0-9]+) events? no longer ha", said)
    without = re.findall(WITHOUT, seen.sentence)
    if query in ("", "?when=ahead"):
        told_apart = int(found[2] if found else 0) + int(waiting[1] if waiting else 0)
        assert told_apart == sum(map(int, without)) > 0
    entries = file.count("BEGIN:VEVENT")
    numbers = (int(found[1]), int(found[2])) if found else (len(seen.links), 0)
    assert numbers == (entries, len(seen.links) - entries)
    assert entries > 0


def test_row_of_the_plan_day_by_day_counts_what_its_page_does():
    rows = Seen("/en/calendar/changes/").main.all("li", cls="plan-day")

    assert len(rows) > 2
    for row in rows:
        opened = Seen(row.one("a")["href"])
        counted = opened.main.one("p", cls="page-head-lead").text
        assert f": {row.one('b').text} (" in counted


def test_calendar_to_subscribe_to_counts_as_many_without_a_day_as_the_page():
    sentence = Seen(CALENDAR).sentence
    file = Client().get("/en/calendar.ics").content.decode().replace("\r\n ", "")

    without = re.findall(WITHOUT, sentence)
    (line,) = [line for line in file.splitlines() if line.startswith("X-WR-CALDESC:")]
    told = re.findall(r"([0-9]+) events? (?:has no|have no|no longer)", line)
    assert sum(map(int, without)) == sum(map(int, told)) > 0


@pytest.mark.parametrize("day", ["2020-05-28", "2020-08-01", "2020-12-01"])
def test_what_changed_lately_stands_on_the_page_of_changes(settings, day):
    settings.PORTAL_CLOCK = day
    changed = Seen("/en/").main.one("section", **{"aria-labelledby": "changed"})

    opened = Seen(changed.one("div", cls="section-head").one("a")["href"])

    names = {
        address.split("/")[3]
        for link in opened.main.all("a")
        if "/events/" in (address := link["href"])
    }
    assert len(events_in([changed])) == 3
    assert events_in([changed]) <= names
