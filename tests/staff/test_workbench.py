"""The page of an event holds all that belongs to it, within its budget, however large the plan is."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from events.dates import Period
from staff.roles import Role
from tests.factories import (
    ArticleFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    announcement,
)
from tests.factories.photos import PhotoFactory
from tests.forms_sent import page
from tests.staff.of_roles import account_of, logged_in

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
MOST_BYTES = 300_000


def event_with_all(number):
    host = HostFactory()
    event = EventFactory(
        hosts=[host],
        published=True,
        period=Period.on(date(2020, 12, 1)),
        announced=announcement(date(2020, 1, 1)),
    )
    for _one in range(number):
        PhotoFactory(event=event)
        DocumentFactory(events=[event])
        ArticleFactory(events=[event])
    return event


def opened(client, event):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(page(event))
    return html.fromstring(answer.content.decode()), len(queries), len(answer.content)


def test_rail_leads_to_each_part_of_the_page(admin_client):
    content, _queries, _size = opened(admin_client, event_with_all(1))

    links = content.xpath('//nav[@class="rail"]//a/@href')
    parts = [
        "hostings-group",
        "photos-group",
        "papers-head",
        "translations-head",
        "talk-head",
        "history-head",
    ]
    assert [link[1:] for link in links[-len(parts) :]] == parts
    assert [len(content.xpath(f'//*[@id="{link[1:]}"]')) for link in links] == [1] * len(links)


def test_papers_are_those_of_the_event_and_lead_to_their_forms(admin_client):
    event = event_with_all(1)
    EventFactory(hosts=[HostFactory()])
    document, article = event.documents.get(), event.articles.get()
    DocumentFactory(), ArticleFactory()

    content, *_measures = opened(admin_client, event)

    papers = content.xpath('//section[@aria-labelledby="papers-head"]')[0]
    assert papers.xpath(".//li/a/@href") == [page(document), page(article)]
    assert papers.xpath('.//a[@class="addlink"]/@href') == [
        f"{reverse(f'admin:{kind}_add')}?events={event.pk}"
        for kind in ("documents_document", "news_article")
    ]


def test_host_reads_of_the_papers_what_is_its_own():
    event = event_with_all(1)
    shared = DocumentFactory(events=[event, EventFactory()])
    client = logged_in(account_of(Role.HOST, hosts=list(event.hosts.all())))

    content, *_measures = opened(client, event)

    links = content.xpath('//section[@aria-labelledby="papers-head"]//li/a/@href')
    assert links == [page(event.documents.exclude(pk=shared.pk).get())]


def test_page_keeps_its_budget_however_much_belongs_to_the_event(admin_client):
    few, many = event_with_all(1), event_with_all(3)
    opened(admin_client, few)

    _page, queries, _size = opened(admin_client, few)
    _page, more_queries, size = opened(admin_client, many)

    assert queries == more_queries
    assert queries <= MOST_QUERIES
    assert size <= MOST_BYTES
