"""The pages of the administration are the same on both databases, over the whole plan.

A test that comes to them through `client` runs on SQLite alone (tests/choosing.py).
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from zlib import crc32

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from scripts import plan_rows
from tests.choosing import EVERY_COMBINATION
from tests.whole_site import both
from tests.whole_site.crawling import Site, content_of

pytestmark = pytest.mark.django_db
CODE = "ru"
POSTED_TO = re.compile(r"/admin/(language|logout|events/event/\d+/(clone|comment))/")
#: Of one session, and of secrets that are drawn by lot.
OF_A_SESSION = ("/admin/account/", "/admin/second-factor/")
#: What is drawn by lot for each form.
DRAWN = re.compile(rb'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"')


@dataclass
class Desk(Site):
    """Follows the links of the administration: one address of each kind."""

    def is_wanted(self, page: str, address: str) -> bool:
        parts = urlsplit(address)
        if not parts.path.startswith("/admin/") or POSTED_TO.fullmatch(parts.path):
            return False
        names = "&".join(sorted(name.partition("=")[0] for name in parts.query.split("&")))
        kind = (resolve(parts.path).view_name, names)
        if self.kinds[kind] or (names and urlsplit(page).query) or is_left_out(*kind):
            return False
        self.kinds[kind].add(address)
        return True

    def named(self, page: str, answer: HttpResponse) -> Iterator[str]:
        yield from super().named(page, answer)
        self.digests[page] = told(answer)


def is_left_out(view: str, names: str) -> bool:
    """Whether it is left to the proof.

    Four lists of five are put into no other order and are not narrowed; of three kinds of things, two show no history,
    and do not ask before they delete.
    """
    if EVERY_COMBINATION or names == "q":
        return False
    turn = 5 if names else 3 if view.endswith(("_history", "_delete")) else 1
    return bool(crc32(f"{view} {names}".encode()) % turn)


def told(answer: HttpResponse) -> str:
    if answer.request["PATH_INFO"].startswith(OF_A_SESSION):
        return str(answer.status_code)
    content = DRAWN.sub(b"", content_of(answer))
    return f"{answer.status_code} {hashlib.sha256(content).hexdigest()}"


@pytest.fixture
def desk(settings, day_after: None) -> Iterator[Client]:
    """The administration in Russian, and one who may do everything there."""
    with time_machine.travel(plan_rows.WRITTEN, tick=False):
        client = Client()
        user = get_user_model().objects.create_superuser("editor", pk=2020)
        client.force_login(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = CODE
        yield client


def searches() -> list[str]:
    """Return the address of each list that can be searched, with words of which one is half a word."""
    models = (model for model, shown in admin.site._registry.items() if shown.search_fields)
    lists = (f"admin:{model._meta.label_lower.replace('.', '_')}_changelist" for model in models)
    return [f"{reverse(name)}?q=ШОС+москв" for name in lists]


@pytest.mark.one_database
def test_every_link_of_the_desk_leads_somewhere(desk: Client):
    site = Desk(desk, CODE)

    site.crawl("/admin/", *searches())

    assert site.broken() == []
    assert len(site.digests) > 150
    both.keep("desk", site.digests)


@pytest.mark.postgresql
def test_every_page_of_the_desk_is_that_of_sqlite(desk: Client):
    of_sqlite = both.kept("desk")

    pages = {page: told(desk.get(page)) for page in of_sqlite}

    assert [page for page in pages if pages[page] != of_sqlite[page]] == []
