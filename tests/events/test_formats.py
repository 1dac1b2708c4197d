"""A format is its entry: whatever is said or asked of one, at any door, stands there."""

import pytest
from django.utils import translation

from events.enums import (
    FORMATS,
    MEETING,
    REMOTE,
    Format,
    FormatMeaning,
    Kind,
    meaning_of,
)
from events.facets.registry import FACETS

LANGUAGES = ("en", "ru", "zh-hans")


def test_every_format_has_its_entry():
    assert list(FORMATS) == list(Format)
    assert FACETS["format"].phrase == {code: FORMATS[code].phrase for code in Format}


def test_people_meet_in_one_place_or_in_none():
    assert MEETING == (Format.IN_PERSON, Format.HYBRID)
    assert REMOTE == (Format.ONLINE,)


@pytest.mark.parametrize("code", Format)
def test_what_has_no_place_has_words_instead(code: Format):
    meaning = FORMATS[code]

    worded = [bool(text) for text in (meaning.fact, meaning.manner, meaning.heading)]

    assert not meaning.is_remote or worded == [True, True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_format_is_said_in_words_of_its_own(language: str):
    with translation.override(language):
        phrases = {str(FORMATS[code].phrase) for code in Format}
        facts = {str(FORMATS[code].fact or code.label) for code in Format}

    assert len(phrases) == len(facts) == len(Format)


def test_entry_says_where_its_events_meet():
    by_post = FormatMeaning(phrase="held by post", is_online=True, fact="By post", no_place="Post")
    on_air = FormatMeaning(phrase="on air", has_place=True, place="%(place)s and on air")

    assert [by_post.where(""), by_post.where_in_brief("Ufa")] == ["Post", "By post"]
    assert [on_air.where("Ufa"), on_air.where_in_brief("Ufa")] == ["Ufa and on air", "Ufa"]


#: What is a meeting; whatever is none was never a conference by video.
MEETINGS = {"summit", "session", "meeting", "consultation", "round_table"}


@pytest.mark.parametrize(
    ("language", "of_meetings", "of_others"),
    [
        ("en", ("Videoconference", "by videoconference"), ("Online", "online")),
        ("ru", ("Видеоконференция", "в формате видеоконференции"), ("Онлайн", "онлайн")),
        ("zh-hans", ("视频会议", "视频会议"), ("线上", "线上")),
    ],
)
def test_only_what_is_a_meeting_is_a_videoconference(language, of_meetings, of_others):
    with translation.override(language):
        said = {kind: _online(kind) for kind in Kind.values}

    assert said == {kind: (of_meetings if kind in MEETINGS else of_others) for kind in Kind.values}


def _online(kind: str) -> tuple[str, str]:
    meant = meaning_of(Format.ONLINE, kind)
    assert meant.where("") == meant.where("Ufa") == meant.where_in_brief("Ufa") == str(meant.fact)
    return str(meant.fact), meant.where_in_a_sentence("Ufa")


@pytest.mark.parametrize("kind", Kind)
def test_kind_of_an_event_means_nothing_to_other_formats(kind: Kind):
    others = [code for code in Format if code != Format.ONLINE]

    assert [meaning_of(code, kind) for code in others] == [FORMATS[code] for code in others]
