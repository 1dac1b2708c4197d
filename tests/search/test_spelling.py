"""A misspelt word: what was meant is offered, and nothing where nothing is close."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.models import SynonymGroup
from search.spelling import in_mainland_words, respelt
from tests.factories import CityFactory, EventFactory
from tests.factories.presidencies import PresidencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def summit(for_the_module: None) -> None:
    SynonymGroup.objects.create(spellings="ШОС\nSCO")
    city = CityFactory(name_en="Chelyabinsk", name_ru="Челябинск", name_zh_hans="车里雅宾斯克")
    EventFactory(
        slug="summit",
        title_en="Meeting against terrorism",
        title_ru="Заседание по борьбе с терроризмом",
        cities=[city],
        published=True,
    )


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("terorism", "terrorism"),
        ("Chelabinsk", "chelyabinsk"),
        ("meeting in Chelabinsk!", "meeting in chelyabinsk!"),
        ("Челябенск", "челябинск"),
        ("в Челябенске", "в челябинске"),
        ("терроризмам заседанее", "терроризмам заседание"),
        ("terorism chelabinsk", "terrorism chelyabinsk"),
        ("meating terorism unicorn", "meeting terrorism unicorn"),
        ("meetnig", "meeting"),
        ("зоседание", "заседание"),
        ("terorism and terorism", "terrorism and terrorism"),
        ("зоседания", "заседания"),
        ("chelyabbynsk", "chelyabinsk"),  # two mistakes: what is nearly alike
        ("зосидание", "заседание"),  # as it sounds
        ("жаседание", "заседание"),  # the first letter alone
        ("аседание", "заседание"),
        ("зоседонея", "заседание"),  # as it sounds, but for its ending
        ("тирраризмм", "терроризм"),  # by the ear, and a letter
        ("чилебниск", "челябинск"),  # by the ear, and two letters that changed places
        ("терморимз", "терроризм"),  # two mistakes
        ("meetingterrorism", "meeting terrorism"),
        ("meetingofterrorism", "meeting of terrorism"),
        ("заседаниешосчелябинск", "заседание шос челябинск"),
        ("вчелябинске", "в челябинске"),
        ("заседан терро", "заседание терроризм"),  # beginnings
        ("заседаниешос", "заседание шос"),
        ("борьбастерроризмом заседаниепоборьбе", "борьбастерроризмом заседание по борьбе"),
    ],
)
def test_close_word_is_offered(typed, meant):
    assert respelt(typed) == meant


@pytest.mark.by_turns(4)
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "terrorism",  # is spelt right
        "корова",  # a word, but of no text here
        "терпокисты",  # three mistakes
        "борльва",  # two in a short one
        "trr",
        "123456",
        "车里雅宾斯",
        "aaaa bbbb cccc dddd",
        "\x00",
    ],
)
def test_nothing_is_offered_where_nothing_is_close(typed):
    assert respelt(typed) == ""


SOUNDING = {
    "embassador": "ambassador",
    "admonistrition": "administration",  # its ending too
    "chylyobensk": "chelyabinsk",
    "mother": "",  # of three consonants, as many other words
}


def test_english_word_is_the_one_that_sounds_so_with_any_vowels():
    title = "Ambassador of the administration: a matter"
    EventFactory(slug="talks", title_en=title, published=True)

    assert {typed: respelt(typed) for typed in SOUNDING} == SOUNDING


def test_word_of_the_dictionary_that_no_text_has_is_the_one_that_sounds_the_same():
    EventFactory(slug="talks", title_ru="Саммит", published=True)

    assert respelt("сомит") == "саммит"
    assert respelt("соммелье") == ""  # sounds otherwise


def test_name_that_begins_otherwise_is_another_name():
    city = CityFactory(name_en="Changzhou", name_ru="Чанчжоу", name_zh_hans="常州")
    EventFactory(title_en="Talks", cities=[city], published=True)

    assert [respelt(typed) for typed in ("Hangzhou", "Ханчжоу")] == ["", ""]


def test_word_of_a_draft_is_not_offered():
    EventFactory(title_en="Xylophones")

    assert respelt("xylofones") == ""


def test_word_of_another_presidency_is_not_offered():
    other = PresidencyFactory(slug="other")
    EventFactory(title_en="Xylophones", presidency=other, published=True)

    assert respelt("xylofones") == ""


def test_word_that_more_tell_of_is_what_was_meant():
    for title in ("Panels", "Panels", "Panics"):
        EventFactory(title_en=title, published=True)

    assert respelt("paniels") == "panels"


def test_word_that_sounds_as_it_was_typed_is_meant_before_one_that_more_tell_of():
    EventFactory(title_ru="Паутина", published=True)
    EventFactory.create_batch(2, title_ru="Путина", published=True)

    assert respelt("поутина") == "паутина"


def test_compound_is_read_as_words_that_texts_or_usual_names_have():
    SynonymGroup.objects.create(spellings="наркотики\nнаркоугроза")
    SynonymGroup.objects.create(spellings="аграрий\nсельское хозяйство")
    compounds = ["наркозаседание", "сельхоззаседания", "наркокухня", "турзаседание"]

    read = ["наркотики заседание", "сельское хозяйство заседания", "", ""]
    assert [respelt(compound) for compound in compounds] == read


def test_number_of_events_costs_nothing():
    asked = []
    for _more in range(3):
        EventFactory(title_en="Talks on terrorism", published=True)
        with CaptureQueriesContext(connection) as queries:
            respelt("terorism")
        asked.append(len(queries))

    assert asked[0] == asked[1] == asked[2]


def test_misspelt_usual_name_is_mended_though_no_text_has_it():
    SynonymGroup.objects.create(spellings="погранслужба\nborder service")

    assert respelt("пагранслужбы") == "погранслужба"
    assert respelt("погранслужба") == ""


def test_misspelt_usual_name_that_no_dictionary_has_is_mended_too():
    SynonymGroup.objects.create(spellings="кибербезопасность\nкиберзащита")

    assert respelt("кибербезопастность") == "кибербезопасность"  # a letter more
    assert respelt("киберпезопастнось") == "кибербезопасность"  # three of another


def test_name_of_a_person_is_no_common_word_that_begins_otherwise():
    EventFactory(title_ru="Найдены пути и секретариат", published=True)
    EventFactory(title_ru="Встреча с Гутерришем", published=True)

    assert respelt("Байдены") == ""  # «найдены» but for a letter
    assert respelt("чекретариат") == "секретариат"
    assert respelt("Гутериш") == "гутерриш"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("數位 論壇", "数字 论坛"),
        ("智慧財產權", "知识产权"),
        ("論壇", ""),
        ("论坛", ""),
        ("forum", ""),
        ("", ""),
    ],
)
def test_words_of_taiwan_are_read_as_those_of_the_mainland(typed, meant):
    assert in_mainland_words(typed) == meant


#: What is typed, and what is meant; made in one database, since to make each takes longer than to ask.
RIGHT = {
    "family": "",  # “faminly” has the stem of famine, and is no word
    "electrons": "",  # a right word, though elections are one letter away
    "faminee": "famine",
    "ellections": "elections",
    "counsel": "council",  # a right word too, which sounds and looks as another
    "meting": "meeting",  # and one that has a letter once which another has twice
    "booth": "",  # and not the other way round
    "curtain": "",  # and one that sounds alike, and looks otherwise than cartoon
    "ethiopian": "ethiopia",  # of a lead
    "peacemission": "peace mission",  # and not “peac emission”
    "prasad": "",  # who sounds as a president, and looks otherwise
}


def test_right_english_word_is_read_as_no_other_and_no_word_as_what_is_none():
    SynonymGroup.objects.create(spellings="famine\nhunger")
    EventFactory(
        title_en="Presidential council on elections, cartoons, emission and a peace mission",
        lead_en="Ethiopia won. A meeting of both.",
        published=True,
    )

    assert {typed: respelt(typed) for typed in RIGHT} == RIGHT


def test_short_name_with_its_capital_is_no_word_that_has_the_ending_of_a_case_besides():
    EventFactory(title_ru="Маска и саммит", published=True)

    assert respelt("Маск") == ""
    assert respelt("маск") == "маска"
    assert respelt("Самми") == "саммит"


#: What people type, and what of it is mended: a name ends as no English word does, or is as long as one of four letters.
NAMES_IN_LATIN = {
    "Crimea": "",
    "crimea": "",
    "Crimess": "crimes",
    "Hong Kong": "",
    "hogg": "hog",
}


def test_name_in_latin_letters_is_no_common_word_and_none_of_three_letters():
    EventFactory(title_en="Crimes and a hog", published=True)

    assert {typed: respelt(typed) for typed in NAMES_IN_LATIN} == NAMES_IN_LATIN
