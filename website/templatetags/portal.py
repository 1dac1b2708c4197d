"""What every template may ask for: texts with their language, formatted texts, dates, sentences, links to
translations, and parts of pages that are rendered once.

Also the words of a block once more: Django prints each block in one place.
"""

import re
from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from babel.lists import format_list
from django import template
from django.db import models
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from documents.publishers import page_at
from events.date_formats import say_day
from events.enums import NAMES
from events.facets.registry import Choices
from events.plan_memory import Printable, of_the_plan
from events.sources import day_in, known_on
from i18n.addresses import alternates_of, in_language, language_links
from i18n.line_breaks import set_lines
from i18n.texts import (
    Text,
    autonym,
    bcp47,
    current_language,
    first_text_of,
    lang_attributes,
    language_locale,
    language_name,
    language_of_column,
    list_mark,
    month_leads,
    offered,
    script_and_country,
    text_of,
)
from i18n.typography import (
    bound_date,
    bound_markup,
    bound_narrow,
    bound_number,
    bound_sentence,
    gap as gap_in,
    hyphenated,
    loose,
    set_narrow,
    typeset,
)
from presidencies.current import Words, current
from publishing import clock
from publishing.models import Translated
from publishing.rich_text import as_html
from publishing.translations import listed_text, outdated_page

register = template.Library()
register.filter("autonym", autonym)
register.filter("bcp47", bcp47)
register.filter("language_name", language_name)
register.filter("lang_attributes", lang_attributes)
register.filter("language_of_column", language_of_column)
register.filter("month_leads", month_leads)


@register.simple_tag
def text(instance: models.Model, field: str) -> SafeString:
    """Return `field` of `instance`, marked with its language when that is not the page's."""
    return with_lang(text_of(instance, field))


@register.simple_tag
def paragraphs(instance: models.Model, field: str) -> SafeString:
    """Return the paragraphs of `field`, which empty lines separate, each with its language."""
    field_text = text_of(instance, field)
    lang = lang_attributes(field_text.language) if field_text.is_fallback else ""
    words = typeset(field_text.value, field_text.language)
    parts = (part.strip() for part in re.split(r"\n\s*\n", words))
    return format_html_join("\n", "<p{}>{}</p>", ((lang, part) for part in parts if part))


@register.filter
def with_lang(value: Text) -> SafeString:
    """Return a Text, marked with its language when that is not the page's."""
    return _marked(value, typeset(value.value, value.language))


def _marked(text: Text, words: str) -> SafeString:
    if text.is_fallback:
        return format_html("<span{}>{}</span>", lang_attributes(text.language), words)
    return conditional_escape(words)


@register.filter("parted", is_safe=True)
def _in_list(text: Text) -> SafeString:
    """Return a Text like `with_lang` whose long words may be parted, where there may be no room for them."""
    words = typeset(text.value, text.language)
    # As the style sheet does it: English is parted in narrow columns alone.
    return _marked(text, hyphenated(words, "ru") if text.language == "ru" else words)


@register.filter
def in_column(value: Text | str) -> SafeString:
    """Return a text of a table with narrow columns, marked like `listed`; or words of the interface."""
    if isinstance(value, Text):
        words = set_narrow(value.value, value.language)
        return format_html("{}{}", _marked(value, words), list_mark(value))
    return conditional_escape(set_narrow(value, current_language()))


@register.filter
def listed(value: Text) -> SafeString:
    """Return a Text of a list: for the eye too, marked with what the page cannot say of it.

    A list may be narrow: its long words may be parted.
    """
    return format_html("{}{}", _in_list(value), list_mark(value))


@register.simple_tag(name="listed")
def listed_of(instance: models.Model, field: str, beside: str = "") -> SafeString:
    """Return `field` of `instance` in a list, marked unless the text `beside` it is so already."""
    return _beside(listed_text(instance, field), instance, beside)


@register.simple_tag
def event_name(event: models.Model) -> SafeString:
    """Return what `event` is called in a list: its short title, or its official one."""
    return listed(listed_text(event, *NAMES))


@register.filter
def worded(language: Text, words: str) -> SafeString:
    """Return `words`, marked as being in the language that `language` is in."""
    return with_lang(replace(language, value=words))


@register.filter
def day(value: date) -> str:
    """Return a day in words for the eye: 28 October 2020, 28 октября 2020 г., 2020年10月28日."""
    return bound_date(say_day(value))


@register.filter
def language_names(codes: Iterable[str]) -> str:
    """Return the names of languages as a list: Russian and Chinese."""
    names = [language_name(code) for code in codes]
    return format_list(names, locale=language_locale(current_language()))


@register.filter
def script(code: str) -> str:
    """Return the letters that a language is written in, by ISO 15924: Cyrl."""
    return script_and_country(code)[0]


@register.filter
def small_day_sign(stamp_day: str) -> SafeString:
    """Set the 日 of a Chinese date stamp small, as the design does."""
    if stamp_day.endswith("日"):
        return format_html("{}<small>日</small>", stamp_day.removesuffix("日"))
    return conditional_escape(stamp_day)


@register.simple_tag
def first_sentence(instance: models.Model, *fields: str, beside: str = "") -> SafeString:
    """Return the first sentence of the first of `fields` that a language has, marked as in a list."""
    field_text = first_text_of(instance, *fields)
    match = re.match(r".+?(?:[.!?](?=\s|$)|[。！？])", field_text.value, re.DOTALL)
    sentence_text = replace(field_text, value=match.group()) if match else field_text
    return _beside(sentence_text, instance, beside)


def _beside(text: Text, instance: models.Model, field: str) -> SafeString:
    """Mark `text` like `listed`, unless the text `field` beside it bears the same mark."""
    if field and text_of(instance, field).language == text.language:
        return _in_list(text)
    return listed(text)


@register.inclusion_tag("components/outdated_notice.html", takes_context=True)
def outdated_notice(context: template.Context, item: Translated, field: str) -> dict[str, Any]:
    """Say that what the page shows of `item` (its main text is `field`) translates an older text."""
    translation = outdated_page(item, field)
    if translation is None:
        return {}
    return {
        "outdated": translation,
        "source_url": in_language(context["request"].path, translation.source),
    }


@register.simple_tag
def options(choices: Choices, chosen: str) -> SafeString:
    """Return the options of a list: a code and its label each, one of them `chosen`."""
    rows = ((code, SELECTED if code == chosen else "", label) for code, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


SELECTED = SafeString(" selected")


@register.filter
def by_slashes(url: str) -> SafeString:
    """Let a long address break behind its slashes, and not within a word."""
    return format_html_join(SafeString("/<wbr>"), "{}", ((part,) for part in url.split("/")))


@register.filter
def known_today(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the sources that may be cited today: none whose address names a later day."""
    urls = [addresses] if isinstance(addresses, str) else addresses
    return known_on(urls, clock.today())


@register.filter
def publisher(url: str) -> SafeString:
    """Return who publishes at an address: TASS; the name of the site, kremlin.ru, where nobody knows."""
    page = page_at(url)
    # Words are typeset, the name of a site is one: its hyphens and dots are an address.
    return with_lang(page.publisher) if page.is_known else conditional_escape(page.publisher.value)


@register.filter
def day_named(url: str) -> str:
    """Return the day that an address of a source names, as those of news do, in words: "17 June 2019"."""
    named = day_in(url)
    return day(named) if named else ""


@register.inclusion_tag("components/fallback_notice.html", takes_context=True)
def fallback_notice(
    context: template.Context, main: Text, lead: Text | None = None
) -> dict[str, Any]:
    """Say that the `main` text of the page, or the `lead` below it, is in another language.

    Links the page in each language that is shown instead.
    """
    codes = dict.fromkeys(text.language for text in (main, lead) if text and text.is_fallback)
    tags = [bcp47(code) for code in codes]
    return {
        "whole": main.is_fallback,
        "languages": language_names(codes),
        "links": [link for link in language_links(context["request"]) if link.tag in tags],
    }


@register.inclusion_tag("components/alternates.html", takes_context=True)
def alternates(context: template.Context) -> dict[str, Any]:
    """Link the canonical address of the page and its translations.

    A view whose main text may be missing in a language puts `translated_languages`, the codes
    that have it, into the context; without it the page exists in every language. One that
    pages a list puts `page_number` there, unless the list is filtered.
    """
    languages = context.get("translated_languages")
    return alternates_of(
        context["request"],
        offered() if languages is None else languages,
        context.get("page_number"),
    )


@register.simple_tag(takes_context=True)
def block_text(context: template.Context, name: str) -> SafeString:
    """Return the content of block `name`, fit for an attribute too: nothing unseen keeps its words together."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    text = loose(" ".join(block.render(context).split())).replace('"', "&quot;")
    return mark_safe(text)  # noqa: S308 (the block has escaped its values)


register.filter("bound", stringfilter(bound_date), is_safe=True)


@register.filter(name="bound_sentence", is_safe=True)
@stringfilter
def bound_sentence_here(words: str) -> str:
    """Return a sentence of the code for the eye: what goes into files and feeds stays plain."""
    return bound_sentence(words, current_language())


@register.filter(name="bound_markup", is_safe=True)
@stringfilter
def bound_markup_of(markup: str, language: str) -> str:
    """Return the hand-written text of a page in `language` as print sets it."""
    return bound_markup(markup) if language == "ru" else markup


@register.simple_block_tag
def lines(content: str) -> SafeString:
    """Return the body of a page, marked where its lines may end."""
    return SafeString(set_lines(content, current_language()))


register.filter("bound_number", stringfilter(bound_number), is_safe=True)
register.filter("bound_narrow", stringfilter(bound_narrow), is_safe=True)
register.filter("loose", stringfilter(loose), is_safe=True)


@register.simple_tag
def gap() -> str:
    """Return what stands between two sentences, or between a colon and what it announces."""
    return gap_in(current_language())


@register.filter
def sentence(words: str) -> str:
    """Return `words` with one full stop of the language. A Russian date ends in one: 2020 г."""
    return words.removesuffix(".") + pgettext("end of a sentence", ".")


@register.simple_tag
def formatted(instance: models.Model, field: str, below: int = 1) -> SafeString:
    """Return `field` as HTML below a heading of level `below`, each part marked with its language
    when that is not the page's."""
    text = text_of(instance, field)
    return as_html(
        text.value,
        words=lambda words: typeset(words, text.language),
        below=below,
        attributes=lang_attributes(text.language) if text.is_fallback else None,
    )


@register.simple_tag
def kept(template_name: str, **shown: Printable | Hashable) -> SafeString:
    """Return a template that knows `shown` alone: {% kept "components/event_row.html" card=card %}.

    It is rendered once for the first of `shown`, the others and what words follow from. The others
    are small and tell themselves apart: truths, numbers, words.
    """
    (_name, first), *others = shown.items()
    key = (template_name, *others)
    return first.made(key, lambda: render_to_string(template_name, shown))  # type: ignore[union-attr]


@register.simple_tag
@of_the_plan
def part(template_name: str, **facts: Hashable) -> SafeString:
    """Return a template that knows the presidency, and `facts`, alone: what stands around every page.

    It is rendered once for each stamp of the database, the facts and what words follow from.
    """
    return render_to_string(template_name, {**facts, "presidency": current(), "site": Words()})
