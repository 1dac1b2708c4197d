"""The plainest valid rows. What a test asserts, it sets itself.

    EventFactory()                                   a draft, planned, without a date
    EventFactory(published=True, period=Period.on(date(2020, 7, 22)), cities=[city])
    EventFactory(announced=announcement(date(2020, 1, 20)), period=Period.in_month(2020, 7))

Publication goes through publishing.workflow, and an event's facts through events.actions.changes.
"""

from tests.factories.bodies import BodyFactory
from tests.factories.documents import DocumentFactory
from tests.factories.events import EventFactory, announcement
from tests.factories.hosts import HostFactory
from tests.factories.news import ArticleFactory
from tests.factories.people import StaffFactory
from tests.factories.places import CityFactory, CountryFactory
from tests.factories.priorities import PriorityFactory
from tests.factories.themes import ThemeFactory

__all__ = [
    "ArticleFactory",
    "BodyFactory",
    "CityFactory",
    "CountryFactory",
    "DocumentFactory",
    "EventFactory",
    "HostFactory",
    "PriorityFactory",
    "StaffFactory",
    "ThemeFactory",
    "announcement",
]
