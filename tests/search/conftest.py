import pytest

from search.models import SynonymGroup


@pytest.fixture(autouse=True)
def _found_at_once(index_follows: None) -> None:
    """What is searched is what was told."""


@pytest.fixture
def usual_names(db):
    """Only the groups that a test adds: `usual_names("ШОС", "SCO")`."""
    SynonymGroup.objects.all().delete()

    def add(*names: str) -> SynonymGroup:
        return SynonymGroup.objects.create(spellings="\n".join(names))

    return add
