"""Names that are shortened as people shorten them are found, though nobody listed that: it follows from the names."""

import pytest

from search.answers import read
from search.models import Entry, EntryKind, SynonymGroup
from search.shortened import own_texts_of, texts_of
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    EventFactory,
    PriorityFactory,
)
from tests.factories.hosts import HostFactory
from tests.factories.themes import ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bodies() -> None:
    SynonymGroup.objects.create(spellings="дорога\nroad")
    BodyFactory(
        slug="club",
        name_ru="Энергетический клуб",
        name_en="Council of Animal Keepers",
        name_zh_hans="青年委员会",
        published=True,
    )
    BodyFactory(
        slug="guests",
        name_ru="Центральный лесной заповедник зубров",
        name_en="Meeting of Keepers",
        name_zh_hans="安全会议秘书会议",
        published=True,
    )
    EventFactory(
        slug="food",
        title_ru="Программа по продовольственной безопасности",
        title_zh_hans="卫生部长论坛",
        published=True,
    )
    BodyFactory(
        slug="long",
        name_ru="Учредительное собрание любителей зубров, медведей, тигров, ежей и панд",
        published=True,
    )
    BodyFactory(slug="draft", name_ru="Туристический клуб")


#: What is typed, and what is read; made in one database, since to make each takes longer than to ask.
READ = {
    "энергоклуб": ("Энергетический клуб", "club"),
    "в энергоклубе": ("в Энергетический клуб", "club"),
    "продбезопасность": ("продовольственной безопасности", "food"),
    "ЦЛЗ": ("Центральный лесной заповедник", "guests"),
    "CAK": ("Council of Animal Keepers", "club"),
    "青委会": ("青年委员会", "club"),
    "青委会 会议": ("青年委员会 会议", "club"),
    "青委会会议": ("", None),  # a part of a run
    "安秘会": ("安全会议秘书会议", "guests"),
    "青委": ("青年委员会", "club"),
    "卫长论坛": ("卫生部长论坛", "food"),
    "安秘": ("", None),  # two characters are of neighbours
    "лес": ("", None),  # initials, but a word
    "УСЛ": ("", None),  # of less than half of a name
    "ЛЗЗ": ("", None),  # not of the beginning of a name
    "энклуб": ("", None),  # two letters are no beginning
    "клубэнерго": ("", None),
    "турклуб": ("", None),  # of a draft
    "秘安会": ("", None),
}


def test_shortened_names_are_read_in_full():
    answers = {typed: read(typed) for typed in READ}

    def first(typed: str) -> str | None:
        hits = answers[typed].answer.results.hits
        return hits[0].key if answers[typed].instead and hits else None

    assert {typed: (answers[typed].instead, first(typed)) for typed in READ} == READ


def test_misspelt_word_beside_a_shortened_name_is_mended_too():
    assert read("энергоклуб програма").instead == "Энергетический клуб программа"


OF_EACH_KIND = {
    EntryKind.EVENT: EventFactory,
    EntryKind.NEWS: ArticleFactory,
    EntryKind.BODY: BodyFactory,
    EntryKind.HOST: HostFactory,
    EntryKind.PRIORITY: PriorityFactory,
    EntryKind.THEME: ThemeFactory,
    EntryKind.DOCUMENT: DocumentFactory,
}


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_texts_of_its_own_cost_one_query_and_are_the_first_of_all(
    kind: EntryKind, django_assert_num_queries
):
    published = {} if kind == EntryKind.HOST else {"published": True}
    thing = OF_EACH_KIND[kind](**published)
    if kind == EntryKind.HOST:
        EventFactory(hosts=[thing], published=True)
    entry = Entry(kind=kind, key=thing.slug)
    every = list(texts_of(entry))

    with django_assert_num_queries(1):
        own = list(own_texts_of(entry))

    assert own == every[: len(own)]
    assert len(own) >= 1
