"""An event, and a small mirror of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from events.dates import Period
from events.models import Event
from tests.factories import CityFactory, EventFactory
from tests.website.mirror.mirrors import FEW, run
from website.mirror import actions


@pytest.fixture
def event() -> Event:
    return EventFactory(
        slug="forum",
        title_en="Forum of cities",
        title_ru="Форум городов",
        period=Period.on(date(2020, 7, 22)),
        cities=[CityFactory()],
        published=True,
    )


@pytest.fixture
def mirror(tmp_path: Path, event: Event, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(actions, "seeds", lambda portal: FEW)
    monkeypatch.setattr(actions, "follows", lambda path: False)
    folder = tmp_path / "mirror"
    run(folder)
    return folder
