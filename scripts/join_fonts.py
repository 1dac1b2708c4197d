"""Join the parts of Literata that pages load by script into the one file that paper is set with.

`.venv/bin/python -m scripts.join_fonts`, after either part was cut anew. WeasyPrint knows no
`unicode-range`, and a part without a space sets words too far apart.
"""

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
PARTS = ("literata-latin.woff2", "literata-cyrillic.woff2")
JOINED = "literata-print.woff2"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        joined = Merger().merge([unpacked(FONTS / part, Path(folder)) for part in PARTS])
    joined.flavor = "woff2"
    joined.save(FONTS / JOINED)


def unpacked(part: Path, folder: Path) -> str:
    """Return the path of the font without its compression, as the merger reads it."""
    font = TTFont(part)
    font.flavor = None
    path = folder / f"{part.stem}.ttf"
    font.save(path)
    return str(path)


if __name__ == "__main__":
    main()
