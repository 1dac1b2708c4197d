import pytest


@pytest.fixture(autouse=True)
def _found_at_once(index_follows: None) -> None:
    """What is searched is what was told."""
