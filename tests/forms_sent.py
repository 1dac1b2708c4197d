"""Forms of a page, sent as a browser sends them: every field that it holds, hidden ones too."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

#: By field, the values that are sent.
Sent = dict[str, list[Any]]


def sent_by(answer: HttpResponse, form: str = "") -> Sent:
    """Return what the form on the page sends when nobody touches it.

    `form` is its id; without one it is the first that is sent by POST inside the content.
    """
    page = html.fromstring(answer.content.decode())
    where = f'//form[@id="{form}"]' if form else '//*[@id="content"]//form[@method="post"]'
    sent: Sent = {}
    for name, value in page.xpath(where)[0].form_values():
        # HTML: a browser sends every line break of a form as CR LF.
        sent.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\n", "\r\n"))
    return sent


def opened(client: Client, address: str) -> Sent:
    """Open the admin's form at `address`, and return what it sends."""
    return sent_by(client.get(address))


def looked(client: Client, address: str, sent: dict[str, Any], **others: Any) -> HttpResponse:
    """Send a form to see what it would do, and return the page that shows it, as a browser is led there."""
    return client.post(address, {**sent, "preview": "yes", **others}, follow=True)


def changed(sent: Sent, **fields: Any) -> Sent:
    """Return what is sent once `fields` were filled in; None clears one."""
    written = {
        name: value if isinstance(value, list) else [value] for name, value in fields.items()
    }
    return {**sent, **{name: [] if value == [None] else value for name, value in written.items()}}


def typed(client: Client, address: str, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what is sent by somebody who opened the form at `address` and filled in just this."""
    hidden = opened(client, address)
    return {**sent, **{name: hidden[name][0] for name in ("shown", "once") if name in hidden}}


def of_nobody(sent: dict[str, Any]) -> dict[str, Any]:
    """Return what was opened by one account as another may send it: it no longer says for whom the page was made."""
    return {name: value for name, value in sent.items() if name != "once"}


def page(item: Model) -> str:
    """Return the address of the admin's form of `item`."""
    return reverse(f"admin:{item._meta.label_lower.replace('.', '_')}_change", args=[item.pk])


def found(item: Model) -> Any:
    """Return `item` as the database holds it."""
    return type(item)._base_manager.get(pk=item.pk)


def told(answer: HttpResponse) -> list[tuple[str, str, str | None]]:
    """Return the edit conflicts that a page tells: label, what is stored, what was typed."""
    return [(c.label, c.stored, c.typed) for c in answer.context["conflicts"]]


def messages_of(answer: HttpResponse) -> list[str]:
    """Return the messages that a page shows above its content."""
    return [str(message) for message in answer.context["messages"]]


def messages_left(answer: HttpResponse) -> list[str]:
    """Return the messages that the next page will show: of an answer that leads on to it."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def twice(client: Client, address: str, sent: dict[str, Any]) -> list[HttpResponse]:
    """Send a form, and once more; return both answers."""
    return [client.post(address, sent) for _click in range(2)]
