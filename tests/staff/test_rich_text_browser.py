"""The editor of formatted texts in a real browser: what is typed and pasted is what readers see."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Article
from publishing.rich_text import as_html
from tests.browser.axe import faults
from tests.factories import ArticleFactory
from tests.forms_sent import page
from tests.publishing.test_pasted import WORD, WRITTEN

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

EDITOR = ".rich-text-words[aria-labelledby='id_body_en-label']"
PASTE = """(editor, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


IS_IN = "(editor) => document.activeElement?.matches(editor) && getSelection().rangeCount === 1"
IS_AT_THE_END = """() => {
  const { anchorNode, anchorOffset } = getSelection();
  return anchorOffset === (anchorNode.length ?? anchorNode.childNodes.length);
}"""


def tool(tab, name):
    return tab.locator(".field-body_en .rich-text").get_by_role("button", name=name, exact=True)


def saved(tab) -> str:
    tab.click("[name=_continue]")
    tab.wait_for_selector(".messagelist .success")
    return Article.objects.get().body_en


def test_what_was_typed_is_in_the_editor_after_back_and_is_saved_with_what_follows(staff_page):
    staff_page.goto(reverse("admin:news_article_add"))
    staff_page.select_option("[name=section]", index=1)
    for name, text in (("title_en", "Talks"), ("lead_en", "They met."), ("slug", "talks")):
        staff_page.fill(f"[name={name}]", text)
    staff_page.fill("[name=published_on]", "2020-10-20")
    staff_page.locator(EDITOR).press_sequentially("Two papers.")
    assert saved(staff_page) == "Two papers."

    staff_page.go_back()
    expect(staff_page.locator(EDITOR)).to_have_text("Two papers.")
    staff_page.locator(EDITOR).press("Control+End")
    staff_page.keyboard.type(" And one more.")

    assert staff_page.input_value("[name=body_en]") == "Two papers. And one more."


def test_text_is_formatted_by_keyboard_and_buttons(staff_page, drawn):
    item = ArticleFactory(body_en="Stars * and [brackets] stay.", published_on=date(2020, 10, 28))
    staff_page.goto(page(item))
    editor = staff_page.locator(EDITOR)
    editor.click()
    staff_page.wait_for_function(IS_IN, arg=EDITOR)  # a click is heard of a moment later
    staff_page.keyboard.press("Control+End")
    staff_page.wait_for_function(IS_AT_THE_END)

    staff_page.keyboard.press("Enter")
    tool(staff_page, "Heading").click()
    staff_page.keyboard.type("Outcomes #")
    staff_page.keyboard.press("Enter")
    staff_page.keyboard.press("Control+b")
    staff_page.keyboard.type("Signed:")
    staff_page.keyboard.press("Control+b")
    staff_page.keyboard.type(" two papers ")
    tool(staff_page, "Link").click()
    staff_page.fill("#link-address", "sco.example/a (b)")
    staff_page.keyboard.press("Enter")
    staff_page.keyboard.press("Enter")
    tool(staff_page, "Numbered list").click()
    staff_page.keyboard.type("one")
    staff_page.keyboard.press("Enter")
    staff_page.keyboard.type("1. two")
    pressed = tool(staff_page, "Numbered list").get_attribute("aria-pressed")
    in_editor = faults(staff_page, drawn)

    assert saved(staff_page) == (
        "Stars \\* and [brackets] stay.\n\n## Outcomes \\#\n\n**Signed:** two papers"
        " [https://sco.example/a (b)](https://sco.example/a%20%28b%29)\n\n1. one\n2. 1\\. two"
    )
    assert (pressed, in_editor) == ("true", [])


def test_paste_of_word_is_clean_and_an_untouched_text_is_not_written(staff_page):
    item = ArticleFactory(body_en="* old\n* list", published_on=date(2020, 10, 28))
    staff_page.goto(page(item))
    staff_page.locator(EDITOR).wait_for()
    staff_page.fill("#id_lead_en", "Another lead")
    untouched = saved(staff_page)

    editor = staff_page.locator(EDITOR)
    editor.click()
    staff_page.keyboard.press("Control+a")
    editor.evaluate(PASTE, WORD)
    editor.get_by_text("Second item").wait_for()

    assert untouched == "* old\n* list"
    assert as_html(saved(staff_page)) == as_html(WRITTEN)
    assert staff_page.evaluate("window.ran") is None
