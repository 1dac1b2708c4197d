"""Another presidency than the current one."""

import pytest

from presidencies.models import Presidency
from tests.factories.presidencies import PresidencyFactory


@pytest.fixture
def lakes() -> Presidency:
    return PresidencyFactory(slug="lakes-2031", title_en="Lakes")
