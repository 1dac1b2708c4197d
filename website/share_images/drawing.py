"""A share image: the head of an event's page, as a picture that other sites show with a link.

What it says is of the public record alone: the clock changes nothing on it.
"""

import functools
import hashlib
import io
import json
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from math import cos, pi, sin
from pathlib import Path

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _, pgettext
from PIL import Image, ImageDraw

from events.enums import Status
from events.plan_memory import of_the_plan
from i18n import line_breaks
from i18n.texts import text_of
from presidencies.current import presidency_text
from priorities.enums import Colour
from publishing.storage import write_whole
from themes.models import Theme
from website.charts.plan import Drawing
from website.presenters.as_of import PlanDay, PlanDays
from website.presenters.event import Profile
from website.presenters.event_card import Card, Tag, held_tag, state_tags
from website.share_images.text import Fitted, fitted, runs, width

#: The lines that draw: with others, new images are made.
DRAWING = hashlib.sha256(
    b"".join(
        path.read_bytes()
        for path in (
            *(Path(__file__).with_name(name) for name in ("drawing.py", "plan.py", "text.py")),
            Path(line_breaks.__file__),
        )
    )
).hexdigest()


@dataclass(frozen=True)
class Picture:
    """In the active language: all that a picture is made of."""

    site: str
    title: str

    @functools.cached_property
    def digest(self) -> str:
        """A name that no other content has."""
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
            _("Was: %(dates)s") % {"dates": separator.join(self.left)} if self.left else ""
        )
        parts = (self.title, self.date, former_dates, *(tag.label for tag in self.tags))
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class PosterDay:
    """The plan on a day: in words, and as it is drawn."""

    label: str
    events: str
    #: Of which else it has marks, and which have none.
    remarks: tuple[str, ...]
    story: str
    drawing: Drawing

    @property
    def alt(self) -> str:
        colon = pgettext("between a fact and what it is", ": ")
        return f"{self.label}{colon}{_(', ').join((self.events, *self.remarks))}"


@dataclass(frozen=True)
class PlanPoster(Picture):
    """One plan on several days."""

    days: tuple[PosterDay, ...]

    @property
    def alt(self) -> str:
        """Return what the picture shows, for those who do not see it."""
        days = pgettext("between dates", "; ").join(day.alt for day in self.days)
        return " · ".join((self.title, days))


def plan_poster(days: PlanDays) -> PlanPoster:
    """Return the picture of `days`, made once: each front page names it."""
    return days.made("poster", lambda: _plan_poster(days))


def _plan_poster(days: PlanDays) -> PlanPoster:
    return PlanPoster(
        site=presidency_text("short_title"),
        title=_("One plan, day by day"),
        days=tuple(map(_poster_day, days.rows)),
    )


def _poster_day(row: PlanDay) -> PosterDay:
    remarks = tuple(remark.rstrip(".。") for remark in (row.more, row.outside) if remark)
    return PosterDay(row.label, row.events, remarks, row.story, row.poster)


def event_poster(card: Card, profile: Profile) -> Poster:
    return Poster(
        site=presidency_text("short_title"),
        title=card.short_title.printed,
        date=capfirst(profile.when_and_where),
        colour=card.strand.colour,
        tags=(*held_tag(card.event), *_planned_tag(card), *state_tags(card.event)),
        left_label=_("Was:"),
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
    awaits_its_day = is_planned and not card.event.history.set_its_day
    return (Tag("unconfirmed", _("Date not yet confirmed")),) if awaits_its_day else ()


@of_the_plan
def site_poster() -> Poster:
    """Return what stands for every page without an image of its own."""
    return Poster(
        site=presidency_text("organisation"),
        title=presidency_text("title"),
        date=_("The plan of events, and every change to it"),
        colour=Colour.TEAL.value,
    )


#: https://ogp.me and the sites that follow it: 1.91 to 1.
WIDTH, HEIGHT = 1200, 630
#: The deep panel of static/css/tokens.css; tests compare.
DEEP = {
    "paper": "#05292a",
    "surface": "#0a3434",
    "ink": "#f2f7f4",
    "ink-soft": "#c3d8d1",
    "line-strong": "#6d9a92",
    "accent": "#a9ecd9",
    "indigo": "#b9c1ff",
    "teal": "#7fe0c6",
    "amber": "#f6c368",
    "red": "#ffa99b",
    "grey": "#b4c9c2",
    "moved-bg": "#f6c368",
    "moved-ink": "#2e1c00",
    "online-bg": "#cfe4ff",
    "online-ink": "#0d2f57",
    "cancelled-bg": "#ffcdc6",
    "cancelled-ink": "#5f100b",
    "held-bg": "#d2e0d9",
    "held-ink": "#12302b",
}
EDGE = 72
WHOLE = WIDTH - 2 * EDGE
TITLE_WIDTH = 800
ART, ART_CENTRE, ART_STRENGTH = 760, (1060, 300), 0.55
EMBLEM = 64
SMALL = 28
TITLE_SIZES = (76, 66, 58, 50, 44, 38, 34)
DATE_SIZES, DATE_HEIGHT = (44, 38, 33), 104
#: From the top: where tags may begin at the earliest. From line to line: tags, gap, small line.
HEAD, TAGS, GAP, LEFT = 164, 62, 14, 52
#: Of the dates that were left: further lines, and how many there may be.
LEFT_LINE, LEFT_LINES = 38, 2
SEPARATOR, MORE = " · ", "…"
STRIKE = 0.28  # of the size, above the baseline
DROP = 0.26  # of the size: from the bottom of a line to its baseline, upwards
COLOURS = 96


def drawn(poster: Poster) -> bytes:
    """Return `poster` as a PNG. Raises MissingLettersError when a character cannot be drawn."""
    canvas = Canvas()
    canvas.ornament(poster.colour)
    canvas.masthead(poster.site)
    date = fitted(poster.date, DATE_SIZES, width_limit=WHOLE, height_limit=DATE_HEIGHT)
    former_dates = left_lines(poster)
    bottom = (
        GAP
        + date.height
        + (LEFT + LEFT_LINE * (len(former_dates) - 1) if former_dates else 0)
        + EDGE
    )
    room = HEIGHT - HEAD - (TAGS if poster.tags else 0) - bottom
    title = fitted(poster.title, TITLE_SIZES, width_limit=TITLE_WIDTH, height_limit=room)
    canvas.y = HEIGHT - bottom - title.height
    canvas.tags(poster.tags)
    canvas.paragraph(title, struck=poster.is_cancelled)
    canvas.y += GAP
    canvas.paragraph(date)
    if former_dates:
        canvas.left(poster.left_label, former_dates)
    return canvas.png()


def left_lines(poster: Poster) -> tuple[tuple[str, ...], ...]:
    """Return the given-up dates in lines, the oldest first; more than `LEFT_LINES` hold are told by an ellipsis.

    Two dates in lines of their own say more than one of them does.
    """
    dates = poster.left
    while True:
        lines = _lines_of(dates, poster.left_label)
        if len(lines) <= LEFT_LINES or len(dates) == 1:
            return lines
        dates = (MORE, *dates[2 if dates[0] == MORE else 1 :])


def _lines_of(dates: tuple[str, ...], label: str) -> tuple[tuple[str, ...], ...]:
    lines: list[tuple[str, ...]] = []
    for date in dates:
        line = (*lines[-1], date) if lines else (date,)
        words = f"{label} {SEPARATOR.join(line)}" if len(lines) < 2 else SEPARATOR.join(line)
        if lines and width(words, SMALL) <= WHOLE:
            lines[-1] = line
        else:
            lines.append((date,))
    return tuple(lines)


class Canvas:
    """The picture as it grows; `y` is where the next line begins, in pixels from the top."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), DEEP["paper"])
        self.pen = ImageDraw.Draw(self.image)
        self.y = EDGE

    def ornament(self, colour: str) -> None:
        mask = guilloche(ART, 1.1).point(lambda light: round(light * ART_STRENGTH))
        corner = (ART_CENTRE[0] - ART // 2, ART_CENTRE[1] - ART // 2)
        self.image.paste(DEEP[colour], corner, mask)

    def masthead(self, site: str) -> None:
        self.image.paste(DEEP["accent"], (EDGE, EDGE - 16), emblem(EMBLEM))
        self.write(site, EDGE + EMBLEM + 20, EDGE + 26, SMALL, DEEP["ink"])

    def tags(self, tags: tuple[Tag, ...]) -> None:
        """Set the tags above the line `y`."""
        x, top = EDGE, self.y - TAGS
        for tag in tags:
            box = (x, top, x + round(width(tag.label, SMALL)) + 28, top + 42)
            ground, ink = DEEP.get(f"{tag.code}-bg"), DEEP.get(f"{tag.code}-ink", DEEP["ink-soft"])
            self.pen.rectangle(box, fill=ground, outline=None if ground else DEEP["line-strong"])
            self.write(tag.label, x + 14, top + 30, SMALL, ink)
            x = box[2] + 12

    def paragraph(self, text: Fitted, *, struck: bool = False) -> None:
        for line in text.lines:
            self.y += text.line_height
            baseline = self.y - round(text.size * DROP)
            end = self.write(line, EDGE, baseline, text.size, DEEP["ink"])
            if struck:
                self.strike(EDGE, end, baseline, text.size)

    def left(self, label: str, lines: tuple[tuple[str, ...], ...]) -> None:
        """Say what was planned before, struck through."""
        self.y += LEFT - 8
        x = self.write(f"{label} ", EDGE, self.y, SMALL, DEEP["ink-soft"])
        for number, dates in enumerate(lines):
            if number:
                x, self.y = EDGE, self.y + LEFT_LINE
            self._struck(dates, x)

    def _struck(self, dates: tuple[str, ...], x: float) -> None:
        soft = DEEP["ink-soft"]
        for number, date in enumerate(dates):
            if number:
                x = self.write(SEPARATOR, x, self.y, SMALL, soft)
            start = x
            x = self.write(date, x, self.y, SMALL, soft)
            if date != MORE:
                self.strike(start, x, self.y, SMALL)

    def write(self, text: str, x: float, baseline: float, size: int, ink: str) -> float:
        """Write `text` and return where it ends."""
        for run in runs(text, size):
            self.pen.text((x, baseline), run.text, fill=ink, font=run.font, anchor="ls")
            x += run.width
        return x

    def strike(self, start: float, end: float, baseline: float, size: int) -> None:
        y = baseline - round(size * STRIKE)
        self.pen.line((start, y, end, y), fill=DEEP["ink-soft"], width=max(2, size // 14))

    def png(self) -> bytes:
        file = io.BytesIO()
        self.image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            file, "PNG", optimize=True
        )
        return file.getvalue()


#: Drawn this many times larger, then made smaller: Pillow draws lines without half-tones.
OVERSIZE = 4
#: templates/components/guilloche.html: r = 60 + 44·cos 4θ in a picture of 212, turned 16 times.
LOBES, TURNS, MIDDLE, SWING, VIEW = 4, 16, 60, 44, 212
STEPS = 360
#: static/img/emblem.svg: eight rings in a picture of 64.
RINGS, RING, RING_STROKE, TABLE, EMBLEM_VIEW = 8, 11.8, 2.1, 18.4, 64


@functools.lru_cache(maxsize=4)
def guilloche(size: int, stroke: float) -> Image.Image:
    """Return the ornament of an event, `size` pixels wide, its lines `stroke` pixels."""
    large = size * OVERSIZE
    mask = Image.new("L", (large, large))
    pen = ImageDraw.Draw(mask)
    for turn in range(TURNS):
        pen.line(_lobes(large, turn), fill=255, width=round(stroke * OVERSIZE))
    return mask.resize((size, size), Image.Resampling.BOX)


def _lobes(large: int, turn: int) -> list[tuple[float, float]]:
    """Return one four-lobed curve, turned by a part of the angle after which it repeats."""
    offset = turn * 2 * pi / LOBES / TURNS
    points = []
    for step in range(STEPS + 1):
        angle = step * 2 * pi / STEPS
        radius = (MIDDLE + SWING * cos(LOBES * angle)) * large / VIEW
        points.append(
            (large / 2 + radius * cos(angle + offset), large / 2 + radius * sin(angle + offset))
        )
    return points


@functools.lru_cache(maxsize=8)
def emblem(size: int) -> Image.Image:
    """Return eight rings round an open table, `size` pixels wide."""
    large = size * OVERSIZE
    scale = large / EMBLEM_VIEW
    mask = Image.new("L", (large, large))
    pen = ImageDraw.Draw(mask)
    for ring in range(RINGS):
        angle = (ring + 0.5) * 2 * pi / RINGS
        x, y = (EMBLEM_VIEW / 2 + TABLE * coordinate for coordinate in (cos(angle), sin(angle)))
        outer = RING + RING_STROKE / 2
        box = [(x - outer) * scale, (y - outer) * scale, (x + outer) * scale, (y + outer) * scale]
        pen.ellipse(box, outline=255, width=round(RING_STROKE * scale))
    return mask.resize((size, size), Image.Resampling.BOX)


logger = logging.getLogger(__name__)
_drawing = threading.Lock()


def image_of(picture: Picture, name: str, draw: Callable[[], bytes]) -> bytes:
    """Return `picture` as a PNG. A new one takes the place of the older ones called `name`.

    Raises MissingLettersError when a character cannot be drawn.
    """
    path = Path(settings.SHARE_IMAGES_ROOT) / f"{name}.{picture.digest}.png"
    with _drawing:
        try:
            return path.read_bytes()
        except OSError:
            image = draw()
        try:
            write_whole(path, [image])
        except OSError:
            logger.exception("A share image could not be stored; it will be drawn again.")
        for old_path in path.parent.glob(f"{name}.*.png"):
            if old_path != path:
                old_path.unlink(missing_ok=True)
    return image
