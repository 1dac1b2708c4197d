"""Parts of pages that are rendered once, and kept with what they show."""

from collections.abc import Hashable

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from events.plan_memory import Printable, of_the_plan
from presidencies.current import Words, current

register = template.Library()


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
