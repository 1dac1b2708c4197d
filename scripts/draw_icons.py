"""Draw the icons of the portal from its emblem, to static/img: `python -m scripts.draw_icons`.

They are drawn once and committed; again only when the emblem or its colours change.
"""

import os
from pathlib import Path

import django
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "img"

GROUND, LINE = "#05292a", "#a9ecd9"  # the deep panel of static/css/tokens.css
#: Name, size, and the part of it that the emblem fills. Android cuts maskable icons to a circle
#: of 80 % (https://www.w3.org/TR/appmanifest/#icon-masks).
ICONS = (
    ("icon-192.png", 192, 0.82),
    ("icon-512.png", 512, 0.82),
    ("icon-maskable-512.png", 512, 0.58),
    ("apple-touch-icon.png", 180, 0.76),
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sco_presidency.settings.dev")
    django.setup()
    from website.share_images import drawing  # noqa: PLC0415 (needs the settings)

    for name, size, part in ICONS:
        icon = Image.new("RGB", (size, size), GROUND)
        emblem = drawing.emblem(round(size * part))
        corner = (size - emblem.width) // 2
        icon.paste(LINE, (corner, corner), emblem)
        save(icon, name)
    # At the address that old programs ask for.
    icon.save(TARGET / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
    # For a page whose own image cannot be drawn: it says nothing, in every language.
    canvas = drawing.Canvas()
    canvas.ornament("teal")
    emblem = drawing.emblem(220)
    canvas.image.paste(LINE, (drawing.EDGE, (drawing.HEIGHT - emblem.height) // 2), emblem)
    save(canvas.image, "share.png")


def save(image: Image.Image, name: str) -> None:
    colours = image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    colours.save(TARGET / name, optimize=True)
    print(f"{name}: {image.width} × {image.height}, {(TARGET / name).stat().st_size} bytes")


if __name__ == "__main__":
    main()
