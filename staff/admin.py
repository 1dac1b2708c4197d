"""Django looks for the pages of the admin here: each model has a module of its own beside this one."""

from staff import (
    bodies,
    documents,
    events,
    hosts,
    news,
    places,
    presidencies,
    priorities,
    search,
    users,
)

__all__ = [
    "bodies",
    "documents",
    "events",
    "hosts",
    "news",
    "places",
    "presidencies",
    "priorities",
    "search",
    "users",
]
