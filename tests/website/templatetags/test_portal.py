from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from i18n.typography import loose
from tests.factories import ArticleFactory, BodyFactory

pytestmark = pytest.mark.django_db


def rendered(template: str, code: str = "en", **context: object) -> str:
    with override(code):
        return Template("{% load portal %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "1 March 2020"), ("ru", "1 марта 2020 г."), ("zh-hans", "2020年3月1日")],
)
def test_day_is_said_in_full(code: str, said: str):
    assert (
        loose(rendered("{{ day|day }}", code, day=date(2020, 3, 1))).replace("\u202f", " ") == said
    )


def test_text_of_the_page_needs_no_language():
    body = BodyFactory(name_ru="Совет")

    assert rendered('{% text body "name" %}', "ru", body=body) == "Совет"


def test_text_of_another_language_is_marked_and_escaped():
    body = BodyFactory(name_en="Council of <Heads>", name_zh_hans="")

    said = rendered('{% text body "name" %}', "zh-hans", body=body)

    assert said == '<span lang="en">Council of &lt;Heads&gt;</span>'


def test_text_in_chinese_is_marked_by_its_script():
    body = BodyFactory(description_zh_hans="机构。", description_en="", description_ru="")

    assert rendered('{% text body "description" %}', body=body) == (
        '<span lang="zh-Hans">机构。</span>'
    )


@pytest.mark.parametrize(
    ("whole", "first"),
    [
        ("It sits in Tashkent. It has a council.", "It sits in Tashkent."),
        ("Founded in 2.5 years. Yes.", "Founded in 2.5 years."),
        ("Is it new? It is.", "Is it new?"),
        ("常设机构。设在塔什干。", "常设机构。"),
        ("Without an end", "Without an end"),
        ("", ""),
    ],
)
def test_first_sentence_ends_where_the_sentence_does(whole: str, first: str):
    body = BodyFactory(description_en=whole)

    assert rendered('{% first_sentence body "description" %}', body=body) == first


def test_paragraphs_of_another_language_are_marked_one_by_one():
    article = ArticleFactory(body_en="One.\n\nTwo.", body_ru="")

    assert rendered('{% paragraphs article "body" %}', "ru", article=article) == (
        '<p lang="en">One.</p>\n<p lang="en">Two.</p>'
    )


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.kremlin.example/x", "kremlin.example"),
        ("http://eng.sectsco.example", "eng.sectsco.example"),
        ("nowhere", "nowhere"),
        ("http://2020-2022.example/x", "2020-2022.example"),  # a name, not a span of years
        ("https://tass.com/politics/1", "TASS"),
    ],
)
def test_publisher_of_an_address_is_named_else_its_site(url: str, name: str):
    assert rendered("{{ url|publisher }}", url=url) == name


def test_long_address_may_break_behind_its_slashes():
    given = {"url": "https://sco.example/en/a&b.ics"}

    assert rendered("{{ url|by_slashes }}", **given) == (
        "https:/<wbr>/<wbr>sco.example/<wbr>en/<wbr>a&amp;b.ics"
    )


@pytest.mark.parametrize(
    ("written", "shown"), [("28日", "28<small>日</small>"), ("28", "28"), ("7–9", "7–9")]
)
def test_chinese_sign_of_the_day_is_small(written: str, shown: str):
    assert rendered("{{ day|small_day_sign }}", day=written) == shown
