"""A news item, as an editor and a publisher write it: pasted from Word, with its event and its paper, for tomorrow at ten."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from news.models import Article
from publishing.rich_text import as_html
from staff.roles import Role
from tests.factories import DocumentFactory, EventFactory
from tests.publishing.test_pasted import WORD, WRITTEN
from tests.staff.of_roles import account_of
from tests.staff.stories.person import DONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IS_RSS = """async (address) => {
  const feed = new DOMParser().parseFromString(await (await fetch(address)).text(), "application/xml");
  return feed.documentElement.localName === "rss";
}"""
EDITOR = ".field-body_en .rich-text-words"


def test_news_item_pasted_from_word_goes_out_tomorrow_at_ten(somebody, settings):
    event = EventFactory(title_en="Trade ministers", published=True)
    paper = DocumentFactory(
        title_en="Their statement", published=True, external_url="https://a.example/"
    )
    person = somebody(account_of(Role.EDITOR, Role.PUBLISHER))
    tab = person.tab
    tab.goto("/admin/")

    with person.at_most(steps=20, pages=4):
        person.go("#content-main .model-article .addlink")
        person.write("#id_title_en", "Ministers agreed")
        person.choose("#id_section", "news")
        person.write("#id_published_on", "2020-10-29")
        person.write("#id_lead_en", "On trade 🤝 & <transport>.\vWord breaks lines so.")
        person.click(EDITOR)
        person.paste(WORD)
        for field, words in (("events", "Trade"), ("documents", "Their")):
            person.click(f".field-{field} .select2-selection")
            person.type(words)
            person.click(f".select2-results__option:has-text('{words}')")
        person.write("#id_title_ru", "Министры договорились")
        person.write("#id_lead_ru", "О торговле.")
        person.go("[name=_publish]", then="#id_day")
        person.write("#id_day", "2020-10-29")
        person.write("#id_time", "10:00")
        person.go("[type=submit].default", then=DONE)

    item = Article.objects.get()
    assert as_html(item.body_en) == as_html(WRITTEN)
    assert ([*item.events.all()], [*item.documents.all()]) == ([event], [paper])
    assert "29 October 2020, 10:00 (Europe/Moscow)" in tab.inner_text(".moments")
    address, answers = f"/en/news/2020/10/29/{item.slug}/", []
    for day in ("2020-10-29", "2020-10-30"):
        settings.PORTAL_CLOCK = day  # at nine in the morning
        call_command("run_schedule", "--once")
        answers += person.asks([address])
    assert answers == [404, 200]
    tab.goto(address)
    assert "On trade 🤝 & <transport>." in tab.inner_text("main")
    linked = tab.locator("main a").all_inner_texts()
    assert {"Trade ministers", "Their statement"} <= {*map(str.strip, linked)}
    assert tab.evaluate(IS_RSS, "/en/news.rss")
