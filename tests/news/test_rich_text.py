"""The formatted text of an article, at every door: form where HTML is read, plain words elsewhere."""

import re
from datetime import date
from importlib import import_module
from types import SimpleNamespace

import orjson
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from news.models import Article, Section
from plan_data.schema import CsvRow, read
from plan_data.tables import NEWS
from plan_data.upsert import Written
from publishing import translations
from publishing.rich_text import as_html, plain
from search.sources import Prose, article_parts
from staff.models import Revision
from tests.acting import upsert
from tests.factories import ArticleFactory
from tests.forms_sent import changed, found, opened, page
from tests.markup import page_at
from tests.publishing.test_pasted import WORD, WRITTEN

pytestmark = pytest.mark.django_db

DAY = date(2020, 10, 28)
TEXT = "## Outcomes\n\n- **two** papers\n- [a plan](https://a.example/)\n\n<script>alert(1)</script> 1 < 2"
HTML = (
    "<h2>Outcomes</h2>\n<ul>\n<li><strong>two</strong> papers</li>\n"
    '<li><a href="https://a.example/" rel="external">a plan</a></li>\n</ul>\n<p>1 &lt; 2</p>'
)
WORDS = "Outcomes\n\n• two papers\n• a plan\n\n1 < 2"


def test_text_tells_the_same_story_at_every_door(client: Client):
    ArticleFactory(slug="forum", body_en=TEXT, body_ru="", published_on=DAY, published=True)

    shown = client.get("/en/news/2020/10/28/forum/").content.decode()
    in_russian = page_at(client, "/ru/news/2020/10/28/forum/").one("div", cls="prose")
    indexed = [
        part for part in article_parts(Article.objects.for_cards().get()) if isinstance(part, Prose)
    ]
    told = orjson.loads(client.get("/api/v1/news/forum/").content)

    assert f'<div class="prose">{HTML}</div>' in shown
    assert "<script>alert" not in shown
    assert [in_russian.one(tag)["lang"] for tag in ("h2", "ul", "p")] == ["en"] * 3
    assert (told["body"]["en"], told["body_html"]["en"]) == (WORDS, HTML)
    assert indexed[-1].texts["en"] == WORDS
    assert (told["body"]["ru"], told["body_html"]["ru"]) == (None, None)


def test_heading_stands_below_that_of_its_section_on_the_page_about_the_portal(client: Client):
    ArticleFactory(
        section=Section.STANDING, body_en="## One\n\n### Two", published_on=DAY, published=True
    )

    prose = page_at(client, "/en/about/").all("div", cls="prose")[0]

    assert [prose.one(tag).text for tag in ("h3", "h4")] == ["One", "Two"]


def test_paste_without_a_script_is_cleaned_by_the_form(admin_client: Client):
    item = ArticleFactory(body_en="Old", published_on=DAY)
    sent = opened(admin_client, page(item))

    admin_client.post(page(item), changed(sent, body_en=WORD))

    assert found(item).body_en == WRITTEN
    assert Revision.objects.get(field="body_en").after == WRITTEN


def test_row_of_a_file_is_cleaned_and_the_same_the_second_time():
    texts = {f"{name}_{code}": WORD for name in NEWS.texts for code in ("en", "ru", "zh")}
    cells = {"slug": "forum", "published_on": "2020-10-28", "section": "news", **texts}
    cells |= {f"title_{code}": "Forum" for code in ("en", "ru", "zh")}

    outcomes = [upsert.write(read(NEWS, CsvRow(NEWS.file, 2, cells))) for _time in range(2)]

    assert outcomes == [Written.NEW, Written.SAME]
    assert Article.objects.get().body_ru == WRITTEN


def test_script_of_the_editor_is_answered_for_staff_alone(admin_client: Client, client: Client):
    def answer(asking: Client, sent: object) -> tuple[int, bytes]:
        answered = asking.post("/admin/rich-text/", orjson.dumps(sent), content_type="text/plain")
        return answered.status_code, answered.content

    asked = {"texts": ["## A", "<p>b<script>c</script></p>"]}

    assert answer(admin_client, asked) == (200, b'{"html": ["<h2>A</h2>", "<p>b</p>"]}')
    for wrong in ({"texts": [1]}, {"text": []}, [], None):
        assert answer(admin_client, wrong)[0] == 400
    broken = admin_client.post("/admin/rich-text/", b"\xff{", content_type="text/plain")
    assert broken.status_code == 400
    assert admin_client.get("/admin/rich-text/").status_code == 405
    assert answer(client, asked)[0] == 302


def test_older_text_looks_as_it_did_and_its_translation_stays_confirmed():
    old = "- no list\n1. nor this\n# nor that\n\n5 * 3 *x* [a](b)\n> c"
    item = ArticleFactory(body_ru=old, body_en="Same", source_language="ru", published_on=DAY)
    translations.confirm_all(item)
    item.save()

    for _time in range(2):
        import_module("news.migrations.0008_rich_text").escape(
            apps, SimpleNamespace(connection=connection)
        )

    now = Article.objects.get()
    assert plain(now.body_ru) == old
    assert set(re.findall(r"<(\w+)", as_html(now.body_ru))) == {"p"}
    assert not translations.is_outdated(now, "en")
