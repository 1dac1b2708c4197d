"""What a share image says. It tells the public record alone: the clock changes nothing on it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils.text import capfirst
from django.utils.translation import gettext as _, pgettext

from events.enums import Status
from events.plan_memory import of_the_plan
from i18n.texts import text_of
from presidencies.current import presidency_text
from priorities.enums import Colour
from themes.models import Theme
from website.charts.plan import Drawing
from website.presenters.as_of import PlanDays
from website.presenters.event import Profile
from website.presenters.event_card import Card, Tag, held_tag, state_tags

#: The lines that draw: with others, new images are made.
DRAWING = hashlib.sha256(
    b"".join(
        Path(__file__).with_name(name).read_bytes() for name in ("drawing.py", "plan.py", "text.py")
    )
).hexdigest()


@dataclass(frozen=True)
class Picture:
    """In the active language: all that a picture is made of."""

    site: str
    title: str

    @property
    def digest(self) -> str:
        """Return a name that no other content has."""
        content = json.dumps([DRAWING, asdict(self)], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Poster(Picture):
    """An event, or the portal. `left` are the dates and places that were given up."""

    date: str
    colour: str
    tags: tuple[Tag, ...] = ()
    left_label: str = ""
    left: tuple[str, ...] = ()
    is_cancelled: bool = False

    @property
    def alt(self) -> str:
        """Return what the image says, for those who do not see it."""
        separator = pgettext("between dates", "; ")
        former_dates = (
            _("Planned: %(dates)s") % {"dates": separator.join(self.left)} if self.left else ""
        )
        parts = (self.title, self.date, former_dates, *(tag.label for tag in self.tags))
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class PosterDay:
    """The plan on a day: in words, and as it is drawn."""

    label: str
    events: str
    story: str
    drawing: Drawing


@dataclass(frozen=True)
class PlanPoster(Picture):
    """One plan on several days."""

    days: tuple[PosterDay, ...]

    @property
    def alt(self) -> str:
        """Return what the picture shows, for those who do not see it."""
        colon = pgettext("between a fact and what it is", ": ")
        days = pgettext("between dates", "; ").join(
            f"{day.label}{colon}{day.events}" for day in self.days
        )
        return " · ".join((self.title, days))


def plan_poster(days: PlanDays) -> PlanPoster:
    return PlanPoster(
        site=presidency_text("short_title"),
        title=_("One plan, day by day"),
        days=tuple(PosterDay(row.label, row.events, row.story, row.poster) for row in days.rows),
    )


def event_poster(card: Card, profile: Profile) -> Poster:
    return Poster(
        site=presidency_text("short_title"),
        title=card.short_title.printed,
        date=capfirst(profile.when_and_where),
        colour=card.strand.colour,
        tags=(*held_tag(card.event), *_planned_tag(card), *state_tags(card.event)),
        left_label=_("Planned:"),
        left=profile.planned,
        is_cancelled=card.is_cancelled,
    )


def theme_poster(theme: Theme) -> Poster:
    return Poster(
        site=presidency_text("short_title"),
        title=text_of(theme, "title").printed,
        date=_("Events, news and documents"),
        colour=Colour.TEAL.value,
    )


def _planned_tag(card: Card) -> tuple[Tag, ...]:
    """Tell a day that nobody has confirmed from one that somebody has. A vague one says so itself."""
    is_planned = card.event.status == Status.PLANNED and card.event.period.is_exact
    return (Tag("unconfirmed", _("Date not yet confirmed")),) if is_planned else ()


@of_the_plan
def site_poster() -> Poster:
    """Return what stands for every page without an image of its own."""
    return Poster(
        site=presidency_text("organisation"),
        title=presidency_text("title"),
        date=_("The plan of events, and every change to it"),
        colour=Colour.TEAL.value,
    )
