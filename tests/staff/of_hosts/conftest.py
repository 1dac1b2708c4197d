"""The account of a ministry."""

import pytest

from staff.roles import Role
from tests.factories import HostFactory
from tests.staff.of_roles import account_of, logged_in


@pytest.fixture(autouse=True)
def standing(settings):
    settings.PORTAL_CLOCK = "2020-10-28"


@pytest.fixture
def ministry():
    return HostFactory(name_en="Ministry of Culture")


@pytest.fixture
def culture(ministry):
    """The account of the Ministry of Culture."""
    return account_of(Role.HOST, hosts=[ministry])


@pytest.fixture
def client(culture):
    return logged_in(culture)
