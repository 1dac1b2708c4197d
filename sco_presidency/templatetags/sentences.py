"""Words of a page made into sentences."""

from django import template
from django.utils.translation import pgettext

from publishing.typography import bound_date

register = template.Library()
register.filter("bound", bound_date)


@register.filter
def sentence(words: str) -> str:
    """Return `words` with one full stop of the language. A Russian date ends in one: 2020 г."""
    return words.removesuffix(".") + pgettext("end of a sentence", ".")
