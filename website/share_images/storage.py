"""Share images on disk. Each is drawn once; the folder may be emptied at any time."""

import logging
import threading
from pathlib import Path

from django.conf import settings

from publishing.storage import write_whole
from website.share_images.content import Poster
from website.share_images.drawing import drawn

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
            write_whole(path, [image])
        except OSError:
            logger.exception("A share image could not be stored; it will be drawn again.")
        for old_path in path.parent.glob(f"{name}.*.png"):
            if old_path != path:
                old_path.unlink(missing_ok=True)
    return image
