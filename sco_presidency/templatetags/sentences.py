"""Words of a page made into sentences."""

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.translation import pgettext

from publishing.languages import current_language
from publishing.typography import bound_date, bound_number, loose
from publishing.typography import gap as gap_in

register = template.Library()
register.filter("bound", stringfilter(bound_date), is_safe=True)
register.filter("bound_number", stringfilter(bound_number), is_safe=True)
register.filter("loose", stringfilter(loose), is_safe=True)


@register.simple_tag
def gap() -> str:
    """Return what stands between two sentences, or between a colon and what it announces."""
    return gap_in(current_language())


@register.filter
def sentence(words: str) -> str:
    """Return `words` with one full stop of the language. A Russian date ends in one: 2020 г."""
    return words.removesuffix(".") + pgettext("end of a sentence", ".")
