"""Nothing that partners take from the portal is taken from them, or changed, unawares."""

import os
import re

import pytest
from django.test import Client

from tests.choosing import EVERY_COMBINATION
from tests.whole_site import published
from tests.whole_site.reworded import EVENTS_ONLINE, NUMBERED_EVENTS, TEXTS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database,
    pytest.mark.usefixtures("day_after"),
]

#: Paths of members that may be new: what was added since it was kept, each with the day of its addition.
#: Kept on 28 November 2026, with the presidency of each thing and who holds each event.
#: On the same day: what events are called in short and what they are before they take place; what bodies
#: are for; of each change, what was decided by it of several events at once. On 29 November 2026: the text of
#: an article with its form, which `body` tells in plain words as before, the papers that it hands on, and
#: photos of its own.
ADDED: tuple[str, ...] = (
    r"^/results/[^/]+/(short_title|lead|purpose)/[a-z-]+$",
    r"^/results/.*/decision$",
    r"^/items/.*/_change/decision$",
    r"^/results/[^/]+/body_html/[a-z-]+$",
    r"^/results/[^/]+/documents/",
    r"^/results/[^/]+/photos/length$",
    # What tells of the summit by its title belongs to it.
    r"^/results/chelyabinsk-programme-postponed/events/4$",
)
#: Paths of members that may say something else than then, in words alone. On the same day: better short
#: names of bodies; calendar entries are called by the short title, with the official one in their text,
#: and feeds tell what an event is.
REWORDED = (
    r"^/results/[^/]+/short_name/[a-z-]+$",
    r"@[^/]+/(SUMMARY|DESCRIPTION);LANGUAGE=",
    r"^/entry tag:.*/summary \d+$",
    # A list begins with the first thing that falls on a day, not with one of some time in a year.
    r"^/subtitle \d+$",
    # A calendar also counts what stands on a day that it no longer has.
    r"^/(DESCRIPTION;LANGUAGE=[^/]+|X-WR-CALDESC)$",
    # Names of cities have the marks of print.
    r"@[^/]+/LOCATION;LANGUAGE=en$",
    # A range of days has the dash of print in the texts of the portal's own.
    r"^/results/chg-18-tashkent-2019/changes/0/reason/en$",
    # What was not known yet when it was read is told no more.
    r"^/results/(heads-of-region-forum|economic-and-interregional-cooperation)/description/[a-z-]+$",
    r"^/results/(transport-experts-chelyabinsk-2020|cfm-moscow-2020-09)/summary/[a-z-]+$",
    r"^/results/summit-on-10-november/body/[a-z-]+$",
    r"/time/((old|new)/)?text/[a-z-]+$",
    *(rf"^/results/({slugs})/{field}/[a-z-]+$" for field, slugs in TEXTS.items()),
    rf"^/(items/|entry )tag:.*events/({TEXTS['date_text']})/steps/\d+/(title( 0)?|content_html)$",
    rf"tag:.*news/({TEXTS['lead']})/[a-z-]+/(description 2|content_html)$",
    rf"tag:.*news/({TEXTS['title']})/[a-z-]+/title( \d+)?$",
    r"^/results/chelyabinsk-programme-postponed/events/(\d+|length)$",
    # A meeting whose place was given up for the internet has moved online, whichever step said so.
    r"^/results/chg-19-2020/moved_online$",
    # Titles of ours number in one form.
    rf"^/results/({NUMBERED_EVENTS})/(short_)?title/[a-z-]+$",
    rf"tag:.*events/({NUMBERED_EVENTS})/(steps/\d+|[a-z-]+)/title( \d+)?$",
    # What is no meeting is held online, and no videoconference.
    rf"({EVENTS_ONLINE})@[^/]+/LOCATION;LANGUAGE=",
    rf"tag:.*events/({EVENTS_ONLINE})/steps/\d+/content_html$",
)
#: The same of addresses that begin alike. In Chinese steps are called as deeds.
REWORDED_BELOW = {
    "/zh-hans/calendar/changes.": r"tag:.*/steps/\d+/(title( 0)?|tags/0|category \d+)$",
}
#: The same of one path of one address.
REWORDED_AT = {
    ("/api/v1/events/chg-18-tashkent-2019/changes/", "/results/0/reason/en"),
}
#: Paths of members that may be gone: what names a later day than that of the load is no source of it.
GONE = (
    r"^/results/young-scientists-conclave-1-2020/sources/(2|length)$",
    r"^/results/education-ministers/source$",
)
KEEPS = os.environ.get("KEEP_PUBLISHED") == "1"
#: The rows of data/ when it was kept.
COUNTS = {
    "events": 109,
    "news": 51,
    "priorities": 7,
    "bodies": 46,
    "hosts": 76,
    "countries": 20,
    "cities": 29,
    "documents": 60,
}


#: Of so many addresses of single events, of which lists and calendars tell the same, one is asked for.
SINGLE = 1 if EVERY_COMBINATION or KEEPS else 3


def test_everything_that_was_published_is_published_still(client: Client):
    addresses = list(published.addresses(client))
    of_one = list(filter(published.OF_ONE_EVENT.search, addresses))
    asked = [*(address for address in addresses if address not in of_one), *of_one[::SINGLE]]
    now = {address: published.answered(client, address) for address in asked}
    if KEEPS:
        published.keep(now)
    then = published.kept()

    assert sorted(then.keys() - set(addresses)) == []
    differences = [
        difference
        for address in then.keys() & now.keys()
        for difference in differences_of(
            address, published.members(then[address]), published.members(now[address])
        )
    ]
    assert sorted(differences) == []


def differences_of(address: str, then: published.Members, now: published.Members) -> list[str]:
    assert then, address
    return [
        f"{address} {path}: {then.get(path)!r} became {now.get(path)!r}"
        for path in sorted(then.keys() | now.keys())
        if not is_same(then.get(path), now.get(path), in_any_letters=bool(OF_A_STEP.search(path)))
        and not (path not in then and may_be_new(path))
        and not (path in then and path in now and is_reworded(address, path))
        and not (path in then and is_among(GONE, path))
    ]


#: What print writes otherwise than a typewriter.
MARKS = str.maketrans("’“”«»", '\'""""')
DASH = re.compile(r" ?[–—-] ?")


#: What a step tells in a feed: formats and statuses have small letters since, as within any sentence.
OF_A_STEP = re.compile(r"^/items/tag:.*/steps/\d+/content_html$")


def is_same(then: str | None, now: str | None, *, in_any_letters: bool = False) -> bool:
    """Whatever hands out a text has given it the marks of print since."""
    if then is None or now is None:
        return then == now
    if in_any_letters:
        then, now = then.casefold(), now.casefold()
    return _typed(then) == _typed(now)


def _typed(text: str) -> str:
    return DASH.sub("-", text.replace('\\"', '"').translate(MARKS))


def may_be_new(path: str) -> bool:
    return is_among(ADDED, path)


def is_reworded(address: str, path: str) -> bool:
    below = (words for start, words in REWORDED_BELOW.items() if address.startswith(start))
    return (address, path) in REWORDED_AT or is_among((*REWORDED, *below), path)


def is_among(patterns: tuple[str, ...], path: str) -> bool:
    return any(re.search(pattern, path) for pattern in patterns)


def test_whole_plan_is_kept():
    then = published.kept()

    counts = {
        kind: int(published.members(then[f"/api/v1/{kind}/?limit=500"])["/results/length"])
        for kind in published.KINDS
    }
    assert counts == COUNTS
    assert len([address for address in then if address.endswith(".ics")]) == 109 + 3
    assert len([address for address in then if address.endswith("/changes/")]) == 109


@pytest.mark.parametrize(
    ("then", "now", "path"),
    [
        ('{"a": {"b": 1}}', '{"a": {"b": 2}}', "/a/b: '1' became '2'"),
        ('{"a": 1, "b": 2}', '{"a": 1}', "/b: '2' became None"),
        ('{"a": 1}', '{"a": 1, "c": null}', "/c: None became 'null'"),
        ('{"a": [1]}', '{"a": []}', "/a/0: '1' became None"),
        (
            "BEGIN:VCALENDAR\r\nRELATED-TO:a\r\nRELATED-TO:b\r\n",
            "BEGIN:VCALENDAR\r\nRELATED-TO:c\r\nRELATED-TO:b\r\n",
            "/RELATED-TO: 'a' became 'c'",
        ),
        ("<f><e><id>x</id><t>1</t></e></f>", "<f><e><id>x</id><t>2</t></e></f>", "/e x/t 1"),
        (
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nSEQUENCE:1\r\n",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nSEQUENCE:2\r\n",
            "x/SEQUENCE: '1' became '2'",
        ),
    ],
)
def test_each_member_is_compared(then: str, now: str, path: str):
    found = differences_of("", published.members(then), published.members(now))

    assert path in found[0]


@pytest.mark.parametrize(
    ("then", "now", "same"),
    [
        ("states'", "states’", True),
        ('"a" - b', "«a» – b", True),
        ("states", "state’s", False),
        ("a", None, False),
    ],
)
def test_marks_of_print_alone_are_no_difference(then: str, now: str | None, same: bool):
    assert is_same(then, now) is same


def test_what_a_database_names_itself_is_not_compared():
    then, now = '{"results": [{"record": 1}], "epoch": "a"}', '{"results": [{"record": 2}]}'

    assert differences_of("", published.members(then), published.members(now)) == []
