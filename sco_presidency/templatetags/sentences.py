"""Words of a page made into sentences."""

from django import template
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def sentence(words: str) -> str:
    """Return `words` with one full stop of the language. A Russian date ends in one: 2020 г."""
    return words.removesuffix(".") + pgettext("end of a sentence", ".")
