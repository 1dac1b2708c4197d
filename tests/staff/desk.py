"""A desk with one account in each role, and one of each thing that it keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import Group, User

from presidencies.current import current
from presidencies.models import StandingPage
from search.models import SynonymGroup
from staff.models import Bundle
from staff.roles import Role
from tests.factories import (
    ArticleFactory,
    BodyFactory,
    CityFactory,
    CountryFactory,
    DocumentFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    StaffFactory,
    ThemeFactory,
    announcement,
)
from tests.staff.of_roles import account_of


class Desk:
    """Things of events: those that the host’s account holds (“own …”), and those of another host."""

    def __init__(self) -> None:
        own = HostFactory()
        scopes: dict[str, Any] = {
            Role.HOST: {"hosts": [own]},
            Role.TRANSLATOR: {"languages": ["zh-hans", "ru"]},
        }
        self.accounts: dict[str, User] = {
            role: account_of(role, **scopes.get(role, {})) for role in Role.values
        }
        self.accounts["nobody"] = StaffFactory(is_superuser=False)
        self.things: dict[tuple[str, str], Any] = {}
        for whose, hosts in (("own", [own]), ("other", [HostFactory()])):
            self._of_events(whose, hosts)
        self._others()

    def _of_events(self, whose: str, hosts: list[Any]) -> None:
        for state in ("draft", "public"):
            is_public = state == "public"
            told = {"announced": announcement()} if is_public else {}
            event = EventFactory(hosts=hosts, published=is_public, **told)
            paper = DocumentFactory(
                events=[event], published=is_public, external_url="https://a.example/"
            )
            self.things |= {
                ("events.event", f"{whose} {state}"): event,
                ("api/v1/events", f"{whose} {state}"): event,
                ("documents.document", f"{whose} {state}"): paper,
            }
            if is_public:
                self.things["events.change", f"{whose} public"] = event.changes.get()

    def _others(self) -> None:
        priority = PriorityFactory(published=True)
        made: dict[str, Callable[[], Any]] = {
            "priorities.strand": lambda: priority.strand,
            "hosts.host": HostFactory,
            "places.country": CountryFactory,
            "places.city": CityFactory,
            "search.synonymgroup": lambda: SynonymGroup.objects.create(spellings="A\nB"),
            "presidencies.presidency": current,
            "presidencies.standingpage": lambda: StandingPage.objects.get(slug="terms"),
            "staff.bundle": lambda: Bundle.objects.create(
                name="Ministers", made_by=self.accounts[Role.PUBLISHER]
            ),
            "auth.user": lambda: StaffFactory(is_superuser=False),
            "auth.group": lambda: Group.objects.get(name="editor"),
            "axes.accesslog": AccessLog.objects.create,
            "axes.accessattempt": lambda: AccessAttempt.objects.create(failures_since_start=1),
            "axes.accessfailurelog": AccessFailureLog.objects.create,
        }
        self.things |= {(kind, "any"): make() for kind, make in made.items()}
        self.things |= {
            ("news.article", "draft"): ArticleFactory(),
            ("news.article", "public"): ArticleFactory(published=True),
            ("themes.theme", "draft"): ThemeFactory(),
            ("bodies.body", "public"): BodyFactory(published=True),
            ("priorities.priority", "public"): priority,
        }
