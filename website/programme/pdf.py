"""From a page of HTML to a tagged PDF, by WeasyPrint: ADR 0009.

WeasyPrint needs Pango, which is no Python package: it is asked for only when something is to be
typeset, so that a portal without it runs as well.
"""

import logging
from pathlib import Path

from django.conf import settings
from PIL import ImageFile

#: PDF for universal access, ISO 14289-1: tags, a title, a language.
VARIANT = "pdf/ua-1"
MISSING = """\
The programme cannot be typeset: the library Pango was not found.
  Debian, Ubuntu   sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \\
                       fonts-noto-core fonts-noto-cjk
  macOS            brew install pango font-noto-sans font-noto-sans-cjk-sc font-noto-serif-cjk-sc
Then type the same command again."""


class CannotTypesetError(Exception):
    """What typesetting needs is not installed; the text says what to install."""


def typeset(html: str, base: Path) -> bytes:
    """Return `html` as a PDF; its addresses of styles and pictures are meant from `base`.

    Nothing is fetched from anywhere but files. Raises CannotTypesetError.
    """
    # It tells its steps, from its import on, and warns of every rule that is meant for screens.
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    setting = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        from weasyprint import HTML  # noqa: PLC0415 (fails where Pango is missing)
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as error:
        raise CannotTypesetError(MISSING) from error
    finally:
        # WeasyPrint lets Pillow take torn pictures, for the whole process: uploads are to be whole.
        ImageFile.LOAD_TRUNCATED_IMAGES = setting
    page = HTML(
        string=html,
        base_url=f"{base.as_uri()}/",
        url_fetcher=URLFetcher(allowed_protocols=("file", "data"), fail_on_errors=True),
    )
    pdf: bytes = page.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
    return pdf


def static_files() -> Path:
    """Return the folder that addresses of the template are meant from."""
    folder: Path = settings.BASE_DIR / "static"
    return folder
