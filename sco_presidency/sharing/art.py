"""The ornaments of the design, as masks to be filled with a colour: 255 where the line is."""

from __future__ import annotations

import functools
from math import cos, pi, sin

from PIL import Image, ImageDraw

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
        x, y = (EMBLEM_VIEW / 2 + TABLE * turned for turned in (cos(angle), sin(angle)))
        outer = RING + RING_STROKE / 2
        box = [(x - outer) * scale, (y - outer) * scale, (x + outer) * scale, (y + outer) * scale]
        pen.ellipse(box, outline=255, width=round(RING_STROKE * scale))
    return mask.resize((size, size), Image.Resampling.BOX)
