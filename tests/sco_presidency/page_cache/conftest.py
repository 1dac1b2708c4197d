"""A portal with a cache around it."""

from __future__ import annotations

import pytest

from sco_presidency.page_cache import cache as cache_module
from tests.sco_presidency.page_cache.portals import Site


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    site = Site()
    monkeypatch.setattr(cache_module.time, "time", lambda: site.seconds)
    return site
