"""A desk with thousands of made-up events, an account in each role, proposals and a bundle: for scripts.desk_costs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import models
from django.db.models import F
from django.test import Client
from django.urls import reverse

from bodies.models import Body
from documents.models import Document
from events.models import Event
from hosts.models import Host
from news.models import Article
from plan_data import synthetic
from staff.bundles import trials
from staff.models import Bundle, BundleItem, Cover, Proposal
from staff.roles import Role
from tests.factories import ArticleFactory, DocumentFactory, EventFactory, StaffFactory
from tests.staff.bundles.put_together import Communique
from tests.staff.four_eyes.asking import edits, moves
from tests.staff.of_roles import account_of, logged_in

#: Events that are the host's.
OWN = 60
TOLD = date(2020, 10, 26)
#: What a screen is called before which something is written: another thing, or one of its own, past the desk.
ELSEWHERE, WITHIN = ", first look", ", first look at what was changed"
FIRST_LOOKS = (ELSEWHERE, WITHIN)


def fill(count: int) -> None:
    """Fill an empty database: all events are of the current presidency, the worst that a list has to bear."""
    call_command("migrate", verbosity=0)
    synthetic.EVENTS = count
    call_command("make_synthetic", str(count), verbosity=0)
    Communique()
    host = Host.objects.order_by("pk").first()
    events = list(Event.objects.published().filter(slug__startswith="synthetic").order_by("-pk"))
    for event in events[:OWN]:
        event.hostings.get_or_create(host=host)
    EventFactory.create_batch(10, hosts=[host])
    ArticleFactory.create_batch(20, published=True, published_on=TOLD, events=events[:1])
    DocumentFactory.create_batch(3, published=True, events=events[:1], external_url="https://a.b/")
    _accounts(host)
    _proposals(events)


def _accounts(host: Any) -> None:
    made = {role.value: account_of(role) for role in Role if role != Role.HOST}
    made[Role.HOST] = account_of(Role.HOST, hosts=[host], bodies=Body.objects.all()[:2])
    made[Role.TRANSLATOR].assignment.languages = ["ru", "zh-hans"]
    made[Role.TRANSLATOR].assignment.save()
    made["all"] = StaffFactory()
    for name, account in made.items():
        User.objects.filter(pk=account.pk).update(username=f"desk-{name}")
    made["stand-in"] = account_of(Role.EDITOR)
    User.objects.filter(pk=made["stand-in"].pk).update(username="desk-stand-in")
    Cover.objects.create(
        lender=made[Role.PUBLISHER],
        stand_in=made["stand-in"],
        roles=[Role.PUBLISHER.value],
        until=date(2999, 1, 1),
    )


def _proposals(events: list[Event]) -> None:
    editor = User.objects.get(username="desk-editor")
    planned = [event for event in events if event.status == "planned" and event.starts_on]
    moves(editor, planned[0])
    for event in planned[1:6]:
        edits(editor, event, lead_en="Another beginning.")


def write_of(screen: str) -> Callable[[], object]:
    """Return what is written before the look at a screen that is measured."""
    if screen.endswith(ELSEWHERE):
        other = Document.objects.exclude(pk__in=_in_bundles(Document)).order_by("pk")[:1]
        return lambda: Document.objects.filter(pk__in=other).update(kind=F("kind"))
    if screen.endswith(WITHIN):
        keys = _in_bundles(Document)
        return lambda: Document.objects.filter(pk__in=keys).update(title_en=uuid.uuid4().hex)
    return lambda: None


def _in_bundles(model: type[models.Model]) -> list[int]:
    kind = ContentType.objects.get_for_model(model)
    return list(BundleItem.objects.filter(kind=kind).values_list("object_id", flat=True))


def accounts() -> dict[str, Client]:
    names = ("all", *Role.values, "stand-in")
    return {name: logged_in(User.objects.get(username=f"desk-{name}")) for name in names}


def screens() -> Iterator[tuple[str, str]]:
    """Yield the name of each screen, and its address."""
    yield "first page", reverse("admin:index")
    for app in ("events_event", "events_change", "news_article", "documents_document"):
        yield f"list of {app.partition('_')[2]}s", reverse(f"admin:{app}_changelist")
    for app in ("hosts_host", "places_city", "bodies_body", "auth_user", "staff_bundle"):
        yield f"list of {app.partition('_')[2]}s", reverse(f"admin:{app}_changelist")
    yield from _of_events()
    yield from _others()


def _of_events() -> Iterator[tuple[str, str]]:
    own = Event.objects.filter(slug__startswith="synthetic").order_by("-pk")
    public = next(one for one in own[:OWN] if one.status == "planned" and one.starts_on)
    draft = Event.objects.drafts().order_by("-pk").first()
    assert draft
    yield "new event", reverse("admin:events_event_add")
    for name, event in (("public event", public), ("draft event", draft)):
        yield name, reverse("admin:events_event_change", args=[event.pk])
    for code in ("move", "postpone", "confirm", "cancel"):
        yield f"act: {code}", reverse("admin:events_event_act", args=[public.pk, code])
    for page in ("history", "translations"):
        yield f"{page} of an event", reverse(f"admin:events_event_{page}", args=[public.pk])
    yield (
        "whole page in a preview",
        reverse("admin:events_event_preview_page", args=[public.pk, "en"]),
    )
    chosen = urlencode({"event": [one.pk for one in own[:10]]}, doseq=True)
    yield "decision about ten", f"{reverse('admin:events_event_decide')}?{chosen}"


def _others() -> Iterator[tuple[str, str]]:
    article, document = (model.objects.order_by("-pk")[0] for model in (Article, Document))
    yield "new article", reverse("admin:news_article_add")
    yield "article", reverse("admin:news_article_change", args=[article.pk])
    yield "document", reverse("admin:documents_document_change", args=[document.pk])
    yield "host", reverse("admin:hosts_host_change", args=[Host.objects.order_by("pk")[0].pk])
    yield "review", reverse("admin:review")
    for deed in ("act", "edit"):
        one = Proposal.objects.filter(deed=deed).order_by("pk")[0]
        yield f"proposal: {deed}", reverse("admin:proposal", args=[one.pk])
    bundle = Bundle.objects.order_by("pk")[0]
    trials.keep(bundle.pk)  # as the desk does where it is put together
    for name in ("", *FIRST_LOOKS):
        yield f"bundle{name}", reverse("admin:staff_bundle_change", args=[bundle.pk])
    yield "preview of a bundle", reverse("admin:staff_bundle_preview", args=[bundle.pk])
    page = reverse("admin:staff_bundle_preview_page", args=[bundle.pk, "en", 1])
    yield "whole page of a bundle", page
    yield f"whole page of a bundle{ELSEWHERE}", page
    yield "work list: Russian", reverse("admin:translation_work", args=["ru"])
    yield "log of the week", reverse("admin:log")
    yield "account", reverse("admin:account")
    yield "links to previews", reverse("admin:previews")
    yield "deleted", reverse("admin:deleted")
    yield "search", f"{reverse('admin:search')}?q=forum"
