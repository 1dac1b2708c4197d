"""What a page says in a block, said once more: Django prints each block in one place."""

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def block_text(context: template.Context, name: str) -> SafeString:
    """Return the content of block `name`, fit for an attribute too."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    text = " ".join(block.render(context).split()).replace('"', "&quot;")
    return mark_safe(text)  # noqa: S308 (the block has escaped its values)
