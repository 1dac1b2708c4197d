"""What templates ask for of formatted texts."""

from django import template
from django.db import models
from django.utils.safestring import SafeString

from i18n.texts import lang_attributes, text_of
from i18n.typography import typeset
from publishing.rich_text import as_html

register = template.Library()


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
