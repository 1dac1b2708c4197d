"""Share images on disk. Each is drawn once; the folder may be emptied at any time."""

from __future__ import annotations

import logging
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from sco_presidency.sharing.drawing import drawn

if TYPE_CHECKING:
    from sco_presidency.sharing.poster import Poster

logger = logging.getLogger(__name__)
_drawing = threading.Lock()


def image_of(poster: Poster, name: str) -> bytes:
    """Return `poster` as a PNG. A new one takes the place of the older ones called `name`.

    Raises MissingLettersError when a character cannot be drawn.
    """
    path = Path(settings.SHARE_IMAGES_ROOT) / f"{name}.{poster.digest}.png"
    with _drawing:
        try:
            return path.read_bytes()
        except OSError:
            image = drawn(poster)
        try:
            _keep(path, image)
        except OSError:
            logger.exception("A share image could not be stored; it will be drawn again.")
        for older in path.parent.glob(f"{name}.*.png"):
            if older != path:
                older.unlink(missing_ok=True)
    return image


def _keep(path: Path, image: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Another process may read it at this moment.
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(image)
    Path(file.name).replace(path)
