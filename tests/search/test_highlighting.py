import pytest

from search.highlighting import LONGEST, Marker, marker
from search.query import Asking
from search.synonyms import compile_names

TEXT = "Лидеры ШОС встретились. " + "Слово за словом. " * 40 + "Саммиты прошли <онлайн>."


def marker_for(text: str, *groups: str) -> Marker:
    names = compile_names(groups)
    query = names.query_words(text)
    return marker(query, Asking(query, names, frozenset()).question())


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("саммит", "О саммитах ШОС", "О <mark>саммитах</mark> ШОС"),
        ("организация", "Organisation", "Organisation"),
        ("organization", "The Organisation’s day", "The <mark>Organisation’s</mark> day"),
        ("counterterrorism", "Counter-Terrorism Week", "<mark>Counter-Terrorism</mark> Week"),
        ("петербург", "Санкт-Петербурге", "Санкт-<mark>Петербурге</mark>"),
        ("元首", "成员国元首理事会", "成员国<mark>元首</mark>理事会"),
        ("2020", "22 July 2020", "22 July <mark>2020</mark>"),
        (
            "10 ноября 2020",
            "с 10 ноября 2020 года",
            "с <mark>10</mark> <mark>ноября</mark> <mark>2020</mark> года",
        ),
    ],
)
def test_matches_are_marked_in_any_form(query: str, text: str, marked: str):
    assert marker_for(query).highlight(text) == marked


def test_other_names_are_marked_where_they_stand_together():
    names = "ШОС\nШанхайская организация сотрудничества"

    marked = marker_for("ШОС", names).highlight("Организация Шанхайской организации сотрудничества")

    assert marked == (
        "Организация <mark>Шанхайской</mark> <mark>организации</mark> <mark>сотрудничества</mark>"
    )


def test_markup_in_a_text_is_shown_as_text():
    assert marker_for("форум").highlight("<b>форум</b> & Co") == (
        "&lt;b&gt;<mark>форум</mark>&lt;/b&gt; &amp; Co"
    )
    assert marker_for("форум").highlight("<i>") == "&lt;i&gt;"


def test_a_snippet_shows_the_place_that_was_asked_for():
    snippet = marker_for("саммит").snippet(TEXT)

    assert snippet.endswith("<mark>Саммиты</mark> прошли &lt;онлайн&gt;.")
    assert snippet.startswith("… ")
    assert len(snippet) < LONGEST + 60


def test_a_snippet_without_a_match_is_the_beginning():
    snippet = marker_for("отсутствует").snippet(TEXT)

    assert snippet.startswith("Лидеры ШОС встретились.")
    assert snippet.endswith(" …")


def test_a_small_number_beside_other_words_is_not_marked():
    assert marker_for("форум 5").highlight("5 форумов") == "5 <mark>форумов</mark>"
    assert marker_for("5").highlight("5 форумов") == "<mark>5</mark> форумов"
