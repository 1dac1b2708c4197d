"""Words of a page made into sentences."""

import re

from django import template
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def sentence(words: str) -> str:
    """Return `words` with one full stop of the language. A Russian date ends in one: 2020 г."""
    return words.removesuffix(".") + pgettext("end of a sentence", ".")


@register.filter
def bound(words: str) -> str:
    """Keep each number of `words` on one line with what follows it: 28 October, 2020 г."""
    return re.sub(r"(?<=\d) (?=[^\W\d])", "\u00a0", words)
