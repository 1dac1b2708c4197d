"""A desk on which two people answer for what the public sees."""

from datetime import date

import pytest

from events.dates import Period
from staff.roles import Role
from tests.factories import EventFactory, HostFactory, announcement
from tests.staff.of_roles import account_of


@pytest.fixture(autouse=True)
def two_people(settings):
    settings.FOUR_EYES = True
    settings.PORTAL_CLOCK = "2020-10-28"


@pytest.fixture
def ministry():
    return HostFactory(name_en="Ministry of Culture")


@pytest.fixture
def event(ministry):
    return EventFactory(
        title_en="Museum directors",
        lead_en="They talk about museums.",
        hosts=[ministry],
        period=Period.on(date(2020, 12, 1)),
        announced=announcement(date(2020, 1, 1)),
        published=True,
    )


@pytest.fixture
def host(ministry):
    return account_of(Role.HOST, hosts=[ministry])


@pytest.fixture
def editor():
    return account_of(Role.EDITOR)


@pytest.fixture
def publisher():
    return account_of(Role.PUBLISHER)


@pytest.fixture
def both(ministry):
    return [
        EventFactory(
            title_en=name,
            hosts=[ministry],
            period=Period.on(date(2020, 12, 1)),
            announced=announcement(date(2020, 1, 1)),
            published=True,
        )
        for name in ("First", "Second")
    ]
