"""Every page that the administration has of a thing opens, before a save and after it."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.urls import NoReverseMatch, reverse

from events.dates import Period
from events.models import Change
from presidencies.models import Presidency, StandingPage
from search.models import SynonymGroup
from staff.actions.registry import ACTIONS
from staff.bundles.items import new_item
from staff.models import Bundle, Deed
from tests.documents.corrected import corrected
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
from tests.factories.photos import PhotoFactory
from tests.forms_sent import opened

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

PAGES = ("change", "history", "delete", "translations", "publish", "withdraw", "correct")


def event(**state):
    made = EventFactory(
        title_en="Forum",
        host_en="A ministry",
        sources=["https://one.example/", "https://two.example/"],
        period=Period.on(date(2020, 7, 22)),
        cities=[CityFactory()],
        announced=announcement(date(2020, 1, 1), reason="Set."),
        chair=CountryFactory(),
        bodies=[BodyFactory()],
        priorities=[PriorityFactory()],
        **state,
    )
    PhotoFactory(event=made, position=1)
    PhotoFactory(event=made, position=2, alt_en="A street.", size=(500, 400))
    return made


def links():
    return {"events": [event()], "bodies": [BodyFactory()], "priorities": [PriorityFactory()]}


def article(**state):
    return ArticleFactory(body_en="One.\n\nTwo.", **links(), **state)


def document(**state):
    made = DocumentFactory(languages=["en", "ru"], **links(), **state)
    return corrected(made).document if state else made


def group():
    made = Group.objects.create(name="Editors")
    made.permissions.set(Permission.objects.all()[:3])
    return made


def person():
    made = StaffFactory()
    made.groups.add(group())
    return made


def entry():
    EventFactory(announced=announcement(date(2020, 1, 1)))
    return Change.objects.get()


def bundle():
    made = Bundle.objects.create(name="All of it", made_by=StaffFactory())
    for thing in (article(), document()):
        made.items.add(new_item(thing, Deed.PUBLISH), bulk=False)
    return made


THINGS = {
    "event": event,
    "published event": lambda: event(published=True),
    "withdrawn event": lambda: event(withdrawn=True),
    "article": article,
    "published article": lambda: article(published=True),
    "document": document,
    "published document": lambda: document(published=True),
    "body": lambda: BodyFactory(parent=BodyFactory(), description_ru="Раз.\n\nДва."),
    "published body": lambda: BodyFactory(published=True),
    "priority": PriorityFactory,
    "strand": lambda: PriorityFactory().strand,
    "theme": lambda: ThemeFactory(published=True),
    "published priority": lambda: PriorityFactory(published=True),
    "presidency": Presidency.objects.get,
    "standing standingpage": lambda: StandingPage.objects.get(slug="terms"),
    "host": lambda: HostFactory(parent=HostFactory(), country=CountryFactory()),
    "country": CountryFactory,
    "city": CityFactory,
    "usual names": lambda: SynonymGroup.objects.create(spellings="SCO\nШОС", note="short"),
    "person": person,
    "group": group,
    "change": entry,
    "bundle": bundle,
}


def address(item, page):
    return reverse(f"admin:{item._meta.label_lower.replace('.', '_')}_{page}", args=[item.pk])


def addresses(item):
    """Yield each page that the administration has of `item`."""
    for page in PAGES:
        try:
            yield address(item, page)
        except NoReverseMatch:
            continue
    if item._meta.label == "events.Event":
        yield from (reverse("admin:events_event_act", args=[item.pk, code]) for code in ACTIONS)


def open_all(client, item):
    """Open each page of `item`: it is there, closed to all, or says on another why it is not."""
    return {page: client.get(page).status_code for page in addresses(item)}


@pytest.fixture(params=THINGS)
def thing(request):
    return THINGS[request.param]()


def test_no_model_is_left_out():
    kinds = {model._meta.model_name for model in admin.site._registry}

    made = {name.split()[-1] for name in THINGS} | {"synonymgroup", "user"}
    assert kinds - made == {"accessattempt", "accesslog", "accessfailurelog"}  # only read


@pytest.mark.by_turns(6)
def test_every_page_opens_before_a_save_and_after_it(admin_client, thing):
    before = open_all(admin_client, thing)
    assert set(before.values()) <= {200, 302, 403}
    assert before[address(thing, "change")] == 200
    if isinstance(thing, Change):
        return

    answer = admin_client.post(
        address(thing, "change"), opened(admin_client, address(thing, "change"))
    )

    assert answer.status_code == 302, answer.context["errors"]
    assert open_all(admin_client, thing) == before
    assert admin_client.get(answer.url).status_code == 200


@pytest.mark.by_turns(6)
def test_every_page_opens_to_staff_who_may_only_look(client, thing):
    reader = StaffFactory(is_superuser=False)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)

    statuses = open_all(client, thing)

    assert set(statuses.values()) <= {200, 403}
    assert statuses[address(thing, "change")] == 200
    assert statuses[address(thing, "history")] == 200


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_every_list_and_every_empty_form_opens(admin_client, model):
    page = f"admin:{model._meta.label_lower.replace('.', '_')}"

    assert admin_client.get(reverse(f"{page}_changelist")).status_code == 200
    assert admin_client.get(reverse(f"{page}_add")).status_code in (200, 403)


def test_log_of_a_thing_names_who_did_it(admin_client, admin_user):
    body = BodyFactory()
    sent = opened(admin_client, address(body, "change"))

    admin_client.post(address(body, "change"), sent | {"name_en": ["Council"]})

    assert LogEntry.objects.get().user == admin_user
    assert "admin" in admin_client.get(address(body, "history")).content.decode()
