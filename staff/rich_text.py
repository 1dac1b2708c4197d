"""The editor of formatted texts in the forms of the admin: a textarea of Markdown, and what the script over it asks."""

from typing import Any, ClassVar

import orjson
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from publishing.fields import RichTextField, shaped
from publishing.rich_text import as_html
from staff import payloads

#: Characters of what may be pasted at once: Word sends ten times what is read.
LONGEST = 2_000_000

HELP = gettext_lazy(
    "An empty line begins a new paragraph. What you paste from Word, a browser or a spreadsheet keeps its "
    "words, headings, lists, quotes, links, bold and italic; all else is taken out."
)


class RichTextWidget(AdminTextareaWidget):
    """A textarea of Markdown, with all that the editor over it needs to know."""

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["admin-theme/rich-text.css"]},
            js=[forms.Script("admin-theme/rich-text.js", type="module")],  # type: ignore[list-item]  # since Django 5.2
        )

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().build_attrs(*args, **kwargs),
            "data-rich-text": orjson.dumps(_words()).decode(),
            "data-editor": static("vendor/tiptap/editor.js"),
            "data-url": reverse("admin:rich_text"),
        }


class RichTextAdmin:
    """Offers the editor for each formatted text of a form."""

    formfield_overrides: ClassVar[dict[Any, Any]] = {
        RichTextField: {"widget": RichTextWidget, "help_text": HELP}
    }


def _words() -> dict[str, str]:
    return {
        "tools": _("Form of the text"),
        "heading": _("Heading"),
        "subheading": _("Subheading"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "quote": _("Quote"),
        "link": _("Link"),
        "address": _("Address of the page"),
        "setLink": _("Set the link"),
        "unsetLink": _("Remove the link"),
        "cancel": _("Leave as it is"),
    }


def rendered(request: HttpRequest) -> HttpResponseBase:
    """Answer texts, or what was pasted, with the HTML of what they would be when they are saved.

    Raises BadRequest for what no page of ours sends.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        texts = payloads.sent(request)["texts"]
        is_right = (
            isinstance(texts, list)
            and all(isinstance(text, str) for text in texts)
            and sum(map(len, texts)) <= LONGEST
        )
    except (KeyError, TypeError) as error:
        raise BadRequest(_("This is no form of the administration.")) from error
    if not is_right:
        raise BadRequest(_("This is no form of the administration."))
    return JsonResponse({"html": [as_html(shaped(text)) for text in texts]})
