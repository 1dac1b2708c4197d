from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def text(texts: dict[str, str | None] | None) -> str:
    """Return the text of the active language, or of the next that has one."""
    if not texts:
        return ""
    own = texts.get(get_language() or "en")
    return own or next((other for other in texts.values() if other), "")
